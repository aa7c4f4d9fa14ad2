import type { Db } from '../db.ts'
import { describeKinds, wordsOfDomain } from '../pack/describe-kinds.ts'
import type { Kind } from '../pack/load-kind.ts'
import { type FittedRule, fitRules } from './fitting.ts'
import type { WordedRule } from './judge-row.ts'
import { wordsFor } from './say-rule.ts'

/** dossiers.dossier: what a kind of record is called where rules are told of. */
export const ruleKey = ({ domain, id }: Pick<Kind, 'domain' | 'id'>) => `${domain}.${id}`

/** With the words to say it in. */
export interface EffectiveRule extends FittedRule, WordedRule {}

/** The rules of a kind as this province has them, those switched off among them. */
export async function rulesOf(db: Db, kind: Kind): Promise<EffectiveRule[]> {
  const row = await db.selectFrom('rule_set').select('spec').where('key', '=', ruleKey(kind)).executeTakeFirst()
  return wordedRules(kind, row?.spec)
}

/** `spec`: what the province has otherwise, where it has anything. */
export async function wordedRules(kind: Kind, spec?: unknown): Promise<EffectiveRule[]> {
  const described = (await describeKinds()).filter((each) => each.domain === kind.domain && each.kind === kind.id)
  const columns = await wordsOfDomain(kind.domain)
  return fitRules(kind, spec).fitted.map((each) => ({ ...each, words: wordsFor(described, columns, each.rule.form) }))
}
