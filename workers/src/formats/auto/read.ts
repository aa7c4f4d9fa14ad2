import { readRecords as readCsv } from '../csv/read.ts'
import type { ReadRecords } from '../format.ts'
import { readRecords as readJson } from '../json/read.ts'
import type { AutoSettings } from './settings.ts'

/** CSV or JSON, told by the first sign that is not blank: one feed for a source that publishes both. */
export const readRecords: ReadRecords<AutoSettings> = async function* (page, settings) {
  const chunks = page.body[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let first = ''
  while (first === '') {
    const next = await chunks.next()
    if (next.done) break
    held.push(next.value)
    first = Buffer.from(next.value.subarray(0, 1_024))
      .toString('latin1')
      .replace(/[\s\0\u00ef\u00bb\u00bf\u00fe\u00ff]+/g, '')
      .charAt(0)
  }
  const body = rejoin(held, chunks)
  if (first === '[' || first === '{') yield* readJson({ ...page, body }, settings.json)
  else yield* readCsv({ ...page, body }, settings.csv)
}

async function* rejoin(held: Uint8Array[], chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* held
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
}
