import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { smallestOf, type Term } from '../indicators/formula.ts'
import { narrowTerm } from '../indicators/narrow.ts'
import { isSplit } from '../indicators/split.ts'
import { ledgerPosition } from '../ledger/position.ts'
import type { Span } from '../readings/period.ts'
import { following, slotsOf } from '../readings/slots.ts'
import { isTooSmall } from '../readings/state.ts'
import { added, bucketsCounted, countedCells, standing, type TermQuery, type TermValue } from '../readings/term.ts'
import { askedOf } from '../readings/year-before.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { momentsOf as openMomentsOf } from './course.ts'
import { type Cell, coverTable } from './cover.ts'

// What may not be told of a term whose measure names a smallest count: what is too small itself, and as much beside it as it takes for
// nobody to come to it by taking what is told from each other: units from what they are in, values of a dimension from all of them, and
// spans from longer ones (Statistics Netherlands, «Statistical Disclosure Control», 2012, ch. 4: secondary suppression).
//
// It holds for what is known at one moment. Who asks as of two moments learns what came between.

/** Nobody asks of earlier. */
const EVER = new Date('1970-01-01T00:00:00Z')

type Place = Pick<TermValue, 'root' | 'slot'>

/** Where nothing may be told that terms are asked for, by placeOf. */
export async function hiddenPlaces(
  db: Db,
  units: UnitRegistry,
  terms: readonly Term[],
  query: TermQuery,
): Promise<Map<string, Place>> {
  const guards = await Promise.all(terms.map((term) => guardTerm(db, units, term, query)))
  const isHidden = (root: number, span: Span) => guards.some((guard) => guard?.(root, span))
  if (guards.every((guard) => guard === null)) return new Map()
  const spans = query.step
    ? slotsOf(query.span, query.step).map((span) => ({ slot: span.from as Date | null, span }))
    : [{ slot: null, span: query.span }]
  return new Map(
    [...query.roots, ...(query.alone ?? [])].flatMap((root) =>
      spans.flatMap(({ slot, span }): [string, Place][] =>
        isHidden(root, span) ? [[placeOf({ root, slot }), { root, slot }]] : [],
      ),
    ),
  )
}

/** Of values of a dimension that a unit's terms are split by over a span, those that may not be told. */
export async function hiddenParts(
  db: Db,
  units: UnitRegistry,
  terms: readonly Term[],
  dim: string,
  keys: readonly string[],
  query: TermQuery,
): Promise<Set<string>> {
  const [unit] = query.roots as [number]
  const each = terms.map(async (term) => {
    const smallest = smallestOf(term)
    if (smallest === undefined || term.distinct || !isSplit(term, dim)) return []
    const { span } = askedOf(term, query)
    const byDim = await guardBy(db, units, { term, smallest, dim }, { ...query, span })
    // What is narrowed by others too is a part of those.
    const guards = term.where
      ? await Promise.all(keys.map((key) => guardTerm(db, units, narrowTerm(term, { [dim]: [key] }), query)))
      : []
    return keys.filter((key, place) => byDim(unit, span, [key]) || guards[place]?.(unit, query.span))
  })
  return new Set((await Promise.all(each)).flat())
}

/**
 * Of what stands behind one unit's reading, whether what some unit within it brought of a combination of dimensions may not be told: over
 * the days asked about or, of what adds up over time, over those of one bucket. Null where all of it may.
 */
