import type { Connector } from '../connector.ts'
import { HttpClient } from '../http-client.ts'
import { shownUrl, urlOf } from './call.ts'
import type { RestConfig } from './config.ts'
import { headersOf } from './credentials.ts'
import { listingOf } from './listing.ts'

/** The first page whatever is in it: where its list is, a steward need not know beforehand. */
export const look: NonNullable<Connector<RestConfig>['look']> = async function* (config, { signal }) {
  const client = new HttpClient({ ...config, attempts: 1 })
  try {
    const url = urlOf(config, listingOf(null))
    const { body, headers } = await client.get(url, await headersOf(config, client, signal), signal)
    const one = async function* () {
      yield body
    }
    yield { body: one(), name: shownUrl(config, url), mediaType: headers['content-type'] ?? 'application/json', next: null }
  } finally {
    await client.close()
  }
}
