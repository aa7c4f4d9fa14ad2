import { dayOf } from '../../time/hanoi.ts'

/** From where in time a question is asked: the moment it speaks from, whose map, and as known when. */
export interface Moment {
  /** «Now» to the reading: deadlines, ages and periods to date are counted from it. */
  at: Date
  /** The day whose administrative map answers, yyyy-mm-dd. */
  geo: string
  /** Data and definitions as known at this instant; null for the newest. */
  asOf: Date | null
  /** For whoever must act on it: what is too small is hidden all the same, not what is hidden with it (see small-counts). */
  isForDuty?: true
}

/** The moment of a question that names an instant, a map, both or neither. */
export function momentOf(asked: { asOf?: Date | null; geo?: string | undefined } = {}, now = new Date()): Moment {
  const asOf = asked.asOf ?? null
  const at = asOf ?? now
  return { at, asOf, geo: asked.geo ?? dayOf(at) }
}
