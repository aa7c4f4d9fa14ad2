import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Identity, Problem } from '../pack/normalise.ts'

/** A record that did not become a fact: `held` for a person to mend, `rejected` when it could not even be read as a record. */
export interface HeldDraft {
  status: 'held' | 'rejected'
  place: number
  /** Where a person finds it in the source. */
  at?: string
  raw: unknown
  /** The fact it speaks of, where it could be told. */
  of?: Identity
  /** Of its reasons, the rules that keep its whole page out. */
  blockedBy?: string[]
  reasons: Problem[]
}

const UNDECIDED = `held_record.mended is null and held_record.status not in ('awaiting', 'released', 'dismissed')`
const now = (column: string) => `${column} = case when ${UNDECIDED} then excluded.${column} else held_record.${column} end`

/**
 * Met again, it is the same held record, where it was met last and said as the feed's present configuration says it; what a person
 * has decided about the same row stays decided. What it said comes back where it had been removed.
 */
export const MET_AGAIN = `on conflict (feed_id, fingerprint) do update set last_run_id = excluded.last_run_id,
  status = case when held_record.status in ('awaiting', 'released', 'dismissed') then held_record.status else excluded.status end,
  raw = case when held_record.blanked_at is not null and ${UNDECIDED} then excluded.raw else held_record.raw end,
  blanked_at = case when ${UNDECIDED} then null else held_record.blanked_at end,
  ${['reasons', 'external_id', 'source_version', 'page_id', 'place', 'at'].map(now).join(', ')}`

export const HELD_COLUMNS =
  'feed_id, run_id, last_run_id, page_id, status, place, at, external_id, source_version, raw, reasons, fingerprint'

/** Keeps each held record once, however often its page is read again. */
export async function keepHeld(
  client: pg.PoolClient,
  { feedId, runId, pageId, held }: { feedId: number; runId: number; pageId: number; held: HeldDraft[] },
  { into = 'held_record', again = MET_AGAIN } = {},
): Promise<void> {
  // Rows alike to the letter are one held record.
  const distinct = new Map(held.map((record) => [fingerprint(record).toString('hex'), record]))
  const records = [...distinct.values()]
  if (records.length === 0) return
  await client.query(
    noting(
      into,
      `insert into ${into} (${HELD_COLUMNS})
       select $1, $2, $2, $3, * from unnest($4::text[], $5::int[], $6::text[], $7::text[], $8::bigint[], $9::jsonb[], $10::jsonb[], $11::bytea[])
       ${again}`,
    ),
    [
      feedId,
      runId,
      pageId,
      records.map((record) => record.status),
      records.map((record) => record.place),
      records.map((record) => (record.at === undefined ? null : storableText(record.at))),
      records.map((record) => (record.of ? storableText(record.of.external_id) : null)),
      records.map((record) => storableVersion(record.of)),
      records.map((record) => storable(record.raw)),
      records.map((record) => storable(record.reasons)),
      [...distinct.keys()].map((hex) => Buffer.from(hex, 'hex')),
    ],
  )
}

/** Keeps held records, and that this run met them; those only set aside are noted once they are kept. */
export function noting(into: string, insert: string): string {
  if (into !== 'held_record') return insert
  return `with kept as (${insert} returning id, last_run_id)
    insert into held_in_run (run_id, held_id) select last_run_id, id from kept on conflict do nothing`
}

/** Notes the held records that a person let through, with the facts they became. */
export async function releaseHeld(client: pg.PoolClient, facts: { release?: { held: number; by: string } }[]): Promise<void> {
  const released = facts.flatMap(({ release }) => release ?? [])
  if (released.length === 0) return
  await client.query(
    `with released as (
       update held_record set status = 'released' from unnest($1::bigint[], $2::text[]) as let (held, by)
       where id = let.held and status = 'awaiting' returning id, let.by
     )
     insert into held_action (held_id, by, action, status) select id, by, 'release', 'released' from released`,
    [released.map(({ held }) => held), released.map(({ by }) => by)],
  )
}

/**
 * Lets go the held records that wait for nothing any more: those whose own place in the page now gives a fact (a unit's
 * name was added, say), and those whose fact has come since, in a newer version or on a newer page. A held record met
 * again on an old page does not wait either when its fact is already newer.
 */
export async function supersedeHeld(
  client: pg.PoolClient,
  table: string,
  staging: string,
  { feedId, pageId }: { feedId: number; pageId: number },
): Promise<void> {
  const isNewer = (fact: string, version = `${fact}.source_version`) => `
    (${version}, ${fact}.page_id, ${fact}.place) > (coalesce(held.source_version, ${version}), held.page_id, held.place)`
  await client.query(
    `with held as not materialized (select * from held_record where feed_id = $1 and status in ('held', 'awaiting')), mended as (
       select held.id from held join ${staging} staged on staged.place = held.place where held.page_id = $2
       union all
       select held.id from held join ${staging} staged using (external_id) where ${isNewer('staged')}
       union all
       select held.id from held join ${table} fact using (feed_id, external_id) where held.page_id = $2 and ${isNewer('fact', 'coalesce(fact.confirmed, fact.source_version)')}
     )
     update held_record set status = 'superseded' where id in (select id from mended)`,
    [feedId, pageId],
  )
}

/** By which a row is known again: what it says, and what it broke. */
export function fingerprint({ status, raw, reasons }: Pick<HeldDraft, 'status' | 'raw' | 'reasons'>): Buffer {
  const codes = reasons.map(({ field, code }) => `${field}:${code}`)
  return createHash('sha256')
    .update(JSON.stringify([status, raw, codes]))
    .digest()
}

/** jsonb refuses NUL and half surrogates, which broken input does contain, in names too; text refuses NUL. */
export function storable(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner) => {
    if (typeof inner === 'string') return storableText(inner)
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).map(([name, each]) => [storableText(name), each]))
  })
}

function storableText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** A version may be what PostgreSQL refused. */
function storableVersion(of: Identity | undefined): number | null {
  return Number.isSafeInteger(of?.source_version) ? (of?.source_version as number) : null
}
