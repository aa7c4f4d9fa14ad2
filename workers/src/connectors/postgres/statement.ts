import type { Cursor } from '../connector.ts'
import type { PostgresConfig } from './config.ts'

/** How far reading has come: behind this row, or, with no key, from this mark on. */
export interface Mark {
  after: string | null
  key: string | null
}

export function markOf(cursor: Cursor | null): Mark {
  const { after, key } = cursor ?? {}
  return typeof after === 'string' ? { after, key: typeof key === 'string' ? key : null } : { after: null, key: null }
}

/** The steward's SQL as a list of rows in the order of their marks, from a mark on. */
export function statementOf({ query, cursor }: PostgresConfig, { after, key }: Mark): { text: string; values: string[] } {
  // On lines of their own: the SQL may end in a comment.
  const rows = `(\n${query.trim().replace(/;+\s*$/, '')}\n) as q`
  if (!cursor) return { text: `select row_to_json(q)::text as row from ${rows}`, values: [] }
  const column = `q.${quoted(cursor.column)}`
  const unique = `q.${quoted(cursor.key)}`
  const back = cursor.overlapSeconds ? `(${column} - make_interval(secs => ${cursor.overlapSeconds}))::text` : 'null'
  const from = after === null ? 'true' : key === null ? `${column} >= $1` : `(${column}, ${unique}) > ($1, $2)`
  return {
    text: `select row_to_json(q)::text as row, ${column}::text as mark, ${unique}::text as key, ${back} as back from ${rows}
where ${column} is not null and ${from} order by ${column}, ${unique}`,
    values: after === null ? [] : key === null ? [after] : [after, key],
  }
}

/** Whether rows are there that no mark will ever reach. */
export function unmarkedOf({ query, cursor }: PostgresConfig): string | null {
  if (!cursor) return null
  return `select exists (select from (\n${query.trim().replace(/;+\s*$/, '')}\n) as q where q.${quoted(cursor.column)} is null)::text as found`
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
