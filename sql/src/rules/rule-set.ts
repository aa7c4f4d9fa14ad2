import { z } from 'zod'
import type { Localised } from '../pack/pack.ts'
import { boundsOf, Rule, Severity } from './rule.ts'

/** What a province has otherwise of a rule of its domain: nothing left out is changed. */
export const RuleChange = z.strictObject({
  off: z.boolean().optional(),
  severity: Severity.optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  times: z.number().min(1.1).max(100_000).optional(),
})
export type RuleChange = z.infer<typeof RuleChange>

/** A province's rules of one kind of record, beside and over those its domain declares. */
export const RuleSet = z.strictObject({
  /** dossiers.dossier: the domain and its kind of record. */
  id: z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/),
  set: z.record(z.string(), RuleChange).default({}),
  more: z.array(Rule).default([]),
})
export type RuleSet = z.infer<typeof RuleSet>

/** A rule with what a province has made of it. */
export function changed(rule: Rule, { off, severity, ...bounds }: RuleChange = {}): Rule {
  const { range, jump } = rule
  return Rule.parse({
    ...rule,
    ...(off !== undefined && { off }),
    ...(severity && { severity }),
    ...(range && { range: { ...range, ...bounds } }),
    ...(jump && { jump: { ...jump, ...bounds } }),
  })
}

/** Why a rule can't be as a change would have it, in words for whoever makes it; null where it can. */
export function changeTrouble(rule: Rule, change: RuleChange): Localised | null {
  const { off = rule.off, severity = rule.severity, ...bounds } = change
  const declared = boundsOf(rule)
  const unknown = Object.keys(bounds).find((name) => !(name in declared))
  if (unknown) return { vi: `Quy tắc này không có ngưỡng «${unknown}».`, en: `This rule has no bound «${unknown}».` }
  if (rule.needed && (off || severity === 'warn'))
    return {
      vi: 'Thiếu điều này thì không lưu được bản ghi: chỉ có thể giữ lại hoặc chặn.',
      en: 'Without this a record can’t be stored: it can only be held or blocked.',
    }
  const { least, most } = { ...declared, ...bounds }
  if (rule.range && least !== undefined && most !== undefined && least > most)
    return {
      vi: `«Không nhỏ hơn» (${inVietnamese.format(least)}) đang lớn hơn «Không lớn hơn» (${inVietnamese.format(most)}). Đổi một trong hai ngưỡng.`,
      en: `“At least” (${inEnglish.format(least)}) is above “At most” (${inEnglish.format(most)}). Change either bound.`,
    }
  try {
    changed(rule, change)
    return null
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    return { vi: `Không dùng được ngưỡng này: ${z.prettifyError(error)}`, en: z.prettifyError(error) }
  }
}

const inVietnamese = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 10 })
const inEnglish = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 10 })
