import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Database, type Db, inTransaction } from '../db.ts'
import { dayOf } from '../time/hanoi.ts'
import type { Briefing } from './briefing.ts'
import type { BriefingDocument } from './document.ts'
import { type BriefingFormat, findBriefing } from './made.ts'
import { makeDocument, numbered, type Occasion } from './make.ts'

/** Draws a report as the files that go out. */
export type Draw = (document: BriefingDocument) => Promise<Record<BriefingFormat, Uint8Array>>

const RETRY_AFTER_S = [60, 300, 1_500]

interface Waiting {
  id: number
  briefing: string
  occasion: Date | null
  asOf: Date
}

/**
 * Makes one report that waits, and keeps it with its number and its files all at once; null where none is left for this process. Who makes it holds
 * it by a lock of the connection, so that whoever dies at it lets go. What fails is kept with its reason and tried again some times.
 */
export async function makeNextBriefing(database: Database, draw: Draw): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select id from briefing_made where status <> 'made' and next_try_at <= clock_timestamp()
    order by occasion is not null, as_of, id limit 50`.execute(database.db)
  for (const { id } of rows) if (await makeOne(database, id, draw)) return id
  return null
}

async function makeOne(database: Database, id: number, draw: Draw): Promise<boolean> {
  const { db } = database
  const holder = await database.pool.connect()
  try {
    const { rows } = await holder.query("select pg_try_advisory_lock(hashtext('briefing'), $1::int) as free", [id])
    if (!rows[0].free) return false
    try {
      // Read under the lock: whoever held it may have made it.
      const waiting = await findWaiting(db, id)
      if (!waiting) return false
      await make(db, waiting, draw).catch((error: unknown) => noteFailure(db, id, error))
      return true
    } finally {
      await holder.query("select pg_advisory_unlock(hashtext('briefing'), $1::int)", [id])
    }
  } finally {
    holder.release()
  }
}

async function findWaiting(db: Db, id: number): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`
    select id, briefing, occasion, as_of as "asOf" from briefing_made
    where id = ${id} and status <> 'made' and next_try_at <= clock_timestamp()`.execute(db)
  return rows[0]
}

async function make(db: Db, { id, briefing, occasion, asOf }: Waiting, draw: Draw): Promise<void> {
  const { version, spec } = await findBriefing(db, briefing)
  const about: Occasion = { asOf, occasion, madeAt: new Date() }
  const read = await makeDocument(db, spec, about)
  await inTransaction(db, async (trx) => {
    const number = occasion === null ? null : await nextNumber(trx, spec, about.madeAt)
    const document = { ...read, number: numbered(spec, number?.number ?? null) }
    const files = await draw(document)
    await sql`
      update briefing_made set status = 'made', version = ${version}, made_at = ${about.madeAt}, document = ${JSON.stringify(document)}::jsonb,
        number = ${number?.number ?? null}, number_of = ${number?.of ?? null}, next_try_at = null, reason = null
      where id = ${id}`.execute(trx)
    for (const [format, bytes] of Object.entries(files)) {
      const body = Buffer.from(bytes)
      const sha256 = createHash('sha256').update(body).digest('hex')
      await sql`insert into briefing_file (made, format, sha256, body) values (${id}, ${format}, ${sha256}, ${body})`.execute(trx)
    }
  })
}

/** Counted from 1 every year among those that bear the same symbol; given with the report or not at all, so that none is left out. */
async function nextNumber(trx: Db, { head }: Briefing, madeAt: Date): Promise<{ number: number; of: string }> {
  const of = `${dayOf(madeAt).slice(0, 4)} ${head.number}`
  await sql`select pg_advisory_xact_lock(hashtext('briefing number'))`.execute(trx)
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(number), 0) + 1 as next from briefing_made where number_of = ${of}`.execute(trx)
  return { number: rows[0]?.next as number, of }
}

async function noteFailure(db: Db, id: number, error: unknown): Promise<void> {
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, 500)
  await sql`
    update briefing_made set status = 'failed', tries = tries + 1, reason = ${reason},
      next_try_at = clock_timestamp() + (${RETRY_AFTER_S}::float8[])[tries + 1] * interval '1 second'
    where id = ${id} and status <> 'made'`.execute(db)
}
