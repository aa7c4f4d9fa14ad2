import { sign } from '@ioc/workers/testing'

// Citizens' field reports as their intake brings them to a webhook.

/** Shared with the feed as `IOC_SECRET_SIMULATOR`. */
export const SECRET = 'khoa-chung-cua-phep-thu-dai-hon-32-ky-tu'

export const report = (number: number, more: object = {}) => ({
  reportCode: `PAHT.20261109.${String(number).padStart(4, '0')}`,
  source: 'ZALO',
  status: 'NEW',
  fieldCode: 'CX',
  wardCode: 'H31.101',
  createdAt: '2026-11-09T08:00:00.000',
  updatedAt: '2026-11-09T08:00:00.000',
  title: 'Cây đổ',
  ...more,
})

interface Delivery {
  key: string
  secret?: string
  /** Seconds since it was signed. */
  ago?: number
  feed?: string
  signal?: AbortSignal
}

/** Brings records signed, to a server at an address. */
export function bringTo(
  url: string,
  records: object[],
  { key, secret = SECRET, ago = 0, feed = 'reports-sim', signal }: Delivery,
): Promise<Response> {
  const body = JSON.stringify({ duLieu: records })
  const timestamp = String(Math.floor(Date.now() / 1000) - ago)
  return fetch(`${url}/api/feeds/${feed}/deliveries`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-timestamp': timestamp,
      'x-signature': sign(secret, { key, timestamp, body: Buffer.from(body) }),
    },
    ...(signal && { signal }),
  })
}
