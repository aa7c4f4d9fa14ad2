import type { Gazetteer } from '@ioc/sql'
import type { PreparedFeed } from '../feeds/prepare.ts'
import { rowsOf } from '../formats/csv/read.ts'
import { settings as csvSettings } from '../formats/csv/settings.ts'
import { decodeText } from '../formats/decode.ts'
import { type SourceRecord, Unreadable } from '../formats/format.ts'
import { foldName } from '../values/text.ts'
import { type Inferred, infer, isPersonal, measureIn } from './infer.ts'
import type { SamplePage } from './source.ts'

/** A field of the source, as its sample shows it. */
export interface SeenField extends Inferred {
  path: string
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
}

export interface Discovery {
  records: number
  unreadable: { at: string; message: string }[]
  fields: SeenField[]
  /** Why reading stopped before the end. */
  fault: string | null
}

const SAMPLE_RECORDS = 10_000
const FIELDS = 200
const SAMPLES = 4
const WORDS = 40

/** A sample's records, up to some thousands; what stops the reading is told and not thrown. */
export async function recordsOfSample(
  { format, formatSettings }: Pick<PreparedFeed, 'format' | 'formatSettings'>,
  page: SamplePage,
): Promise<{ records: SourceRecord[]; fault: string | null }> {
  const records: SourceRecord[] = []
  try {
    for await (const record of format.read({ body: once(page.body), name: page.name }, formatSettings)) {
      records.push(record)
      if (records.length >= SAMPLE_RECORDS) break
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    // A page that was cut off ends in the middle of something.
    if (page.isWhole || records.length === 0) return { records, fault: error.message }
  }
  return { records, fault: null }
}

/** What fields a sample has and what is in them. */
export async function discover(prepared: PreparedFeed, page: SamplePage, gazetteer: Gazetteer): Promise<Discovery> {
  const { records, fault } = await recordsOfSample(prepared, page)
  const values = new Map<string, unknown[]>()
  let read = 0
  for (const record of records) {
    if (!('value' in record)) continue
    for (const [path, value] of flatten(record.value, [])) {
      const seen = values.get(path) ?? []
      if (values.size >= FIELDS && !values.has(path)) continue
      // A field some records leave out is blank in those.
      while (seen.length < read) seen.push(null)
      seen.push(value)
      values.set(path, seen)
    }
    read++
  }
  const headings =
    prepared.spec.format.kind === 'csv' ? await headingsOf(page, prepared.formatSettings) : new Map<string, string>()
  const isUnit = (text: string) => gazetteer.unit(text, undefined, prepared.spec.unitKinds) !== null
  return {
    records: records.length,
    unreadable: records
      .flatMap((record) => ('problem' in record ? [{ at: record.at ?? '', message: record.problem }] : []))
      .slice(0, 5),
    fields: [...values].map(([path, seen]) => fieldOf(path, headings.get(path) ?? path, seen, read, isUnit)),
    fault,
  }
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
    heading,
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

/** A CSV's headings as they are printed, by the keys their columns have. */
async function headingsOf({ body, name }: SamplePage, settings: unknown): Promise<Map<string, string>> {
  const known = csvSettings.safeParse(settings)
  if (!known.success) return new Map()
  for await (const row of rowsOf(decodeText(once(body.subarray(0, 65_536)), known.data.encoding, name), known.data))
    return new Map('cells' in row ? row.cells.map((cell) => [foldName(cell), cell.trim()]) : [])
  return new Map()
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
