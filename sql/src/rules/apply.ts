import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import { isSameSpec } from '../feeds/same-spec.ts'
import { loadDomains } from '../pack/load.ts'
import { ruleKey } from './effective.ts'
import { fitRules } from './fitting.ts'
import { RuleSet } from './rule-set.ts'

/** Refuses rules of kinds there are not, and what they change or add that does not hold together. */
export async function checkRuleSets(sets: RuleSet[]): Promise<void> {
  const kinds = (await loadDomains()).flatMap((domain) => domain.kinds)
  for (const set of sets) {
    const kind = kinds.find((each) => ruleKey(each) === set.id)
    if (!kind) throw new Invalid(`rules/${set.id}: there is no such kind of record. There are: ${kinds.map(ruleKey).join(', ')}.`)
    const [stray] = fitRules(kind, set).strays
    if (stray) throw new Invalid(`rules/${set.id}, ${stray.rule}: ${stray.why.en}`)
  }
}

/** Makes the province's rules say what its files say; those changed in the console stay, unless all is to be as given. */
export async function applyRuleSets(trx: Db, sets: RuleSet[], { overConsole = false } = {}): Promise<void> {
  const keys = sets.map(({ id }) => id)
  await sql`delete from rule_set where (kept_in = 'file' or ${overConsole}) and key <> all(${keys}::text[])`.execute(trx)
  for (const set of sets) {
    const known = await trx
      .selectFrom('rule_set')
      .select(['spec', 'kept_in'])
      .where('key', '=', set.id)
      .forUpdate()
      .executeTakeFirst()
    if (known && ((known.kept_in === 'console' && !overConsole) || isSameSpec(known.spec, set))) continue
    const row = { key: set.id, spec: JSON.stringify(set) }
    await trx
      .insertInto('rule_set')
      .values(row)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute()
  }
}

export async function listRuleSets(db: Db): Promise<RuleSet[]> {
  const rows = await db.selectFrom('rule_set').select('spec').orderBy('key').execute()
  return rows.map(({ spec }) => RuleSet.parse(spec))
}
