import type { Db } from '../db.ts'
import { describeKinds, wordsOfDomain } from '../pack/describe-kinds.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { WordedRule } from './judge-row.ts'
import { RuleSet, rulesWith } from './rule-set.ts'
import { wordsFor } from './say-rule.ts'

/** dossiers.dossier: what a kind of record is called where rules are told of. */
export const ruleKey = ({ domain, id }: Pick<Kind, 'domain' | 'id'>) => `${domain}.${id}`

/** The rules of a kind as this province has them, with the words to say them in; those switched off among them. */
export async function rulesOf(db: Db, kind: Kind): Promise<WordedRule[]> {
  const row = await db.selectFrom('rule_set').select('spec').where('key', '=', ruleKey(kind)).executeTakeFirst()
  return wordedRules(kind, row ? RuleSet.parse(row.spec) : { id: ruleKey(kind), set: {}, more: [] })
}

export async function wordedRules(kind: Kind, set: RuleSet): Promise<WordedRule[]> {
  const described = (await describeKinds()).filter((each) => each.domain === kind.domain && each.kind === kind.id)
  const columns = await wordsOfDomain(kind.domain)
  return rulesWith(kind.rules, set).map((rule) => ({ rule, words: wordsFor(described, columns, rule.form) }))
}
