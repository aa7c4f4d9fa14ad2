import { z } from 'zod'
import { By } from './by.ts'
import { HeldStatus } from './held.ts'

const Localised = z.object({ vi: z.string(), en: z.string() })

/** `block` keeps the whole page out, `hold` keeps the row for a person, `warn` lets it in and lists it. */
export const RuleSeverity = z.enum(['block', 'hold', 'warn'])
export type RuleSeverity = z.infer<typeof RuleSeverity>

const Bounds = z.object({ least: z.number().optional(), most: z.number().optional(), times: z.number().optional() })

/** What a province has otherwise of a rule; nothing left out is changed. */
export const RuleChange = z.strictObject({
  off: z.boolean().optional(),
  severity: RuleSeverity.optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  times: z.number().min(1.1, 'Số lần phải từ 1,1 trở lên.').max(100_000).optional(),
})
export type RuleChange = z.infer<typeof RuleChange>

export const RuleRow = z.object({
  id: z.string(),
  /** The rule in a sentence made of what it asks, and what lies behind it. */
  says: Localised,
  why: Localised.nullable(),
  severity: RuleSeverity,
  off: z.boolean(),
  bounds: Bounds,
  /** False of what a record can't do without: it can be held or blocked, and never switched off. */
  canWarn: z.boolean(),
  declared: z.object({ severity: RuleSeverity, off: z.boolean(), bounds: Bounds }),
  /** What the province has otherwise. */
  own: RuleChange,
  /** Rows it caught in the last days. */
  caught: z.object({ held: z.number(), warned: z.number(), blocked: z.number() }),
})
export type RuleRow = z.infer<typeof RuleRow>

/** The rules of every kind of record, as they are asked now. */
export const RulesAnswer = z.object({
  /** The days that `caught` looks back on. */
  days: z.number(),
  kinds: z.array(
    z.object({
      key: z.string(),
      title: Localised,
      domain: Localised,
      rules: z.array(RuleRow),
      /** Whose rows they are asked of. */
      feeds: z.array(z.object({ feed: z.string(), title: Localised })),
    }),
  ),
  /** What this province says of rules that there are no more, by kind of record; it is asked of nothing. */
  strays: z.array(z.object({ kind: z.string(), rule: z.string(), why: Localised })),
})
export type RulesAnswer = z.infer<typeof RulesAnswer>

export const ChangeRuleAsk = z.object({
  by: By,
  why: z.string().trim().min(1, 'Ghi lý do để người sau hiểu vì sao.').max(500),
  /** What the province had otherwise when they looked at it. */
  seen: RuleChange,
  change: RuleChange,
})
export type ChangeRuleAsk = z.input<typeof ChangeRuleAsk>

const Where = {
  feed: z.string(),
  page: z.object({ id: z.number(), name: z.string() }),
  place: z.number(),
  at: z.string().nullable(),
  record: z.string().nullable(),
  message: z.string(),
}

/** What a rule would have caught of the newest records, and the first rows of that. */
export const RehearsalAnswer = z.object({ read: z.number(), caught: z.number(), rows: z.array(z.object(Where)) })
export type RehearsalAnswer = z.infer<typeof RehearsalAnswer>

/** Rows a rule caught in the last days, the newest first; `next` is how many to skip for more, null at the end. */
export const CaughtAnswer = z.object({
  rows: z.array(
    z.object({
      ...Where,
      did: RuleSeverity,
      run: z.number(),
      foundAt: z.string(),
      /** Of a held row: its number and what has become of it. */
      held: z.number().nullable(),
      status: HeldStatus.nullable(),
    }),
  ),
  next: z.number().nullable(),
})
export type CaughtAnswer = z.infer<typeof CaughtAnswer>

/** Who changed what a rule does, and why; the newest first. */
export const RuleChangesAnswer = z.array(
  z.object({ at: z.string(), by: z.string(), why: z.string(), before: RuleChange, after: RuleChange }),
)
export type RuleChangesAnswer = z.infer<typeof RuleChangesAnswer>
