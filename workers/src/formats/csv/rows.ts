import type { Localised } from '@ioc/sql/pack'
/** A row as cells with the line it begins on, or a line that is no row: `raw` as it stands. */
export type CsvRow = { line: number; cells: string[] } | { line: number; broken: Localised; raw: string }

/**
 * Rows of a delimited text that arrives in pieces. Written here because the parsers we tried lose the good rows that
 * follow a bad quote (csv-parse 7 skips the neighbour too, and everything after a quote that is never closed): here a bad
 * quote costs its own line, and reading goes on from the next.
 */
export class CsvRows {
  #text = ''
  #line = 1
  #discarding = false
  readonly #delimiter: string

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  *push(piece: string): Generator<CsvRow> {
    this.#text += piece
    yield* this.#drain(false)
  }

  *end(): Generator<CsvRow> {
    yield* this.#drain(true)
  }

  *#drain(last: boolean): Generator<CsvRow> {
    const text = this.#text
    let from = 0
    while (from < text.length) {
      const read = this.#discarding ? { next: lineAfter(text, from, last) } : readRow(text, from, this.#delimiter, last)
      if (read.next < 0) {
        if (!this.#discarding && text.length - from < MAX_ROW_CHARS) break
        if (!this.#discarding)
          yield {
            line: this.#line,
            broken: {
              vi: `dài hơn ${MAX_ROW_CHARS.toLocaleString('vi-VN')} ký tự mà chưa hết dòng`,
              en: `is longer than ${MAX_ROW_CHARS.toLocaleString('en')} characters`,
            },
            raw: text.slice(from, from + 200),
          }
        this.#discarding = true
        from = text.endsWith('\r') ? text.length - 1 : text.length
        break
      }
      const line = this.#line
      this.#line += linesIn(text, from, read.next)
      from = read.next
      if (this.#discarding) this.#discarding = false
      else if ('broken' in read && read.broken) yield { line, broken: read.broken, raw: read.raw ?? '' }
      else if ('cells' in read && read.cells && !(read.cells.length === 1 && read.cells[0] === ''))
        yield { line, cells: read.cells }
    }
    this.#text = text.slice(from)
  }
}

interface Read {
  /** Where the next row begins; -1 when the text so far may not hold the whole of this one. */
  next: number
  cells?: string[]
  broken?: Localised
  raw?: string
}

function readRow(text: string, from: number, delimiter: string, last: boolean): Read {
  const cells: string[] = []
  const delimiterCode = delimiter.charCodeAt(0)
  let at = from
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      let end = at + 1
      let doubled = false
      for (;;) {
        end = text.indexOf('"', end)
        if (end < 0)
          return text.length - from < MAX_ROW_CHARS && !last
            ? MORE
            : brokenLine(text, from, last, {
                vi: 'mở ngoặc kép mà không đóng',
                en: 'opens a quotation mark and does not close it',
              })
        if (text.charCodeAt(end + 1) !== QUOTE) break
        doubled = true
        end += 2
      }
      if (end + 1 >= text.length && !last) return MORE
      const cell = text.slice(at + 1, end)
      cells.push(doubled ? cell.replaceAll('""', '"') : cell)
      at = end + 1
    } else {
      const start = at
      while (at < text.length) {
        const code = text.charCodeAt(at)
        if (code === delimiterCode || code === LF || code === CR) break
        at++
      }
      cells.push(text.slice(start, at))
    }
    if (at >= text.length) return last ? { next: at, cells } : MORE
    const code = text.charCodeAt(at)
    if (code === LF) return { next: at + 1, cells }
    if (code === CR) {
      if (at + 1 >= text.length && !last) return MORE
      return { next: text.charCodeAt(at + 1) === LF ? at + 2 : at + 1, cells }
    }
    if (code !== delimiterCode)
      return brokenLine(text, from, last, {
        vi: 'có chữ thừa sau dấu ngoặc kép đóng',
        en: 'has text after a closing quotation mark',
      })
    at++
  }
}

function brokenLine(text: string, from: number, last: boolean, broken: Localised): Read {
  const next = lineAfter(text, from, last)
  return { next, broken, raw: text.slice(from, next).trimEnd() }
}

function lineAfter(text: string, from: number, last: boolean): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === LF) return at + 1
    if (code === CR && (at + 1 < text.length || last)) return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
  }
  return last ? text.length : -1
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) lines++
  }
  return lines
}

const MORE: Read = { next: -1 }
const MAX_ROW_CHARS = 1_000_000
const QUOTE = 0x22
const LF = 0x0a
const CR = 0x0d
