import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Month } from './months.ts'

/** What a month's runs made of a feed's rows. A row counts when it is told for the first time or otherwise than before. */
export interface RowCounts {
  feedId: number
  month: string
  /** Stored: new, or told otherwise. */
  taken: number
  /** Of those taken, rows that break a rule that warns. */
  warned: number
  held: number
  rejected: number
  /** Of the held and rejected, those a person mended since. */
  mended: number
  repeated: number
  atOdds: number
  takenBack: number
  /** Cells the mapping takes of every row read, and those filled. */
  cells: number
  filled: number
}

const monthOf = sql`to_char(run.started_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM')`
/** What people mend and what is read again from stored pages is not the source's telling. */
export const TELLING = sql`run.trigger not in ('correction', 'reprocess')`

/**
 * Counted off the run ledger. Rows told again unchanged count nothing, so that neither asking often nor sending a file twice moves
 * a score; runs that heard nothing new, which are not kept, would have added nothing.
 */
export async function rowCounts(db: Db, months: Month[], feed: string | null): Promise<RowCounts[]> {
  const within = sql`run.started_at >= ${months[0]?.from} and run.started_at < ${months.at(-1)?.to} and ${TELLING}
    and (${feed}::text is null or run.feed_id = (select id from feed where key = ${feed}))`
  const { rows } = await sql<RowCounts>`
    with told as (
      select feed_id, ${monthOf} as month, sum(inserted + updated) as taken, sum(warned) as warned, sum(repeated) as repeated, sum(at_odds) as at_odds,
             sum(taken_back) as taken_back, sum(cells) as cells, sum(filled) as filled
      from run where ${within} group by 1, 2
    ), alike as (
      -- Told again, a page has the same in it; a run that broke off has counted less of it.
      select run.feed_id, ${monthOf} as month, sum(page.alike) as alike
      from (select page_id, min(run_id) as run_id, max(broken_alike) as alike from run_page where broken_alike > 0 group by page_id) page
      join run on run.id = page.run_id where ${within} group by 1, 2
    ), kept as (
      select run.feed_id, ${monthOf} as month, count(*) filter (where not unreadable) as held,
             count(*) filter (where unreadable) as rejected, count(*) filter (where mended is not null) as mended
      from held_record held join run on run.id = held.run_id
      cross join lateral (select coalesce(reasons->0->>'code' = 'unreadable', false) as unreadable) is_unreadable
      where ${within} group by 1, 2
    )
    select feed_id as "feedId", month, taken::float8 as taken, warned::float8 as warned, coalesce(held, 0)::float8 as held, (coalesce(rejected, 0) + coalesce(alike, 0))::float8 as rejected,
           coalesce(mended, 0)::float8 as mended, repeated::float8 as repeated, at_odds::float8 as "atOdds",
           taken_back::float8 as "takenBack", cells::float8 as cells, filled::float8 as filled
    from told left join kept using (feed_id, month) left join alike using (feed_id, month)`.execute(db)
  return rows
}
