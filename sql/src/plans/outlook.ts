import type { Db } from '../db.ts'
import type { Moment } from '../readings/asked/moment.ts'
import { readIndicator } from '../readings/read.ts'
import { readSeries, readUnitSeries } from '../readings/series/series.ts'
import { addDays, addYears, dayOf, startOfDay } from '../time/hanoi.ts'
import { unitsOfKinds } from '../units/of-kinds.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { type Forecast, forecastLevel, forecastSum, type NoForecast, type PastPeriod } from './forecast.ts'
import { ALL_OF_THEM, growsOverItsPeriod, type Measured } from './measured.ts'
import { isReached } from './reach.ts'

/** Where a clause is going, or why nobody can tell. */
export type Outlook = (measured: Measured, moment: Moment) => Promise<Forecast | NoForecast>

const YEARS_BACK = 3
const MONTHS_BACK = 24

/** Reads the past a forecast is made from. */
export function outlookOf(db: Db, units: UnitRegistry): Outlook {
  return async (measured, moment) => {
    const { indicator, goal, due, horizon, each } = measured
    if (indicator.period === 'now') return 'too_little_past'
    if (each === undefined && growsOverItsPeriod(indicator))
      return due === null ? 'too_little_past' : sum(db, units, { ...measured, due }, moment)
    const step = indicator.grain === 'year' ? 'year' : 'month'
    const today = dayOf(moment.at)
    const from = startOfDay(step === 'year' ? `${Number(today.slice(0, 4)) - 10}-01-01` : monthsBack(today, MONTHS_BACK))
    const to = startOfDay(step === 'year' ? `${today.slice(0, 4)}-01-01` : `${today.slice(0, 7)}-01`)
    const past =
      each === undefined
        ? (await readSeries(db, units, indicator, measured.unitId, { from, to }, step, moment)).map(({ value }) => value)
        : await shareReached(db, units, measured, each, { from, to, step }, moment)
    const ahead = 1 + (step === 'year' ? Number(horizon.slice(0, 4)) - Number(today.slice(0, 4)) : monthsBetween(today, horizon))
    const most = indicator.unit === 'percent' || each !== undefined ? 100 : undefined
    return forecastLevel(sinceTheLastGap(past), ahead, each === undefined ? goal : ALL_OF_THEM, most)
  }
}

async function sum(
  db: Db,
  units: UnitRegistry,
  measured: Measured & { due: string },
  moment: Moment,
): Promise<Forecast | NoForecast> {
  const { indicator, unitId, goal, from, due } = measured
  const today = dayOf(moment.at)
  const read = async (first: string, last: string) =>
    (await readIndicator(db, units, indicator, unitId, moment, { from: startOfDay(first), to: startOfDay(addDays(last, 1)) }))
      .value
  const past: PastPeriod[] = []
  for (let back = 1; back <= YEARS_BACK; back++) {
    const [first, then, last] = [from, today, due].map((day) => addYears(day, -back)) as [string, string, string]
    // Two years or more may lie between the first day and the last; a past that reaches into the present is no past.
    if (last >= today) continue
    const [soFar, total] = [await read(first, then), await read(first, last)]
    if (soFar !== null && total !== null) past.push({ soFar, total })
  }
  const now = await read(from, today)
  const elapsed = (Date.parse(today) - Date.parse(from)) / (Date.parse(due) - Date.parse(from))
  return now === null ? 'too_little_past' : forecastSum(now, elapsed, past, goal)
}

async function shareReached(
  db: Db,
  units: UnitRegistry,
  { indicator, unitId, goal }: Measured,
  level: string,
  { from, to, step }: { from: Date; to: Date; step: 'month' | 'year' },
  moment: Moment,
): Promise<(number | null)[]> {
  const asked = unitsOfKinds(units, unitId, [level], moment.geo)
  const series = await readUnitSeries(db, units, indicator, asked, moment, { from, to }, step)
  const slots = new Map<number, number>()
  for (const { points } of series) {
    for (const { at, value } of points) {
      const reached = value !== null && isReached(value, goal) ? 1 : 0
      slots.set(at.getTime(), (slots.get(at.getTime()) ?? 0) + reached)
    }
  }
  return [...slots].sort(([a], [b]) => a - b).map(([, reached]) => (100 * reached) / asked.length)
}

function sinceTheLastGap(past: (number | null)[]): number[] {
  return past.slice(past.lastIndexOf(null) + 1) as number[]
}

function monthsBack(day: string, months: number): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10)
}

function monthsBetween(from: string, to: string): number {
  const [a, b] = [from, to].map((day) => 12 * Number(day.slice(0, 4)) + Number(day.slice(5, 7))) as [number, number]
  return b - a
}
