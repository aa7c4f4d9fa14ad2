import { z } from 'zod'

/** What a number must be for a directive to be done. */
export const Condition = z.strictObject({
  /** An indicator’s id. */
  indicator: z.string().max(128),
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
export const DirectiveAsk = z.strictObject({
  title: z.string().trim().min(1, 'Ghi nội dung chỉ đạo.').max(300),
  body: z.string().trim().max(5_000).default(''),
  /** Of the document, as it stands there. */
  number: z.string().trim().max(60).optional(),
  /** The leader who issues it, by name and title. */
  issuedBy: z.string().trim().min(1, 'Ghi lãnh đạo ban hành.').max(120),
  /** The unit in charge, by key, and those that help. */
  unit: z.string().max(128),
  beside: z.array(z.string().max(128)).max(30).default([]),
  workingDays: z.number().int().min(1).max(365),
  /** Working hours within which the unit explains; not asked where left out. */
  explainHours: z.number().int().min(1).max(240).optional(),
  condition: Condition.optional(),
  alert: z.number().int().positive().optional(),
  subject: z.string().max(200).optional(),
})
export type DirectiveAsk = z.infer<typeof DirectiveAsk>

export const isMet = ({ is, bound }: Condition, value: number) => (is === 'at_least' ? value >= bound : value <= bound)