export async function guardRows(db: Db, units: UnitRegistry, term: Term, query: TermQuery) {
  const smallest = smallestOf(term)
  const [root] = query.roots as [number]
  if (smallest === undefined || term.distinct) return null
  const below = units.children(root, query.geo).map(({ id }) => id)
  const own = below.length > 0 ? { ...query, roots: below, alone: [root] } : query
  const rowOf = new Map(
    below.flatMap((child) => units.members([child], query.geo, term.measure.basis).map(({ unit }) => [unit, child] as const)),
  )
  const guards = await Promise.all(
    [null, ...term.measure.dims].map(async (dim) => ({ dim, guard: await guardBy(db, units, { term, smallest, dim }, own) })),
  )
  return (unit: number, dims: Record<string, unknown>, bucket: Date | null): boolean => {
    const isOfBucket = bucket !== null && !isStock(term, query)
    const span = isOfBucket ? { from: bucket, to: following(bucket, term.measure.grain) } : query.span
    const row = rowOf.get(unit) ?? root
    return guards.some(({ dim, guard }) => guard(row, span, dim === null ? null : [String(dims[dim] ?? '')]))
  }
}

/** Whether what a term is asked for may not be told of a unit over a span; null where all of it may. */
async function guardTerm(db: Db, units: UnitRegistry, term: Term, query: TermQuery) {
  const smallest = smallestOf(term)
  if (smallest === undefined || term.distinct) return null
  const own = { ...query, span: askedOf(term, query).span }
  const narrowed = Object.entries(narrowingsOf(term))
  const guards = await Promise.all(
    (narrowed.length > 0 ? narrowed : [[null, null] as const]).map(async ([dim, values]) => {
      const guard = await guardBy(db, units, { term, smallest, dim }, own)
      return (unit: number, span: Span) => guard(unit, span, values)
    }),
  )
  return (unit: number, span: Span) => guards.some((guard) => guard(unit, askedOf(term, { ...query, span }).span))
}

/** What a term counts of a dimension, be it named in its formula or by who asks. */
function narrowingsOf({ dim, values = [], where }: Term): Record<string, string[]> {
  return { ...(dim === undefined ? {} : { [dim]: values }), ...where }
}

interface Guarded {
  term: Term
  smallest: number
  /** By which the table is split; null where it has units only. */
  dim: string | null
}

/** Whether some values of a dimension, or all of them, may not be told of a unit over a span. */
async function guardBy(db: Db, units: UnitRegistry, guarded: Guarded, query: TermQuery) {
  const { roots, alone = [], geo } = query
  const wholeOf = wholesOf(units, roots, geo)
  const inGroups = new Map(roots.map((root, place) => [root, wholeOf[place] ?? root]))
  const wholes = [...new Set([...inGroups.values(), ...alone])]
  const tables = new Map(
    await Promise.all(wholes.map(async (whole) => [whole, await tableOf(db, units, guarded, whole, query)] as const)),
  )
  return (unit: number, span: Span, values: readonly string[] | null): boolean => {
    const table = tables.get(inGroups.get(unit) ?? unit)
    const row = inGroups.has(unit) ? unit : ALONE
    return table?.(span).some((hidden) => isWithin(hidden, row, values)) ?? false
  }
}

/** What each unit lies in on a map; null of one that lies in nothing there. */
function wholesOf(units: UnitRegistry, roots: readonly number[], geo: string): (number | null)[] {
  const parents = roots.map((root) => units.get(root).parent_id)
  const below = new Map(
    [...new Set(parents)].map((parent) => [
      parent,
      new Set(parent === null ? [] : units.children(parent, geo).map(({ id }) => id)),
    ]),
  )
  return roots.map((root, place) => (below.get(parents[place] as number | null)?.has(root) ? (parents[place] as number) : null))
}

/** What is hidden at a moment: of a unit each value of a dimension by its key, and the whole under null. */
type Hidden = ReadonlyMap<number, ReadonlyMap<string | null, boolean>>

/**
 * Some values together: not where some of those that cover each other are among them and some are not; all that do come to no more
 * than the whole says already.
 */
function isWithin(hidden: Hidden, unit: number, values: readonly string[] | null): boolean {
  const own = hidden.get(unit)
  if (!own) return false
  if (values === null) return own.get(null) ?? false
  const covered = [...own].flatMap(([value, is]) => (is && value !== null ? [value] : []))
  const some = covered.filter((value) => values.includes(value))
  return some.length > 0 && (some.length < covered.length || (own.get(null) ?? false))
}

