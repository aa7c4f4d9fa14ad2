import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { SlowStatement } from './slow-statements.ts'

/** One kind of work of the last minute. Times are milliseconds, null where nothing was done. */
export interface WorkDone {
  count: number
  failed: number
  p50: number | null
  p95: number | null
  p99: number | null
}

/** What a process says of itself: the four golden signals, traffic, errors and latency by kind of work. Sizes are bytes, times milliseconds. */
export interface ProcessFigures {
  work: Record<string, WorkDone>
  /** How late its event loop was, at the worst but one in a hundred, and which part of the time it was busy, since it was heard before. */
  loop: { p99: number; busy: number }
  memory: { rss: number; heap: number; mostHeap: number }
  /** To the database: in use, asked for and not had, at most. */
  connections: { busy: number; waiting: number; most: number }
  /** Of workers: jobs in hand, at most. */
  places: { busy: number; most: number } | null
  /** Of servers: browsers connected; batches of the ledger it has not heard of, and since when the oldest waits. */
  walls: number | null
  unheard: { batches: number; ms: number } | null
}

export type ProcessKind = 'server' | 'workers'

export interface ProcessBeat {
  id: string
  kind: ProcessKind
  startedAt: Date
  figures: ProcessFigures
  /** As prom-client has it. */
  metrics: unknown[]
  slow: SlowStatement[]
}

export interface HeardProcess extends ProcessBeat {
  heardAt: Date
  silentMs: number
}

export const BEAT_EVERY_MS = 10_000
/** Silent for three beats: it is gone, frozen or cut off. */
const GONE_AFTER_MS = 3 * BEAT_EVERY_MS
/** Whoever is gone is told of for so long. */
const FORGOTTEN_AFTER = '1 hour'

export async function noteBeat(db: Db, { id, kind, startedAt, figures, metrics, slow }: ProcessBeat): Promise<void> {
  await sql`
    with forgotten as (delete from process_heard where heard_at < now() - ${FORGOTTEN_AFTER}::interval and id <> ${id})
    insert into process_heard (id, kind, started_at, heard_at, figures, metrics, slow)
    values (${id}, ${kind}, ${startedAt}, now(), ${JSON.stringify(figures)}, ${JSON.stringify(metrics)}, ${JSON.stringify(slow)})
    on conflict (id) do update set started_at = excluded.started_at, heard_at = excluded.heard_at, figures = excluded.figures,
      metrics = excluded.metrics, slow = excluded.slow`.execute(db)
}

/** One that ends in order is not gone: it is no more. */
export async function forgetProcess(db: Db, id: string): Promise<void> {
  await sql`delete from process_heard where id = ${id}`.execute(db)
}

/** All that were heard within the hour; by the database’s clock, whatever theirs say. */
export async function heardProcesses(db: Db): Promise<HeardProcess[]> {
  const { rows } = await sql<HeardProcess>`
    select id, kind, started_at as "startedAt", heard_at as "heardAt", figures, metrics, slow,
           (1000 * extract(epoch from now() - heard_at))::float8 as "silentMs"
    from process_heard where heard_at >= now() - ${FORGOTTEN_AFTER}::interval
    order by kind, started_at, id`.execute(db)
  return rows
}

export const isGone = ({ silentMs }: Pick<HeardProcess, 'silentMs'>): boolean => silentMs > GONE_AFTER_MS
