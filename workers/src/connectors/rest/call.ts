import { SourceFault } from '../fault.ts'
import { checkedUrl } from '../http-client.ts'
import { showUrl } from '../secrets.ts'
import { withSimulator } from '../simulator.ts'
import type { RestConfig } from './config.ts'
import type { Listing } from './listing.ts'

/** The address of the page a listing has come to. */
export function urlOf(config: RestConfig, { since, token }: Listing): URL {
  const { paging, auth } = config
  const base = checkedUrl(withSimulator(config.url))
  // A next link is the source's word, and a stranger's word must not send our credentials elsewhere.
  const isLink = paging.style === 'link' && token !== null
  const url = isLink ? sameOrigin(checkedUrl(token, base), base) : base
  const set = (name: string | undefined, value: string | number | null | undefined) => {
    if (name !== undefined && value !== null && value !== undefined) url.searchParams.set(name, String(value))
  }
  if (auth.kind === 'query') set(auth.param, auth.key)
  if (isLink) return url
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
  return url
}

/** The same without what lets one in. */
export function shownUrl({ auth }: RestConfig, url: URL): string {
  return showUrl(url, auth.kind === 'query' ? [auth.param] : [])
}

function sameOrigin(url: URL, base: URL): URL {
  if (url.origin === base.origin) return url
  throw new SourceFault(
    {
      vi: `«${base.host}» chỉ sang trang kế tiếp ở máy chủ khác («${url.host}»). Hỏi lại bên cung cấp.`,
      en: `«${base.host}» points to another host («${url.host}») for its next page. Ask the provider.`,
    },
    {
      retry: false,
      step: 'sample',
    },
  )
}
