import { createReadStream } from 'node:fs'
import { findDelimiter } from '../csv/delimiter.ts'
import { CsvRows } from '../csv/rows.ts'
import { decodeText } from '../decode.ts'
import type { Row, Sheet } from './sheet.ts'

/** Delimited text under a spreadsheet's name, as one sheet. */
export async function* openText(path: string, name: string): AsyncGenerator<Sheet> {
  yield { name, merges: [], rows: rowsOf(path) }
}

async function* rowsOf(path: string): AsyncGenerator<Row> {
  let rows: CsvRows | undefined
  let head = ''
  const give = function* (found: Iterable<{ line: number; cells: string[] } | { line: number; raw: string }>): Generator<Row> {
    for (const row of found) yield { number: row.line, cells: 'cells' in row ? row.cells : [row.raw] }
  }
  for await (const piece of decodeText(createReadStream(path))) {
    if (rows) yield* give(rows.push(piece))
    else {
      head += piece
      if (head.length < 8_192) continue
      rows = new CsvRows(findDelimiter(head))
      yield* give(rows.push(head))
    }
  }
  if (!rows) {
    rows = new CsvRows(findDelimiter(head))
    yield* give(rows.push(head))
  }
  yield* give(rows.end())
}
