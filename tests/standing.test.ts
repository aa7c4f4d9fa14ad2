import type { ReadingAnswer, SeriesAnswer, UnitSeriesAnswer, UnitsAnswer } from '@ioc/server/contract'
import { loadUnitRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// What stands at one moment, followed over months: each point is what was known at its end, as if asked alone.

const PLACES = ['phuong-pho-hien', 'xa-nhu-quynh', 'xa-nghia-tru'] as const
const DAY_MS = 86_400_000
const START = Date.parse('2026-01-01T02:00:00Z')
const PERIOD = '2026-03-01..2026-08-31'

/** Two hundred dossiers of ten months, each told when it came and again when it was done, by the source's own clock. */
async function tenMonths() {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const steps = Array.from({ length: 200 }, (_, n) => {
    const [received, took] = [(n * 37) % 300, 2 + ((n * 11) % 40)]
    const unit = units.find(PLACES[n % 3] as string).id
    const told = (day: number, finished: number | null) => ({
      day,
      draft: dossier({ id: `d${n}`, version: START + day * DAY_MS, unit, received, due: received + 15, finished }),
    })
    return [told(received, null), told(received + took, received + took)]
  }).flat()
  for (const day of [...new Set(steps.map(({ day }) => day))].toSorted((a, b) => a - b)) {
    const drafts = steps.filter((step) => step.day === day).map(({ draft }) => draft)
    await commit(database, run, drafts, { knownBySource: true })
  }
  await heard(database, new Date())
  // Its steps are known from when it was first heard.
  await database.pool.query('update run set started_at = $1', ['2026-01-02'])
  const { url } = await serve(database)
  const ask = async <T>(of: string): Promise<T> => {
    const answer = await fetch(`${url}/api/readings/${of}`)
    const text = await answer.text()
    expect(answer.status, text).toBe(200)
    return JSON.parse(text) as T
  }
  return { url, ask }
}

/** The last day of a month that begins at an instant, in Hà Nội. */
function lastDay(at: string): string {
  const begins = new Date(Date.parse(at) + 7 * 3_600_000)
  return new Date(Date.UTC(begins.getUTCFullYear(), begins.getUTCMonth() + 1, 0)).toISOString().slice(0, 10)
}

test.each(['dossiers.open_now', 'dossiers.overdue', 'dossiers.overdue_share'])(
  '%s over months says of each month’s end what it said then, beside the month before',
  async (id) => {
    const { ask } = await tenMonths()
    const { points } = await ask<SeriesAnswer>(`${id}/series?step=month&period=${PERIOD}&compare=previous`)
    expect(points).toHaveLength(6)
    for (const [place, { at, value, state, before }] of points.entries()) {
      const alone = await ask<ReadingAnswer>(`${id}?asOf=${lastDay(at)}`)
      expect([at, value, state]).toEqual([at, alone.value, alone.state])
      if (place > 0) expect([at, before]).toEqual([at, points[place - 1]?.value])
    }
    expect(new Set(points.map(({ value }) => value)).size).toBeGreaterThan(2)
  },
)

test('the communes over months say what each said then, and add up to the province', async () => {
  const { ask } = await tenMonths()
  const { units } = await ask<UnitSeriesAnswer>(`dossiers.open_now/units/series?step=month&period=${PERIOD}`)
  const { points } = await ask<SeriesAnswer>(`dossiers.open_now/series?step=month&period=${PERIOD}`)
  for (const [place, { at, value }] of points.entries()) {
    const then = await ask<UnitsAnswer>(`dossiers.open_now/units?asOf=${lastDay(at)}`)
    const alone = new Map(then.units.map((unit) => [unit.key, unit.value]))
    expect(units.map((unit) => [unit.key, unit.points[place]?.value])).toEqual(units.map(({ key }) => [key, alone.get(key)]))
    expect(units.reduce((sum, unit) => sum + (unit.points[place]?.value ?? 0), 0)).toBe(value)
  }
})

test('as known then, the step under way ends there and nothing later is told', async () => {
  const { ask } = await tenMonths()
  const asOf = '2026-05-12T10:00:00%2B07:00'
  const { points } = await ask<SeriesAnswer>(`dossiers.open_now/series?step=month&period=${PERIOD}&asOf=${asOf}`)
  const alone = await ask<ReadingAnswer>(`dossiers.open_now?asOf=${asOf}`)
  expect(points.map(({ at }) => lastDay(at))).toEqual(['2026-03-31', '2026-04-30', '2026-05-31'])
  expect(points.at(-1)?.value).toBe(alone.value)
})

test('a year before is the same day of it, and what nobody knew then is not told as nothing', async () => {
  const { ask } = await tenMonths()
  const { points } = await ask<SeriesAnswer>(`dossiers.open_now/series?step=month&period=2025-10-01..2026-02-28&compare=solar`)
  expect(points.map(({ value }) => value === null)).toEqual([true, true, true, false, false])
  expect(points.map(({ before }) => before)).toEqual([null, null, null, null, null])
})

test('too many moments, no stretch at all, or one number of a stretch are refused with what to do instead', async () => {
  const { url } = await tenMonths()
  for (const [of, cure] of [
    ['dossiers.open_now/series?step=day&period=2025-01-01..2026-08-31', 'at most 120'],
    ['dossiers.open_now/series?step=month', 'Ask for a period, such as last12m'],
    ['dossiers.open_now?period=2026-03', 'For a moment of the past ask with asOf'],
  ]) {
    const answer = await fetch(`${url}/api/readings/${of}`)
    expect([of, answer.status, await answer.text()]).toEqual([of, 400, expect.stringContaining(cure as string)])
  }
})
