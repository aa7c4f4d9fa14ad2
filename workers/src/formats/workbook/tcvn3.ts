import iconv from 'iconv-lite'
import { nfc } from '../../values/text.ts'
import { vietnameseShare } from '../decode.ts'
import type { Cell, Row, Sheet } from './sheet.ts'

/**
 * Recovers a sheet typed in TCVN3 fonts. Its letters are stored as the bytes of those fonts, which every reader takes for
 * Latin-1: «H­ng Yªn» for «Hưng Yên». Decided once a sheet, on its first rows: names alone are too short to tell.
 */
export async function recoverTcvn3(sheet: Sheet): Promise<Sheet> {
  const rows = sheet.rows[Symbol.asyncIterator]()
  const first: Row[] = []
  while (first.length < SAMPLE_ROWS) {
    const next = await rows.next()
    if (next.done) break
    first.push(next.value)
  }
  const sample = first.flatMap(({ cells }) => cells.filter((cell) => typeof cell === 'string')).join('\n')
  const tcvn3 = isTcvn3(sample)
  return { ...sheet, tcvn3, rows: recovered(first, rows, tcvn3) }
}

export function isTcvn3(sample: string): boolean {
  const latin = sample.split('\n').filter(isLatin1).join('\n')
  return vietnameseShare(decode(latin)) >= LIKELY && vietnameseShare(sample) < LIKELY
}

async function* recovered(first: Row[], rest: AsyncIterator<Row>, tcvn3: boolean): AsyncGenerator<Row> {
  const recover = (cell: Cell): Cell =>
    typeof cell !== 'string' ? cell : tcvn3 && isLatin1(cell) ? nfc(decode(cell)) : nfc(cell)
  for (const row of first) yield { ...row, cells: row.cells.map(recover) }
  for (let next = await rest.next(); !next.done; next = await rest.next())
    yield { ...next.value, cells: next.value.cells.map(recover) }
}

function decode(text: string): string {
  return iconv.decode(Buffer.from(text, 'latin1'), 'tcvn')
}

function isLatin1(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of Latin-1.
  return /^[\u0000-\u00ff]*$/.test(text)
}

const SAMPLE_ROWS = 200
const LIKELY = 0.6
