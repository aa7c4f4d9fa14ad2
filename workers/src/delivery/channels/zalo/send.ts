import type { z } from 'zod'
import { DeliveryFault, type Parcel, type SendContext } from '../../channel.ts'
import { post } from '../../http.ts'
import { plainText } from '../../words.ts'
import type { settings } from './config.ts'

const LONGEST = 2_000
/** Zalo’s words for an access token that is wrong or has run out; it answers 200 whatever happened. */
const TOKEN_ERRORS = new Set([-216, -220, -124])
/** For a user who does not follow, has blocked, or is none. */
const USER_ERRORS = new Set([-213, -201, -217, -227])

type Settings = z.infer<typeof settings>
interface ZaloAnswer {
  error: number
  message?: string
  data?: { message_id?: string | number }
}

/** Answers with the message’s id at Zalo. https://developers.zalo.me/docs/official-account/tin-nhan/tin-tu-van/gui-tin-tu-van-dang-van-ban */
export async function send(parcel: Parcel, settings: Settings, context: SendContext): Promise<string> {
  const known = await context.openSecret('accessToken')
  const first = known ? await ask(parcel, settings, known, context) : null
  const isIn = first !== null && !TOKEN_ERRORS.has(first.error)
  const answer = isIn ? first : await ask(parcel, settings, await renew(settings, known, context), context)
  if (answer.error === 0) return String(answer.data?.message_id ?? 'Success')
  throw new DeliveryFault(`Zalo ${answer.error}: ${answer.message ?? ''}`, { isFinal: USER_ERRORS.has(answer.error) })
}

async function ask(
  { address, letter, home }: Parcel,
  { api }: Settings,
  token: string,
  context: SendContext,
): Promise<ZaloAnswer> {
  const text = plainText(letter, home)
  const { text: answer } = await post({
    url: `${api}/v3.0/oa/message/cs`,
    headers: { 'content-type': 'application/json', access_token: token },
    body: JSON.stringify({
      recipient: { user_id: address },
      message: { text: text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text },
    }),
    context,
  })
  return readAnswer(answer, context.quote)
}

/** A refresh token is good once: of several processes one asks, and the next token is kept before anything is sent. */
async function renew(settings: Settings, tried: string | undefined, context: SendContext): Promise<string> {
  return context.alone(async () => {
    const now = await context.openSecret('accessToken')
    return now !== undefined && now !== tried ? now : askForToken(settings, context)
  })
}

async function askForToken(
  { oauth, appId, appSecret, refreshToken }: Settings,
  { signal, openSecret, keepSecret }: SendContext,
): Promise<string> {
  // What is said here may be a new token, which nobody knows to mask yet.
  const quote = () => '…'
  const { text } = await post({
    url: `${oauth}/v4/oa/access_token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: appSecret },
    body: new URLSearchParams({
      // A process that waited its turn was given the one before.
      refresh_token: (await openSecret('refreshToken')) ?? refreshToken,
      app_id: appId,
      grant_type: 'refresh_token',
    }).toString(),
    context: { signal, quote },
  })
  const told = readAnswer(text, quote) as ZaloAnswer & { access_token?: string; refresh_token?: string; error_name?: string }
  if (!told.access_token || !told.refresh_token) {
    const why = told.error_name ?? told.error
    throw new DeliveryFault({
      vi: `Zalo không cấp mã truy cập (${why ?? 'trả lời trống'}). Ủy quyền lại Official Account và nhập mã làm mới.`,
      en: `Zalo gives no access token (${why ?? 'an empty answer'}). Authorise the Official Account again and enter the new refresh token.`,
    })
  }
  await keepSecret('refreshToken', told.refresh_token)
  await keepSecret('accessToken', told.access_token)
  return told.access_token
}

function readAnswer(text: string, quote: SendContext['quote']): ZaloAnswer {
  try {
    return JSON.parse(text) as ZaloAnswer
  } catch {
    const said = quote(text)
    throw new DeliveryFault({
      vi: `Zalo trả lời không phải JSON: ${said}. Kiểm tra «Địa chỉ gửi tin» của kênh.`,
      en: `Zalo’s answer is no JSON: ${said}. Check the channel’s address of the API.`,
    })
  }
}
