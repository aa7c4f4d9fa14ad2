import { z } from 'zod'
import { Localised } from '../pack/pack.ts'
import { parseCondition } from './condition.ts'

/**
 * What a broken rule does: `block` keeps the whole page out, `hold` keeps the row back for a person to mend, `warn` lets it in and
 * lists it.
 */
export const Severity = z.enum(['block', 'hold', 'warn'])
export type Severity = z.infer<typeof Severity>

const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'an id is in lower case: before_received')
/** A field of the record; `fees.amount` is that of every item of a list. */
const field = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/)
const condition = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    try {
      parseCondition(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message })
    }
  })

/** Strict: an unquoted comma within `{ vi: …, en: … }` would cut a sentence short. */
const Words = z.strictObject(Localised.shape)

/** What is asked of a record: exactly one of these. */
const CHECKS = {
  /** It is not blank. */
  required: field.optional(),
  /** A number within bounds. */
  range: z.strictObject({ field, least: z.number().optional(), most: z.number().optional() }).optional(),
  /** One of these words. */
  set: z.strictObject({ field, values: z.array(z.string()).min(1) }).optional(),
  /** What is true of every sound record (condition.ts has the language); where one of its fields is blank nothing is said. */
  holds: condition.optional(),
  /**
   * A figure of the fact no more than `times` above or below what is usual of its own unit: the median of the last figures before
   * it, told within `days`. `by` tells series of a unit apart, `at` orders them, and figures all under `least` may jump.
   */
  jump: z
    .strictObject({
      of: z.string(),
      by: z.array(z.string()).default([]),
      at: z.string(),
      times: z.number().min(1.1).max(100_000),
      least: z.number().min(0).default(0),
      /** Whether a 0 is one too. */
      zero: z.boolean().default(true),
      days: z.number().int().positive().default(1_200),
    })
    .optional(),
  /** No other record says the same in these columns of the fact; `unit_id` is one of them where it is named. */
  duplicate: z.array(z.string()).min(1).optional(),
  /** What the normaliser itself can't do without, by the code of its reason: the row is never stored, so that it can't be a mere warning. */
  needed: Words.optional(),
}

/** A rule as a domain or a province declares it. */
export const Rule = z
  .strictObject({
    id,
    ...CHECKS,
    /** Only of reports on this form. */
    form: id.optional(),
    /** Only where this is true. */
    when: condition.optional(),
    severity: Severity.default('hold'),
    /** Declared but not asked, until a province switches it on. */
    off: z.boolean().default(false),
    /** What lies behind it and what to do, after the sentence that says the rule. */
    why: Words.optional(),
  })
  .superRefine((rule, context) => {
    const checks = CHECK_NAMES.filter((name) => rule[name] !== undefined)
    const issue = (message: string) => context.addIssue({ code: 'custom', message })
    if (checks.length !== 1) issue(`rule «${rule.id}» needs exactly one of ${CHECK_NAMES.join(', ')}`)
    if (rule.range && rule.range.least === undefined && rule.range.most === undefined)
      issue(`rule «${rule.id}»: a range has least, most or both`)
    if ((rule.range?.least ?? Number.NEGATIVE_INFINITY) > (rule.range?.most ?? Number.POSITIVE_INFINITY))
      issue(`rule «${rule.id}»: the least is above the most`)
    if (rule.needed && (rule.severity === 'warn' || rule.off))
      issue(`rule «${rule.id}»: what a fact can't do without is held or blocked`)
  })
export type Rule = z.infer<typeof Rule>

type CheckName = keyof typeof CHECKS
const CHECK_NAMES = Object.keys(CHECKS) as CheckName[]

export function checkOf(rule: Rule): CheckName {
  return CHECK_NAMES.find((name) => rule[name] !== undefined) as CheckName
}

/** Rules that look at what is stored; the others at the record alone. */
export function isOfHistory({ jump, duplicate }: Rule): boolean {
  return jump !== undefined || duplicate !== undefined
}

/** The numbers of a rule that a province may set. */
export const BOUNDS = ['least', 'most', 'times'] as const
export type Bounds = Partial<Record<(typeof BOUNDS)[number], number>>

export function boundsOf({ range, jump }: Rule): Bounds {
  const given: Record<string, unknown> = range ?? jump ?? {}
  return Object.fromEntries(BOUNDS.map((name) => [name, given[name]]).filter(([, value]) => value !== undefined))
}
