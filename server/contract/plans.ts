import { Localised, UnitOfMeasurement } from '@ioc/sql/pack'
import { z } from 'zod'
import { instant, ReadingState } from './trust.ts'

// Plan documents and how their clauses stand. sql/src/plans/describe.ts makes the same shapes.

/** `at_risk`: not reached, and not likely to be by its day. `late`: its day has passed, or it has none and is not kept now. `not_begun`: its first day
 * is still to come. */
const ClauseStatus = z.enum(['done', 'on_track', 'at_risk', 'late', 'not_begun', 'unmeasured'])

export const ClauseState = z.object({
  id: z.string(),
  /** As the plan has it. */
  text: z.string(),
  level: z.string().nullable(),
  /** Every unit of the level is to reach it. */
  each: z.boolean(),
  unit: z.object({ key: z.string(), name: z.string() }).nullable(),
  owner: z.string(),
  indicator: z.object({ id: z.string(), title: Localised }).nullable(),
  goal: z
    .object({
      operator: z.enum(['≥', '>', '≤', '<', '=']),
      value: z.number(),
      unitOfMeasurement: UnitOfMeasurement,
      decimals: z.number(),
    })
    .nullable(),
  from: z.iso.date(),
  /** By when; null where the source does not say. */
  due: z.iso.date().nullable(),
  baseline: z.object({ value: z.number(), on: z.iso.date() }).nullable(),
  status: ClauseStatus,
  unmeasured: z
    .object({
      code: z.enum(['no_indicator', 'unit_ended', 'level_ended', 'undecided', 'switched_off', 'no_number']),
      words: z.string().nullable(),
      since: z.iso.date().nullable(),
    })
    .nullable(),
  needsDecision: z.boolean(),
  /** Where each of several units is to reach it, the share of them that have, in percent. */
  actual: z.number().nullable(),
  units: z.object({ reached: z.number(), of: z.number() }).nullable(),
  period: z.object({ from: instant, to: instant }).nullable(),
  state: ReadingState.nullable(),
  simulated: z.boolean(),
  estimate: z.boolean(),
  /** When the source silent longest was last heard; null of what nobody measures. */
  receivedAt: instant.nullable(),
  /** How much of the way is done, and how much of the time has passed, 0 to 1. */
  done: z.number().nullable(),
  elapsed: z.number().nullable(),
  /** The day that forecast and need look ahead to: when it is due, else the end of the year. */
  horizon: z.iso.date().nullable(),
  forecast: z
    .object({
      /** `steady`: as it was lately; `trend`: along its line; `pace`: as past periods went. */
      method: z.enum(['steady', 'trend', 'pace']),
      value: z.number(),
      reaches: z.boolean(),
      /** At how many past moments the same guess could be checked, and at how many it was right. */
      tested: z.number(),
      right: z.number(),
    })
    .nullable(),
  noForecast: z.enum(['too_little_past', 'too_far', 'too_often_wrong']).nullable(),
  /** What each day and each month must bring to reach it by its day. */
  needed: z.object({ perDay: z.number(), perMonth: z.number() }).nullable(),
})
export type ClauseState = z.infer<typeof ClauseState>

const Counts = z.object({
  late: z.number(),
  at_risk: z.number(),
  on_track: z.number(),
  done: z.number(),
  not_begun: z.number(),
  unmeasured: z.number(),
})

export const PlanSummary = z.object({
  id: z.string(),
  number: z.string().nullable(),
  date: z.iso.date().nullable(),
  issuer: z.string().nullable(),
  title: Localised,
  /** As people cite it. */
  citation: z.string(),
  /** Where its figures were read. */
  source: z.string(),
  from: z.iso.date(),
  to: z.iso.date().nullable(),
  counts: Counts,
})
export const PlanAnswer = PlanSummary.extend({ clauses: z.array(ClauseState) })
export type PlanAnswer = z.infer<typeof PlanAnswer>

/** Every clause of every plan, what needs attention first, what nobody measures last. */
export const PlanTile = z.object({
  id: z.string(),
  title: Localised,
  note: Localised.optional(),
  kind: z.literal('plan'),
  counts: Counts,
  rows: z.array(ClauseState.extend({ plan: z.object({ id: z.string(), citation: z.string(), source: z.string() }) })),
})
