import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import type { Kind } from '../pack/load-kind.ts'
import type { Problem } from '../pack/normalise.ts'

/** A row that a count of a run counts: the record it speaks of, where in which page it is, and why it is held where it is. */
export interface RunRowLine {
  record: string | null
  page: { id: number; name: string }
  place: number
  at: string | null
  reasons: Problem[]
  /** What has become of a held row since. */
  status: string | null
}

export interface RowsAsk {
  run: number
  feedId: number
  after: string
  limit: number
}

const ROW = sql`json_build_object('id', page.id, 'name', page.name) as page`

/** Records a run brought for the first time, by their ids. */
export async function insertedBy(db: Db, { table }: Kind, { run, feedId, after, limit }: RowsAsk): Promise<RunRowLine[]> {
  const { rows } = await sql<RunRowLine>`
    select fact.external_id as record, ${ROW}, fact.place, null as at, '[]'::json as reasons, null as status
    from ${sql.table(table)} fact join page on page.id = fact.page_id
    where fact.feed_id = ${feedId} and fact.external_id > ${after} and fact.inserted_by = any(array(
      select insertion.id from insertion join ledger_batch using (position) where ledger_batch.run_id = ${run}))
    order by fact.external_id limit ${limit}`.execute(db)
  return rows
}

/** Records a run told otherwise than they stood; `withdrawn`: those that no page gives any more. */
export async function updatedBy(
  db: Db,
  { table }: Kind,
  { run, feedId, after, limit }: RowsAsk,
  which: 'updated' | 'withdrawn',
): Promise<RunRowLine[]> {
  const isGone = sql`fact.deleted and fact.run_id = ${run} and (select trigger from run where id = ${run}) = 'reprocess'`
  const { rows } = await sql<RunRowLine>`
    select fact.external_id as record, ${ROW}, fact.place, null as at, '[]'::json as reasons, null as status
    from ${sql.table(table)} fact join page on page.id = fact.page_id
    where fact.feed_id = ${feedId} and fact.external_id > ${after} and (${isGone}) = ${which === 'withdrawn'} and exists (
      select from former_fact former join ledger_batch batch on batch.position = former.until and batch.run_id = ${run}
      where former.fact_table = ${table} and former.feed_id = fact.feed_id and former.external_id = fact.external_id)
    order by fact.external_id limit ${limit}`.execute(db)
  return rows
}

/** Rows a run held, or could not even read, first or again; alike to the letter they are one. */
export async function heldBy(
  db: Db,
  { run, after, limit }: RowsAsk,
  which: 'held' | 'rejected',
): Promise<(RunRowLine & { id: number })[]> {
  const { rows } = await sql<RunRowLine & { id: number }>`
    select held.id::float8 as id, held.external_id as record, ${ROW}, held.place, held.at, held.reasons, held.status
    from held_in_run met join held_record held on held.id = met.held_id join page on page.id = held.page_id
    where met.run_id = ${run} and held.id > ${placeAfter(after)}
      and (held.reasons->0->>'code' = 'unreadable') = ${which === 'rejected'}
    order by held.id limit ${limit}`.execute(db)
  return rows
}

/** Whether a run counted lines that it did not keep as rows. */
export async function hasUnkept(db: Db, run: number): Promise<boolean> {
  const found = await db
    .selectFrom('run_page')
    .select('page_id')
    .where('run_id', '=', run)
    .where('broken_alike', '>', 0)
    .executeTakeFirst()
  return found !== undefined
}

/** The pages a run took in, in order; of one that read all again, all. */
export async function pagesOfRun(
  db: Db,
  run: number,
): Promise<{ id: number; name: string; receivedAt: Date; isCorrection: boolean }[]> {
  const { rows } = await sql<{ id: number; name: string; receivedAt: Date; isCorrection: boolean }>`
    select page.id::float8 as id, page.name, page.received_at as "receivedAt", first.trigger = 'correction' as "isCorrection"
    from run join page on page.feed_id = run.feed_id join run first on first.id = page.run_id
    where run.id = ${run} and (run.trigger = 'reprocess' and page.received_at <= coalesce(run.finished_at, now())
      or exists (select from run_page where run_page.run_id = run.id and run_page.page_id = page.id))
    order by page.id`.execute(db)
  return rows
}

/** The places of a page at which a run wrote a record. */
export async function placesWritten(
  db: Db,
  { table }: Kind,
  { run, feedId, page }: { run: number; feedId: number; page: number },
): Promise<Set<number>> {
  const { rows } = await sql<{ place: number }>`
    select place from ${sql.table(table)} where feed_id = ${feedId} and page_id = ${page} and run_id = ${run}
    union
    select (fact->>'place')::int from former_fact
    where fact_table = ${table} and feed_id = ${feedId} and (fact->>'page_id')::bigint = ${page} and (fact->>'run_id')::bigint = ${run}`.execute(
    db,
  )
  return new Set(rows.map(({ place }) => place))
}

/** Rows that wait, and what was found of a run, are walked by their number. Throws Invalid where it is none. */
export function placeAfter(after: string): number {
  if (!/^\d{0,15}$/.test(after)) throw noPlace(after)
  return Number(after)
}

/** Rows that are read again from their pages are walked by the page and their place in it. Throws Invalid where it is no such two. */
export function pageAndPlaceAfter(after: string): [number, number] {
  if (!/^(\d{1,15} \d{1,15})?$/.test(after)) throw noPlace(after)
  const [page = 0, place = 0] = after.split(' ').map(Number)
  return [page, place]
}

const noPlace = (after: string) =>
  new Invalid({
    vi: `«${after.slice(0, 40)}» không phải chỗ để xem tiếp. Lấy «after» từ dòng cuối của trang trước.`,
    en: `«${after.slice(0, 40)}» is no place to go on from. Take «after» from the last row of the page before.`,
  })
