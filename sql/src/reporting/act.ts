import { sql } from 'kysely'
import { mustBeAsSeen } from '../as-seen.ts'
import type { Db } from '../db.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'
import { handOf } from '../people/same.ts'
import { findReport, type ReportKey, type StoredReport } from './find.ts'
import { lifeAfter, lifeTrouble, type ReportActionName } from './life.ts'

export interface ReportAct {
  action: ReportActionName
  /** The change that was looked at: what somebody has done since was not. */
  edit: number
  by: string
  note?: string | undefined
}

/** Does one step of a report's life and writes it down, both or neither. */
export async function actOnReport(db: Db, key: ReportKey, act: ReportAct): Promise<StoredReport> {
  const by = act.by.trim()
  const hand = handOf(by)
  const note = act.note?.trim() || null
  return db.transaction().execute(async (trx) => {
    const report = await findReport(trx, key, { lock: true })
    if (!report)
      throw new NotFound({
        vi: 'Báo cáo này chưa ai nhập. Nhập số liệu trước.',
        en: 'Nobody has typed this report yet. Type its figures first.',
      })
    const trouble = lifeTrouble(report, { ...act, hand })
    if (trouble) throw by && !/^Ghi /.test(trouble.vi) ? new Conflict(trouble) : new Invalid(trouble)
    refuseStale(report, act.edit)
    if (act.action === 'unlock' && report.runId === null)
      throw new Conflict({
        vi: 'Số liệu vừa duyệt đang được đưa vào hệ thống. Thử lại sau một phút.',
        en: 'What was just approved is being taken in. Try again in a minute.',
      })
    const after = lifeAfter(report, act.action, hand)
    const { action } = act
    await sql`
      update report set state = ${after.state}, revision = ${after.revision}, edit = edit + 1,
             submitted_by = ${after.hands.submitted?.by ?? null}, checked_by = ${after.hands.checked?.by ?? null},
             submitted_at = case when ${action === 'submit'} then clock_timestamp() when ${after.state === 'draft'} then null else submitted_at end,
             -- A correction does not make what was told in time late; what was handed back was not told yet.
             told_at = case when ${action === 'submit'} then coalesce(told_at, clock_timestamp())
               when ${action === 'return' || action === 'recall'} and revision = 0 then null else told_at end,
             run_id = case when ${action === 'approve' || action === 'unlock'} then null else run_id end
      where id = ${report.id}`.execute(trx)
    await sql`
      insert into report_action (report_id, by, action, state, revision, cells, note)
      select id, ${by}, ${action}, state, revision, cells, ${note} from report where id = ${report.id}`.execute(trx)
    return (await findReport(trx, key)) as StoredReport
  })
}

/** Nobody decides about what they have not seen. */
export function refuseStale(report: StoredReport, edit: number): void {
  mustBeAsSeen(report.edit, edit, { vi: 'báo cáo này', en: 'this report' }, report.lastBy)
}

/** Writes down which run took an approved report in; one that was unlocked meanwhile is another's. */
export async function noteTakenIn(db: Db, id: number, revision: number, runId: number): Promise<void> {
  await sql`
    update report set run_id = ${runId} where id = ${id} and state = 'approved' and revision = ${revision}`.execute(db)
}
