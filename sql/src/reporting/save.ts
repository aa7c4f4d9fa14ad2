import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Conflict, Invalid } from '../errors.ts'
import { clockOf } from '../time/hanoi.ts'
import { findReport, findTemplate, type ReportKey, type StoredReport } from './find.ts'
import { layoutOf } from './layout.ts'
import { typingTrouble } from './life.ts'

const MAX_TEXT = 2_000

/**
 * Puts what was typed into a report, begun here if nobody has. `edit` is the change it was typed over: where somebody saved
 * since, nothing is written and the refusal says who.
 */
export async function saveCells(
  db: Db,
  key: ReportKey,
  { edit, cells, by }: { edit: number; cells: Record<string, string>; by: string },
): Promise<StoredReport> {
  if (!by.trim())
    throw new Invalid({
      vi: 'Ghi tên người nhập, để người sau biết hỏi ai.',
      en: 'Write who types this, so that others know whom to ask.',
    })
  return db.transaction().execute(async (trx) => {
    const report = await findReport(trx, key, { lock: true })
    const { spec, version, enabled } = await findTemplate(trx, key.template, report?.version)
    refuseStrangeCells(new Map(layoutOf(spec).cells.map(({ id, title }) => [id, title.vi])), cells)
    if (!report && !enabled)
      throw new Conflict({
        vi: 'Mẫu báo cáo này không còn dùng. Chọn mẫu khác trong danh sách báo cáo.',
        en: 'This report form is no longer used. Choose another from the list of reports.',
      })
    if (report) refuseLate(report, edit)
    else await begin(trx, key, version, by)
    const { rows } = await sql<{ id: number }>`
      update report set cells = jsonb_strip_nulls(cells || ${JSON.stringify(withoutBlanks(cells))}::jsonb), edit = edit + 1,
             saved_by = ${by.trim()}, saved_at = clock_timestamp()
      where template = ${key.template} and unit_id = ${key.unitId} and period = ${key.period} returning id`.execute(trx)
    await noteTyping(trx, rows[0]?.id as number, by.trim())
    return (await findReport(trx, key)) as StoredReport
  })
}

async function begin(trx: Db, { template, unitId, period }: ReportKey, version: number, by: string): Promise<void> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('report')
    .values({ template, template_version: version, unit_id: unitId, period, cells: '{}', saved_by: by.trim() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) {
    const begun = (await findReport(trx, { template, unitId, period })) as StoredReport
    refuseLate(begun, 0)
  }
}

function refuseLate(report: StoredReport, edit: number): void {
  const locked = typingTrouble(report.state)
  if (locked) throw new Conflict(locked)
  if (report.edit === edit) return
  throw new Conflict({
    vi: `${report.savedBy} vừa lưu báo cáo này lúc ${clockOf(report.savedAt).vi}. Xem số của người đó rồi lưu lại.`,
    en: `${report.savedBy} saved this report at ${clockOf(report.savedAt).en}. Look at their figures, then save again.`,
  })
}

function refuseStrangeCells(known: ReadonlyMap<string, string>, cells: Record<string, string>): void {
  for (const [id, text] of Object.entries(cells)) {
    const title = known.get(id)
    if (title === undefined)
      throw new Invalid({
        vi: `Mẫu báo cáo không có ô «${id}». Tải lại trang để có mẫu đúng.`,
        en: `The form has no cell «${id}». Reload the page to get the right form.`,
      })
    if (text.length > MAX_TEXT)
      throw new Invalid({
        vi: `Ô «${title}» dài hơn ${MAX_TEXT.toLocaleString('vi-VN')} ký tự. Rút ngắn lại.`,
        en: `The cell «${title}» is longer than ${MAX_TEXT.toLocaleString('en')} characters. Shorten it.`,
      })
  }
}

/** A blank takes the cell away. */
function withoutBlanks(cells: Record<string, string>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(cells).map(([id, text]) => [id, text.trim() || null]))
}

/** That somebody went on with it, once for as long as they do. */
async function noteTyping(trx: Db, id: number, by: string): Promise<void> {
  await sql`
    insert into report_action (report_id, by, action, state, revision, cells)
    select id, ${by}, 'save', state, revision, cells from report
    where id = ${id} and not exists (
      select from (select * from report_action where report_id = ${id} order by id desc limit 1) last
      where last.action = 'save' and last.by = ${by} and last.account_id is not distinct from acting_account()
    )`.execute(trx)
}
