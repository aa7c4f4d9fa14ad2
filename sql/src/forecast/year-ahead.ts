import type { Calendar } from '../calendar/calendar.ts'
import type { Db } from '../db.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import type { Target } from '../pack/pack.ts'
import type { Moment } from '../readings/asked/moment.ts'
import type { Span } from '../readings/asked/period.ts'
import { targeted } from '../readings/asked/target.ts'
import { readByUnit } from '../readings/by-unit.ts'
import { readUnitSeries } from '../readings/series/series.ts'
import { addDays, dayOf, startOfDay } from '../time/hanoi.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { type Estimate, readEstimate } from './estimate.ts'
import { PACE_DAYS, type UnitPace } from './pace.ts'
import { type Prediction, type Prospect, prospect, prospectPath } from './predict.ts'
import { pacePerDay, type Step } from './year-pace.ts'
import { dayOfYear, readYears } from './years.ts'

export const YEARS_BACK = 8
/** Of what is told by the month, three months make the pace. */
const PACE_DAYS_OF_MONTHS = 90
/** The path is drawn by weeks. */
const PATH_STEP_DAYS = 7

/** Where a running total is on the way to the end of its year. */
export interface YearAhead {
  kind: 'year'
  year: number
  /** The last day counted, yyyy-mm-dd, a whole one; null where nothing of the year is told. */
  last: string | null
  total: number | null
  /** The target that holds for just this year. */
  target: Target | null
  /** What it is to reach where no target does. */
  estimate: Estimate | null
  workdaysLeft: number
  /** What a working day brought of late. */
  perDay: number | null
  prospect: Prospect
  steps: Step[]
  before: Step[]
  path: (Prediction & { day: number })[]
  units: UnitPace[]
}

/** Reads the years of an indicator that grows through its year, and where this one is going. */
export async function readYearAhead(
  db: Db,
  units: UnitRegistry,
  registry: Registry,
  indicator: DefinedIndicator,
  unit: RegistryUnit,
  moment: Moment,
  calendar: Calendar,
): Promise<YearAhead> {
  // Today is not over.
  const yesterday = addDays(dayOf(moment.at), -1)
  const years = await readYears(db, units, indicator, unit.id, { last: yesterday, back: YEARS_BACK }, moment)
  const of = Number(yesterday.slice(0, 4))
  const steps = years.find(({ year }) => year === of)?.steps ?? []
  const past = years.filter(({ year }) => year < of)
  const now = steps.at(-1)
  const dayAt = (day: number) => addDays(`${of}-01-01`, day - 1)
  const workdays = (from: string, to: string) => calendar.workingDaysBetween(from, to)
  const end = `${of}-12-31`
  const last = now ? dayAt(now.day) : null
  const back = indicator.grain === 'month' ? PACE_DAYS_OF_MONTHS : PACE_DAYS
  const paceFrom =
    now && (steps.findLast(({ day }) => day <= now.day - back) ?? (indicator.additive.time ? { day: 0, total: 0 } : undefined))
  const planned = indicator.targetFor(targeted(units, unit.id), end)
  const target = planned?.from.startsWith(`${of}-`) && planned.to.startsWith(`${of}-`) ? planned : null
  const days = now ? daysAhead(now.day, dayOfYear(end)) : []
  return {
    kind: 'year',
    year: of,
    last,
    total: now?.total ?? null,
    target,
    estimate: target ? null : await readEstimate(db, units, registry, indicator, unit.id, of, moment),
    workdaysLeft: last ? workdays(last, end) : 0,
    perDay: now && paceFrom ? pacePerDay(paceFrom, now, workdays(dayAt(paceFrom.day), dayAt(now.day))) : null,
    prospect: prospect({ year: of, day: now?.day ?? 0, total: now?.total ?? 0 }, past),
    steps,
    before: past.find(({ year }) => year === of - 1)?.steps ?? [],
    path: now ? prospectPath({ year: of, ...now }, past, days) : [],
    units: last && paceFrom && indicator.additive.units ? await unitsOfYear(last, dayAt(paceFrom.day)) : [],
  }

  /** What each unit right below brought, and its pace over the same days. */
  async function unitsOfYear(last: string, paceSince: string): Promise<UnitPace[]> {
    const below = units.children(unit.id, moment.geo)
    const to = startOfDay(addDays(last, 1))
    if (!indicator.additive.time) return unitsTold(below, { from: startOfDay(paceSince), to })
    const [sofar, lately] = await Promise.all([
      readByUnit(db, units, indicator, below, moment, { from: startOfDay(`${of}-01-01`), to }, unit),
      readByUnit(db, units, indicator, below, moment, { from: startOfDay(addDays(paceSince, 1)), to }, unit),
    ])
    const brought = new Map(lately.map(({ unit: { id }, value }) => [id, value]))
    return sofar.flatMap(({ unit: each, value }) => {
      const late = brought.get(each.id)
      return value === null || late == null ? [] : [{ unit: each, value, perDay: late / Math.max(1, workdays(paceSince, last)) }]
    })
  }

  async function unitsTold(below: RegistryUnit[], span: Span): Promise<UnitPace[]> {
    const series = await readUnitSeries(
      db,
      units,
      indicator,
      below,
      moment,
      span,
      indicator.grain === 'month' ? 'month' : 'day',
      unit,
    )
    return series.flatMap(({ unit: each, points }) => {
      const told = points.flatMap(({ at, value }) => (value === null ? [] : [{ at, value }]))
      const [first, newest] = [told[0], told.at(-1)]
      if (!first || !newest || first === newest) return []
      const perDay = (newest.value - first.value) / Math.max(1, workdays(dayOf(first.at), dayOf(newest.at)))
      return [{ unit: each, value: newest.value, perDay }]
    })
  }
}

function daysAhead(from: number, to: number): number[] {
  const days: number[] = []
  for (let day = from; day < to; day += PATH_STEP_DAYS) days.push(day)
  return [...days, to]
}
