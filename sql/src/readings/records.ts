import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import { smallestOf, type Term, termsWithin } from '../indicators/formula.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { identified } from '../ledger/identified.ts'
import { type ShownField, shownFields } from '../pack/shown-fields.ts'
import { guardRows } from '../small-counts/guard.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { isDistinct } from './distinct.ts'
import { membersOf, pairsOf } from './members.ts'
import type { Moment } from './moment.ts'
import type { Span } from './period.ts'
import { isSame } from './proof.ts'
import { occurs } from './proof-rows.ts'
import { type Reading, readIndicator } from './read.ts'
import { readTerms } from './read-terms.ts'
import { type Source, sourcesOf } from './sources.ts'
import { bucketsOf, standing, type TermQuery, valuesOf } from './term.ts'
import { askedOf, isAsked, reachedBy } from './year-before.ts'

/** What one fact adds to a term, with what is known of it. */
export interface RecordRow {
  feed: string
  externalId: string
  unit: RegistryUnit
  bucket: Date
  dims: Record<string, unknown>
  /** Null where it is too small to be told, or would tell one that is. */
  value: number | null
  /** The share that counts for the unit asked about; below 1 where a unit was split. */
  weight: number
  /** Of the fields of its kind; a number of it is null where its value is. */
  fields: Record<string, unknown>
}

export interface RecordsHead {
  reading: Reading
  /** The terms of the formula; the one whose records these are is at `place`. */
  terms: Term[]
  place: number
  /** How many rows there are in all, and what they add up to: of a term that counts the values of a dimension, how many of those. */
  count: number
  sum: number | null
  /** What the reading was computed from. */
  total: number | null
  agrees: boolean
  /** What its kinds of records show besides what the term tells them apart by. */
  fields: ShownField[]
}

export const RECORD_SORTS = ['value', 'when', 'unit', 'id'] as const

export interface RecordsAsked {
  /** Which term of the formula, from 0. */
  term: number
  sort: (typeof RECORD_SORTS)[number]
  isDescending: boolean
}

/**
 * Every fact behind one term of a reading over all its units and groups, with how many there are and what they add up to, counted then
 * and there in one snapshot with the reading. Of a reading that may not be told there are none. Throws Invalid where there is no such term.
 */
export async function readRecords(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  moment: Moment,
  span: Span | undefined,
  asked: RecordsAsked & { limit: number; offset: number },
): Promise<RecordsHead & { rows: RecordRow[] }> {
  return inSnapshot(db, async (snapshot) => {
    const { head, behind } = await openRecords(snapshot, units, indicator, unitId, moment, span, asked)
    if (!behind) return { ...head, rows: [] }
    const page = sql`select * from covered ${inOrder(units, behind, asked)} limit ${asked.limit} offset ${asked.offset}`
    const question = sql<Row & Counts>`
      ${behind.each} select total.*, page.* from (${countsOf(behind.term)}) total left join lateral (${page}) page on true`
    const { rows } = await walking(snapshot, () => question.execute(snapshot))
    const counted = await withFields(head, behind, rows[0])
    const found = rows.filter(({ feed_id }) => feed_id !== null)
    return { ...counted, rows: await told(snapshot, units, behind, counted.fields, found) }
  })
}

const CHUNK = 5_000

