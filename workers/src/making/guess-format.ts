import { findDelimiter } from '../formats/csv/delimiter.ts'
import { decodeText } from '../formats/decode.ts'
import { BadXml, parseXml, type XmlElement } from '../xml/parse.ts'
import { findTable, sheetsIn, tableInText } from './look.ts'
import type { SamplePage } from './source.ts'

export interface GuessedFormat {
  kind: string
  [setting: string]: unknown
}

const HEAD_BYTES = 65_536
const HEAD_ROWS = 15

/** How a page is most likely read; null where its bytes say nothing we know. */
export async function guessFormat(page: SamplePage): Promise<GuessedFormat | null> {
  const { body, name } = page
  const hex = body.subarray(0, 4).toString('hex')
  if (hex === '504b0304' || hex === 'd0cf11e0')
    return { kind: 'workbook', shape: 'table', ...findTable(await sheetsIn(page, { kind: 'workbook' })) }
  const head = await textOf(body.subarray(0, HEAD_BYTES), name)
  const first = head.trimStart().charAt(0)
  // A feed saved from a browser keeps the browser's words before it.
  if (/<(rss|feed|rdf:RDF)[\s>]/i.test(head)) return { kind: 'rss' }
  if (first === '<') return /edxml/i.test(head) ? { kind: 'edxml' } : await guessXml(page)
  if (first === '[' || first === '{') return { kind: 'json', path: listsIn(page)[0]?.path ?? '$' }
  if (/(^|\s)CEF:\d+\|/.test(head)) return { kind: 'cef' }
  if (head.trim() === '') return null
  const stacked = await stackedHeading(page, delimiterOf(head))
  if (stacked) return { kind: 'csv', ...stacked }
  const skipLines = linesBeforeHeading(head)
  return { kind: 'csv', ...(skipLines > 0 && { skipLines }) }
}

/** Where in a JSON page lists of records are, the longest first; `$` is the page itself. */
export function listsIn({ body, isWhole }: SamplePage): { path: string; records: number }[] {
  const text = body.toString('utf8').replace(/^\ufeff/, '')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    if (isWhole) return []
    const named = /^\s*\{[^[]*"([^"]+)"\s*:\s*\[/.exec(text)?.[1]
    return [{ path: /^\s*\[/.test(text) ? '$' : (named ?? '$'), records: 0 }]
  }
  return [...listsWithin(value, [])].sort((a, b) => b.records - a.records)
}

/** Where in an XML page elements are that may be records, the most frequent first. */
export async function repeatedIn({ body, name }: SamplePage): Promise<{ path: string; records: number }[]> {
  return elementsIn(await textOf(body, name)).map(({ path, records }) => ({ path, records }))
}

/** A page of a site is no records; broken XML is still XML, and reading it says what is wrong. */
async function guessXml(page: SamplePage): Promise<GuessedFormat | null> {
  const text = await textOf(page.body, page.name)
  if (/^\s*<(?:!doctype\s+)?html[\s>]/i.test(text)) return null
  const [most] = elementsIn(text)
  if (!most) return { kind: 'xml' }
  return { kind: 'xml', path: most.path, ...(most.isBesideTexts && { page: true }) }
}

/** Which elements of an XML text repeat, the most frequent first. */
function elementsIn(text: string): { path: string; records: number; isBesideTexts: boolean }[] {
  let root: XmlElement
  try {
    root = parseXml(text.replace(/^\ufeff/, ''))
  } catch (error) {
    if (error instanceof BadXml) return []
    throw error
  }
  const isBesideTexts = root.children.some((child) => child.children.length === 0 && child.text !== '')
  return [...repeatedWithin(root, [])].sort((a, b) => b.records - a.records).map((found) => ({ ...found, isBesideTexts }))
}

/** A group that stands there once may be a list of one; a text is none, however often it stands there. */
function* repeatedWithin({ children }: XmlElement, path: string[]): Generator<{ path: string; records: number }> {
  const groups = children.filter((child) => child.children.length > 0)
  for (const name of new Set(groups.map((group) => group.name))) {
    const named = groups.filter((group) => group.name === name)
    const isGroupOfTexts = named.some((group) => group.children.some((child) => child.children.length === 0))
    if (isGroupOfTexts) yield { path: [...path, name].join('.'), records: named.length }
    if (path.length < DEPTH && named.length === 1) yield* repeatedWithin(named[0] as XmlElement, [...path, name])
  }
}

const DEPTH = 4

function* listsWithin(value: unknown, path: string[]): Generator<{ path: string; records: number }> {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)))
      yield { path: path.join('.') || '$', records: value.length }
    return
  }
  if (typeof value !== 'object' || value === null || path.length >= DEPTH) return
  for (const [name, inner] of Object.entries(value)) if (!/[.[\]*$]/.test(name)) yield* listsWithin(inner, [...path, name])
}

/** A heading of several rows over figures, as a workbook saved as text has it; null where it is one row, or cannot be told. */
async function stackedHeading(page: SamplePage, delimiter: string): Promise<Omit<GuessedFormat, 'kind'> | null> {
  const [sheet] = await sheetsIn(page, { kind: 'csv', delimiter })
  if (!sheet) return null
  const { headerRow, headerRows, firstRow } = tableInText(sheet)
  if (headerRows === 1) return null
  const skipLines = headerRow - 1
  return { ...(skipLines > 0 && { skipLines }), headerRows, ...(firstRow && { firstRow }) }
}

/** Titles printed above a table have fewer cells than its heading. */
function linesBeforeHeading(head: string): number {
  const lines = linesOf(head)
  const sign = delimiterOf(head)
  // A sign within quotes parts nothing.
  const cells = lines.map(
    (line) =>
      line
        .replace(/"(?:[^"]|"")*"/g, 'x')
        .split(sign)
        .filter((cell) => cell.trim() !== '').length,
  )
  const most = Math.max(...cells)
  return most < 2
    ? 0
    : Math.max(
        0,
        cells.findIndex((count) => count >= Math.max(2, most * 0.7)),
      )
}

const linesOf = (head: string) => head.split(/\r\n|\n|\r/).slice(0, HEAD_ROWS)

/** What parts the cells of the table, whatever stands above it. */
function delimiterOf(head: string): string {
  const lines = linesOf(head).filter((line) => line.trim() !== '')
  return findDelimiter(lines.slice(-Math.min(5, Math.ceil(lines.length / 2))).join('\n'))
}

async function textOf(bytes: Buffer, name: string): Promise<string> {
  let text = ''
  for await (const piece of decodeText(once(bytes), 'auto', name)) text += piece
  return text
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
