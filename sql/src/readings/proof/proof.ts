import { sql } from 'kysely'
import type { Db } from '../../db.ts'
import { smallestOf, type Term, termsWithin, unitOf } from '../../indicators/formula.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { contributionsOver } from '../../ledger/install-rule.ts'
import type { Dimensions, Localised, Where } from '../../pack/pack.ts'
import type { UnitOfMeasurement } from '../../pack/units-of-measurement.ts'
import { guardRows } from '../../small-counts/guard.ts'
import type { RegistryUnit, UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import { type Reading, readIndicator } from '../read.ts'
import { LEAST } from '../totals/distinct.ts'
import { fillSums } from '../totals/evaluate.ts'
import { membersOf, pairsOf } from '../totals/members.ts'
import { readTerms } from '../totals/read-terms.ts'
import { bucketsOf, type Counted, standing, type TermQuery, valuesOf } from '../totals/term.ts'
import { askedOf, isAsked, reachedBy } from '../totals/year-before.ts'
import { domainOf, sourcesOf } from './sources.ts'

/** What one unit's rows of one kind add to a term. */
export interface ProofGroup {
  unit: RegistryUnit
  dims: Record<string, unknown>
  /** How many facts, and what they add up to. */
  rows: number
  value: number
  /** The share that counts for the unit asked about; below 1 where a unit was split. */
  weight: number
  /** What it comes to may not be told, for what it would tell of others (see small-counts). */
  isHidden: boolean
}

export interface ProofTerm {
  measure: string
  title: Localised
  unitOfMeasurement: UnitOfMeasurement
  /** Of the values of its groups; another than its own where it counts how many values of a dimension occur. */
  unitOfGroups: UnitOfMeasurement
  /** That dimension. Its groups are those whose value counts. */
  distinct: string | null
  /** What people call the dims of its groups. */
  dimensions: Dimensions
  dim: string | null
  values: string[] | null
  /** What it is narrowed to by the question; empty where it counts whole. */
  where: Where
  begun: boolean
  /** Of the period, only what had begun by the moment of reading. */
  soFar: boolean
  /** What stood at the end of the period. */
  stood: boolean
  /** Days from the moment of reading to where `begun` draws the line. */
  days: number
  /** The days it counts over where they are those of the year before. */
  yearBefore: Span | null
  /** What the reading was computed from, and what the rows add up to. */
  total: number | null
  sum: number | null
  agrees: boolean
  /** The smallest count that may be told of a group. */
  smallest: number | undefined
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
      const own = { roots: [unitId], span: reading.asked, ...moment }
      const nothing = { reading, terms: [], value: null, agrees: true, rows: 0 }
      if (reading.isUnknowable) return nothing
      const counted = termsWithin(compiled.terms)
      const totals = await readTerms(snapshot, units, counted, own)
      const query = { ...own, ...reachedBy(compiled.terms, totals, unitId) }
      // Every fact is walked; a planner that expects few of them to fit would compare each with every unit.
      await sql`set local enable_nestloop = off`.execute(snapshot)
      const groups = await groupFacts(snapshot, units, counted, query)
      const terms: ProofTerm[] = []
      for (const [place, term] of counted.entries()) {
        const proved = await hideSome(snapshot, units, term, query, groups[place] as ProvedSum)
        terms.push(await proveTerm(indicator, term, query, totals[place]?.[0]?.value ?? null, proved))
      }
      const sums = terms.slice(0, compiled.terms.length).map(({ sum }) => sum)
      const value = sums.every((sum) => sum === null) ? null : compiled.evaluate(fillSums(compiled, sums))
      return {
        reading,
        terms,
        value,
        agrees:
          terms.every(({ agrees }) => agrees) &&
          (['suppressed', 'withdrawn'].includes(reading.state) || isSame(value ?? 0, reading.value ?? 0)),
        rows: terms.flatMap(({ groups }) => groups).reduce((rows, group) => rows + group.rows, 0),
      }
    })
}

async function proveTerm(
  { wordsOf }: DefinedIndicator,
  term: Term,
  query: TermQuery,
  total: number | null,
  { sum, groups }: ProvedSum,
): Promise<ProofTerm> {
  const { pack } = await domainOf(term.measure.id)
  return {
    measure: term.measure.id,
    title: term.measure.title,
    unitOfMeasurement: wordsOf(unitOf(term)),
    unitOfGroups: wordsOf(term.count ?? term.measure.unit),
    distinct: term.distinct?.dim ?? null,
    dimensions: wordsMet(pack.dims, term, groups),
    dim: term.dim ?? null,
    values: term.values ?? null,
    where: term.where ?? {},
    begun: term.begun,
    soFar: term.soFar ?? false,
    stood: term.stood ?? false,
    days: term.days ?? 0,
    yearBefore: term.yearBefore ? askedOf(term, query).span : null,
    total,
    sum,
    agrees: isSame(total ?? 0, sum ?? 0),
    smallest: smallestOf(term),
    groups,
  }
}

