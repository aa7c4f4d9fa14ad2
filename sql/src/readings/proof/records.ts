import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db.ts'
import { Invalid } from '../../errors.ts'
import { type Term, termsWithin } from '../../indicators/formula.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { identified } from '../../ledger/identified.ts'
import { type ShownField, shownFields } from '../../pack/shown-fields.ts'
import { assertRecordsInSight } from '../../sight/reach.ts'
import { guardRows } from '../../small-counts/guard.ts'
import type { RegistryUnit, UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import { type Reading, readIndicator } from '../read.ts'
import { isDistinct } from '../totals/distinct.ts'
import { membersOf, pairsOf } from '../totals/members.ts'
import { readTerms } from '../totals/read-terms.ts'
import { bucketsOf, standing, type TermQuery, valuesOf } from '../totals/term.ts'
import { askedOf, isAsked, reachedBy } from '../totals/year-before.ts'
import { coveredRows } from './covered.ts'
import { isSame } from './proof.ts'
import { occurs } from './proof-rows.ts'
import { type Source, sourcesOf } from './sources.ts'

/** What one fact adds to a term, with what is known of it. */
export interface RecordRow {
  feed: string
  externalId: string
  unit: RegistryUnit
  bucket: Date
  dims: Record<string, unknown>
  value: number
  /** The share that counts for the unit asked about; below 1 where a unit was split. */
  weight: number
  /** Of the fields of its kind. */
  fields: Record<string, unknown>
}

export interface RecordsHead {
  reading: Reading
  /** The terms of the formula; the one whose records these are is at `place`. */
  terms: Term[]
  place: number
  /** How many rows there are in all, and what they add up to: of a term that counts the values of a dimension, how many of those. */
  count: number
  /** How many of them are listed: of single cases the number of rows is a count as well (see small-counts). */
  listed: number
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
    const page = sql`select * from covered where not covered ${inOrder(units, behind, asked)} limit ${asked.limit} offset ${asked.offset}`
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
      throw new Invalid({
        vi: `Có ${counted.count} bản ghi; một bảng chứa nhiều nhất ${asked.most}. Chọn kỳ ngắn hơn, đơn vị nhỏ hơn hoặc lọc bớt (where), hay lấy dạng CSV nếu đang lấy Excel.`,
        en: `There are ${counted.count} records; a table holds at most ${asked.most}. Ask for a shorter period, a smaller unit or some values of a dimension (where), or for CSV instead of a workbook.`,
      })
    take(counted, [])
    const every = sql`${behind.each} select * from covered where not covered ${inOrder(units, behind, asked)}`
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
  assertRecordsInSight({ units: [unitId], measure: term.measure }, units)
  const head = { reading, terms, place, count: 0, listed: 0, sum: null, total: null, agrees: true, fields: [] }
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
  const guard = await guardRows(db, units, term, query)
  return {
    head: { ...head, total },
    behind: {
      term,
      sources,
      members: new Set(members.map(({ unit }) => unit)),
      each: await walking(db, () => coveredRows(db, term, guard, stands)),
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

interface Counts {
  count: number
  listed: number
  sum: number | null
  met: number[] | null
}

const countsOf = (term: Term) => sql<Counts>`
  select count(*) as count, count(*) filter (where not covered) as listed, array_agg(distinct source) as met,
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
}

function inOrder(units: UnitRegistry, { members }: Behind, { sort, isDescending }: RecordsAsked): RawBuilder<unknown> {
  const direction = isDescending ? sql`desc nulls last` : sql`asc nulls last`
  const rest = sql`bucket desc, external_id collate "C", feed_id, dims`
  if (sort === 'when') return sql`order by bucket ${direction}, external_id collate "C", feed_id, dims`
  if (sort === 'id') return sql`order by external_id collate "C" ${direction}, feed_id, bucket desc, dims`
  if (sort === 'value') return sql`order by value ${direction}, ${rest}`
  const { compare } = new Intl.Collator('vi')
  const byName = [...members].map((id) => units.get(id)).sort((a, b) => compare(a.name, b.name) || a.id - b.id)
  return sql`order by array_position(${byName.map(({ id }) => id)}::int[], unit) ${direction}, ${rest}`
}

async function withFields<H extends RecordsHead>(
  head: H,
  { term, sources }: Behind,
  { count, listed, sum, met }: Counts = { count: 0, listed: 0, sum: null, met: null },
): Promise<H> {
  const kinds = new Set((met ?? []).map((source) => (sources[source] as Source).kind))
  const shown = (await Promise.all([...kinds].map(shownFields))).flat()
  const others = shown.filter(({ name }) => !term.measure.dims.includes(name))
  const fields = [...new Map(others.map((field) => [field.name, field])).values()]
  return { ...head, count, listed, sum: count === 0 ? null : sum, agrees: isSame(head.total ?? 0, sum ?? 0), fields }
}

/** Rows with their fields. */
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
  return rows.map(({ feed_id, external_id, unit, bucket, dims, value, weight }) => ({
    feed: feeds.get(feed_id) as string,
    externalId: external_id,
    unit: units.get(unit),
    bucket,
    dims,
    value,
    weight,
    fields: Object.fromEntries(
      fields.map((field) => [field.name, shownOf(field, known.get(keyOf(feed_id, external_id))?.[field.name])]),
    ),
  }))
}

function shownOf({ type }: ShownField, value: unknown): unknown {
  if (value == null) return null
  return type === 'instant' ? new Date(value as string).toISOString() : value
}
