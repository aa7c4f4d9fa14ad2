import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a delivery says of itself: its `Idempotency-Key`, the second in its `X-Timestamp`, and the body as it is sent. */
export interface Signed {
  key: string
  timestamp: string
  body: Uint8Array
}

/**
 * What a sender writes in `X-Signature`: over the key, a dot, the second, a dot and the body, as in Standard Webhooks. So nobody
 * who has caught a delivery can bring it again under another key.
 */
export function sign(secret: string, { key, timestamp, body }: Signed): string {
  return `sha256=${createHmac('sha256', secret).update(`${key}.${timestamp}.`).update(body).digest('hex')}`
}

export function isSignedBy(secret: string, signed: Signed, signature: string): boolean {
  const expected = Buffer.from(sign(secret, signed))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
