import type { ReadingAnswer, SeriesAnswer, UnitSeriesAnswer } from '@ioc/server/contract'
import { dayOf, loadUnitRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, openRun } from './support/dossiers.ts'
import { figure, heard } from './support/sources.ts'

// A page and its headline: a point of a series says what the same reading says alone, where what it counts is not only of its own days.

type Database = Awaited<ReturnType<typeof hungYen>>

async function asking(database: Database) {
  const { url } = await serve(database)
  return async <T>(of: string): Promise<T> => {
    const answer = await fetch(`${url}/api/readings/${of}`)
    const text = await answer.text()
    expect(answer.status, text).toBe(200)
    return JSON.parse(text) as T
  }
}

const lastDay = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10)

test('a running total of each month is set beside the year up to the day as far from Tết, as it is alone', async () => {
  const database = await hungYen()
  for (const year of [2024, 2025])
    for (let month = 1; month <= 12; month++)
      for (const day of [8, 20, lastDay(`${year}-${month}`.replace(/-(\d)$/, '-0$1')).slice(8)]) {
        const asOf = `${year}-${String(month).padStart(2, '0')}-${day}`
        await figure(database, { asOf, amount: (year - 2000) * 1000 + month * 50 + Number(day) })
      }
  await heard(database, new Date())
  const ask = await asking(database)
  const { points } = await ask<SeriesAnswer>('budget.revenue/series?step=month&period=2025-06-01..2025-11-30&compare=lunar')
  for (const { at, value, before } of points) {
    const alone = await ask<ReadingAnswer>(`budget.revenue?period=${dayOf(new Date(at)).slice(0, 7)}&compare=lunar`)
    expect([at, value, before]).toEqual([at, alone.value, alone.before])
  }
  // August’s last day lies 214 days after Tết of its year, as 11 September 2024 does after its own.
  expect(points.find(({ at }) => dayOf(new Date(at)) === '2025-08-01')?.before).toBe(24_458)
})

test('a running total told on one day is set beside the one told about that day a year before, as it is alone', async () => {
  const database = await hungYen()
  for (const [n, asOf] of ['2024-10-08', '2024-10-13', '2025-10-08', '2025-10-15'].entries())
    await figure(database, { asOf, amount: n + 1 })
  await heard(database, new Date())
  const ask = await asking(database)
  const { points } = await ask<SeriesAnswer>('budget.revenue/series?step=day&period=2025-10-07..2025-10-16&compare=solar')
  for (const { at, value, before } of points) {
    const alone = await ask<ReadingAnswer>(`budget.revenue?period=${dayOf(new Date(at))}&compare=solar`)
    expect([at, value, before]).toEqual([at, alone.value, alone.before])
  }
  expect(points.map(({ before }) => before)).toEqual([null, 1, null, null, null, null, 2, null, 2, null])
})

test('growth of a running total is against the year before up to the same day, year by year, however far the next year is told', async () => {
  const database = await hungYen()
  for (const [asOf, amount] of [
    ['2024-12-24', 100],
    ['2024-12-31', 120],
    ['2025-06-28', 44],
    ['2025-12-25', 110],
    ['2026-06-29', 66],
  ] as const)
    await figure(database, { asOf, amount })
  await heard(database, new Date())
  const ask = await asking(database)
  const { points } = await ask<SeriesAnswer>('budget.revenue_growth/series?step=year&period=2025-01-01..2026-06-30')
  expect(points.map(({ value }) => value)).toEqual([110, 150])
  const alone = await ask<ReadingAnswer>('budget.revenue_growth?period=2025')
  expect([points[0]?.value, points[0]?.state]).toEqual([alone.value, alone.state])
})

