import type { World } from '../../../src/pack/simulate.ts'
import { dayOf } from '../../../src/time/hanoi.ts'

/** A unit that reports, and its part of what the territory comes to. */
export interface Reporter {
  unit: string
  part: number
}

/** Parts of two provinces that became one. */
const PARTS = [0.54, 0.46]

/** Who reports on a day: the province, and before it began the ones it was made of. */
export function reportersOn({ province }: World, day: string): Reporter[] {
  const { names, until } = province.before
  if (names.length === 0 || day >= dayOf(until)) return [{ unit: province.key, part: 1 }]
  return names.map((unit, place) => ({ unit, part: names.length === 2 ? (PARTS[place] as number) : 1 / names.length }))
}

/** The last day of those who no longer stood at a year's end. */
export function lastDayOf({ province }: World, { unit }: Reporter, year: number): string {
  const end = `${year}-12-31`
  const last = dayOf(new Date(province.before.until.getTime() - 1))
  return unit !== province.key && last < end ? last : end
}
