import { sql } from 'kysely'
import { mustBeAsSeen } from '../as-seen.ts'
import { type Db, inTransaction } from '../db.ts'
import { Invalid } from '../errors.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import type { Kind } from '../pack/load-kind.ts'
import { assertSeesHouse } from '../sight/reach.ts'
import { ruleKey } from './effective.ts'
import { type FittedRule, fitRules } from './fitting.ts'
import { boundsOf } from './rule.ts'
import { changeTrouble, RuleChange, RuleSet } from './rule-set.ts'

export interface PastChange {
  at: Date
  by: string
  why: string
  before: RuleChange
  after: RuleChange
}

/** A change of a rule: who wants it and why, and `seen`, what the rule did when they looked at it. */
interface WantedChange {
  by: string
  why: string
  seen: RuleChange
  change: RuleChange
}

/** What the province has otherwise of a rule, and what it would have; throws where it was changed since, where nothing differs, where it can’t be. */
export async function weighRuleChange(
  db: Db,
  kind: Kind,
  id: string,
  { seen, change }: Pick<WantedChange, 'seen' | 'change'>,
): Promise<{ set: RuleSet; before: RuleChange; after: RuleChange }> {
  const key = ruleKey(kind)
  const row = await db.selectFrom('rule_set').select('spec').where('key', '=', key).executeTakeFirst()
  const set = row ? RuleSet.parse(row.spec) : { id: key, set: {}, more: [] }
  const { fitted } = fitRules(kind, set)
  const before = fitted.find(({ rule }) => rule.id === id)?.own ?? {}
  mustBeAsSeen(before, seen, { vi: 'quy tắc này', en: 'this rule' })
  const after = meant(fitted, id, change)
  if (isSameSpec(before, after))
    throw new Invalid({ vi: 'Chưa có gì khác với quy tắc đang dùng.', en: 'Nothing differs from the rule as it is.' })
  return { set, before, after }
}

/**
 * Makes a rule do otherwise than it does, from the next run on, and writes down who wanted it and why. Feeds that a block kept out are
 * asked again at their next turn.
 */
export async function changeRule(db: Db, kind: Kind, id: string, { by, why, ...wanted }: WantedChange): Promise<void> {
  assertSeesHouse(kind.domain)
  const key = ruleKey(kind)
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('rules'))`.execute(trx)
    const { set, before, after } = await weighRuleChange(trx, kind, id, wanted)
    const { [id]: _, ...others } = set.set
    const next = { ...set, set: Object.keys(after).length > 0 ? { ...others, [id]: after } : others }
    const kept = { key, spec: JSON.stringify(next), kept_in: 'console' as const }
    await trx
      .insertInto('rule_set')
      .values(kept)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(kept))
      .execute()
    const said = { before: JSON.stringify(before), after: JSON.stringify(after) }
    await trx
      .insertInto('rule_change')
      .values({ kind: key, rule: id, by, why, ...said })
      .execute()
    await sql`
      delete from feed_trouble using feed where feed.id = feed_id and feed.spec->>'domain' = ${kind.domain} and feed.spec->>'kind' = ${kind.id}
        and (select blocked > 0 from run where run.feed_id = feed.id order by run.id desc limit 1)`.execute(trx)
  })
}

/** As much of a change as differs from what is declared. */
function meant(rules: FittedRule[], id: string, change: RuleChange): RuleChange {
  const declared = rules.find(({ rule }) => rule.id === id)?.declared
  if (!declared) throw new Invalid({ vi: `Không có quy tắc «${id}».`, en: `There is no rule «${id}».` })
  const trouble = changeTrouble(declared, change)
  if (trouble) throw new Invalid(trouble)
  const usual = { off: declared.off, severity: declared.severity, ...boundsOf(declared) }
  const otherwise = Object.entries(change).filter(([name, value]) => value !== usual[name as keyof typeof usual])
  return RuleChange.parse(Object.fromEntries(otherwise))
}

/** What was made of a rule, the newest first. */
export async function changesOf(db: Db, kind: string, rule: string): Promise<PastChange[]> {
  return db
    .selectFrom('rule_change')
    .select(['at', 'by', 'why', 'before', 'after'])
    .where('kind', '=', kind)
    .where('rule', '=', rule)
    .orderBy('id', 'desc')
    .$castTo<PastChange>()
    .execute()
}
