import type { PreparedFeed } from '../feeds/prepare.ts'
import { sayRedaction } from '../redaction/redaction.ts'

interface Page {
  name: string
  body: AsyncIterable<Uint8Array>
}

/** A page as it may be stored: without the personal data its feed names, and with what that was. */
export function redactPage(
  { spec, format, formatSettings }: PreparedFeed,
  { name, body }: Page,
): { body: AsyncIterable<Uint8Array>; redacted: string[] } {
  if (spec.redact.length === 0 || !format.redact) return { body, redacted: [] }
  return { body: format.redact({ name, body }, formatSettings, spec.redact), redacted: sayRedaction(spec.redact) }
}
