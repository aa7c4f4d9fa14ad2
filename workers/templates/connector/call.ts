import { SourceFault } from '../../src/connectors/fault.ts'
import { checkedUrl } from '../../src/connectors/http-client.ts'
import type { SampleConfig } from './config.ts'

export function urlOf(config: SampleConfig, page: number): URL {
  const url = checkedUrl(config.url)
  url.searchParams.set('page', String(page))
  return url
}

/** Secrets are opened before a connector sees its settings: what stands here is the token itself. */
export function headersOf(config: SampleConfig): Record<string, string> {
  return { authorization: `Bearer ${config.token}` }
}

/** A host that is not the source it was said to be is refused before a byte of it is kept. */
export function assertJson(body: Buffer, url: URL): void {
  if (/^\s*[[{]/.test(body.toString('utf8', 0, 100))) return
  throw new SourceFault(
    { vi: `«${url.host}» không trả về JSON. Kiểm tra lại địa chỉ.`, en: `«${url.host}» gives no JSON. Check the address.` },
    { retry: false, step: 'sample' },
  )
}
