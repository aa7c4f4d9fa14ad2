import {
  type DefinedIndicator,
  dayOf,
  dayOfYear,
  isFillingIn,
  levelOf,
  type Moment,
  outlook,
  type PastYear,
  type Reading as Read,
  readYears,
} from '@ioc/sql'
import type { Level } from '../../contract/index.ts'
import type { TileContext } from './context.ts'

/** How many years back are looked at. */
const YEARS_BACK = 6
const JANUARY_DAYS = 31
/** What is told weekly is told in January's last week. */
const LEAST_DAYS = 365 + JANUARY_DAYS - 6
// Percentage points behind the calendar, by severity.
const BEHIND = { watch: 0, warn: -5, critical: -10 }

export interface Course {
  year: number
  /** The last day told, as a day of its year. */
  today: number
  share: number | null
  elapsed: number
  level: Level | null
  steps: PastYear['steps']
  /** The day of the year, beyond its own where some of it comes in January, by which it has come to what it comes to. */
  lastDay: number
  past: PastYear[]
  ahead: ReturnType<typeof outlook> | null
}

/**
 * Where a year's running total stands on the way to its plan: one rule for every tile that shows it. Money that comes in
 * December every year is not late in November, so a plan is judged by how past years ended where enough of them are known, and
 * by the calendar only where they are not. `late` tells, in the January after a year, what has been added to it.
 */
export async function courseOf(
  context: TileContext,
  indicator: DefinedIndicator,
  { value: total, span, freshness }: Read,
  plan: number | null,
  moment: Moment,
  late: DefinedIndicator | null = null,
): Promise<Course> {
  const last = dayOf(new Date(span.to.getTime() - 1))
  const year = Number(last.slice(0, 4))
  const today = dayOfYear(last)
  const lastDay = dayOfYear(`${year}-12-31`) + (late ? JANUARY_DAYS : 0)
  const years = await yearsOf(context, indicator, late, last, moment)
  // Of a year whose January was not told it is not known what it came to.
  const isOver = ({ year, steps }: PastYear) => !late || (last > `${year + 1}-01-31` && (steps.at(-1)?.day ?? 0) >= LEAST_DAYS)
  const past = [...years.values()].filter((each) => each.year < year && isOver(each))
  const ahead = total === null ? null : outlook(today, total, past)
  const share = total !== null && plan ? total / plan : null
  const elapsed = shareOfYear(span.from, span.to)
  const level = isFillingIn(freshness) ? null : levelBy(ahead?.band ?? null, plan, share, elapsed)
  return { year, today, share, elapsed, level, steps: years.get(year)?.steps ?? [], lastDay, past, ahead }
}

async function yearsOf(
  { database: { db }, units, province }: TileContext,
  indicator: DefinedIndicator,
  late: DefinedIndicator | null,
  last: string,
  moment: Moment,
): Promise<Map<number, PastYear>> {
  const read = (told: DefinedIndicator) => readYears(db, units, told, province.unitId, { last, back: YEARS_BACK }, moment)
  const years = new Map((await read(indicator)).map((each) => [each.year, each]))
  for (const { year: next, steps } of late ? await read(late) : []) {
    const year = next - 1
    const beyond = steps.map(({ day, total }) => ({ day: day + dayOfYear(`${year}-12-31`), total }))
    years.set(year, { year, steps: [...(years.get(year)?.steps ?? []), ...beyond] })
  }
  return years
}

/** A plan within reach of the middle of the band is on course. */
function levelBy(
  band: { low: number; middle: number; high: number } | null,
  plan: number | null,
  share: number | null,
  elapsed: number,
): Level | null {
  if (plan === null || share === null) return null
  if (!band) return levelOf(100 * (share - elapsed), BEHIND, 'up')
  if (plan <= band.middle) return 'good'
  return plan <= band.high ? 'watch' : 'warn'
}

export function shareOfYear(from: Date, to: Date): number {
  const next = new Date(from)
  next.setUTCFullYear(next.getUTCFullYear() + 1)
  return (to.getTime() - from.getTime()) / (next.getTime() - from.getTime())
}