/** What is hidden of a unit with all right below it, at each of the moments that a span is looked at. */
async function tableOf(
  db: Db,
  units: UnitRegistry,
  guarded: Guarded,
  whole: number,
  query: TermQuery,
): Promise<(span: Span) => Hidden[]> {
  const { rows, columns, momentsOf, cellsAt } = await read(db, units, guarded, whole, query)
  const [above = null] = wholesOf(units, [whole], query.geo)
  const settled = above === null ? null : await tableOf(db, units, guarded, above, query)
  const known = new Map<number, Hidden>()
  return (span) => {
    const tops = settled?.(span).map((hidden) => hidden.get(whole))
    return momentsOf(span).map((at, place) => {
      const hidden = known.get(at) ?? hiddenIn(cellsAt(at), tops?.[place])
      known.set(at, hidden)
      return hidden
    })
  }

  function hiddenIn(cells: Cell[][], top: ReadonlyMap<string | null, boolean> | undefined): Hidden {
    for (const [column, cell] of (cells.at(-1) ?? []).entries())
      cell.isHidden = top?.get(columns[column] as string | null) ?? cell.isHidden
    coverTable(cells, guarded.smallest, top !== undefined)
    return new Map(
      rows.map((unit, row) => [unit, new Map(columns.map((key, column) => [key, cells[row]?.[column]?.isHidden ?? false]))]),
    )
  }
}

/** The counts of a table: its rows are units, the whole of them last; its columns values of a dimension, the whole of them last. */
interface Read {
  rows: number[]
  columns: (string | null)[]
  /** At which moments a span is looked at. */
  momentsOf(span: Span): number[]
  /** Anew each time: covering changes them. */
  cellsAt(at: number): Cell[][]
}

const remembered = new WeakMap<Db, Map<string, Promise<Read>>>()
const MOST_REMEMBERED = 200
const MINUTE_MS = 60_000

/** Many questions rest on the same counts: they are read once, and anew when the ledger has gone on or a minute has passed. */
async function read(db: Db, units: UnitRegistry, guarded: Guarded, whole: number, query: TermQuery): Promise<Read> {
  const { term, dim } = guarded
  const isCourse = !isStock(term, query)
  const { geo, within, at, asOf, span, step } = query
  const minute = Math.floor(at.getTime() / MINUTE_MS)
  const own = [bucketsCounted(term), term.dim, term.values, term.where, dim, whole, geo, within, asOf, minute, units.sha256]
  const key = JSON.stringify([await ledgerPosition(db), ...own, isCourse || [span, step]])
  const all = remembered.get(db) ?? new Map<string, Promise<Read>>()
  remembered.set(db, all)
  const known = all.get(key)
  // What broke off one question is not the next one's answer.
  if (known) return known.catch(() => read(db, units, guarded, whole, query))
  const asked = (isCourse ? readCourse : readStock)(db, units, guarded, whole, query)
  if (all.size >= MOST_REMEMBERED) all.delete(all.keys().next().value as string)
  all.set(key, asked)
  asked.catch(() => all.delete(key))
  return asked
}

/** What stands replaces what stood before, and spans of it are not taken from each other. */
function isStock({ measure, begun, stood, days }: Term, { span }: TermQuery): boolean {
  return measure.time !== 'sum' || begun || stood === true || days !== undefined || span.from.getTime() === span.to.getTime()
}

async function readStock(db: Db, units: UnitRegistry, guarded: Guarded, whole: number, query: TermQuery): Promise<Read> {
  const { rows, columns, found } = await readTable(db, units, guarded, whole, query)
  const countOf = (row: number, column: number, at: number) =>
    found[row]?.[column]?.find(({ slot }) => (slot?.getTime() ?? 0) === at)?.value ?? 0
  return {
    rows,
    columns,
    momentsOf: ({ from }) => [query.step ? from.getTime() : 0],
    cellsAt: (at) =>
      rows.map((_, row) =>
        columns.map((_, column): Cell => {
          const size = countOf(row, column, at)
          return { size, isHidden: isTooSmall(guarded, size) }
        }),
      ),
  }
}

