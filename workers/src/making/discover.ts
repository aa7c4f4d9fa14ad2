import type { Gazetteer } from '@ioc/sql'
import type { Localised } from '@ioc/sql/pack'
import { type FormConfig, config as formConfig } from '../connectors/form/config.ts'
import type { PreparedFeed } from '../feeds/prepare.ts'
import { spansIn } from '../formats/csv/heading.ts'
import { settings as csvSettings } from '../formats/csv/settings.ts'
import { type SourceRecord, Unreadable } from '../formats/format.ts'
import { compilePattern } from '../formats/pattern.ts'
import { tableSettings } from '../formats/workbook/settings.ts'
import { headingsOf } from '../formats/workbook/table.ts'
import { foldName } from '../values/text.ts'
import { type Inferred, infer, isPersonal, measureIn } from './infer.ts'
import { type SeenSheet, sheetsIn } from './look.ts'
import type { SamplePage } from './source.ts'

/** A field of the source, as its sample shows it. */
export interface SeenField extends Inferred {
  path: string
  /** What a mapping calls it: its heading as printed where that is no other's, else its key. */
  name: string
  /** As the source prints it, where that differs. */
  heading: string
  /** Of a hundred records, how many leave it blank. */
  emptyPercent: number
  samples: string[]
  /** Its words and how often each, where there are few. */
  words: { word: string; count: number }[]
  /** The unit of measurement its name says. */
  measure: string | null
  /** Of a hundred values, how many name an administrative unit. */
  unitPercent: number
  personal: boolean
  /** Of a list: the fields of its items. */
  items: SeenField[]
}

export interface Discovery {
  /** The page's tables as they stand in it; none where it is no table. */
  sheets: SeenSheet[]
  records: number
  unreadable: { at: string; message: string; en: string }[]
  fields: SeenField[]
  /** Why reading stopped before the end. */
  fault: Localised | null
}

const SAMPLE_RECORDS = 10_000
const FIELDS = 200
const SAMPLES = 4
const WORDS = 40

