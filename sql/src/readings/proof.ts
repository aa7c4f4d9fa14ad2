import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import type { Term } from '../indicators/formula.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { contributionsOver, ruleAsOf } from '../ledger/install-rule.ts'
import { type Domain, loadDomains } from '../pack/load.ts'
import type { Dimensions, Localised, UnitOfMeasurement } from '../pack/pack.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { fillSums } from './evaluate.ts'
import { factsAsOf, positionAsOf } from './facts-as-of.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { type Reading, readIndicator } from './read.ts'
import { bucketsOf, type Counted, membersOf, pairsOf, readTerms, standing, type TermQuery, valuesOf } from './term.ts'

/** What one unit's rows of one kind add to a term. */
export interface ProofGroup {
  unit: RegistryUnit
  dims: Record<string, unknown>
  /** How many facts, and what they add up to. */
  rows: number
  value: number
  /** The share that counts for the unit asked about; below 1 where a unit was split. */
  weight: number
}

export interface ProofTerm {
  measure: string
  title: Localised
  unitOfMeasurement: UnitOfMeasurement
  /** What people call the dims of its groups. */
  dimensions: Dimensions
  dim: string | null
  values: string[] | null
  begun: boolean
  /** What the reading was computed from, and what the rows add up to. */
  total: number | null
  sum: number | null
  agrees: boolean
  /** Largest first. */
  groups: ProofGroup[]
}

export interface Proof {
  reading: Reading
  terms: ProofTerm[]
  /** The formula over the sums of the rows. */
  value: number | null
  agrees: boolean
  rows: number
}

/**
 * Adds a reading up again from the rows of facts, as they are or as they were known then, and says whether it comes to the
 * same. Reads one snapshot, so that a write in between is no disagreement.
 */
export async function proveReading(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  moment: Moment,
  asked?: Span,
): Promise<Proof> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      const reading = await readIndicator(snapshot, units, indicator, unitId, moment, asked)
      const { compiled } = reading.definition
      const query = { roots: [unitId], span: reading.asked, ...moment }
      const nothing = { reading, terms: [], value: null, agrees: true, rows: 0 }
      if (reading.isUnknowable) return nothing
      const totals = await readTerms(snapshot, units, compiled.terms, query)
      // Every fact is walked; a planner that expects few of them to fit would compare each with every unit.
      await sql`set local enable_nestloop = off`.execute(snapshot)
      const groups = await groupFacts(snapshot, units, compiled.terms, query)
      const terms: ProofTerm[] = []
      for (const [place, term] of compiled.terms.entries())
        terms.push(await proveTerm(term, totals[place]?.[0]?.value ?? null, groups[place] as ProofGroup[]))
      const sums = terms.map(({ sum }) => sum)
      const value = sums.every((sum) => sum === null) ? null : compiled.evaluate(fillSums(compiled, sums))
      return {
        reading,
        terms,
        value,
        agrees: terms.every(({ agrees }) => agrees) && (reading.state === 'suppressed' || isSame(value ?? 0, reading.value ?? 0)),
        rows: terms.flatMap(({ groups }) => groups).reduce((rows, group) => rows + group.rows, 0),
      }
    })
}

async function proveTerm(term: Term, total: number | null, groups: ProofGroup[]): Promise<ProofTerm> {
  const sum = groups.length === 0 ? null : groups.reduce((all, { value, weight }) => all + value * weight, 0)
  const { pack } = await domainOf(term.measure.id)
  return {
    measure: term.measure.id,
    title: term.measure.title,
    unitOfMeasurement: term.measure.unit,
    dimensions: pick(pack.dims, term.measure.dims),
    dim: term.dim ?? null,
    values: term.values ?? null,
    begun: term.begun,
    total,
    sum,
    agrees: isSame(total ?? 0, sum ?? 0),
    groups,
  }
}

/** The rows behind each term by unit and dims, largest first. The facts are walked once for all terms of one measure. */
async function groupFacts(db: Db, units: UnitRegistry, terms: Term[], query: TermQuery): Promise<ProofGroup[][]> {
  const walked = new Map<string, ProofGroup[]>()
  const groups: ProofGroup[][] = []
  for (const term of terms) {
    const { measure, begun } = term
    // The newest figure may be another where only some count.
    const walk: Term = measure.time === 'last' ? term : { measure, begun }
    const key = JSON.stringify([measure.id, begun, walk.values])
    const found = walked.get(key) ?? (await walkFacts(db, units, walk, query))
    walked.set(key, found)
    groups.push(found.filter(({ dims }) => term.dim === undefined || term.values?.includes(String(dims[term.dim]))))
  }
  return groups
}