/** The same, all of them, so many at a time; refused where there are more than `most`. */
export async function walkRecords(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  moment: Moment,
  span: Span | undefined,
  asked: RecordsAsked & { most: number },
  take: (head: RecordsHead, rows: RecordRow[]) => void,
): Promise<void> {
  await inSnapshot(db, async (snapshot) => {
    const { head, behind } = await openRecords(snapshot, units, indicator, unitId, moment, span, asked)
    if (!behind) return take(head, [])
    const counts = await walking(snapshot, () => sql<Counts>`${behind.each} ${countsOf(behind.term)}`.execute(snapshot))
    const counted = await withFields(head, behind, counts.rows[0])
    if (counted.count > asked.most)
      throw new Invalid(
        `There are ${counted.count} records; a table holds at most ${asked.most}. Ask for a shorter period, a smaller unit or some values of a dimension (where).`,
      )
    take(counted, [])
    const every = sql`${behind.each} select * from covered ${inOrder(units, behind, asked)}`
    await walking(snapshot, () => sql`declare each_record no scroll cursor for ${every}`.execute(snapshot))
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(CHUNK)} from each_record`.execute(snapshot)
      take(counted, await told(snapshot, units, behind, counted.fields, rows))
      if (rows.length < CHUNK) break
    }
  })
}

function inSnapshot<T>(db: Db, work: (snapshot: Db) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      await sql`set local work_mem = '64MB'`.execute(snapshot)
      return work(snapshot)
    })
}

/** Every fact is walked: a planner that expects few of them to fit would compare each with every unit. */
async function walking<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`set local enable_nestloop = off`.execute(db)
  const found = await work()
  await sql`set local enable_nestloop = on`.execute(db)
  return found
}

interface Behind {
  term: Term
  sources: Source[]
  members: Set<number>
  /** A `with` of the table `covered`: a row a contribution. */
  each: RawBuilder<unknown>
}

async function openRecords(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  moment: Moment,
  span: Span | undefined,
  { term: place }: Pick<RecordsAsked, 'term'>,
): Promise<{ head: RecordsHead; behind: Behind | null }> {
  const reading = await readIndicator(db, units, indicator, unitId, moment, span)
  const { compiled } = reading.definition
  const terms = termsWithin(compiled.terms)
  const term = terms[place]
  if (!term) throw new Invalid(`${indicator.id} has ${terms.length} terms; the first is 0.`)
  const head = { reading, terms, place, count: 0, sum: null, total: null, agrees: true, fields: [] }
  // Too few to be shown are too few to be listed.
  if (reading.isUnknowable || ['suppressed', 'withdrawn'].includes(reading.state)) return { head, behind: null }
  const own: TermQuery = { ...moment, roots: [unitId], span: reading.asked }
  const totals = await readTerms(db, units, terms, own)
  const total = totals[place]?.[0]?.value ?? null
  const reached = { ...own, ...reachedBy(compiled.terms, totals, unitId) }
  if (!isAsked(term, reached)) return { head: { ...head, total, agrees: isSame(total ?? 0, 0) }, behind: null }
  const query = askedOf(term, reached)
  const sources = await sourcesOf(db, term, query)
  const members = membersOf(units, term, query)
  const counted = sql`
    select w.*, c.bucket, ${term.count ? sql`1` : sql`c.value`} as value, c.dims, c.source, c.feed_id, c.external_id, c.contribution
    from ${pairsOf(units, members)} join (
      select *, ${term.measure.time === 'last' ? sql`row_number() over ()` : sql`0`} as contribution
      from (${sql.raw(sources.map(contributionsOf).join('\nunion all\n'))}) every
      where measure = ${term.measure.id} and ${bucketsOf(term, query)} and ${valuesOf(term)}
    ) c on c.unit_id = w.unit
    where ${occurs(units, term, query)}`
  const stands = standing(term, query, counted)
  return {
    head: { ...head, total },
    behind: {
      term,
      sources,
      members: new Set(members.map(({ unit }) => unit)),
      each: coveredRows(term, stands, await hiddenRows(db, units, term, query, stands)),
    },
  }
}

/** What the facts of a source add, each with whose it is: (source, feed_id, external_id, measure, unit_id, bucket, dims, value). */
function contributionsOf({ facts, rule }: Source, place: number): string {
  const own = identified(rule)
  const standing = `(select * from ${facts} where not deleted)`
  if (own !== null) return `select ${place} as source, c.* from (with fact as not materialized ${standing}\n${own}) c`
  return `select ${place} as source, f.feed_id, f.external_id, c.* from ${standing} f cross join lateral (with fact as (select f.*) ${rule}) c`
}

/** A `with` of the table `covered`, of which no row that is would tell a count too small to be told: see coveredAmong, which says the same. */
function coveredRows(term: Term, stands: RawBuilder<unknown>, hidden: HiddenRow[]): RawBuilder<unknown> {
  const columns = sql.raw('source, feed_id, external_id, unit, bucket, dims')
  // A unit's figure may count through several successors; it is one row all the same.
  const each =
    term.measure.time === 'last'
      ? sql`select ${columns}, max(value)::float8 as value, sum(weight)::float8 as weight from ${stands} s group by ${columns}, contribution`
      : sql`select ${columns}, value::float8, weight::float8 from ${stands} s`
  const smallest = smallestOf(term)
  if (smallest === undefined) return sql`with covered as materialized (select *, false as covered from (${each}) each)`
  const order = sql`partition by value = 0 order by value, feed_id, external_id, bucket, dims rows unbounded preceding`
  return sql`
    with numbered as (
      select *, count(*) over leastfirst - 1 as earlier, sum(value) over leastfirst - value as before
      from (${each}) each window leastfirst as (${order})
    ), ending as (
      select *, (earlier = 0 or (earlier > 1 and before >= ${smallest})) and not (value > 0 and value < ${smallest}) as ends from numbered
    ), covered as materialized (
      select ${columns}, value, weight, (value <> 0 and not bool_or(ends) over (${order})) or exists (
        select from jsonb_to_recordset(${JSON.stringify(hidden)}::jsonb) as hidden (unit int, bucket timestamptz, dims jsonb)
        where hidden.unit = ending.unit and hidden.bucket = ending.bucket and hidden.dims = ending.dims
      ) as covered from ending
    )`
}

interface HiddenRow {
  unit: number
  bucket: Date
  dims: Record<string, unknown>
}

/** What units brought of combinations of dimensions that may not be told, bucket by bucket. */
async function hiddenRows(
  db: Db,
  units: UnitRegistry,
  term: Term,
  query: TermQuery,
  stands: RawBuilder<unknown>,
): Promise<HiddenRow[]> {
  const guard = await guardRows(db, units, term, query)
  if (!guard) return []
  const { rows } = await walking(db, () => sql<HiddenRow>`select distinct unit, bucket, dims from ${stands} s`.execute(db))
  return rows.filter(({ unit, bucket, dims }) => guard(unit, dims, bucket))
}

interface Counts {
  count: number
  sum: number | null
  met: number[] | null
}

const countsOf = (term: Term) => sql<Counts>`
  select count(*) as count, array_agg(distinct source) as met,
         ${isDistinct(term) ? sql`count(distinct dims->>${term.distinct.dim})` : sql`sum(value * weight)`}::float8 as sum from covered`

interface Row {
  source: number
  feed_id: number
  external_id: string
  unit: number
  bucket: Date
  dims: Record<string, unknown>
  value: number
  weight: number
  covered: boolean
}

/** Rows that are covered are alike to whoever looks at their order. */
function inOrder(units: UnitRegistry, { members }: Behind, { sort, isDescending }: RecordsAsked): RawBuilder<unknown> {
  const direction = isDescending ? sql`desc nulls last` : sql`asc nulls last`
  const rest = sql`bucket desc, external_id collate "C", feed_id, dims`
  if (sort === 'when') return sql`order by bucket ${direction}, external_id collate "C", feed_id, dims`
  if (sort === 'id') return sql`order by external_id collate "C" ${direction}, feed_id, bucket desc, dims`
  if (sort === 'value') return sql`order by case when covered then null else value end ${direction}, ${rest}`
  const { compare } = new Intl.Collator('vi')
  const byName = [...members].map((id) => units.get(id)).sort((a, b) => compare(a.name, b.name) || a.id - b.id)
  return sql`order by array_position(${byName.map(({ id }) => id)}::int[], unit) ${direction}, ${rest}`
}

async function withFields<H extends RecordsHead>(
  head: H,
  { term, sources }: Behind,
  { count, sum, met }: Counts = { count: 0, sum: null, met: null },
): Promise<H> {
  const kinds = new Set((met ?? []).map((source) => (sources[source] as Source).kind))
  const shown = (await Promise.all([...kinds].map(shownFields))).flat()
  const others = shown.filter(({ name }) => !term.measure.dims.includes(name))
  const fields = [...new Map(others.map((field) => [field.name, field])).values()]
  return { ...head, count, sum: count === 0 ? null : sum, agrees: isSame(head.total ?? 0, sum ?? 0), fields }
}

/** Rows as they may be told, each with its fields. */
async function told(db: Db, units: UnitRegistry, { sources }: Behind, fields: ShownField[], rows: Row[]): Promise<RecordRow[]> {
  const known = new Map<string, Record<string, unknown>>()
  const keyOf = (feed: number, id: string) => `${feed} ${id}`
  const feeds = new Map<number, string>()
  for (const [place, { facts, kind }] of sources.entries()) {
    const own = rows.filter(({ source }) => source === place)
    if (own.length === 0) continue
    const names = fields.filter(({ name }) => name in kind.normaliser.columns).map(({ name }) => name)
    const columns = names.flatMap((name) => [sql.lit(name), sql.ref(`f.${name}`)])
    const { rows: found } = await sql<{ feed_id: number; external_id: string; feed: string; fields: Record<string, unknown> }>`
      select f.feed_id, f.external_id, feed.key as feed, ${names.length > 0 ? sql`jsonb_build_object(${sql.join(columns)})` : sql`'{}'::jsonb`} as fields
      from unnest(${own.map(({ feed_id }) => feed_id)}::int[], ${own.map(({ external_id }) => external_id)}::text[]) as wanted (feed_id, external_id)
      join (select * from ${sql.raw(facts)}) f using (feed_id, external_id) join feed on feed.id = f.feed_id`.execute(db)
    for (const { feed_id, external_id, feed, fields } of found) {
      feeds.set(feed_id, feed)
      known.set(keyOf(feed_id, external_id), fields)
    }
  }
  return rows.map(({ feed_id, external_id, unit, bucket, dims, value, weight, covered }) => ({
    feed: feeds.get(feed_id) as string,
    externalId: external_id,
    unit: units.get(unit),
    bucket,
    dims,
    value: covered ? null : value,
    weight,
    fields: Object.fromEntries(
      fields.map((field) => [field.name, shownOf(field, known.get(keyOf(feed_id, external_id))?.[field.name], covered)]),
    ),
  }))
}

function shownOf({ type }: ShownField, value: unknown, covered: boolean): unknown {
  if (value == null || (type === 'number' && covered)) return null
  return type === 'instant' ? new Date(value as string).toISOString() : value
}
