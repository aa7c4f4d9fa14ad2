import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Problem } from '../pack/normalise.ts'

/** A record that did not become a fact: `held` for a person to mend, `rejected` when it could not even be read as a record. */
export interface HeldDraft {
  status: 'held' | 'rejected'
  place: number
  /** Where a person finds it in the source. */
  at?: string
  raw: unknown
  reasons: Problem[]
}

/** Keeps each held record once, however often its page is read again. */
export async function keepHeld(
  client: pg.PoolClient,
  { feedId, runId, pageId, held }: { feedId: number; runId: number; pageId: number; held: HeldDraft[] },
): Promise<void> {
  // Rows alike to the letter are one held record.
  const distinct = new Map(held.map((record) => [fingerprint(record).toString('hex'), record]))
  const records = [...distinct.values()]
  if (records.length === 0) return
  await client.query(
    `insert into held_record (feed_id, run_id, last_run_id, page_id, status, place, at, raw, reasons, fingerprint)
     select $1, $2, $2, $3, * from unnest($4::text[], $5::int[], $6::text[], $7::jsonb[], $8::jsonb[], $9::bytea[])
     on conflict (feed_id, fingerprint) do update set last_run_id = excluded.last_run_id, status = excluded.status`,
    [
      feedId,
      runId,
      pageId,
      records.map((record) => record.status),
      records.map((record) => record.place),
      records.map((record) => record.at ?? null),
      records.map((record) => storable(record.raw)),
      records.map((record) => storable(record.reasons)),
      [...distinct.keys()].map((hex) => Buffer.from(hex, 'hex')),
    ],
  )
}

/** A record held earlier whose place in the same page now gives a fact has been mended: by a new unit name, say. */
export async function releaseMended(client: pg.PoolClient, feedId: number, pageId: number, places: number[]): Promise<void> {
  await client.query(
    "update held_record set status = 'superseded' where feed_id = $1 and page_id = $2 and place = any($3::int[]) and status = 'held'",
    [feedId, pageId, places],
  )
}

function fingerprint({ status, raw, reasons }: HeldDraft): Buffer {
  const codes = reasons.map(({ field, code }) => `${field}:${code}`)
  return createHash('sha256')
    .update(JSON.stringify([status, raw, codes]))
    .digest()
}

/** jsonb refuses NUL and lone surrogates, which broken input does contain. */
function storable(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner) =>
    typeof inner === 'string' ? inner.replaceAll('\0', '').toWellFormed() : inner,
  )
}
