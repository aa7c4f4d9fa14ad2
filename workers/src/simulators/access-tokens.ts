import { randomBytes } from 'node:crypto'
import { type Answer, json, type Question } from './answer.ts'

export const TOKEN_PATH = '/oauth2/token'

/** Who may ask, as the platform's owner would have given it to the province. */
const CLIENT = { id: 'ioc-tinh', secret: 'mo-phong' }
const LASTS_SECONDS = 600

/** Where a platform hands out access by the client credentials grant of OAuth2 (RFC 6749 §4.4), for ten minutes at a time. */
export class AccessTokens {
  #until = new Map<string, number>()

  grant(form: URLSearchParams, authorization: string | undefined, now: Date): Answer {
    const refuse = (error: string, status: number) => json({ error }, status)
    if (form.get('grant_type') !== 'client_credentials') return refuse('unsupported_grant_type', 400)
    if (!isClient(form, authorization)) return refuse('invalid_client', 401)
    for (const [token, until] of this.#until) if (until <= now.getTime()) this.#until.delete(token)
    const token = randomBytes(24).toString('base64url')
    this.#until.set(token, now.getTime() + LASTS_SECONDS * 1_000)
    return json({ access_token: token, token_type: 'Bearer', expires_in: LASTS_SECONDS })
  }

  isGood({ authorization }: Question['headers'], now: Date): boolean {
    const token = /^Bearer (\S+)$/.exec(String(authorization))?.[1] ?? ''
    return (this.#until.get(token) ?? 0) > now.getTime()
  }
}

/** In a header, as the standard prefers, or in the form. */
function isClient(form: URLSearchParams, authorization: string | undefined): boolean {
  const basic = /^Basic (\S+)$/.exec(authorization ?? '')?.[1]
  const [id, secret] = basic
    ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
    : [form.get('client_id'), form.get('client_secret')]
  return id === CLIENT.id && secret === CLIENT.secret
}
