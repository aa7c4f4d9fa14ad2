import type { SourceRecord } from '../formats/format.ts'
import { loadFormat } from '../formats/load.ts'
import type { FeedSpec } from './feed-spec.ts'

/** The records of a page, as its feed's format reads them. The same bytes give the same records in the same places. */
export async function* recordsOf(
  { format: { kind, ...rest } }: Pick<FeedSpec, 'format'>,
  page: { body: AsyncIterable<Uint8Array>; name: string },
): AsyncGenerator<SourceRecord> {
  const { read, settings } = await loadFormat(kind)
  yield* read(page, settings.parse(rest))
}