async function readCourse(db: Db, units: UnitRegistry, guarded: Guarded, whole: number, query: TermQuery): Promise<Read> {
  const { soFar: _, yearBefore: __, ...term } = guarded.term
  const ever = { ...query, step: term.measure.grain, span: { from: EVER, to: query.at } }
  const { rows, columns, found } = await readTable(db, units, { ...guarded, term }, whole, ever)
  const courses = found.map((of) =>
    of.map((told) => {
      const counted = told.filter(({ value }) => value !== 0).sort((a, b) => Number(a.slot) - Number(b.slot))
      const values = counted.map(({ value }) => value)
      const at = counted.map(({ slot }) => slot as Date)
      return { moments: openMomentsOf({ at, values }, guarded.smallest), size: values.reduce((sum, value) => sum + value, 0) }
    }),
  )
  return {
    rows,
    columns,
    momentsOf: ({ from, to }) => [from.getTime(), to.getTime()],
    cellsAt: (at) =>
      courses.map((of) => of.map(({ moments, size }): Cell => ({ size, isHidden: !moments.isOpen(new Date(at)) }))),
  }
}

/** What a table counts, cell by cell: of all units right below another, of what was reported for that itself, and of the whole of it. */
async function readTable(db: Db, units: UnitRegistry, { term, dim }: Guarded, whole: number, query: TermQuery) {
  const adds = term.measure.units === 'sum'
  const below = adds ? units.children(whole, query.geo).map(({ id }) => id) : []
  const roots = below.length > 0 ? { roots: below, alone: [whole] } : { roots: [whole], alone: [] }
  const counted = dim === null ? term : withoutNarrowing(term, dim)
  const asked: TermQuery = { ...query, ...roots }
  const { rows: told } = await sql<Counted & { root: number; key: string | null }>`
    select root, slot, ${dim === null ? sql`null::text` : sql`coalesce(dims->>${dim}, '')`} as key, ${added(sql`value * weight`)} as value
    from ${standing(counted, asked, countedCells(units, counted, asked))} s group by 1, 2, 3`.execute(db)
  const values = dim === null ? [] : [...new Set(told.map(({ key }) => key as string))].sort()
  const columns = [...values, null]
  // What is told of the whole alone is one more of its parts.
  const rows = below.length > 0 ? [...below, ALONE, whole] : [whole]
  const byRoot = new Map<number, (typeof told)[number][]>()
  for (const each of told) {
    const own = byRoot.get(each.root)
    if (own) own.push(each)
    else byRoot.set(each.root, [each])
  }
  const found = rows.map((unit) => {
    const own = unit === whole ? told : (byRoot.get(unit === ALONE ? whole : unit) ?? [])
    return columns.map((value) => bySlot(value === null ? own : own.filter(({ key }) => key === value)))
  })
  return { rows, columns, found }
}

interface Counted {
  slot: Date | null
  value: number
}

function bySlot(counted: readonly Counted[]): Counted[] {
  const sums = new Map<number, Counted>()
  for (const { slot, value } of counted) {
    const at = slot?.getTime() ?? 0
    sums.set(at, { slot, value: (sums.get(at)?.value ?? 0) + value })
  }
  return [...sums.values()]
}

const ALONE = -1

/** A term counting every value of a dimension. */
function withoutNarrowing({ dim: picked, values = [], where, ...rest }: Term, dim: string): Term {
  const { [dim]: _, ...others } = where ?? {}
  return { ...rest, ...(picked !== undefined && picked !== dim && { dim: picked, values }), where: others }
}

/** The unit and slot a value is of. */
export const placeOf = ({ root, slot }: Place) => `${root}/${slot?.getTime() ?? ''}`
