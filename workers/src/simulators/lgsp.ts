import { type Mark, Random, type RecordSource } from '@ioc/sql/simulate'
import { type AccessTokens, TOKEN_PATH } from './access-tokens.ts'
import { type Answer, json, type Question, type SourceHost } from './answer.ts'

const TOKEN = 'mo-phong'
const MAX_ROWS = 2_000
/** What comes from national databases through the platform wants access that runs out, asked for by OAuth2. */
const BY_OAUTH2 = new Set(['/lgsp/dan-cu'])

/** One request in so many fails, and one dawdles, as integration platforms do. */
const FAILS_ONE_IN = 200
const DAWDLES_ONE_IN = 150

/** The province's integration platform (LGSP): record sources behind a bearer token, page by page. */
export class LgspHost implements SourceHost {
  readonly about: string[]
  #sources: Map<string, RecordSource>
  #luck: Random
  #access: AccessTokens

  constructor(sources: RecordSource[], seed: number, access: AccessTokens) {
    this.#access = access
    this.#sources = new Map(sources.map((source) => [`/lgsp/${source.path}`, source]))
    if (this.#sources.size < sources.length)
      throw new Error(`Two simulated sources share a path: ${sources.map(({ path }) => path).join(', ')}.`)
    this.#luck = new Random(seed, 11)
    this.about = [...this.#sources.keys()].map(
      (path) =>
        `GET ${path}?capNhatTu=yyyy-MM-ddTHH:mm:ss.fff&trang=…&soDong=500 (Authorization: Bearer ${BY_OAUTH2.has(path) ? `mã cấp ở POST ${TOKEN_PATH}` : TOKEN})`,
    )
  }

  answer({ url, headers, now }: Question): Answer | null {
    const source = this.#sources.get(url.pathname)
    if (!source) return null
    const isLetIn = BY_OAUTH2.has(url.pathname) ? this.#access.isGood(headers, now) : isKnown(headers)
    if (!isLetIn) return REFUSED
    if (this.#luck.chance(1 / FAILS_ONE_IN)) return json({ loi: 'Hệ thống bận, vui lòng thử lại sau.' }, 500)

    const asked = pageAsked(url)
    if ('status' in asked) return asked
    const { records, last, more } = source.changesSince(asked.after, asked.limit, now)
    const answer = json({
      tongSo: source.countSince(asked.since, now),
      tiepTheo: more && last ? writeMark(last) : null,
      duLieu: records,
    })
    return this.#luck.chance(1 / DAWDLES_ONE_IN) ? { ...answer, afterMs: this.#luck.between(200, 900) } : answer
  }
}

/** What a source behind the platform says to somebody without its token; null where there is one. */
export function refusedUnlessKnown(headers: Question['headers']): Answer | null {
  return isKnown(headers) ? null : REFUSED
}

function isKnown({ authorization }: Question['headers']): boolean {
  return authorization === `Bearer ${TOKEN}`
}

const REFUSED: Answer = {
  ...json({ loi: 'Thiếu hoặc sai mã truy cập.' }, 401),
  headers: { 'www-authenticate': 'Bearer', 'content-type': 'application/json; charset=utf-8' },
}

/** Which part of a listing is asked for; an answer where that is nonsense. */
export function pageAsked({ searchParams }: URL): { since: Mark | null; after: Mark | null; limit: number } | Answer {
  const limit = Number(searchParams.get('soDong') || 500)
  if (!Number.isInteger(limit) || limit < 1) return json({ loi: 'soDong phải là số nguyên dương.' }, 400)
  const since = sinceOf(searchParams.get('capNhatTu'))
  const token = tokenOf(searchParams.get('trang'))
  const after = token === null ? since : token
  if (after === undefined || since === undefined)
    return json({ loi: 'capNhatTu phải có dạng yyyy-MM-ddTHH:mm:ss.fff; trang là giá trị tiepTheo của lần trước.' }, 400)
  return { since, after, limit: Math.min(limit, MAX_ROWS) }
}

/** Undefined is nonsense, null is the beginning. */
function sinceOf(text: string | null): Mark | null | undefined {
  if (!text) return null
  const at = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}+07:00`)
  return Number.isNaN(at) ? undefined : { at, code: '', copy: -1 }
}

/** A page goes on behind its token; the count stays that of the whole listing. */
function tokenOf(text: string | null): Mark | null | undefined {
  if (!text) return null
  const found = /^(\d+)\/(\d+)\/(.+)$/s.exec(Buffer.from(text, 'base64url').toString())
  return found ? { at: Number(found[1]), copy: Number(found[2]), code: found[3] as string } : undefined
}

export function writeMark({ at, code, copy }: Mark): string {
  return Buffer.from(`${at}/${copy}/${code}`).toString('base64url')
}
