// Where a year's running total is heading, by how past years went. Pure: days are numbers of the year from 1, those of the January
// after it, in which some of it may still come, going on from 366; money is money.

/** A running total as it stood at the end of a day of the year, 1 to 366, or to 397 with the January after it. */
export interface Step {
  day: number
  total: number
}

/** A year that is over: its running totals, the last of which is what it came to. */
export interface PastYear {
  year: number
  steps: Step[]
}

interface Band {
  /** What the year comes to if the rest of it goes as in the past years: the least, the middle and the most. */
  low: number
  middle: number
  high: number
  /** Asked the same on the same day, each past year by the others: how many came to rest inside their band. */
  inside: number
  years: number
}

export interface Outlook {
  band: Band | null
  /** How many past years there are to go by, and how many a band needs. */
  years: number
  needed: number
}

/** With two others left for each, a band of the past can be tested. */
export const LEAST_YEARS = 3

/** The total a year comes to, from where it stands on a day. */
export function outlook(day: number, total: number, past: readonly PastYear[]): Outlook {
  const curves = curvesOf(past)
  const nothing = { band: null, years: curves.length, needed: LEAST_YEARS }
  if (curves.length < LEAST_YEARS) return nothing
  const band = bandOf(day, total, curves)
  if (!band) return nothing
  const inside = curves.filter((curve) => {
    const others = curves.filter((other) => other !== curve)
    const known = curve.toldBy(day)
    const told = known && bandOf(known.day, known.total, others)
    return told && told.low <= curve.outcome && curve.outcome <= told.high
  })
  return { ...nothing, band: { ...band, inside: inside.length, years: curves.length } }
}

/** The band through the rest of the year: what the running total would be at the end of later days. */
export function pathOf(
  day: number,
  total: number,
  past: readonly PastYear[],
  days: readonly number[],
): { day: number; low: number; high: number }[] {
  const curves = curvesOf(past).filter((curve) => curve.at(day) > 0)
  return days.map((later) => {
    const totals = curves.map((curve) => (total * curve.at(later)) / curve.at(day))
    return { day: later, low: Math.min(...totals), high: Math.max(...totals) }
  })
}

/** What each remaining day must bring to reach a plan; nothing once it is reached, or where no day remains. */
export function neededPerDay(total: number, plan: number, daysLeft: number): number | null {
  return total >= plan || daysLeft <= 0 ? null : (plan - total) / daysLeft
}

/** What a day brought on average between two of them. */
export function pacePerDay(from: Step, to: Step, days: number): number | null {
  return days <= 0 ? null : (to.total - from.total) / days
}

export interface Curve {
  year: number
  outcome: number
  /** The part of the outcome reached by the end of a day, as is known once the year is over. */
  at(day: number): number
  /** What had been told by the end of a day: nothing of what was told later, which that day knew nothing of. */
  toldBy(day: number): Step | null
}

/** How each of the years went, that were told whole. */
export function curvesOf(past: readonly PastYear[]): Curve[] {
  return past.flatMap((year) => curveOf(year) ?? [])
}

function curveOf({ year, steps }: PastYear): Curve | null {
  const ordered = steps.toSorted((a, b) => a.day - b.day)
  const outcome = ordered.at(-1)?.total ?? 0
  // A year told only in part says nothing of how it went.
  if (outcome <= 0 || (ordered.at(-1)?.day ?? 0) < 365 || ordered.length < 12) return null
  return {
    year,
    outcome,
    at: (day) => totalAt(ordered, day) / outcome,
    toldBy: (day) => ordered.findLast((step) => step.day <= day) ?? null,
  }
}

/** Between two steps as if every day brought the same. */
function totalAt(steps: Step[], day: number): number {
  const next = steps.find((step) => step.day >= day)
  if (!next) return steps.at(-1)?.total ?? 0
  const before = steps[steps.indexOf(next) - 1] ?? { day: 0, total: 0 }
  return before.total + ((next.total - before.total) * (day - before.day)) / (next.day - before.day)
}

function bandOf(day: number, total: number, curves: Curve[]): Pick<Band, 'low' | 'middle' | 'high'> | null {
  const ends = curves.flatMap((curve) => (curve.at(day) > 0 ? [total / curve.at(day)] : [])).toSorted((a, b) => a - b)
  if (ends.length === 0) return null
  const half = Math.floor(ends.length / 2)
  const middle = ends.length % 2 === 1 ? (ends[half] as number) : ((ends[half - 1] as number) + (ends[half] as number)) / 2
  return { low: ends[0] as number, middle, high: ends.at(-1) as number }
}