test('a rate of what a stretch counted is set beside the whole stretch before, and each month beside the month before', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
  const run = await openRun(database, 'population-sim', 'population', 'population_report')
  const report = (form: string, as_of: string, source: string, figures: object) => ({
    ...{ external_id: `${form} ${as_of}`, source_version: 1, unit_id: unit, deleted: false },
    ...{ form, as_of, source, part: '', figures: JSON.stringify(figures) },
  })
  const months = Array.from({ length: 30 }, (_, n) => new Date(Date.UTC(2024, 3 + n, 0)).toISOString().slice(0, 10))
  const reports = months.flatMap((as_of, n) => [
    report('events', as_of, 'justice', { births_male: 10 + n, births_female: 10, deaths: 5 }),
    // Counted on the twentieth.
    report('residents', `${as_of.slice(0, 8)}20`, 'police', { people: 1000 }),
  ])
  await commit(database, run, reports, {}, 'population')
  await heard(database, new Date())
  const ask = await asking(database)
  const rate = 'population.natural_growth_rate'
  const year = await ask<ReadingAnswer>(`${rate}?period=2025-08-01..2026-07-31&compare=previous`)
  const grown = (first: number) => Array.from({ length: 12 }, (_, n) => 15 + first + n).reduce((sum, each) => sum + each, 0)
  expect([year.value, year.before]).toEqual([grown(17), grown(5)])
  expect([year.clocks.from, year.clocks.to, year.beforeFrom].map((at) => dayOf(new Date(at as string)))).toEqual([
    '2025-08-01',
    '2026-08-01',
    '2024-08-01',
  ])
  const { points } = await ask<SeriesAnswer>(`${rate}/series?step=month&period=2026-05-01..2026-07-31&compare=previous`)
  expect(points.map(({ value, before }) => [value, before])).toEqual([41, 42, 43].map((value) => [value, value - 1]))
  for (const { at, value, state, before } of points) {
    const alone = await ask<ReadingAnswer>(`${rate}?period=${dayOf(new Date(at)).slice(0, 7)}&compare=previous`)
    expect([at, value, state, before]).toEqual([at, alone.value, alone.state, alone.before])
  }
})

/** A payment of a day of 2026, the money due a day later; credited, if ever, on another day. */
type Sketch = { id: string; paid: string; credited: string | null }

/** Each payment as its source had it when it was paid and, once it was credited, then. */
async function paid(sketches: Sketch[]) {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'payments-sim', 'payments', 'payment')
  const at = (day: string, hour = 3) => new Date(`${day}T0${hour}:00:00Z`)
  const draft = ({ id, paid }: Sketch, credited: string | null) => ({
    ...{ external_id: id, source_version: at(credited ?? paid).getTime(), unit_id: units.find('phuong-pho-hien').id },
    ...{ deleted: false, dossier_code: null, channel: 'npsp', amount: '10000' },
    ...{
      started_at: at(paid, 1),
      authorised_at: at(paid, 2),
      paid_at: at(paid),
      credit_due_at: new Date(at(paid).getTime() + 864e5),
    },
    ...{ credited_at: credited === null ? null : at(credited), reconciled_at: null, failed_at: null, failure: null },
    ...{ refund_requested_at: null, refund_due_at: null, refunded_at: null },
  })
  const told = sketches.flatMap((each) => [
    { day: each.paid, draft: draft(each, null) },
    ...(each.credited === null ? [] : [{ day: each.credited, draft: draft(each, each.credited) }]),
  ])
  for (const day of [...new Set(told.map((each) => each.day))].sort()) {
    const drafts = told.filter((each) => each.day === day).map((each) => each.draft)
    await commit(database, run, drafts, { knownBySource: true }, 'payments', 'payment')
  }
  await heard(database, new Date())
  // Its steps are known from when it was first heard.
  await database.pool.query('update run set started_at = $1', ['2026-01-02'])
  return asking(database)
}

test('what stood late at the end of a month is set against what was paid in it, in the month and among others, whatever was credited since', async () => {
  const days = (month: string) => Array.from({ length: 10 }, (_, n) => `2026-${month}-${String(n + 11)}`)
  const month = (name: string, credited: (n: number) => string | null) =>
    days(name).map((paid, n) => ({ id: `${name}-${n}`, paid, credited: credited(n) }))
  const ask = await paid([
    ...month('05', () => '2026-05-28'),
    ...month('06', () => '2026-06-28'),
    // Two of ten stood late at the end of July, four at the end of August: two of those still do.
    ...month('07', (n) => (n < 8 ? '2026-07-25' : '2026-08-05')),
    ...month('08', (n) => (n < 6 ? '2026-08-25' : n < 8 ? '2026-09-10' : null)),
    ...month('09', () => '2026-09-25'),
  ])
  const share = 'payments.credit_late_share'
  const { points } = await ask<SeriesAnswer>(`${share}/series?step=month&period=2026-07-01..2026-09-30&compare=previous`)
  expect(points.map(({ value, before }) => [value, before])).toEqual([
    [20, 0],
    [40, 20],
    [20, 40],
  ])
  const { units } = await ask<UnitSeriesAnswer>(`${share}/units/series?step=month&period=2026-07-01..2026-09-30&compare=previous`)
  expect(units.find(({ key }) => key === 'phuong-pho-hien')?.points).toEqual(points)
  for (const { at, value, state, before } of points) {
    const alone = await ask<ReadingAnswer>(`${share}?period=${dayOf(new Date(at)).slice(0, 7)}&compare=previous`)
    expect([at, value, state, before]).toEqual([at, alone.value, alone.state, alone.before])
    expect(dayOf(new Date(alone.asOf as string))).toBe(lastDay(dayOf(new Date(at)).slice(0, 7)))
  }
})
