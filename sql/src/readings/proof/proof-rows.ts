import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db.ts'
import { type Term, termsWithin } from '../../indicators/formula.ts'
import { guardRows } from '../../small-counts/guard.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import { isDistinct, valuesCounted } from '../totals/distinct.ts'
import { membersOf, pairsOf } from '../totals/members.ts'
import { readTerms } from '../totals/read-terms.ts'
import { bucketsOf, standing, type TermQuery, valuesOf } from '../totals/term.ts'
import { askedOf, isAsked, reachedBy } from '../totals/year-before.ts'
import { coveredRows } from './covered.ts'
import { sourcesOf } from './sources.ts'

/** A fact that adds to a term, and where to find it in what was received. */
export interface ProofRow {
  feed: string
  externalId: string
  bucket: Date
  dims: Record<string, unknown>
  value: number
}

/** The facts of one unit behind one of a formula's terms, newest first; only those of one group where its dims are given, and that may be told. */
export async function proofRows(
  db: Db,
  units: UnitRegistry,
  terms: Term[],
  place: number,
  asked: TermQuery & { unit: number; dims?: Record<string, unknown> | undefined; limit: number; offset: number },
): Promise<ProofRow[]> {
  const term = termsWithin(terms)[place] as Term
  const reached = term.yearBefore ? { ...asked, ...(await reachOfThisYear(db, units, terms, asked)) } : asked
  if (!isAsked(term, reached)) return []
  const query = askedOf(term, reached)
  const every = (await sourcesOf(db, term, query)).map(
    ({ facts, rule }, place) => `
      select ${place} as source, f.feed_id, f.external_id, c.* from (select * from ${facts} where not deleted and unit_id = ${Number(query.unit)}) f
      cross join lateral (with fact as (select f.*) ${rule}) c`,
  )
  const counted = sql`
    select w.*, c.bucket, ${term.count ? sql`1` : sql`c.value`} as value, c.dims, c.source, c.feed_id, c.external_id, c.contribution
    from ${pairsOf(
      units,
      // Once, through however many successors it counts.
      membersOf(units, term, query)
        .filter(({ unit }) => unit === query.unit)
        .slice(0, 1),
    )}
    join (select *, row_number() over () as contribution from (${sql.raw(every.join('\nunion all\n'))}) every) c on c.unit_id = w.unit
    where c.measure = ${term.measure.id} and ${bucketsOf(term, query)} and ${valuesOf(term)} and ${occurs(units, term, query)}`
  const covered = await coveredRows(db, term, await guardRows(db, units, term, query), standing(term, query, counted))
  const { rows } = await sql<ProofRow>`
    ${covered} select feed.key as feed, s.external_id as "externalId", s.bucket, s.dims, s.value
    from covered s join feed on feed.id = s.feed_id
    where not s.covered and (${query.dims === undefined} or s.dims = ${JSON.stringify(query.dims ?? {})}::jsonb)
    order by s.bucket desc, s.external_id limit ${query.limit} offset ${query.offset}`.execute(db)
  return rows
}

/** Of a term that counts the values of a dimension, whether a row is of one that counts. */
export function occurs(units: UnitRegistry, term: Term, query: TermQuery): RawBuilder<unknown> {
  if (!isDistinct(term)) return sql`true`
  return sql`c.dims->>${term.distinct.dim} in (select value from ${valuesCounted(units, term, query)} v where v.counts)`
}

/** How far the year before is read: as far as this year's newest figure reaches. */
async function reachOfThisYear(db: Db, units: UnitRegistry, terms: Term[], query: TermQuery): Promise<Pick<TermQuery, 'upTo'>> {
  const now = terms.filter(({ yearBefore }) => !yearBefore)
  return reachedBy(now, await readTerms(db, units, now, query), query.roots[0] as number)
}
