import type { Connector } from '../connector.ts'
import { SourceFault } from '../fault.ts'
import { HttpClient, type Reply } from '../http-client.ts'
import { shownUrl, urlOf } from './call.ts'
import type { RestConfig } from './config.ts'
import { headersOf, mayRenew } from './credentials.ts'
import { advance, type Listing, listingOf } from './listing.ts'

/** Pages of an API until the source says there are no more. */
export const read: Connector<RestConfig>['read'] = async function* (config, cursor, { signal, circuits }) {
  const client = new HttpClient(config, circuits)
  const ask = async (url: URL) => client.get(url, await headersOf(config, client, signal), signal)
  const get = (url: URL) =>
    ask(url).catch((error: unknown) => {
      if (mayRenew(config, error)) return ask(url)
      throw error
    })
  try {
    let listing = listingOf(cursor)
    let resumed = listing.token !== null
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      let reply: Reply
      let url = urlOf(config, listing)
      try {
        reply = await get(url)
      } catch (error) {
        // A page token kept overnight may have expired; the mark it started from has not.
        if (!resumed || !(error instanceof SourceFault) || error.retry || error.step !== 'connect') throw error
        listing = { ...listing, token: null, given: 0 }
        url = urlOf(config, listing)
        reply = await get(url)
      }
      resumed = false
      const { next, more, records, remaining } = advance(config, listing, url, reply)
      const modified = new Date(reply.headers['last-modified'] ?? '')
      if (records > 0 || !same(next, listing)) {
        yield {
          body: one(reply.body),
          name: shownUrl(config, url),
          mediaType: reply.headers['content-type'] ?? `application/${config.answers}`,
          ...(Number.isFinite(modified.getTime()) && { sourceAsOf: modified }),
          ...(remaining !== undefined && { remaining }),
          next: { ...next },
        }
      }
      if (!more) return
      listing = next
    }
    throw new SourceFault(
      {
        vi: `Nguồn gửi quá ${MAX_PAGES} trang trong một lần lấy. Kiểm tra cách chia trang.`,
        en: `The source gives more than ${MAX_PAGES} pages at once. Check how it is paged.`,
      },
      {
        retry: false,
        step: 'sample',
      },
    )
  } finally {
    await client.close()
  }
}

function same(a: Listing, b: Listing): boolean {
  return a.since === b.since && a.token === b.token
}

async function* one(body: Buffer): AsyncGenerator<Uint8Array> {
  yield body
}

const MAX_PAGES = 100_000
