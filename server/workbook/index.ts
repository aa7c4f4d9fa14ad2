import writeXlsx, { type CellObject } from 'write-excel-file/universal'
import type { TableCell } from '../contract/index.ts'

// The workbook of a table: what the explorer makes of its screen, and the API of its answers.

/** How a column is written: `step` is of what begins at an instant, to the hour or the day. A number without `decimals` is shown as long as it is. */
export type Kind = 'text' | 'flag' | 'number' | { decimals: number } | { step: keyof typeof OF_STEP }

export interface Sheet {
  /** No two of the same head. */
  columns: { head: string; kind: Kind }[]
  /** What begins at an instant says its day (2026-03-01), of hours with the zone’s distance (2026-03-01T08:00:00+07:00). */
  rows: TableCell[][]
}

const OF_STEP = { hour: 'hh:mm dd/mm/yyyy', day: 'dd/mm/yyyy', month: 'mm/yyyy', year: 'yyyy' } as const
const WIDEST = 48
const NAMES_ROWS = 1

/** A workbook of two sheets: the table, and what is to be known of it. Numbers are numbers, days are days, flags are true or false. */
export function workbookOf(
  { columns, rows }: Sheet,
  about: readonly (readonly [string, string])[],
  names: { table: string; about: string },
): Promise<Blob> {
  const heads = columns.map(({ head }): CellObject => ({ value: head, type: String, fontWeight: 'bold', wrap: true }))
  const cells = rows.map((row) => row.map((value, place) => cellOf(value, columns[place]?.kind ?? 'text')))
  return writeXlsx([
    {
      data: [heads, ...cells],
      sheet: names.table,
      stickyRowsCount: NAMES_ROWS,
      columns: columns.map(({ head, kind }, place) => ({ width: widthOf(head, kind, rows, place) })),
    },
    {
      data: about.map(([name, said]): CellObject[] => [
        { value: name, type: String, fontWeight: 'bold', alignVertical: 'top' },
        { value: said, type: String, wrap: true },
      ]),
      sheet: names.about,
      columns: [{ width: 28 }, { width: 96 }],
    },
  ]).toBlob()
}

function cellOf(value: TableCell, kind: Kind): CellObject | null {
  if (value === null) return null
  if (typeof value === 'boolean') return { value, type: Boolean }
  if (typeof value === 'number') return { value, type: Number, ...(kind !== 'number' && { format: formatOf(kind) }) }
  if (typeof kind === 'object' && 'step' in kind) {
    // A workbook knows no zones: what it is to show is the time as it stands in the text.
    const local = new Date(`${value.slice(0, 19).padEnd(19, 'T00:00:00')}Z`)
    return { value: local, type: Date, format: OF_STEP[kind.step] }
  }
  return { value, type: String }
}

const formatOf = (kind: Kind) =>
  typeof kind === 'object' && 'decimals' in kind && kind.decimals > 0 ? `#,##0.${'0'.repeat(kind.decimals)}` : '#,##0'

function widthOf(head: string, kind: Kind, rows: readonly TableCell[][], place: number): number {
  if (kind !== 'text') return Math.min(22, Math.max(12, head.length))
  const longest = rows.reduce((most, row) => Math.max(most, String(row[place] ?? '').length), 10)
  return Math.min(WIDEST, longest + 2)
}
