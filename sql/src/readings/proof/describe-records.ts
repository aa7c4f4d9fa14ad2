import { unitOf } from '../../indicators/formula.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import type { ShownField } from '../../pack/shown-fields.ts'
import type { RegistryUnit } from '../../units/registry.ts'
import { roleOf } from '../describe.ts'
import { wordsMet } from './proof.ts'
import type { RecordRow, RecordsHead } from './records.ts'
import { domainOf } from './sources.ts'

/** The records behind a reading as the HTTP API says them; server/contract/readings.ts has the same shape in zod. */
export async function describeRecords(
  { wordsOf }: DefinedIndicator,
  unit: RegistryUnit,
  { reading, terms, place, count, listed, sum, total, agrees, fields, rows }: RecordsHead & { rows: RecordRow[] },
) {
  const { value, state, estimate, provisional, span, definition } = reading
  const term = terms[place]
  const dims = term ? (await domainOf(term.measure.id)).pack.dims : {}
  return {
    unit: { key: unit.key, name: unit.name },
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    reading: { value, state, estimate, provisional },
    terms: terms.map((each, index) => ({
      measure: each.measure.id,
      title: each.measure.title,
      role: roleOf(definition.compiled.tree, index),
      unitOfMeasurement: wordsOf(unitOf(each)),
      dim: each.dim ?? null,
      values: each.values ?? null,
      yearBefore: each.yearBefore ?? false,
    })),
    term: place,
    ...{ count, listed, sum, total, agrees },
    dimensions: term ? wordsMet(dims, { ...term, values: terms.flatMap(({ values }) => values ?? []) }, rows) : {},
    fields: fields.map((field) => ({ ...field, values: met(field, rows) })),
    rows: rows.map(({ unit: { key, name }, bucket, fields, ...row }) => ({
      ...row,
      unit: { key, name },
      bucket: bucket.toISOString(),
      fields: fields as Record<string, string | number | boolean | null>,
    })),
  }
}

/** The words for the values there are: of some fields there are thousands. */
function met({ name, values }: ShownField, rows: RecordRow[]): ShownField['values'] {
  const seen = new Set(rows.map(({ fields }) => String(fields[name])))
  return Object.fromEntries(Object.entries(values).filter(([value]) => seen.has(value)))
}
