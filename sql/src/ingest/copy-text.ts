const BACKSLASH_CASES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const SLICE_ROWS = 500

/** Rows in PostgreSQL's COPY text format, in slices of some hundred rows so that the socket is never flooded by crumbs. */
export function* copyRows(rows: unknown[][]): Generator<string> {
  for (let start = 0; start < rows.length; start += SLICE_ROWS) {
    let slice = ''
    for (const row of rows.slice(start, start + SLICE_ROWS)) slice += `${row.map(copyValue).join('\t')}\n`
    yield slice
  }
}

function copyValue(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return escapeText(`{${value.map(arrayElement).join(',')}}`)
  return escapeText(typeof value === 'string' ? value : JSON.stringify(value))
}

function arrayElement(value: unknown): string {
  return typeof value === 'number' ? String(value) : `"${String(value).replace(/["\\]/g, '\\$&')}"`
}

/** A NUL can't be stored in text; it carries no meaning in any source seen, so it is dropped. */
function escapeText(text: string): string {
  return /[\\\n\r\t\0]/.test(text) ? text.replace(/\0/g, '').replace(/[\\\n\r\t]/g, (c) => BACKSLASH_CASES[c] as string) : text
}
