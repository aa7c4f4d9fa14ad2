import type { Db } from '../db.ts'
import { describeKinds, wordsOfDomain } from '../pack/describe-kinds.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { WordedRule } from './judge-row.ts'
import type { Rule } from './rule.ts'
import { type RuleChange, RuleSet, rulesWith } from './rule-set.ts'
import { wordsFor } from './say-rule.ts'

/** dossiers.dossier: what a kind of record is called where rules are told of. */
export const ruleKey = ({ domain, id }: Pick<Kind, 'domain' | 'id'>) => `${domain}.${id}`

/** A rule as it is asked, as it was declared, and what the province has otherwise of it. */
export interface EffectiveRule extends WordedRule {
  declared: Rule
  own: RuleChange
}

/** The rules of a kind as this province has them, with the words to say them in; those switched off among them. */
export async function rulesOf(db: Db, kind: Kind): Promise<EffectiveRule[]> {
  const row = await db.selectFrom('rule_set').select('spec').where('key', '=', ruleKey(kind)).executeTakeFirst()
  return wordedRules(kind, row ? RuleSet.parse(row.spec) : { id: ruleKey(kind), set: {}, more: [] })
}

export async function wordedRules(kind: Kind, set: RuleSet): Promise<EffectiveRule[]> {
  const described = (await describeKinds()).filter((each) => each.domain === kind.domain && each.kind === kind.id)
  const columns = await wordsOfDomain(kind.domain)
  const declared = [...kind.rules, ...set.more]
  return rulesWith(kind.rules, set).map((rule, place) => ({
    rule,
    declared: declared[place] as Rule,
    own: set.set[rule.id] ?? {},
    words: wordsFor(described, columns, rule.form),
  }))
}
