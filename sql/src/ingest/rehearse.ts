import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database, Db } from '../db.ts'
import { Unavailable } from '../errors.ts'
import type { Feed } from '../feeds/feed.ts'
import type { Kind } from '../pack/load-kind.ts'
import { finish } from '../runs/finish.ts'
import type { Schema } from '../schema.ts'
import { type Batch, withoutRefused, write } from './commit-batch.ts'

/** What a rehearsal changed, by the ledger. */
export interface Touched {
  measures: string[]
  /** Units with the number of totals changed in each, most first. */
  units: number[]
  /** Of the totals changed, the first and last bucket; null where none is. */
  buckets: { first: Date; last: Date } | null
  inserted: number
  updated: number
  unchanged: number
  held: number
}

/**
 * It waits for another's totals less than the second after which PostgreSQL looks for a deadlock, and might break the other off; nobody
 * waits for it longer than its statements may take.
 */
const PATIENCE = "set local lock_timeout = '700ms'; set local statement_timeout = '8s'; set local ioc.rehearsal = 'on'"
const TRIES = 4

/**
 * Stores a batch by the very rules it would be stored by, asks what the world would then say, and takes it all back: nothing of it
 * is ever committed, which is why it takes no turn at the ledger: only who writes the very same totals meanwhile waits.
 */
export async function rehearse<T>(...rehearsal: Parameters<typeof rehearseOnce<T>>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await rehearseOnce(...rehearsal)
    } catch (error) {
      if (!BUSY.has((error as { code?: string }).code ?? '')) throw error
      if (tries === TRIES) throw busy(error)
      await sleep(PAUSE_MS * tries)
    }
  }
}

const PAUSE_MS = 100

async function rehearseOnce<T>(
  { pool }: Database,
  kind: Kind,
  feed: Feed,
  batch: Pick<Batch, 'read' | 'facts' | 'held'>,
  ask: (db: Db, touched: Touched) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(`begin; ${PATIENCE}`)
    const ids = await openRun(client, feed)
    await writeSound(client, kind, { ...batch, ...ids })
    const db = dbOver(client)
    await finish(db, ids.runId, { status: 'done' })
    return await ask(db, await touchedBy(client, ids.runId))
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

/** Lock not available, broken off, deadlock. */
const BUSY = new Set(['55P03', '57014', '40P01'])

function busy(cause: unknown): Unavailable {
  return new Unavailable(
    {
      vi: 'Hệ thống đang bận ghi dữ liệu nên chưa tính thử được. Bấm tính lại sau ít giây.',
      en: 'The system is busy storing data and could not weigh this. Press “Weigh again” in a few seconds.',
    },
    { cause },
  )
}

async function openRun(client: pg.PoolClient, feed: Feed): Promise<{ feedId: number; runId: number; pageId: number }> {
  const feeds = await client.query(
    `insert into feed (key, version, spec) values ($1, 1, $2)
     on conflict (key) do update set spec = excluded.spec, version = feed.version + 1 returning id, version`,
    [feed.id, JSON.stringify(feed)],
  )
  const { id: feedId, version } = feeds.rows[0]
  await client.query('insert into feed_version (feed_id, version, spec) values ($1, $2, $3)', [
    feedId,
    version,
    JSON.stringify(feed),
  ])
  const runs = await client.query("insert into run (feed_id, feed_version, trigger) values ($1, $2, 'command') returning id", [
    feedId,
    version,
  ])
  const runId = runs.rows[0].id
  const pages = await client.query(
    "insert into page (feed_id, run_id, sha256, name, bytes) values ($1, $2, $3, 'tính thử', 0) returning id",
    [feedId, runId, randomBytes(32)],
  )
  return { feedId, runId, pageId: pages.rows[0].id }
}

/** As commitBatch does, within one transaction. */
async function writeSound(client: pg.PoolClient, kind: Kind, batch: Batch): Promise<void> {
  await withoutRefused(batch, async (part) => {
    await client.query('savepoint lot')
    try {
      await write(client, kind, part)
      await client.query('release savepoint lot')
    } catch (error) {
      await client.query('rollback to savepoint lot')
      throw error
    }
  })
}

async function touchedBy(client: pg.PoolClient, runId: number): Promise<Touched> {
  const { rows } = await client.query(
    `with entry as (
       select cell.measure_id, cell.unit_id, cell.bucket from ledger_batch join ledger_entry using (position)
       join cell on cell.id = ledger_entry.cell_id where ledger_batch.run_id = $1
     )
     select (select array_agg(distinct measure.code) from entry join measure on measure.id = measure_id) as measures,
            (select array_agg(unit_id order by n desc) from (select unit_id, count(*) as n from entry group by unit_id) each) as units,
            (select min(bucket) from entry) as first, (select max(bucket) from entry) as last,
            inserted, updated, unchanged, held + rejected as held
     from run where id = $1`,
    [runId],
  )
  const { measures, units, first, last, ...counts } = rows[0]
  return { measures: measures ?? [], units: units ?? [], buckets: first ? { first, last } : null, ...counts }
}

/** A query builder over the one connection a transaction is in; questions wait for each other. */
function dbOver(client: pg.PoolClient): Db {
  let last: Promise<unknown> = Promise.resolve()
  const query = (...asked: unknown[]) => {
    const answer = last.then(() => (client.query as (...asked: unknown[]) => Promise<unknown>).apply(client, asked))
    last = answer.catch(() => {})
    return answer
  }
  const one = { query, release() {} } as unknown as pg.PoolClient
  const pool = { connect: async () => one, end: async () => {} } as unknown as pg.Pool
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}
