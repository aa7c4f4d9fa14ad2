import { sql } from 'kysely'
import type { Db } from '../db.ts'

export interface PageOfFeed {
  id: number
  name: string
  /** When it last came, which orders what pages say; when it last was told, which is what it says by the clock. */
  heardAt: Date
  toldAt: Date
  isCorrection: boolean
  /** How many of its records were taken in, from the first on. */
  taken: number
}

/** Every page of a feed of which something was taken in, in the order in which they were told. */
export async function pagesOfFeed(db: Db, feedId: number): Promise<PageOfFeed[]> {
  const { rows } = await sql<PageOfFeed>`
    select page.id::float8 as id, name, coalesce(heard_at, received_at) as "heardAt",
           coalesce(told_at, received_at) as "toldAt", run.trigger = 'correction' as "isCorrection",
           taken.records as taken
    from page join run on run.id = page.run_id cross join lateral (select max(run_page.taken) as records from run_page where run_page.page_id = page.id) taken
    left join page_heard on page_heard.page_id = page.id
    where page.feed_id = ${feedId} and taken.records > 0 order by 3, 1`.execute(db)
  return rows
}
