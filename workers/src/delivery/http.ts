import { request } from 'undici'
import { guardedAgent } from '../connectors/guard.ts'
import { DeliveryFault, type SendContext } from './channel.ts'

const TIMEOUT_MS = 20_000
const LONGEST_ANSWER = 64 * 1024

interface Post {
  url: string
  headers: Record<string, string>
  body: string
  context: Pick<SendContext, 'signal' | 'quote'>
}

export interface Answer {
  status: number
  text: string
}

/** Posts to a gateway where a feed might go too, and nowhere it is sent on to. What can’t be mended by waiting is a final fault. */
export async function post({ url, headers, body, context: { signal, quote } }: Post): Promise<Answer> {
  const dispatcher = guardedAgent({ connectTimeoutMs: TIMEOUT_MS })
  try {
    const reply = await request(url, {
      method: 'POST',
      headers,
      body,
      dispatcher,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: AbortSignal.any([signal, AbortSignal.timeout(2 * TIMEOUT_MS)]),
    })
    const text = await beginningOf(reply.body)
    const { statusCode: status } = reply
    if (status < 200 || status >= 300)
      throw new DeliveryFault(`HTTP ${status}${text && `: ${quote(text)}`}`, { isFinal: isFinal(status) })
    return { status, text }
  } finally {
    await dispatcher.destroy()
  }
}

/** A gateway that refuses what it is sent will again; one that is busy, or does not let us in yet, may not. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status)
}

async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of body) {
    parts.push(part)
    size += part.length
    if (size > LONGEST_ANSWER) break
  }
  return Buffer.concat(parts).subarray(0, LONGEST_ANSWER).toString('utf8').trim()
}
