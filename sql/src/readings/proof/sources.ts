import type { Db } from '../../db.ts'
import { NotFound } from '../../errors.ts'
import type { Term } from '../../indicators/formula.ts'
import { ruleAsOf } from '../../ledger/install-rule.ts'
import { type Domain, loadDomains } from '../../pack/load.ts'
import type { Kind } from '../../pack/load-kind.ts'
import { factsAsOf } from '../totals/facts-as-of.ts'
import { type KnownPositions, positionsAsOf } from '../totals/known.ts'
import type { TermQuery } from '../totals/term.ts'

/** Facts, a table or a select, and the rule that their totals followed. */
export interface Source {
  facts: string
  rule: string
  kind: Kind
}

/** Every kind of fact that may add to a measure, each feed's by the rule its totals followed then. */
export async function sourcesOf(db: Db, { measure }: Term, { asOf }: Pick<TermQuery, 'asOf'>): Promise<Source[]> {
  const { pack, kinds } = await domainOf(measure.id)
  const known = asOf && (await positionsAsOf(db, asOf))
  const sources: Source[] = []
  for (const kind of kinds) {
    const { table } = kind
    const facts = factsAsOf(table, known)
    for (const [rule, feeds] of await rulesAsOf(db, table, known))
      sources.push({ facts: feeds ? `(select * from ${facts} where feed_id in (${feeds.join()})) told` : facts, rule, kind })
  }
  if (sources.length === 0) throw new NotFound(`${pack.id} had no contribution rule yet at ${asOf?.toISOString()}.`)
  return sources
}

export async function domainOf(measure: string): Promise<Domain> {
  const domains = await loadDomains()
  return domains.find(({ pack }) => pack.measures.some(({ id }) => id === measure)) as Domain
}

/** The rules that held for a table's facts, each with the feeds it held for; null where there was but one. */
async function rulesAsOf(db: Db, table: string, known: KnownPositions | null): Promise<[string, number[] | null][]> {
  const rules = new Map<string, number[]>()
  for (const [feed, position] of known?.byFeed ?? []) {
    const rule = await ruleAsOf(db, table, position)
    if (rule !== null) rules.set(rule, [...(rules.get(rule) ?? []), feed])
  }
  if (rules.size > 1) return [...rules]
  const only = rules.size === 1 ? [...rules.keys()][0] : await ruleAsOf(db, table, known?.last ?? null)
  return only == null ? [] : [[only, null]]
}
