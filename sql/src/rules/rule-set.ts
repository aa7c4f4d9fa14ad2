import { z } from 'zod'
import { Invalid } from '../errors.ts'
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

/** The rules of a kind as a province has them, those switched off among them. Throws where it changes what there is not. */
export function rulesWith(declared: Rule[], { id, set, more }: RuleSet): Rule[] {
  const all = [...declared, ...more]
  const ids = all.map((rule) => rule.id)
  const twice = ids.find((each, place) => ids.indexOf(each) !== place)
  if (twice) throw new Invalid(`rules/${id}: the rule «${twice}» is declared twice.`)
  for (const [each, { off: _, severity: __, ...bounds }] of Object.entries(set)) {
    const rule = all.find((one) => one.id === each)
    if (!rule) throw new Invalid(`rules/${id}: there is no rule «${each}». There are: ${ids.join(', ')}.`)
    const unknown = Object.keys(bounds).find((name) => !(name in boundsOf(rule)))
    if (unknown) throw new Invalid(`rules/${id}: the rule «${each}» has no bound «${unknown}».`)
  }
  return all.map((rule) => {
    try {
      return changed(rule, set[rule.id])
    } catch (error) {
      if (error instanceof z.ZodError) throw new Invalid(`rules/${id}, ${rule.id}: ${z.prettifyError(error)}`)
      throw error
    }
  })
}