/** A sample's records, up to some thousands; what stops the reading is told and not thrown. */
export async function recordsOfSample(
  { format, formatSettings }: Pick<PreparedFeed, 'format' | 'formatSettings'>,
  page: SamplePage,
): Promise<{ records: SourceRecord[]; fault: Localised | null }> {
  const records: SourceRecord[] = []
  try {
    for await (const record of format.read({ body: once(page.body), name: page.name }, formatSettings)) {
      records.push(record)
      if (records.length >= SAMPLE_RECORDS) break
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    // A page that was cut off ends in the middle of something.
    if (page.isWhole || records.length === 0) return { records, fault: { vi: error.message, en: error.en } }
  }
  return { records, fault: null }
}

/** What fields a sample has and what is in them. */
export async function discover(prepared: PreparedFeed, page: SamplePage, gazetteer: Gazetteer): Promise<Discovery> {
  const { records, fault } = await recordsOfSample(prepared, page)
  const read = records.flatMap((record) => ('value' in record ? [record.value] : []))
  const sheets = await sheetsIn(page, prepared.spec.format)
  const form = formFieldsOf(prepared)
  const headings = form
    ? new Map(form.map(({ name, title }) => [name, title]))
    : headingsIn(sheets, prepared.spec.format.kind, prepared.formatSettings)
  const isUnit = (text: string) => gazetteer.unit(text, undefined, prepared.spec.unitKinds) !== null
  return {
    records: records.length,
    unreadable: records
      .flatMap((record) => ('problem' in record ? [{ at: record.at ?? '', message: record.problem, en: record.en }] : []))
      .slice(0, 5),
    sheets,
    fields: named(fieldsOf(read, headings, isUnit)).map((field) => withChoices(field, form)),
    fault,
  }
}

type FormFields = FormConfig['fields']

/** Of a form people fill in: its own fields. */
function formFieldsOf({ spec }: PreparedFeed): FormFields | null {
  return spec.connector === 'form' ? (formConfig.safeParse(spec.settings).data?.fields ?? null) : null
}

/** A row typed to try a form on says one of the choices; people will say the others. */
function withChoices(field: SeenField, form: FormFields | null): SeenField {
  const choices = form?.find(({ name }) => name === field.path)?.choices ?? []
  const others = choices.filter((choice) => !field.words.some(({ word }) => word === choice))
  return { ...field, words: [...field.words, ...others.map((word) => ({ word, count: 1 }))] }
}

/** What fields records have, those some leave out among them. */
function fieldsOf(
  records: Record<string, unknown>[],
  headings: Map<string, string>,
  isUnit: (text: string) => boolean,
): SeenField[] {
  const values = new Map<string, unknown[]>()
  for (const [read, record] of records.entries()) {
    for (const [path, value] of flatten(record, [])) {
      const seen = values.get(path) ?? []
      if (values.size >= FIELDS && !values.has(path)) continue
      // A field some records leave out is blank in those.
      while (seen.length < read) seen.push(null)
      seen.push(value)
      values.set(path, seen)
    }
  }
  return [...values].map(([path, seen]) => {
    const field = fieldOf(path, headings.get(path) ?? path, seen, records.length, isUnit)
    if (field.type !== 'list') return field
    const isRecord = (item: unknown): item is Record<string, unknown> =>
      typeof item === 'object' && item !== null && !Array.isArray(item)
    const items = seen.flatMap((value) => (Array.isArray(value) ? value.filter(isRecord) : [])).slice(0, SAMPLE_RECORDS)
    return { ...field, items: fieldsOf(items, new Map(), isUnit) }
  })
}

/** A mapping calls a column what its source prints over it, where that finds no other. */
function named(fields: SeenField[]): SeenField[] {
  const folded = new Map<string, number>()
  for (const { heading } of fields) folded.set(heading, (folded.get(heading) ?? 0) + 1)
  return fields.map((field) => {
    const isTelling = foldName(field.heading) === field.path && folded.get(field.heading) === 1
    return isTelling ? { ...field, name: field.heading } : field
  })
}

function fieldOf(path: string, heading: string, seen: unknown[], read: number, isUnit: (text: string) => boolean): SeenField {
  const texts = seen.filter((value) => value !== null && value !== undefined && value !== '').map(textOf)
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  const distinct = [...counts.keys()]
  const tried = distinct.slice(0, 200)
  const inferred = infer(heading, seen)
  const isWord = inferred.type === 'text' || inferred.type === 'code'
  return {
    path,
    name: path,
    heading,
    items: [],
    ...inferred,
    emptyPercent: read === 0 ? 0 : Math.round((1 - texts.length / read) * 100),
    samples: distinct.slice(0, SAMPLES).map((text) => text.slice(0, 80)),
    words: counts.size <= WORDS ? [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count) : [],
    measure: measureIn(heading),
    unitPercent: isWord && tried.length > 0 ? Math.round((tried.filter(isUnit).length / tried.length) * 100) : 0,
    personal: isPersonal(heading, seen),
  }
}

const DEPTH = 4

/** Every value by its path; lists are one value. */
function* flatten(value: Record<string, unknown>, within: string[]): Generator<[string, unknown]> {
  for (const [name, inner] of Object.entries(value)) {
    const path = [...within, name]
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && !(inner instanceof Date) && path.length < DEPTH)
      yield* flatten(inner as Record<string, unknown>, path)
    else yield [path.join('.'), inner]
  }
}

export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A table's headings as they are printed, by the keys their columns have. */
function headingsIn(sheets: SeenSheet[], kind: string, settings: unknown): Map<string, string> {
  const headings = new Map<string, string>()
  for (const { name, rows, merges } of sheets) {
    const header = headerIn(rows, kind, settings, name)
    const { keys, printed } = headingsOf(header, kind === 'csv' ? spansIn(header) : merges)
    for (const [index, key] of keys.entries()) if (printed[index]) headings.set(key, headings.get(key) ?? printed[index])
  }
  return headings
}

function headerIn(rows: SeenSheet['rows'], kind: string, settings: unknown, sheet: string): SeenSheet['rows'] {
  if (kind === 'csv') {
    const { skipLines, headerRows, columns } = csvSettings.parse(settings)
    if (columns) return [{ number: 1, cells: columns }]
    const below = rows.filter(({ number }) => number > skipLines)
    return below.filter(({ number }) => number < (below[0]?.number ?? 0) + headerRows)
  }
  const { data: table } = tableSettings.safeParse(settings)
  if (!table || (table.sheet !== undefined && !compilePattern(table.sheet).test(sheet))) return []
  const wanted = table.heading === undefined ? undefined : foldName(table.heading)
  const from =
    wanted === undefined
      ? table.headerRow
      : rows.find(({ cells }) => cells.some((cell) => foldName(String(cell ?? '')) === wanted))?.number
  return from === undefined ? [] : rows.filter(({ number }) => number >= from && number < from + table.headerRows)
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
