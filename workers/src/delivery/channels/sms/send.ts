import type { z } from 'zod'
import { DeliveryFault, type Parcel, type SendContext } from '../../channel.ts'
import { post } from '../../http.ts'
import { shortText } from '../../words.ts'
import type { settings } from './config.ts'

/** Answers with what the gateway said. */
export async function send(
  { id, address, letter, home }: Parcel,
  { url, token = '', authorization, body, success, ascii, longest }: z.infer<typeof settings>,
  context: SendContext,
): Promise<string> {
  const given = { to: address.replace(/[ .]/g, ''), text: shortText(letter, home, { longest, ascii }), ref: `ioc-${id}`, token }
  const { text } = await post({
    url,
    headers: { 'content-type': 'application/json', ...(authorization && { authorization: filled(authorization, given) }) },
    body: JSON.stringify(filledIn(JSON.parse(body), given)),
    context,
  })
  if (!text.includes(success)) {
    const said = context.quote(text)
    throw new DeliveryFault({
      vi: `Cổng tin nhắn trả lời: ${said || '(trống)'}`,
      en: `The gateway answers: ${said || '(nothing)'}`,
    })
  }
  return context.quote(text) || 'HTTP 2xx'
}

const filled = (text: string, given: Record<string, string>) =>
  text.replace(/\{\{(\w+)\}\}/g, (blank, name) => given[name] ?? blank)

/** Every text of a JSON value with its blanks filled: what is put in can’t end the text it stands in. */
function filledIn(value: unknown, given: Record<string, string>): unknown {
  if (typeof value === 'string') return filled(value, given)
  if (Array.isArray(value)) return value.map((each) => filledIn(each, given))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filledIn(each, given)]))
}
