import { z } from 'zod'
import { By } from './by.ts'

const Localised = z.object({ vi: z.string(), en: z.string() })
const instant = z.string()

/** What units of a kind are to tell through a feed. */
const Expected = z.object({
  measure: z.string(),
  title: Localised,
  level: z.string(),
  every: z.enum(['day', 'week', 'month', 'quarter', 'year']),
  dueDays: z.number(),
  /** What was due before nobody owes. */
  since: z.string().nullish(),
})
export type Expected = z.infer<typeof Expected>

const Telling = z.object({
  state: z.enum(['on_time', 'late', 'told', 'not_yet_due', 'overdue', 'not_asked']),
  /** Of how many units that stood then for it and were asked, how many have told. */
  told: z.number(),
  expected: z.number(),
  at: instant.nullable(),
  lateDays: z.number(),
  reminded: z.object({ at: instant, by: z.string() }).nullable(),
})
export type Telling = z.infer<typeof Telling>

/** Who has told what they are to tell, period by period. */
export const PunctualityAnswer = z.object({
  feed: z.string(),
  title: Localised,
  /** Everything the feed expects; `expected` is the one that was asked about. */
  expects: z.array(Expected),
  expected: Expected,
  periods: z.array(z.object({ from: z.iso.date(), last: z.iso.date(), due: z.iso.date() })),
  rows: z.array(z.object({ key: z.string(), name: z.string(), tellings: z.array(Telling) })),
  /** Days after a period's end by which half and 95 % of them were told; null while too few have. */
  profile: z.object({ half: z.number(), most: z.number(), told: z.number() }).nullable(),
})
export type PunctualityAnswer = z.infer<typeof PunctualityAnswer>

/** Seconds after the hour or day they are of by which half and 95 % of a feed's figures came; null while too few have. */
export const ArrivalAnswer = z.object({ half: z.number(), most: z.number(), figures: z.number() }).nullable()

export const RemindAsk = z.object({
  by: By,
  measure: z.string().max(128),
  period: z.iso.date(),
  /** The keys of the units. */
  units: z.array(z.string().max(128)).min(1).max(2_000),
})
export type RemindAsk = z.input<typeof RemindAsk>

/** `unreached`: units of which nobody is on the list of those who are told. */
export const RemindAnswer = z.object({ reminded: z.number(), unreached: z.number() })
