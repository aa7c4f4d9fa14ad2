import type { Table } from '../../contract/index.ts'
import { type Kind, workbookOf } from '../../workbook/index.ts'

/** Days and instants in Vietnamese time, by the column they stand in. */
const INSTANTS = ['from', 'to', 'asOf', 'bucket']

/** A table as a workbook, its columns named as in CSV, with what is to be known of it on a second sheet. */
export async function workbookBytes(
  columns: readonly string[],
  rows: Table,
  notes: readonly (readonly [string, string])[],
): Promise<Buffer> {
  const heads = columns.map((head): { head: string; kind: Kind } => ({
    head,
    kind: INSTANTS.includes(head) ? { step: 'hour' } : rows.some((row) => typeof row[head] === 'number') ? 'number' : 'text',
  }))
  const sheet = { columns: heads, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) }
  const blob = await workbookOf(sheet, notes, { table: 'Số liệu', about: 'Thông tin' })
  return Buffer.from(await blob.arrayBuffer())
}
