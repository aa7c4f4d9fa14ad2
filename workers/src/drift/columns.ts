/** A source's columns and in how many of its pages each was; in pairs, since a column may be called anything. */
export type Columns = [column: string, pages: number][]

// Fewer pages than this say nothing about what is usual.
const PAGES_KNOWN = 3
/** More than this and they are no columns but values, each page's its own. */
const MOST_COLUMNS = 400

export interface ColumnChange {
  code: 'columns_new' | 'columns_gone'
  columns: string[]
}

/** Columns a page has that none before it had, and those it lacks that every one before it had. */
export function columnChanges(known: { pages: number; columns: Columns }, seen: ReadonlySet<string>): ColumnChange[] {
  if (known.pages < PAGES_KNOWN || known.columns.length >= MOST_COLUMNS) return []
  const before = new Map(known.columns)
  const changes: ColumnChange[] = [
    { code: 'columns_new', columns: [...seen].filter((column) => !before.has(column)) },
    {
      code: 'columns_gone',
      columns: [...before].flatMap(([column, pages]) => (pages === known.pages && !seen.has(column) ? [column] : [])),
    },
  ]
  return changes.filter(({ columns }) => columns.length > 0)
}

/** What is known once another page was seen. */
export function withPage(known: Columns, seen: ReadonlySet<string>): Columns {
  const columns = new Map(known)
  for (const column of seen)
    if (columns.has(column) || columns.size < MOST_COLUMNS) columns.set(column, (columns.get(column) ?? 0) + 1)
  return [...columns]
}