/** The rows that count, and what they come to. */
type ProvedSum = Pick<ProofTerm, 'sum' | 'groups'>

/** Marks the groups that may not be told. */
async function hideSome(
  db: Db,
  units: UnitRegistry,
  term: Term,
  query: TermQuery,
  { sum, groups }: ProvedSum,
): Promise<ProvedSum> {
  const guard = await guardRows(db, units, term, askedOf(term, query))
  return guard
    ? { sum, groups: groups.map((group) => ({ ...group, isHidden: guard(group.unit.id, group.dims, null) })) }
    : { sum, groups }
}

/** The rows behind each term by unit and dims, largest first. */
async function groupFacts(db: Db, units: UnitRegistry, terms: Term[], query: TermQuery): Promise<ProvedSum[]> {
  const groups = await groupsOfTerms(db, units, terms, query)
  const groupsOf = (wanted: Term) =>
    groups[terms.findIndex((term) => JSON.stringify(term) === JSON.stringify(wanted))] as ProofGroup[]
  return terms.map(({ distinct }, place) => {
    const own = groups[place] as ProofGroup[]
    if (own.length === 0) return { sum: null, groups: own }
    if (!distinct) return { sum: own.reduce((all, { value, weight }) => all + value * weight, 0), groups: own }
    const may = distinct.among && occurringIn(groupsOf(distinct.among), distinct.dim)
    const counted = new Set([...occurringIn(own, distinct.dim)].filter((value) => may?.has(value) ?? true))
    return { sum: counted.size, groups: own.filter(({ dims }) => counted.has(dims[distinct.dim])) }
  })
}

/** The values of a dimension that groups come to something of. */
function occurringIn(groups: ProofGroup[], dim: string): Set<unknown> {
  const sums = new Map<unknown, number>()
  for (const { dims, value, weight } of groups)
    if (dims[dim] != null) sums.set(dims[dim], (sums.get(dims[dim]) ?? 0) + value * weight)
  return new Set([...sums].flatMap(([value, sum]) => (sum > LEAST ? [value] : [])))
}

/** The facts are walked once for all terms of one measure. */
async function groupsOfTerms(db: Db, units: UnitRegistry, terms: Term[], query: TermQuery): Promise<ProofGroup[][]> {
  const walked = new Map<string, ProofGroup[]>()
  const groups: ProofGroup[][] = []
  for (const term of terms) {
    // What is narrowed says so in `where`; what is whole beside it counts the same facts where nothing is.
    const { measure, dim, values, whole: _, distinct: __, ...rest } = term
    // The newest figure may be another where only some count.
    const walk: Term = measure.time === 'last' ? term : { measure, ...rest }
    const key = JSON.stringify([measure.id, rest, walk.dim, walk.values])
    const found = walked.get(key) ?? (isAsked(term, query) ? await walkFacts(db, units, walk, askedOf(term, query)) : [])
    walked.set(key, found)
    groups.push(found.filter(({ dims }) => dim === undefined || values?.includes(String(dims[dim]))))
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
  const { rows } = await sql<Omit<ProofGroup, 'unit' | 'isHidden'> & { unit: number }>`
    select unit, dims, count(*) as rows, sum(value)::float8 as value, max(weight)::float8 as weight
    from ${each} s group by unit, dims order by sum(value) desc, unit, dims`.execute(db)
  return rows.map((group) => ({ ...group, unit: units.get(group.unit), isHidden: false }))
}

/** What countedCells answers, from the facts themselves by the rule the totals followed then. */
async function countedFacts(db: Db, units: UnitRegistry, term: Term, query: TermQuery): Promise<Counted> {
  const every = (await sourcesOf(db, term, query)).map(({ facts, rule }) => `select * from ${contributionsOver(facts, rule)} c`)
  return sql`
    select w.*, c.bucket, ${term.count ? sql`1` : sql`c.value`} as value, c.dims, c.contribution
    from ${pairsOf(units, membersOf(units, term, query))} join (
      select *, ${term.measure.time === 'last' ? sql`row_number() over ()` : sql`0`} as contribution
      from (${sql.raw(every.join('\nunion all\n'))}) every
      where measure = ${term.measure.id} and ${bucketsOf(term, query)} and ${valuesOf(term)}
    ) c on c.unit_id = w.unit`
}

/** The words for what a term names and its groups have: of some dimensions there are thousands. */
export function wordsMet(
  dims: Dimensions,
  { measure, values: named = [], where = {} }: Term,
  groups: Pick<ProofGroup, 'dims'>[],
): Dimensions {
  return Object.fromEntries(
    measure.dims.flatMap((name) => {
      const known = dims[name]
      if (!known) return []
      const met = new Set([...named, ...(where[name] ?? []), ...groups.map((group) => String(group.dims[name]))])
      const values = Object.fromEntries(Object.entries(known.values).filter(([value]) => met.has(value)))
      return [[name, { ...known, values }]]
    }),
  )
}

/** Sums of doubles differ in their last digits by the order they were added in. */
export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
}
