import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Term } from '../indicators/formula.ts'
import { loadRegistry } from '../indicators/registry.ts'
import type { Span } from '../readings/asked/period.ts'
import { untilMoved } from '../readings/heard/once.ts'
import { isTooSmall } from '../readings/state.ts'
import { added, bucketsCounted, countedCells, standing, type TermQuery } from '../readings/totals/term.ts'
import { seeingAll, sightNow } from '../sight/sight.ts'
import { following } from '../time/slots.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { momentsOf as openMomentsOf } from './course.ts'
import { type Cell, coverTable } from './cover.ts'

// The tables that counts are guarded in: units right below another by the values of a dimension, read from the totals.

/** Nobody asks of earlier. */
const EVER = new Date('1970-01-01T00:00:00Z')

export interface Guarded {
  term: Term
  smallest: number
  /** By which the table is split; null where it has units only. */
  dim: string | null
}

/** Whether some values of a dimension, or all of them, may not be told of a unit over a span. */
export async function guardBy(db: Db, units: UnitRegistry, guarded: Guarded, query: TermQuery) {
  // A transaction keeps to the scope it began with, and by less than all units nothing can be decided.
  if (db.isTransaction && sightNow() !== undefined) return () => true
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

const MINUTE_MS = 60_000

/** Many questions rest on the same counts: they are read once, and anew when the ledger has gone on or a minute has passed. */
function read(db: Db, units: UnitRegistry, guarded: Guarded, whole: number, asked: TermQuery): Promise<Read> {
  const { term, dim } = guarded
  const isCourse = !isStock(term, asked)
  // Whoever asks of the past knows what came since.
  const query = isCourse ? { ...asked, at: new Date(Math.max(asked.at.getTime(), Date.now())) } : asked
  const { geo, at, span, step } = query
  const minute = Math.floor(at.getTime() / MINUTE_MS)
  const own = [bucketsCounted(term), term.dim, term.values, term.where, dim, whole, geo, minute, units.sha256]
  // Of all units at once, whoever asks: by what is told of one, what may be told of another is decided.
  return seeingAll(() =>
    untilMoved(db, ['counts', ...own, isCourse || [span, step]], () =>
      (isCourse ? readCourse : readStock)(db, units, guarded, whole, query),
    ),
  )
}

/** What stands replaces what stood before, and spans of it are not taken from each other. */
export function isStock({ measure, begun, stood, days }: Term, { span }: TermQuery): boolean {
  return measure.time !== 'sum' || begun || stood === true || days !== undefined || span.from.getTime() === span.to.getTime()
}

async function readStock(db: Db, units: UnitRegistry, guarded: Guarded, whole: number, query: TermQuery): Promise<Read> {
  const { rows, columns, found } = await readTable(db, units, guarded, whole, query)
  const courses = await coursesOf(db, units, guarded, whole, query)
  const toldAt = (row: number, column: number, at: number) =>
    found[row]?.[column]?.find(({ slot }) => (slot?.getTime() ?? 0) === at)
  /** The same, counted over time, may not be told of the very days it stands for: it would be what those around it lack. */
  const isHiddenInCourse = (row: number, column: number, buckets: readonly number[]) =>
    courses.some((hiddenOver) =>
      buckets.some((bucket) =>
        hiddenOver(bucket).some((hidden) => hidden.get(rows[row] as number)?.get(columns[column] ?? null) ?? false),
      ),
    )
  return {
    rows,
    columns,
    momentsOf: ({ from }) => [query.step ? from.getTime() : 0],
    cellsAt: (at) =>
      rows.map((_, row) =>
        columns.map((_, column): Cell => {
          const { value: size, buckets } = toldAt(row, column, at) ?? { value: 0, buckets: [] }
          return { size, isHidden: isTooSmall(guarded, size) || (size !== 0 && isHiddenInCourse(row, column, buckets)) }
        }),
      ),
  }
}

/** Of what stands, the tables of those measures that count the same over time. */
async function coursesOf(db: Db, units: UnitRegistry, guarded: Guarded, whole: number, { step: _, ...query }: TermQuery) {
  const { stood: __, days: ___, ...counted } = guarded.term
  const term: Term = { ...counted, begun: false }
  const { id, sameAs = id } = term.measure
  const same = (await loadRegistry()).measures.filter(
    (other) => other.id !== id && (other.sameAs ?? other.id) === sameAs && other.time === 'sum',
  )
  return Promise.all(
    same.map(async (measure) => {
      const over = { ...query, span: { from: EVER, to: query.at } }
      const hiddenIn = await tableOf(db, units, { ...guarded, term: { ...term, measure } }, whole, over)
      return (bucket: number) => hiddenIn({ from: new Date(bucket), to: following(new Date(bucket), term.measure.grain) })
    }),
  )
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
  const { rows: told } = await sql<Omit<Counted, 'buckets'> & { root: number; key: string | null; buckets: Date[] }>`
    select root, slot, ${dim === null ? sql`null::text` : sql`coalesce(dims->>${dim}, '')`} as key, ${added(sql`value * weight`)} as value,
           array_agg(distinct bucket) as buckets
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
    return columns.map((value) =>
      bySlot(
        (value === null ? own : own.filter(({ key }) => key === value)).map(({ buckets, ...each }) => ({
          ...each,
          buckets: buckets.map(Number),
        })),
      ),
    )
  })
  return { rows, columns, found }
}

interface Counted {
  slot: Date | null
  value: number
  /** Which of its buckets count: of what stands the newest of each unit. */
  buckets: number[]
}

function bySlot(counted: readonly Counted[]): Counted[] {
  const sums = new Map<number, Counted>()
  for (const { slot, value, buckets } of counted) {
    const at = slot?.getTime() ?? 0
    const sum = sums.get(at)
    sums.set(at, { slot, value: (sum?.value ?? 0) + value, buckets: [...new Set([...(sum?.buckets ?? []), ...buckets])] })
  }
  return [...sums.values()]
}

const ALONE = -1

/** A term counting every value of a dimension. */
function withoutNarrowing({ dim: picked, values = [], where, ...rest }: Term, dim: string): Term {
  const { [dim]: _, ...others } = where ?? {}
  return { ...rest, ...(picked !== undefined && picked !== dim && { dim: picked, values }), where: others }
}
