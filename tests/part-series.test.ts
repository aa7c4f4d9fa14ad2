import type { PartSeriesAnswer, PartsAnswer } from '@ioc/server/contract'
import { loadUnitRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// An indicator over time by the values of a dimension: as if each step were split alone.

const FIELDS = ['Đất đai', 'Hộ tịch', 'Xây dựng'] as const

/** A ward of half a year. */
async function halfYear() {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    Array.from({ length: 150 }, (_, n) => {
      const received = (n * 37) % 200
      // Of building nothing is asked before April.
      const field = FIELDS[received < 90 ? n % 2 : n % 3] as string
      return dossier({ id: `d${n}`, unit, received, due: received + 5, finished: received + 1 + ((n * 5) % 8), field })
    }),
  )
  await heard(database, new Date())
  const { url } = await serve(database)
  const ask = async <T>(of: string): Promise<T> => {
    const answer = await fetch(`${url}/api/readings/${of}`)
    const text = await answer.text()
    expect(answer.status, text).toBe(200)
    return JSON.parse(text) as T
  }
  return { url, ask }
}

const monthOf = (at: string) => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 7)

test.each(['dossiers.received_today', 'dossiers.on_time_rate'])(
  '%s by field and month says what each month says alone, beside the month before',
  async (id) => {
    const { ask } = await halfYear()
    const { parts, dimension } = await ask<PartSeriesAnswer>(
      `${id}/parts/series?dim=field&step=month&period=2026-02-01..2026-07-31&compare=previous`,
    )
    expect(dimension.dim).toBe('field')
    expect(parts).toHaveLength(3)
    for (const [place, { at }] of (parts[0]?.points ?? []).entries()) {
      const alone = await ask<PartsAnswer>(`${id}/parts?dim=field&period=${monthOf(at)}&compare=previous`)
      for (const { key, value, state, before } of alone.parts) {
        const point = parts.find((part) => part.key === key)?.points[place]
        expect([at, key, point?.value, point?.state, point?.before]).toEqual([at, key, value, state, before])
      }
    }
    // What a month knows nothing of while it was told is nothing, not a gap.
    const building = parts.find(({ key }) => key === 'Xây dựng')
    if (id === 'dossiers.received_today') expect(building?.points[0]?.value).toBe(0)
  },
)

test('the parts of a count add up to it month by month, as a table too', async () => {
  const { url, ask } = await halfYear()
  const asked = 'dossiers.received_today/parts/series?dim=field&step=month&period=2026-02-01..2026-07-31'
  const { parts } = await ask<PartSeriesAnswer>(asked)
  const whole = await ask<{ points: { at: string; value: number }[] }>(
    'dossiers.received_today/series?step=month&period=2026-02-01..2026-07-31',
  )
  for (const [place, { value }] of whole.points.entries())
    expect(parts.reduce((sum, { points }) => sum + (points[place]?.value ?? 0), 0)).toBe(value)
  const csv = await (await fetch(`${url}/api/readings/${asked}&format=csv`)).text()
  expect(csv.trim().split('\n')).toHaveLength(1 + parts.length * whole.points.length)
})

test('a dimension it does not have, and too many steps, are refused with what to do instead', async () => {
  const { url } = await halfYear()
  const none = await fetch(`${url}/api/readings/dossiers.received_today/parts/series?dim=weather&period=2026`)
  expect([none.status, await none.text()]).toEqual([400, expect.stringContaining('weather')])
  const many = await fetch(`${url}/api/readings/dossiers.received_today/parts/series?dim=field&step=day&period=2026`)
  expect([many.status, await many.text()]).toEqual([400, expect.stringContaining('at most 120')])
})
