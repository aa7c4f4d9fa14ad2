import { inHanoi, type RecordRow, type RecordsHead } from '@ioc/sql'
import type { Table } from '../../contract/index.ts'

// The records behind a reading as a table: a row a contribution, with what a steward would look it up by.

const KEYS = ['feed', 'externalId', 'unit', 'unitName', 'bucket'] as const
const COUNTED = ['value', 'weight'] as const
const SOURCE = ['indicator', 'measure', 'asOf'] as const

/** A row says whose it is, what it is told apart by, what it adds, its fields, and what it is behind. */
export const recordColumns = ({ terms, place, fields }: Pick<RecordsHead, 'terms' | 'place' | 'fields'>): string[] => [
  ...new Set([...KEYS, ...(terms[place]?.measure.dims ?? []), ...COUNTED, ...fields.map(({ name }) => name), ...SOURCE]),
]

export function recordsTable(
  { indicator, asOf }: { indicator: string; asOf: Date },
  { terms, place }: Pick<RecordsHead, 'terms' | 'place'>,
  rows: RecordRow[],
): Table {
  const source = { indicator, measure: terms[place]?.measure.id ?? '', asOf: inHanoi(asOf) }
  return rows.map(({ unit, bucket, dims, fields, feed, externalId, value, weight }) => ({
    ...(Object.fromEntries(Object.entries({ ...fields, ...dims }).map(([name, cell]) => [name, cellOf(cell)])) as Table[number]),
    ...source,
    ...{ feed, externalId, unit: unit.key, unitName: unit.name, bucket: inHanoi(bucket), value, weight },
  }))
}

const cellOf = (value: unknown) =>
  value === null || typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
