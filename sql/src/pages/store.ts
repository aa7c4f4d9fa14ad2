import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type pg from 'pg'
import type { Database } from '../db.ts'
import type { IdentitySealer } from '../identities/sealer.ts'

export interface StoredPage {
  id: number
  /** When these very bytes were received, which may be long before this run. */
  receivedAt: Date
}

export interface IncomingPage {
  feedId: number
  runId: number
  name: string
  mediaType?: string
  body: AsyncIterable<Uint8Array>
  /** What was taken out of the bytes before they came here, in words. */
  redacted?: string[]
  /** What the tokens in it stand for. */
  identities?: IdentitySealer
  /** Told again, it is told now; otherwise it keeps the date it first came. */
  isNews?: boolean
}

const CHUNK_BYTES = 1024 * 1024
const compress = promisify(gzip)

/**
 * Stores a page as fetched (less what its feed has taken out), a chunk at a time, and answers the page it is. Bytes already known to the feed are not stored
 * again. Memory stays at one chunk; a crash half-way leaves nothing.
 */
export async function storePage({ pool }: Database, page: IncomingPage): Promise<StoredPage> {
  const client = await pool.connect()
  const hash = createHash('sha256')
  let bytes = 0
  let chunks = 0
  try {
    await client.query('begin')
    const { rows } = await client.query("select nextval(pg_get_serial_sequence('page', 'id')) as id")
    const id: number = rows[0].id
    for await (const chunk of chunksOf(page.body)) {
      hash.update(chunk)
      bytes += chunk.length
      const body = await compress(chunk, { level: constants.Z_BEST_SPEED })
      await client.query('insert into page_chunk (page_id, n, body) values ($1, $2, $3)', [id, chunks++, body])
    }
    const sha256 = hash.digest()
    const inserted = await client.query(
      `insert into page (id, feed_id, run_id, sha256, name, media_type, bytes, redacted) overriding system value
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (feed_id, sha256) do nothing returning id, received_at`,
      [id, page.feedId, page.runId, sha256, page.name, page.mediaType ?? null, bytes, page.redacted ?? []],
    )
    if (inserted.rowCount === 1) {
      await page.identities?.save(client)
      await client.query('commit')
      return { id, receivedAt: inserted.rows[0].received_at }
    }
    await client.query('rollback')
    const known = await client.query('select id, received_at from page where feed_id = $1 and sha256 = $2', [page.feedId, sha256])
    const { id: knownId, received_at: receivedAt } = known.rows[0]
    // Yesterday's file again brings back nobody whose time is over.
    if (page.isNews) await page.identities?.save(client)
    return { id: knownId, receivedAt: (await noteHeard(client, knownId, page.isNews ?? false)) ?? receivedAt }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** Answers when it was told, where it was told anew and not only sent again. */
async function noteHeard(client: pg.PoolClient, pageId: number, isNews: boolean): Promise<Date | null> {
  const { rows } = await client.query(
    `insert into page_heard as known (page_id, heard_at, told_at) select $1, now, case when $2 then now end from clock_timestamp() now
     on conflict (page_id) do update set heard_at = excluded.heard_at, told_at = coalesce(excluded.told_at, known.told_at)
     returning told_at`,
    [pageId, isNews],
  )
  return isNews ? rows[0].told_at : null
}

async function* chunksOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pending: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    for (let rest = piece; rest.length > 0; ) {
      const part = rest.subarray(0, CHUNK_BYTES - size)
      rest = rest.subarray(part.length)
      pending.push(part)
      size += part.length
      if (size < CHUNK_BYTES) continue
      yield Buffer.concat(pending)
      pending = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(pending)
}
