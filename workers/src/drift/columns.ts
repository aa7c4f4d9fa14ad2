import type { Mapping } from '../mapping/mapping.ts'
import { foldName } from '../values/text.ts'
import type { Drift } from './compare.ts'
import { fieldsOf } from './profile.ts'

/**
 * A source's columns and in how many of its pages every row had each: records that leave out what they have nothing to say of, or are
 * of several forms, have columns of which a page may well have none. In pairs, since a column may be called anything.
 */
export type Columns = [column: string, pages: number][]

/** A page's columns, by the rows that have each, of so many rows looked at. */
export class PageColumns {
  readonly #rowsWith = new Map<string, number>()
  #rows = 0

  add(row: Record<string, unknown>): void {
    this.#rows++
    for (const column of Object.keys(row)) this.#rowsWith.set(column, (this.#rowsWith.get(column) ?? 0) + 1)
  }

  has(column: string): boolean {
    return this.#rowsWith.has(column)
  }

  isInEveryRow(column: string): boolean {
    return this.#rowsWith.get(column) === this.#rows
  }

  names(): string[] {
    return [...this.#rowsWith.keys()]
  }
}

// Fewer pages than this say nothing about what is usual.
const PAGES_KNOWN = 3
/** More than this and they are no columns but values, each page's its own. */
const MOST_COLUMNS = 400

/** A page of fewer rows may leave out what it has nothing to say of, though every page before had it. */
const ROWS_TOLD = 5

export interface ColumnChange {
  code: 'columns_new' | 'columns_gone'
  columns: string[]
}

/** Columns a page has that none before it had, and those it lacks that every row before it had. */
export function columnChanges(known: { pages: number; columns: Columns }, seen: PageColumns): ColumnChange[] {
  if (known.pages < PAGES_KNOWN || known.columns.length >= MOST_COLUMNS) return []
  const before = new Map(known.columns)
  const changes: ColumnChange[] = [
    { code: 'columns_new', columns: seen.names().filter((column) => !before.has(column)) },
    {
      code: 'columns_gone',
      columns: [...before].flatMap(([column, pages]) => (pages === known.pages && !seen.has(column) ? [column] : [])),
    },
  ]
  return changes.filter(({ columns }) => columns.length > 0)
}

/**
 * Fields of which a page has no column at all where every row before had one: a column dropped or renamed at its source would
 * leave them blank without a word, however few rows the page has.
 */
export function fieldsGone(
  known: { pages: number; columns: Columns },
  seen: { columns: PageColumns; rows: number },
  mapping: Mapping,
): Drift[] {
  if (known.pages < PAGES_KNOWN || known.columns.length >= MOST_COLUMNS || seen.rows < ROWS_TOLD) return []
  const always = new Set(known.columns.flatMap(([column, pages]) => (pages === known.pages ? [column] : [])))
  return fieldsOf(mapping).flatMap(([field, { from = [] }]) => {
    const isIn = (columns: { has(column: string): boolean }) =>
      from.some((path) => spellingsOf(path).some((column) => columns.has(column)))
    if (!isIn(always) || isIn(seen.columns)) return []
    return [{ code: 'gone' as const, field, says: `không còn cột «${from[0]}»`, en: `there is no column «${from[0]}» any more` }]
  })
}

/** The columns a path may begin in: as it stands, as it is folded, or the record that holds it. */
function spellingsOf(path: string): string[] {
  const head = path.split('.')[0] as string
  return [path, foldName(path), head, foldName(head)]
}

/** What is known once another page was seen. */
export function withPage(known: Columns, seen: PageColumns): Columns {
  const columns = new Map(known)
  for (const column of seen.names())
    if (columns.has(column) || columns.size < MOST_COLUMNS)
      columns.set(column, (columns.get(column) ?? 0) + (seen.isInEveryRow(column) ? 1 : 0))
  return [...columns]
}
