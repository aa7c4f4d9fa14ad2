import { z } from 'zod'
import { RuleSeverity } from './rules.ts'

const Localised = z.object({ vi: z.string(), en: z.string() })

/** Everything that rests on a feed. `stops`: without it there is no new value; the others go on with what other feeds tell. */
export const FeedLineageAnswer = z.object({
  feed: z.string(),
  title: Localised,
  /** `alone` where no other feed tells of it. */
  measures: z.array(z.object({ id: z.string(), title: Localised, units: z.number(), alone: z.boolean() })),
  indicators: z.array(z.object({ id: z.string(), title: Localised, stops: z.boolean(), measures: z.array(z.string()) })),
  tiles: z.array(
    z.object({
      id: z.string(),
      title: Localised,
      stops: z.boolean(),
      scenes: z.array(z.object({ id: z.string(), title: Localised })),
    }),
  ),
  clauses: z.array(
    z.object({
      plan: z.string(),
      title: Localised,
      clause: z.string(),
      text: z.string(),
      indicator: z.string(),
      stops: z.boolean(),
    }),
  ),
  /** What is asked of every row of it; as it is now. */
  rules: z.array(z.object({ kind: z.string(), rule: z.string(), says: Localised, severity: RuleSeverity })),
})
export type FeedLineageAnswer = z.infer<typeof FeedLineageAnswer>

/** The feeds an indicator rests on, by what they told of. */
export const IndicatorLineageAnswer = z.object({
  indicator: z.string(),
  feeds: z.array(z.object({ feed: z.string(), title: Localised, enabled: z.boolean(), measures: z.array(z.string()) })),
})
