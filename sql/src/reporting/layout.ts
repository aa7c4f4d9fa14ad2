import type { Localised } from '../pack/pack.ts'
import type { ReportTemplate } from './template.ts'

/** One place to type into, with all that is asked of it. */
export interface ReportCell {
  /** section.row.column */
  id: string
  section: string
  row: string
  column: string
  kind: 'number' | 'percent' | 'text'
  decimals: number
  required: boolean
  min: number | null
  max: number | null
  unit: Localised | null
  isTotal: boolean
  field: string | null
  /** The constants of the record it is part of, as JSON; cells of the same make one record. */
  record: string
  title: Localised
}

export type ReportRule = { cell: string; atMost: string } | { cell: string; sumOf: string[] }

type Sections = Pick<ReportTemplate, 'sections' | 'rules'>

/** The cells of a form in the order they are typed, and every rule across them. */
export function layoutOf({ sections, rules }: Sections): { cells: ReportCell[]; rules: ReportRule[] } {
  return { cells: sections.flatMap(cellsOf), rules: [...sections.flatMap(rulesOf), ...rules] }
}

type Section = Sections['sections'][number]

function cellsOf(section: Section): ReportCell[] {
  return section.rows.flatMap((row) =>
    section.columns.map((column): ReportCell => {
      const kind = row.kind ?? column.kind ?? 'number'
      const isNumber = kind !== 'text'
      return {
        id: idOf(section.id, row.id, column.id),
        section: section.id,
        row: row.id,
        column: column.id,
        kind,
        decimals: row.decimals ?? column.decimals ?? (kind === 'percent' ? 1 : 0),
        required: row.required ?? column.required ?? false,
        min: row.min ?? column.min ?? (isNumber ? 0 : null),
        max: row.max ?? column.max ?? (kind === 'percent' ? 100 : null),
        unit: row.unit ?? column.unit ?? null,
        isTotal: row.total,
        // A sum would count its parts a second time.
        field: row.total ? null : (row.field ?? column.field ?? null),
        record: JSON.stringify({ ...section.record, ...row.set }),
        title: within(section, row.title, column.title),
      }
    }),
  )
}

function rulesOf(section: Section): ReportRule[] {
  const parts = section.rows.filter(({ total }) => !total)
  return section.columns.flatMap((column) => [
    ...(column.atMost === undefined
      ? []
      : section.rows.map((row) => ({
          cell: idOf(section.id, row.id, column.id),
          atMost: idOf(section.id, row.id, column.atMost as string),
        }))),
    ...section.rows
      .filter(({ total, kind }) => total && (kind ?? column.kind) !== 'text')
      .map((row) => ({
        cell: idOf(section.id, row.id, column.id),
        sumOf: parts.map((part) => idOf(section.id, part.id, column.id)),
      })),
  ])
}

/** A cell by its row and, where there are several, its column. */
function within({ columns }: Section, row: Localised, column: Localised): Localised {
  if (columns.length === 1) return row
  return { vi: `${row.vi}, ${column.vi.toLocaleLowerCase('vi')}`, en: `${row.en}, ${column.en.toLocaleLowerCase('en')}` }
}

function idOf(section: string, row: string, column: string): string {
  return `${section}.${row}.${column}`
}
