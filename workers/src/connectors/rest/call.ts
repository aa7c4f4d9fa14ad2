import { SourceFault } from '../fault.ts'
import { checkedUrl } from '../http-client.ts'
import { reveal } from '../secrets.ts'
import { withSimulator } from '../simulator.ts'
import type { RestConfig } from './config.ts'
import type { Listing } from './listing.ts'

/** The address of the page a listing has come to. */
export function urlOf(config: RestConfig, { since, token }: Listing): URL {
  const { paging } = config
  const base = checkedUrl(withSimulator(config.url))
  // A next link is the source's word, and a stranger's word must not send our credentials elsewhere.
  if (paging.style === 'link' && token !== null) return sameOrigin(checkedUrl(token, base), base)
  const set = (name: string | undefined, value: string | number | null | undefined) => {
    if (name !== undefined && value !== null && value !== undefined) base.searchParams.set(name, String(value))
  }
  for (const [name, value] of Object.entries(config.query)) set(name, value)
  set(config.since?.param, since)
  if (paging.style === 'token') set(paging.param, token)
  if (paging.style === 'page') {
    set(paging.param, token ?? paging.first)
    set(paging.sizeParam, paging.size)
  }
  if (paging.style === 'offset') {
    set(paging.param, token ?? 0)
    set(paging.sizeParam, paging.size)
  }
  return base
}

export function headersOf({ headers, auth }: RestConfig): Record<string, string> {
  const all = { accept: 'application/json', ...headers }
  if (auth.kind === 'bearer') return { ...all, authorization: `Bearer ${reveal(auth.token)}` }
  if (auth.kind === 'basic')
    return { ...all, authorization: `Basic ${Buffer.from(`${auth.user}:${reveal(auth.password)}`).toString('base64')}` }
  if (auth.kind === 'header') return { ...all, [auth.name.toLowerCase()]: reveal(auth.value) }
  return all
}

function sameOrigin(url: URL, base: URL): URL {
  if (url.origin === base.origin) return url
  throw new SourceFault(`«${base.host}» chỉ sang trang kế tiếp ở máy chủ khác («${url.host}»). Hỏi lại bên cung cấp.`, {
    retry: false,
    step: 'sample',
  })
}
