import { z } from 'zod'
import { Localised } from '../pack/pack.ts'
import { layoutOf } from './layout.ts'

// The form of a report that units fill in by hand: sections of rows and columns whose structure is locked. Who reports, how often
// and by when is the expectation of its feed, so that «who has not reported» and the form never differ.

/** Strict: within braces an unquoted comma ends a sentence in YAML, and what follows would be lost. */
const Words = z.strictObject(Localised.shape)
const Id = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'lower case, digits and underscores')
const Field = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)

/** What is asked of a cell; what its row says comes before what its column says. */
const Asked = {
  unit: Words.optional(),
  kind: z.enum(['number', 'percent', 'text']).optional(),
  decimals: z.number().int().min(0).max(6).optional(),
  required: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** The field of the feed's form that the cell fills; a cell without one is kept with the report and counts nowhere. */
  field: Field.optional(),
}

const Column = z.strictObject({
  id: Id,
  title: Words,
  ...Asked,
  /** Another column of the same row that this one can't be more than. */
  atMost: Id.optional(),
})

const Row = z.strictObject({
  id: Id,
  title: Words,
  ...Asked,
  /** Constants of this row's record, beside those of its section. */
  set: z.record(Field, z.string()).optional(),
  /** It is the sum of the other rows, and is checked to be. */
  total: z.boolean().default(false),
})

const Section = z.strictObject({
  id: Id,
  title: Words,
  help: Words.optional(),
  /** Constants of the records its cells make, such as `form: staff`. Rows of the same constants make one record. */
  record: z.record(Field, z.string()),
  columns: z.array(Column).min(1).max(20),
  rows: z.array(Row).min(1).max(200),
})

const Rule = z.union([
  z.strictObject({ cell: z.string(), atMost: z.string() }),
  z.strictObject({ cell: z.string(), sumOf: z.array(z.string()).min(1) }),
])

const MAX_CELLS = 1_000

export const ReportTemplate = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/, 'lower case, joined by hyphens'),
    title: Words,
    /** The act that asks for it. */
    basis: z.string().min(1),
    note: Words.optional(),
    /** The feed its approved reports are pages of: one of the connector `form`. */
    feed: z.string(),
    /** Which of what the feed expects it answers: who reports, how often, and by when. */
    measure: z.string(),
    sections: z.array(Section).min(1).max(30),
    /** Rules across rows and sections; a cell is section.row.column. */
    rules: z.array(Rule).default([]),
  })
  .superRefine((template, context) => {
    for (const message of faultsOf(template)) context.addIssue({ code: 'custom', message })
  })
export type ReportTemplate = z.infer<typeof ReportTemplate>

function faultsOf(template: ReportTemplate): string[] {
  const { cells, rules } = layoutOf(template)
  const known = new Map(cells.map((cell) => [cell.id, cell]))
  const twice = cells.find(({ id }, place) => cells.findIndex((other) => other.id === id) !== place)
  const named = rules.flatMap((rule) => [rule.cell, ...('atMost' in rule ? [rule.atMost] : rule.sumOf)])
  const records = new Map<string, boolean>()
  for (const { field, record, required } of cells) if (field) records.set(record, (records.get(record) ?? false) || required)
  return [
    ...(cells.length > MAX_CELLS ? [`${cells.length} cells are too many for one form; make two of it`] : []),
    ...(twice ? [`the cell ${twice.id} is there twice`] : []),
    ...named.filter((cell) => !known.has(cell)).map((cell) => `a rule speaks of the cell ${cell}, which is not there`),
    ...named.filter((cell) => known.get(cell)?.kind === 'text').map((cell) => `a rule adds up the text in ${cell}`),
    // Otherwise a correction that blanks them all would leave the figures of before standing.
    ...[...records].filter(([, isSure]) => !isSure).map(([record]) => `of the cells of the record ${record} none is required`),
  ]
}