async function walkFacts(db: Db, units: UnitRegistry, term: Term, query: TermQuery): Promise<ProofGroup[]> {
  const counted = await countedFacts(db, units, term, query)
  // A unit's figure may count through several successors; it is one row all the same.
  const each =
    term.measure.time === 'last'
      ? sql`(select unit, dims, max(value) as value, sum(weight) as weight from ${standing(term, query, counted)} s group by unit, dims, contribution)`
      : standing(term, query, counted)
  const { rows } = await sql<Omit<ProofGroup, 'unit'> & { unit: number }>`
    select unit, dims, count(*) as rows, sum(value)::float8 as value, max(weight)::float8 as weight
    from ${each} s group by unit, dims order by sum(value) desc, unit, dims`.execute(db)
  return rows.map((group) => ({ ...group, unit: units.get(group.unit) }))
}

/** What countedCells answers, from the facts themselves by the rule the totals followed then. */
async function countedFacts(db: Db, units: UnitRegistry, term: Term, query: TermQuery): Promise<Counted> {
  const { facts, rule } = await factsOf(db, term, query)
  return sql`
    select w.*, c.bucket, c.value, c.dims, c.contribution
    from ${pairsOf(units, membersOf(units, term, query))} join (
      select *, ${term.measure.time === 'last' ? sql`row_number() over ()` : sql`0`} as contribution
      from ${sql.raw(contributionsOver(facts, rule))} every
      where measure = ${term.measure.id} and ${bucketsOf(term, query)} and ${valuesOf(term)}
    ) c on c.unit_id = w.unit`
}

function pick(dims: Dimensions, names: string[]): Dimensions {
  return Object.fromEntries(Object.entries(dims).filter(([name]) => names.includes(name)))
}

async function factsOf(db: Db, { measure }: Term, { asOf }: Pick<TermQuery, 'asOf'>) {
  const { pack, table } = await domainOf(measure.id)
  const position = asOf && (await positionAsOf(db, pack.id, asOf))
  const rule = await ruleAsOf(db, table, position)
  if (rule === null) throw new NotFound(`${pack.id} had no contribution rule yet at ${asOf?.toISOString()}.`)
  return { facts: factsAsOf(table, position), rule }
}

async function domainOf(measure: string): Promise<Domain> {
  const domains = await loadDomains()
  return domains.find(({ pack }) => pack.measures.some(({ id }) => id === measure)) as Domain
}

/** Sums of doubles differ in their last digits by the order they were added in. */
function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
}

/** A fact that adds to a term, and where to find it in what was received. */
export interface ProofRow {
  feed: string
  externalId: string
  bucket: Date
  dims: Record<string, unknown>
  value: number
}

/** The facts of one unit behind a term, newest first; only those of one group where its dims are given. */
export async function proofRows(
  db: Db,
  units: UnitRegistry,
  term: Term,
  query: TermQuery & { unit: number; dims?: Record<string, unknown> | undefined; limit: number; offset: number },
): Promise<ProofRow[]> {
  const { facts, rule } = await factsOf(db, term, query)
  const counted = sql`
    select w.*, c.bucket, c.value, c.dims, f.feed_id, f.external_id
    from ${pairsOf(
      units,
      // Once, through however many successors it counts.
      membersOf(units, term, query)
        .filter(({ unit }) => unit === query.unit)
        .slice(0, 1),
    )}
    join (select * from ${sql.raw(facts)} where not deleted) f on f.unit_id = w.unit
    cross join lateral (with fact as (select f.*) ${sql.raw(rule)}) c
    where c.measure = ${term.measure.id} and ${bucketsOf(term, query)} and ${valuesOf(term)}`
  const { rows } = await sql<ProofRow>`
    select feed.key as feed, s.external_id as "externalId", s.bucket, s.dims, s.value::float8 as value
    from ${standing(term, query, counted)} s join feed on feed.id = s.feed_id
    where ${query.dims === undefined} or s.dims = ${JSON.stringify(query.dims ?? {})}::jsonb
    order by s.bucket desc, s.external_id limit ${query.limit} offset ${query.offset}`.execute(db)
  return rows
}
