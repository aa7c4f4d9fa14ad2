import { z } from 'zod'
import { Localised } from '../pack/pack.ts'

export const Rhythm = z.enum(['day', 'week', 'month', 'quarter', 'year'])
export type Rhythm = z.infer<typeof Rhythm>

/** What each unit of a kind is to tell through a feed, how often and by when. */
export const Expectation = z.strictObject({
  /** The figure that is there once a unit has told: `health.insured` for the report of health stations. */
  measure: z.string().min(1),
  title: Localised,
  /** The kind of unit that tells, such as `commune`. */
  level: z.string().min(1),
  every: Rhythm,
  /** Only periods that end in one of these months, as a school's do; all of them where left out. */
  months: z.array(z.number().int().min(1).max(12)).min(1).optional(),
  /** Days after the period's end, moved on to the next working day. */
  dueDays: z.number().int().min(0).max(366),
  /**
   * The day it was first asked for: what was due before, nobody owes; asked ever since where there is none. What publishes a feed keeps
   * what is known, or writes down its own day, unless it is said: null says there is none.
   */
  since: z.iso.date().nullish(),
})
export type Expectation = z.infer<typeof Expectation>
