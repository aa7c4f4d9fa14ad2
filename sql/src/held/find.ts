import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import type { Problem } from '../pack/normalise.ts'
import type { HeldActionName, HeldStatus } from './life.ts'

export interface HeldRecord {
  id: number
  feed: string
  status: HeldStatus
  /** Where its source has it: the page, the sheet and row. */
  page: { id: number; name: string }
  place: number
  at: string | null
  run: number
  firstSeen: Date
  raw: unknown
  mended: unknown
  reasons: Problem[]
  /** What people have done about it so far, counted, and who did the last of it. */
  edit: number
  lastBy: string | null
}

export interface HeldAction {
  at: Date
  by: string
  action: HeldActionName
  status: HeldStatus
  record: unknown
  note: string | null
}

export interface HeldQuery {
  feed: string
  statuses: HeldStatus[]
  /** Only those held for this first reason; without the field, for this among others. */
  field?: string | undefined
  code?: string | undefined
  /** Words anywhere in the record. */
  words?: string | undefined
  run?: number | undefined
  /** Those after this one. */
  after: number
  limit: number
}

/** Held records of a feed, the oldest first, and how many there are in all. */
export async function findHeld(db: Db, query: HeldQuery): Promise<{ records: HeldRecord[]; total: number }> {
  const { feed, statuses, field, code, words, run, after, limit } = query
  const meant = sql`
    held.feed_id = (select id from feed where key = ${feed}) and held.status = any(${statuses}::text[])
    and (${field ?? null}::text is null or held.reasons->0->>'field' = ${field ?? null})
    and (${code ?? null}::text is null or held.reasons->0->>'code' = ${code ?? null}
      or ${field ?? null}::text is null and exists (select from jsonb_array_elements(held.reasons) reason where reason->>'code' = ${code ?? null}))
    and (${run ?? null}::bigint is null or held.last_run_id = ${run ?? null})
    and (${words ?? null}::text is null or coalesce(held.mended, held.raw)::text ilike '%' || ${likely(words)}::text || '%')`
  const { rows } =
    await sql<HeldRecord>`${recordsWhere(sql`${meant} and held.id > ${after}`)} order by held.id limit ${limit}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*)::float8 as total from held_record held where ${meant}`.execute(db)
  return { records: rows, total: counted.rows[0]?.total ?? 0 }
}

/** One held record with what was done about it, in order. */
export async function findHeldRecord(db: Db, id: number): Promise<HeldRecord & { actions: HeldAction[] }> {
  const { rows } = await recordsWhere(sql`held.id = ${id}`).execute(db)
  const [record] = rows
  if (!record) throw new NotFound({ vi: `Không có dòng bị giữ số ${id}.`, en: `There is no held row ${id}.` })
  const actions = await sql<HeldAction>`
    select at, by, action, status, record, note from held_action where held_id = ${id} order by id`.execute(db)
  return { ...record, actions: actions.rows }
}

function recordsWhere(condition: ReturnType<typeof sql>) {
  return sql<HeldRecord>`
    select held.id::float8 as id, feed.key as feed, held.status, json_build_object('id', page.id, 'name', page.name) as page, held.place,
           held.at, held.last_run_id::float8 as run, held.first_seen as "firstSeen", held.raw, held.mended, held.reasons,
           (select count(*)::float8 from held_action where held_id = held.id) as edit,
           (select by from held_action where held_id = held.id order by id desc limit 1) as "lastBy"
    from held_record held join feed on feed.id = held.feed_id join page on page.id = held.page_id
    where ${condition}`
}

/** Words are looked for as they stand: no sign in them means anything. */
function likely(words: string | undefined): string | null {
  return words === undefined ? null : words.replace(/[\\%_]/g, '\\$&')
}
