import { createHmac } from 'node:crypto'
import type { z } from 'zod'
import type { Parcel, SendContext } from '../../channel.ts'
import { post } from '../../http.ts'
import { headline, linkOf } from '../../words.ts'
import type { settings } from './config.ts'

/** As Standard Webhooks has it (standardwebhooks.com): id, second and body are signed together, and the id stays the same when it is tried again. */
export async function send(
  { id, address, letter, home }: Parcel,
  { secret }: z.infer<typeof settings>,
  context: SendContext,
): Promise<string> {
  const timestamp = Math.floor(Date.now() / 1000)
  const key = `ioc-${id}`
  const body = JSON.stringify({
    type: letter.about,
    timestamp: new Date(1000 * timestamp).toISOString(),
    data: { headline: headline(letter), link: linkOf(letter, home), ...letter },
  })
  const { status, text } = await post({
    url: address,
    headers: {
      'content-type': 'application/json',
      'webhook-id': key,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${createHmac('sha256', secret).update(`${key}.${timestamp}.${body}`).digest('base64')}`,
    },
    body,
    context,
  })
  return `HTTP ${status}${text && `: ${context.quote(text)}`}`
}
