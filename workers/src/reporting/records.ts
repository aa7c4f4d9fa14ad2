import { layoutOf, type ReportTemplate } from '@ioc/sql'
import type { CellValues } from './check.ts'

/** One record of the feed's form: its constants, and the fields that cells fill. */
export interface ReportRecord {
  /** The constants as JSON, by which cells know it. */
  key: string
  row: Record<string, string | number>
}

/** What a report says, as rows of its feed's form; cells that fill no field stay with the report. */
export function recordsOf(template: ReportTemplate, values: CellValues, head: Record<string, string | number>): ReportRecord[] {
  const records = new Map<string, Record<string, string | number>>()
  for (const { id, field, record } of layoutOf(template).cells) {
    const value = values.get(id)
    if (field === null || value === undefined) continue
    const row = records.get(record) ?? { ...head, ...JSON.parse(record) }
    row[field] = value
    records.set(record, row)
  }
  return [...records].map(([key, row]) => ({ key, row }))
}
