import { boundsOf, type Caught, type EffectiveRule, NotFound, type RuleChange, sayRule } from '@ioc/sql'
import type { RuleChange as RuleChangeAnswer, RuleRow } from '../../contract/index.ts'

export function describeRule({ rule, words, declared, own }: EffectiveRule, caught?: Caught): RuleRow {
  const { id, severity, off, why = null } = rule
  const { held = 0, warned = 0, blocked = 0 } = caught ?? {}
  return {
    ...{ id, severity, off, why, own, says: sayRule(rule, words), bounds: boundsOf(rule), canWarn: rule.needed === undefined },
    declared: { severity: declared.severity, off: declared.off, bounds: boundsOf(declared) },
    caught: { held, warned, blocked },
  }
}

/** One of a kind’s rules; throws NotFound where there is none of that id. */
export function describedRule(rules: EffectiveRule[], id: string): RuleRow {
  const found = rules.find(({ rule }) => rule.id === id)
  if (!found) throw new NotFound({ vi: `Không có quy tắc «${id}».`, en: `There is no rule «${id}».` })
  return describeRule(found)
}

/** Without what is left out, which a browser sends as nothing. */
export function onlyTold(change: RuleChangeAnswer): RuleChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}
