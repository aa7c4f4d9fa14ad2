import { createHash } from 'node:crypto'
import type { Localised } from '@ioc/sql/pack'
import { SourceFault } from '../fault.ts'
import { checkedUrl, type HttpClient } from '../http-client.ts'
import { withSimulator } from '../simulator.ts'
import type { RestConfig } from './config.ts'

type OAuth2 = Extract<RestConfig['auth'], { kind: 'oauth2' }>

/** Access we were given, by who asked for it. A feed pulled every few seconds must not ask for a new one each time. */
const given = new Map<string, { token: string; until: number }>()

/** Where a server does not say how long its token lasts. */
const USUAL_SECONDS = 300
/** Renewed before it runs out: a clock here may be off, and a request takes time. */
const EARLY_SECONDS = 30

/** A token by the client credentials grant (RFC 6749 §4.4), asked for again when it is about to run out. */
export async function accessToken(auth: OAuth2, client: HttpClient, signal: AbortSignal): Promise<string> {
  const key = keyOf(auth)
  const known = given.get(key)
  if (known && known.until > Date.now()) return known.token
  const { token, seconds } = await ask(auth, client, signal)
  given.set(key, { token, until: Date.now() + Math.max(seconds / 2, seconds - EARLY_SECONDS) * 1000 })
  return token
}

/** Whether there was one to forget. */
export function forgetToken(auth: OAuth2): boolean {
  return given.delete(keyOf(auth))
}

async function ask(auth: OAuth2, client: HttpClient, signal: AbortSignal): Promise<{ token: string; seconds: number }> {
  const url = checkedUrl(withSimulator(auth.tokenUrl))
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(auth.scope && { scope: auth.scope }) })
  const headers: Record<string, string> = { accept: 'application/json' }
  if (auth.sendIn === 'body') {
    form.set('client_id', auth.clientId)
    form.set('client_secret', auth.clientSecret)
  } else headers.authorization = basic(encodeURIComponent(auth.clientId), encodeURIComponent(auth.clientSecret))
  const reply = await client.postForm(url, form, headers, signal).catch((error: unknown) => {
    if (!(error instanceof SourceFault) || error.status === undefined || error.retry) throw error
    throw refused(
      url,
      {
        vi: 'không cấp mã truy cập. Kiểm tra mã ứng dụng, khóa và phạm vi',
        en: 'grants no access token. Check the client id, its secret and the scope',
      },
      error,
    )
  })
  const { access_token: token, expires_in: seconds, token_type: type = 'bearer' } = parse(reply.body)
  if (typeof token !== 'string' || token === '' || !/^[\x21-\x7e]+$/.test(token))
    throw refused(url, {
      vi: 'trả lời không có «access_token». Kiểm tra địa chỉ cấp mã',
      en: 'answers without «access_token». Check the address that grants tokens',
    })
  if (String(type).toLowerCase() !== 'bearer')
    throw refused(url, {
      vi: 'cấp loại mã chưa hỗ trợ; cần loại «bearer». Hỏi bên cung cấp',
      en: 'grants a kind of token we can’t use; «bearer» is wanted. Ask the provider',
    })
  return { token, seconds: Number(seconds) > 0 ? Number(seconds) : USUAL_SECONDS }
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return Object(JSON.parse(body.toString('utf8')))
  } catch {
    return {}
  }
}

function refused(url: URL, { vi, en }: Localised, cause?: unknown): SourceFault {
  return new SourceFault(
    { vi: `Máy chủ «${url.host}» ${vi}.`, en: `The host «${url.host}» ${en}.` },
    { retry: false, step: 'sign-in', cause },
  )
}

function keyOf({ tokenUrl, clientId, clientSecret, scope }: OAuth2): string {
  return createHash('sha256')
    .update(JSON.stringify([tokenUrl, clientId, clientSecret, scope]))
    .digest('base64')
}
