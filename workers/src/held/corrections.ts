import { z } from 'zod'
import type { SourceRecord } from '../formats/format.ts'

/** A record as a person mended it: which held record it was, who lets it through, and what it says now. */
const Mended = z.strictObject({
  held: z.number(),
  releasedBy: z.string(),
  mendedBy: z.string().nullable(),
  at: z.string().nullable(),
  record: z.record(z.string(), z.unknown()),
})

/** A record as its source wrote it, and what a person says of it in place of the machine. */
const Reviewed = z.strictObject({
  at: z.string().nullable(),
  record: z.record(z.string(), z.unknown()),
  review: z.looseObject({ reviewed_by: z.string(), reviewed_at: z.coerce.date(), review_reason: z.string() }),
})

const Correction = z.union([Mended, Reviewed])
export type Correction = z.infer<typeof Correction>
export type Review = z.infer<typeof Reviewed>['review']

/** What a person corrected is a page of its feed like any other: stored before it counts, and found again from the number. */
export async function* writeCorrections(corrections: Correction[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(JSON.stringify(corrections, null, 1))
}

export async function* readCorrections(body: AsyncIterable<Uint8Array>): AsyncGenerator<SourceRecord> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  const corrections = z.array(Correction).parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
  for (const [index, correction] of corrections.entries()) {
    const { at, record } = correction
    const who =
      'review' in correction ? { review: correction.review } : { release: { held: correction.held, by: correction.releasedBy } }
    yield { place: index + 1, ...(at === null ? {} : { at }), value: record, ...who }
  }
}
