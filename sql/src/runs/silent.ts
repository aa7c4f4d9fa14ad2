import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** Whoever works at a run says so every ten seconds; past this nobody does. */
const SILENT_FOR_SECONDS = 120

/** The fault of what was brought while its process died: whoever brought it was refused, or never answered. */
const NOT_KEPT = 'not_kept'

/** Of a row of `run`: nobody has worked at it for a while. */
export const IS_SILENT = sql<boolean>`run.heartbeat_at < now() - make_interval(secs => ${SILENT_FOR_SECONDS})`

const IS_NOT_KEPT = sql`run.trigger in ('upload', 'delivery') and not exists (select from page where page.run_id = run.id)`

/** What becomes of a run whose process died without a word. */
export const ABANDONED = {
  status: 'abandoned',
  finished_at: sql<Date>`now()`,
  error: sql<string>`case when ${IS_NOT_KEPT} then 'Tiến trình đã dừng khi tệp chưa được lưu; hãy gửi lại.'
    else 'Tiến trình đã dừng giữa chừng; lần chạy sau làm tiếp từ chỗ đã lưu.' end`,
  fault: sql<string>`case when ${IS_NOT_KEPT} then ${JSON.stringify({ code: NOT_KEPT, params: {} })}::jsonb end`,
} as const

/**
 * Closes as abandoned the runs whose process died without a word, of every feed: the next run of a feed may be a year away. What was
 * brought and is kept has a turn to come, and is left.
 */
export async function abandonSilentRuns(db: Db): Promise<void> {
  await db
    .updateTable('run')
    .set(ABANDONED)
    .where('status', '=', 'running')
    .where(IS_SILENT)
    .where(sql<boolean>`not exists (select from delivery where delivery.run_id = run.id and delivery.page_id is not null)`)
    .execute()
}
