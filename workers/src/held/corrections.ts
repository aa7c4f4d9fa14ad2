import { z } from 'zod'
import type { SourceRecord } from '../formats/format.ts'

/** A record as a person mended it: which held record it was, who lets it through, and what it says now. */
const Correction = z.strictObject({
  held: z.number(),
  releasedBy: z.string(),
  mendedBy: z.string().nullable(),
  at: z.string().nullable(),
  record: z.record(z.string(), z.unknown()),
})
export type Correction = z.infer<typeof Correction>

/** What a person mended is a page of its feed like any other: stored before it counts, and found again from the number. */
export async function* writeCorrections(corrections: Correction[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(JSON.stringify(corrections, null, 1))
}

export async function* readCorrections(body: AsyncIterable<Uint8Array>): AsyncGenerator<SourceRecord> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  const corrections = z.array(Correction).parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
  for (const [index, { held, releasedBy, at, record }] of corrections.entries())
    yield { place: index + 1, ...(at === null ? {} : { at }), value: record, release: { held, by: releasedBy } }
}
