import type { ReadingAnswer, SeriesAnswer } from '@ioc/server/contract'
import { loadUnitRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// A year told up to each of its days or months: as if each were asked for alone.

const PLACES = ['phuong-pho-hien', 'xa-nhu-quynh', 'so-noi-vu'] as const

/** Three hundred dossiers over 2024, 2025 and half of 2026, some of them late. */
async function threeYears() {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  await commit(
    database,
    run,
    Array.from({ length: 300 }, (_, n) => {
      // Neither goes evenly into the other.
      const [received, took] = [((n * 37) % 900) - 730, 1 + ((n * 5) % 8)]
      const unit = units.find(PLACES[n % 3] as string).id
      return dossier({ id: `d${n}`, unit, received, due: received + 5, finished: received + took })
    }),
  )
  // Told of from before the first of the two years on.
  await commit(database, run, [dossier({ id: 'first', unit: units.find(PLACES[0]).id, received: -800, finished: -799 })])
  await heard(database, new Date())
  const { url } = await serve(database)
  const ask = async <T>(of: string): Promise<T> => (await (await fetch(`${url}/api/readings/${of}`)).json()) as T
  return { url, ask }
}

const endOf = (at: string, step: string) => {
  const begins = new Date(Date.parse(at) + 7 * 3_600_000)
  const end = step === 'day' ? begins : new Date(Date.UTC(begins.getUTCFullYear(), begins.getUTCMonth() + 1, 0))
  return end.toISOString().slice(0, 10)
}

test.each([
  ['dossiers.received_today', 'month', '2025-11-01..2026-05-31'],
  ['dossiers.on_time_rate', 'month', '2025-11-01..2026-05-31'],
  ['dossiers.on_time_rate', 'day', '2025-12-25..2026-01-09'],
  ['dossiers.received_growth', 'month', '2026-01-01..2026-05-31'],
])('%s by the %s says of each point what the year up to it says alone', async (id, step, period) => {
  const { ask } = await threeYears()
  const { points } = await ask<SeriesAnswer>(`${id}/series?step=${step}&running=true&period=${period}`)
  expect(points.length).toBeGreaterThan(4)
  for (const { at, value, before } of points) {
    const end = endOf(at, step)
    const alone = await ask<ReadingAnswer>(`${id}?period=${end.slice(0, 4)}-01-01..${end}&compare=solar`)
    expect([end, value]).toEqual([end, alone.value])
    if (id === 'dossiers.received_today') expect([end, before]).toEqual([end, alone.before])
  }
})

test('what runs through its year by itself is refused with what to do instead', async () => {
  const { url } = await threeYears()
  const answer = await fetch(`${url}/api/readings/budget.revenue/series?step=month&running=true&period=2026-01-01..2026-05-31`)
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('Bỏ «Lũy kế từ đầu năm»')])
})

test('a year whose beginning nobody told has no year so far, and says that this is where it lacks, not that nothing was told', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  await commit(
    database,
    run,
    [-100, -60, -20, 20, 50].map((received) => dossier({ id: `d${received}`, unit, received, finished: received + 2 })),
  )
  await heard(database, new Date())
  const { url } = await serve(database)
  const series = async (query: string) =>
    (await (await fetch(`${url}/api/readings/dossiers.received_today/series?step=month&${query}`)).json()) as SeriesAnswer
  const period = 'period=2025-01-01..2026-03-31'
  const { points, gaps } = await series(`running=true&${period}`)
  expect(points.map(({ value }) => value)).toEqual([...Array(12).fill(null), 1, 2, 2])
  expect(gaps).toEqual(['2024-12-31T17:00:00.000Z'])
  expect((await series(period)).gaps).toEqual([])
  // Of a year of which nothing was told nothing breaks off.
  expect((await series('running=true&period=2024-01-01..2024-12-31')).gaps).toEqual([])
})
