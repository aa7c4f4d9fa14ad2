const BACKSLASH_CASES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const SPECIAL = /[\\\n\r\t\0]/
const SLICE_ROWS = 500

/** A column's value of a row. */
export type Column<R> = (row: R) => unknown

/**
 * Rows in PostgreSQL's COPY text format, in slices of some hundred rows so that the socket is never flooded by crumbs.
 */
export function* copyText<R>(rows: R[], columns: Column<R>[]): Generator<string> {
  for (let start = 0; start < rows.length; start += SLICE_ROWS) {
    let slice = ''
    for (let n = start; n < Math.min(start + SLICE_ROWS, rows.length); n++) {
      const row = rows[n] as R
      let separator = ''
      for (const column of columns) {
        slice += separator + copyValue(column(row))
        separator = '\t'
      }
      slice += '\n'
    }
    yield slice
  }
}

function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return escapeText(`{${value.map(arrayElement).join(',')}}`)
  return escapeText(JSON.stringify(value))
}

function arrayElement(value: unknown): string {
  return typeof value === 'number' ? String(value) : `"${String(value).replace(/["\\]/g, '\\$&')}"`
}

/** A NUL can't be stored in text; it carries no meaning in any source seen, so it is dropped. */
function escapeText(text: string): string {
  return SPECIAL.test(text) ? text.replace(/\0/g, '').replace(/[\\\n\r\t]/g, (c) => BACKSLASH_CASES[c] as string) : text
}
