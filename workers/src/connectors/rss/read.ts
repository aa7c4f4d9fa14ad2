import type { Connector, Cursor, RawPage } from '../connector.ts'
import { SourceFault } from '../fault.ts'
import { checkedUrl, HttpClient } from '../http-client.ts'
import { withSimulator } from '../simulator.ts'
import type { RssConfig } from './config.ts'

/**
 * One page a source that has changed since we last saw it, by its own ETag or Last-Modified. A dead source costs only
 * itself: the others are given first, and then all faults are told at once.
 */
export const read: Connector<RssConfig>['read'] = async function* (config, cursor, { signal, circuits }) {
  const client = new HttpClient(config, circuits)
  const known: Cursor = { ...cursor }
  const faults: SourceFault[] = []
  try {
    for (const source of config.sources) {
      signal.throwIfAborted()
      try {
        const page = await readSource(client, source, known, signal)
        if (page) yield page
      } catch (error) {
        if (!(error instanceof SourceFault)) throw error
        faults.push(
          new SourceFault(
            { vi: `${source.name}: ${error.message}`, en: `${source.name}: ${error.en}` },
            { retry: error.retry, step: error.step },
          ),
        )
      }
    }
  } finally {
    await client.close()
  }
  if (faults.length > 0) {
    const all = { vi: faults.map(({ message }) => message).join('\n'), en: faults.map(({ en }) => en).join('\n') }
    throw new SourceFault(all, {
      retry: faults.every(({ retry }) => retry),
      cause: faults,
    })
  }
}

async function readSource(
  client: HttpClient,
  { name, url }: RssConfig['sources'][number],
  known: Cursor,
  signal: AbortSignal,
): Promise<RawPage | null> {
  const headers: Record<string, string> = {
    accept: 'application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8',
  }
  const etag = known[`etag:${name}`]
  const modified = known[`modified:${name}`]
  if (typeof etag === 'string') headers['if-none-match'] = etag
  if (typeof modified === 'string') headers['if-modified-since'] = modified
  const reply = await client.get(checkedUrl(withSimulator(url)), headers, signal)
  if (reply.status === 304) return null
  remember(known, `etag:${name}`, reply.headers.etag)
  remember(known, `modified:${name}`, reply.headers['last-modified'])
  const asOf = new Date(reply.headers['last-modified'] ?? '')
  return {
    body: (async function* () {
      yield reply.body
    })(),
    name,
    mediaType: reply.headers['content-type'] ?? 'application/rss+xml',
    ...(Number.isFinite(asOf.getTime()) && { sourceAsOf: asOf }),
    next: { ...known },
  }
}

function remember(known: Cursor, key: string, value: string | undefined) {
  if (value) known[key] = value
  else delete known[key]
}
