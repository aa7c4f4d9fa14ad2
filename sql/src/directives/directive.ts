import { z } from 'zod'

/** What a number must be for a directive to be done. */
export const Condition = z.strictObject({
  /** An indicator’s id, or of a part of it what alerts call that: `press.negative_24h?topic:y_te`. */
  indicator: z.string().max(200),
  /** A unit’s key. */
  unit: z.string().max(128),
  is: z.enum(['at_least', 'at_most']),
  bound: z.number(),
  /** How many looks in a row, and how many hours apart. */
  times: z.number().int().min(1).max(60).default(3),
  everyHours: z.number().int().min(1).max(744).default(24),
})
export type Condition = z.infer<typeof Condition>

/** What a leader orders. */
export interface DirectiveAsk {
  title: string
  body: string
  /** Of the document, as it stands there. */
  number?: string | undefined
  /** The leader who issues it, by name and title. */
  issuedBy: string
  /** The unit in charge, by key, and those that help. */
  unit: string
  beside: string[]
  workingDays: number
  /** Working hours within which the unit explains; not asked where left out. */
  explainHours?: number | undefined
  condition?: Condition | undefined
  alert?: number | undefined
  subject?: string | undefined
  /** Who writes it down. */
  by: string
}

export const isMet = ({ is, bound }: Condition, value: number) => (is === 'at_least' ? value >= bound : value <= bound)
