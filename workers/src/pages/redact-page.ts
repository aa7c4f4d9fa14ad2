import { type Database, IdentitySealer, type StoredFeed } from '@ioc/sql'
import type { PreparedFeed } from '../feeds/prepare.ts'
import { sayRedaction, sealedBy } from '../redaction/redaction.ts'

interface Page {
  name: string
  body: AsyncIterable<Uint8Array>
}

/** What `storePage` is given of a page whose feed takes personal data out of it. */
export interface CleanPage {
  body: AsyncIterable<Uint8Array>
  redacted: string[]
  /** What its tokens stand for, saved with the page. */
  identities?: IdentitySealer
}

/** A page as it may be stored: without the personal data its feed names, and with what that was. */
export async function redactPage(
  database: Database,
  feed: Pick<StoredFeed, 'id'>,
  { spec, format, formatSettings }: PreparedFeed,
  { name, body }: Page,
): Promise<CleanPage> {
  if (spec.redact.length === 0 || !format.redact) return { body, redacted: [] }
  const redacted = sayRedaction(spec.redact)
  if (sealedBy(spec.redact).length === 0) return { body: format.redact({ name, body }, formatSettings, spec.redact), redacted }
  const identities = await IdentitySealer.open(database.db, feed.id)
  const seal = (words: string) => identities.seal(words)
  return { body: format.redact({ name, body }, formatSettings, spec.redact, seal), redacted, identities }
}
