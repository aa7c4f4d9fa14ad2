import { sql } from 'kysely'
import type { Day } from '../calendar/day.ts'
import type { Db } from '../db.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { ReportActionName, ReportHands, ReportState } from './life.ts'
import { ReportTemplate } from './template.ts'

/** Which report: of a form, by a unit, for the period that begins on a day. */
export interface ReportKey {
  template: string
  unitId: number
  period: Day
}

export interface StoredTemplate {
  version: number
  enabled: boolean
  spec: ReportTemplate
}

export interface StoredReport extends ReportKey {
  id: number
  version: number
  state: ReportState
  revision: number
  edit: number
  cells: Record<string, string>
  savedBy: string
  savedAt: Date
  submittedBy: string | null
  submittedAt: Date | null
  checkedBy: string | null
  hands: ReportHands
  toldAt: Date | null
  runId: number | null
  /** Who did something to it last, and when. */
  lastBy: string
  lastAt: Date
  /** Why it was last handed back or unlocked, while it is being mended for that. */
  wanted: string | null
}

export interface ReportAction {
  at: Date
  by: string
  action: ReportActionName | 'save'
  state: ReportState
  revision: number
  cells: Record<string, string>
  note: string | null
}

/** The forms units report on now. */
export async function listTemplates(db: Db): Promise<StoredTemplate[]> {
  const rows = await db.selectFrom('report_template').selectAll().where('enabled', '=', true).orderBy('key').execute()
  return rows.map(({ version, enabled, spec }) => ({ version, enabled, spec: ReportTemplate.parse(spec) }))
}

/** A form as it was in a version, or as it is now. */
export async function findTemplate(db: Db, key: string, version?: number): Promise<StoredTemplate> {
  const now = await db.selectFrom('report_template').selectAll().where('key', '=', key).executeTakeFirst()
  if (!now)
    throw new NotFound({
      vi: `Không có mẫu báo cáo «${key}». Chọn mẫu trong danh sách báo cáo.`,
      en: `There is no report form «${key}». Choose one from the list of reports.`,
    })
  if (version === undefined || version === now.version) return { ...now, spec: ReportTemplate.parse(now.spec) }
  const { spec } = await db
    .selectFrom('report_template_version')
    .select('spec')
    .where('key', '=', key)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return { version, enabled: now.enabled, spec: ReportTemplate.parse(spec) }
}

const COLUMNS = sql`
  report.id, report.template, template_version as version, unit_id as "unitId", period, state, revision, edit, cells,
  saved_by as "savedBy", saved_at as "savedAt", submitted_by as "submittedBy", submitted_at as "submittedAt",
  checked_by as "checkedBy",
  jsonb_build_object(
    'submitted', case when submitted_by is not null then jsonb_build_object('by', submitted_by, 'account', (
      select account_id from report_action where report_id = report.id and action = 'submit' order by id desc limit 1)) end,
    'checked', case when checked_by is not null then jsonb_build_object('by', checked_by, 'account', (
      select account_id from report_action where report_id = report.id and action = 'check' order by id desc limit 1)) end,
    'typed', (select coalesce(jsonb_agg(distinct jsonb_build_object('by', by, 'account', account_id)), '[]') from report_action typing
      where report_id = report.id and action = 'save' and typing.revision = report.revision)) as hands, told_at as "toldAt", run_id as "runId",
  coalesce((select by from report_action where report_id = report.id order by id desc limit 1), saved_by) as "lastBy",
  greatest(saved_at, (select max(at) from report_action where report_id = report.id)) as "lastAt",
  case when state = 'draft' then (
    select note from report_action where report_id = report.id and action in ('return', 'unlock')
      and id > coalesce((select max(id) from report_action where report_id = report.id and action = 'submit'), 0)
    order by id desc limit 1
  ) end as wanted`

/** A report as it stands; undefined where nobody has begun it. With `lock`, until the transaction ends. */
export async function findReport(
  db: Db,
  { template, unitId, period }: ReportKey,
  { lock = false } = {},
): Promise<StoredReport | undefined> {
  const { rows } = await sql<StoredReport>`
    select ${COLUMNS} from report where template = ${template} and unit_id = ${unitId} and period = ${period}
    ${lock ? sql`for update of report` : sql``}`.execute(db)
  return rows[0]
}

export async function findReportById(db: Db, id: number): Promise<StoredReport | undefined> {
  const { rows } = await sql<StoredReport>`select ${COLUMNS} from report where id = ${id}`.execute(db)
  return rows[0]
}

/** Whether a feed is filled by reports that are checked and approved: then nothing goes in past them. */
export async function isReported(db: Db, feed: string): Promise<boolean> {
  const { rows } = await sql`select from report_template where enabled and spec->>'feed' = ${feed}`.execute(db)
  return rows.length > 0
}

/** The same, for whoever brings something to its door. */
export async function refuseIfReported(db: Db, feed: string): Promise<void> {
  if (await isReported(db, feed))
    throw new Conflict({
      vi: 'Nguồn này chỉ nhận báo cáo đã được kiểm tra và duyệt. Nhập ở mục «Báo cáo nhập tay».',
      en: 'This feed takes only reports that were checked and approved. Type them under “Reports by hand”.',
    })
}

/** The reports of a unit that were begun, or those of everybody that wait for the department. */
export async function listReports(db: Db, of: { unitId: number } | 'waiting'): Promise<StoredReport[]> {
  const meant = of === 'waiting' ? sql`state in ('submitted', 'checked')` : sql`unit_id = ${of.unitId}`
  const { rows } = await sql<StoredReport>`
    select ${COLUMNS} from report where ${meant} order by submitted_at nulls last, period desc, template`.execute(db)
  return rows
}

/** What was done about a report, in order. */
export async function reportHistory(db: Db, id: number): Promise<ReportAction[]> {
  const { rows } = await sql<ReportAction>`
    select at, by, action, state, revision, cells, note from report_action where report_id = ${id} order by id`.execute(db)
  return rows
}

/** The cells that were last approved before a period, by the same unit on the same form. */
export async function cellsBefore(
  db: Db,
  { template, unitId, period }: ReportKey,
): Promise<{ period: Day; cells: Record<string, string> } | undefined> {
  const { rows } = await sql<{ period: Day; cells: Record<string, string> }>`
    select period, action.cells from report join report_action action on action.report_id = report.id
    where template = ${template} and unit_id = ${unitId} and period < ${period} and action.action = 'approve'
    order by period desc, action.id desc limit 1`.execute(db)
  return rows[0]
}

/** Approved reports that are not in the ledger yet: whoever was at it is gone. */
export async function reportsToTakeIn(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from report where state = 'approved' and run_id is null order by id`.execute(db)
  return rows.map(({ id }) => id)
}

/** When units told of periods through the forms that answer one expectation of a feed. */
export async function reportsTold(db: Db, feedId: number, measure: string): Promise<{ unit: number; period: Day; at: Date }[]> {
  const { rows } = await sql<{ unit: number; period: Day; at: Date }>`
    select unit_id as unit, period, min(told_at) as at
    from report join report_template form on form.key = report.template join feed on feed.key = form.spec->>'feed'
    where feed.id = ${feedId} and form.spec->>'measure' = ${measure} and told_at is not null
    group by unit_id, period`.execute(db)
  return rows
}
