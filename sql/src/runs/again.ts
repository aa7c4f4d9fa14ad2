import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict } from '../errors.ts'
import { findFeed } from '../feeds/find.ts'
import { findRun } from './find.ts'
import { startRun, type Trigger } from './start.ts'

/** A run of what was brought by hand or by its source: one page, which nobody need bring again. */
export interface BroughtRun {
  feed: string
  run: number
  page: number
}

/** A run that failed or was ended, of what was brought, and that no later one has taken up: it can be run again. */
export const CAN_RUN_AGAIN = sql<boolean>`
  run.status in ('failed', 'stopped') and exists (select from delivery where delivery.run_id = run.id and page_id is not null)`

/** Opens a new run of what a failed one was brought, which is then on its way as if it had come now. */
export async function runAgain(db: Db, run: number, by: string): Promise<BroughtRun> {
  await findRun(db, run)
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ feed: string; page: number; trigger: Trigger }>`
      select feed.key as feed, delivery.page_id::float8 as page, run.trigger
      from run join delivery on delivery.run_id = run.id join feed on feed.id = run.feed_id
      where run.id = ${run} and ${CAN_RUN_AGAIN} for update of delivery`.execute(trx)
    const [brought] = rows
    if (!brought)
      throw new Conflict({
        vi: `Lượt ${run} không chạy lại được: chỉ chạy lại lượt lỗi hoặc bị dừng của tệp, bản tin hay biểu đã nhận, mỗi lượt một lần.`,
        en: `Run ${run} can’t be run again: only a failed or stopped run of a file, delivery or typed form can, each once.`,
      })
    const next = await startRun(trx, await findFeed(trx, brought.feed), brought.trigger, { askedBy: by })
    await trx.updateTable('delivery').set({ run_id: next }).where('run_id', '=', run).execute()
    return { feed: brought.feed, run: next, page: brought.page }
  })
}

/** Runs again what was brought last and failed, once its difference is said to be meant; what a person stopped stays so. */
export async function runLastAgain(db: Db, feedId: number, by: string): Promise<BroughtRun | null> {
  const { rows } = await sql<{ run: number }>`
    select run.id::float8 as run from run
    where feed_id = ${feedId} and status = 'failed' and ${CAN_RUN_AGAIN} order by run.id desc limit 1`.execute(db)
  return rows[0] ? runAgain(db, rows[0].run, by) : null
}
