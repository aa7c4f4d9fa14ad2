import type { Localised } from '@ioc/sql/pack'
import { follow } from '../../mapping/pick.ts'
import { formatInstant, parseInstant } from '../../values/dates.ts'
import { quote } from '../../values/text.ts'
import { BadXml, parseXml, toValue } from '../../xml/parse.ts'
import type { Cursor } from '../connector.ts'
import { SourceFault } from '../fault.ts'
import { checkedUrl, type Reply } from '../http-client.ts'
import type { RestConfig } from './config.ts'

/** How far a listing has come. A listing keeps the mark it began with, and sets the next one when it ends. */
export interface Listing {
  /** The mark this listing asks from, as the source writes it. */
  since: string | null
  /** The page to ask for next, in the style of the source; null for the first. */
  token: string | null
  /** The newest moment seen in it, in milliseconds. */
  seen: number | null
  /** Records given in it so far. */
  given: number
}

export function listingOf(cursor: Cursor | null): Listing {
  const { since, token, seen, given } = cursor ?? {}
  return {
    since: typeof since === 'string' ? since : null,
    token: typeof token === 'string' ? token : null,
    seen: typeof seen === 'number' ? seen : null,
    given: typeof given === 'number' ? given : 0,
  }
}

export interface Step {
  next: Listing
  more: boolean
  records: number
  remaining?: number
}

/** What a page says about the listing: where it goes on, or the mark for the one after it. */
export function advance(config: RestConfig, listing: Listing, url: URL, reply: Reply): Step {
  const body = parseBody(config, reply, url)
  const records = recordsIn(config, body, url)
  const seen = newest(config, records, listing.seen)
  const token = nextToken(config, listing, url, reply, body, records.length)
  if (token !== null && token === listing.token) {
    throw new SourceFault(
      {
        vi: `«${url.host}» lặp lại cùng một trang (${quote(token)}). Kiểm tra cách chia trang.`,
        en: `«${url.host}» gives the same page again (${quote(token)}). Check how it is paged.`,
      },
      {
        retry: false,
        step: 'sample',
      },
    )
  }
  const total = config.total === undefined ? undefined : Number(follow(body, config.total))
  const remaining = total !== undefined && Number.isFinite(total) ? Math.max(0, total - listing.given) : undefined
  const going = { since: listing.since, token, seen, given: listing.given + records.length }
  const done = { since: mark(config, listing, seen), token: null, seen: null, given: 0 }
  return {
    next: token === null ? done : going,
    more: token !== null,
    records: records.length,
    ...(remaining !== undefined && { remaining }),
  }
}

export function parseBody({ answers }: RestConfig, { body }: Reply, url: URL): unknown {
  const text = body.toString('utf8').replace(/^\ufeff/, '')
  try {
    return answers === 'xml' ? toValue(parseXml(text)) : JSON.parse(text)
  } catch (cause) {
    throw new SourceFault(whatIs(url.host, text, answers, cause as Error), {
      retry: false,
      step: 'sample',
      cause,
    })
  }
}

function whatIs(host: string, text: string, wanted: RestConfig['answers'], error: Error): Localised {
  if (/^\s*<(?:!doctype\s+)?html[\s>]/i.test(text) || (wanted === 'json' && /^\s*</.test(text)))
    return {
      vi: `«${host}» trả về trang web (HTML) thay vì ${wanted.toUpperCase()}. Kiểm tra địa chỉ và quyền truy cập.`,
      en: `«${host}» gives a web page (HTML) instead of ${wanted.toUpperCase()}. Check the address and whether we may read it.`,
    }
  if (wanted === 'json')
    return {
      vi: `«${host}» trả về JSON hỏng hoặc bị cắt ngang. Sẽ đọc lại; nếu lặp lại, báo bên cung cấp.`,
      en: `«${host}» gives JSON that is broken or cut off. It is read again; where that goes on, tell the provider.`,
    }
  const en = error instanceof BadXml ? error.en : error.message
  return { vi: `«${host}» trả về XML không đọc được: ${error.message}.`, en: `«${host}» gives XML that can’t be read: ${en}.` }
}

export function recordsIn({ records, answers, total }: RestConfig, body: unknown, url: URL): unknown[] {
  const list = records === '$' ? body : follow(body, records)
  if (Array.isArray(list)) return list
  // In XML a list of one is the one, and a list of none is not there at all: the count beside it must agree.
  if (answers === 'xml' && list !== undefined) return [list]
  if (answers === 'xml' && total !== undefined && Number(follow(body, total)) === 0) return []
  throw new SourceFault(
    {
      vi: `«${url.host}» trả lời không có danh sách tại «${records}». Sửa «Danh sách bản ghi nằm ở đâu» theo tài liệu của nguồn.`,
      en: `«${url.host}» answers without a list at «${records}». Correct “Where the list of records is” by the source’s documents.`,
    },
    {
      retry: false,
      step: 'sample',
    },
  )
}

function nextToken(
  { paging, auth }: RestConfig,
  { token }: Listing,
  url: URL,
  { headers }: Reply,
  body: unknown,
  count: number,
): string | null {
  if (paging.style === 'token') return asToken(follow(body, paging.field))
  if (paging.style === 'link') {
    const link = paging.field === undefined ? linkNext(headers.link) : asToken(follow(body, paging.field))
    if (link === null) return null
    const next = checkedUrl(link, url)
    // Sources repeat the key they were asked with, and a cursor is kept where everyone may look.
    if (auth.kind === 'query') next.searchParams.delete(auth.param)
    return next.href
  }
  if (paging.style === 'page') return count === 0 || count < (paging.size ?? 1) ? null : String(Number(token ?? paging.first) + 1)
  if (paging.style === 'offset') return count < paging.size ? null : String(Number(token ?? 0) + count)
  return null
}

function asToken(value: unknown): string | null {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null
}

function linkNext(header: string | undefined): string | null {
  return /<([^<>]*)>\s*(?:;[^,<]*)?;\s*rel="?next"?/i.exec(header ?? '')?.[1] ?? null
}

function newest({ since }: RestConfig, records: unknown[], seen: number | null): number | null {
  if (!since || records.length === 0) return seen
  let max = seen
  let found = false
  for (const record of records) {
    const value = follow(record, since.field)
    if (typeof value !== 'string' && typeof value !== 'number') continue
    const parsed = parseInstant(value, [since.format], since.zone)
    if (!parsed.ok || !parsed.value) continue
    found = true
    max = Math.max(max ?? 0, parsed.value.getTime())
  }
  if (found) return max
  throw new SourceFault(
    {
      vi: `Không bản ghi nào có giờ ở trường «${since.field}» theo định dạng «${since.format}». Sửa phần «Chỉ lấy phần mới».`,
      en: `No record tells a time in the field «${since.field}» written as «${since.format}». Correct “Only what is new”.`,
    },
    { retry: false, step: 'sample' },
  )
}

/** The next mark. A record dated in the future must not make us skip what comes before that day. */
function mark({ since }: RestConfig, listing: Listing, seen: number | null): string | null {
  if (!since || seen === null) return listing.since
  const at = Math.min(seen, Date.now()) - since.overlapSeconds * 1000
  return formatInstant(new Date(at), since.format, since.zone)
}
