import {
  actionsIn,
  cellsBefore,
  type Database,
  type DueReport,
  findReport,
  findTemplate,
  lateBy,
  layoutOf,
  NotFound,
  periodOf,
  periodOfReport,
  type RegistryUnit,
  type ReportAction,
  type ReportTemplate,
  reportHistory,
  type StoredReport,
  stands,
  type UnitRegistry,
} from '@ioc/sql'
import { type CellValues, checkCells, doubtsOf, examineReport } from '@ioc/workers/reporting'
import type { ReportAnswer, ReportRow, ReportStanding } from '../../contract/index.ts'

type Period = DueReport['period']

/** A report found by its address: of a form, by a unit, for the period that begins on a day. */
export interface ReportAt {
  unit: RegistryUnit
  template: ReportTemplate
  version: number
  period: Period
  every: DueReport['every']
  report: StoredReport | undefined
}

export async function reportAt(
  { db }: Database,
  units: UnitRegistry,
  calendar: Parameters<typeof periodOf>[1],
  { template, unit: unitKey, period: from }: { template: string; unit: string; period: string },
): Promise<ReportAt> {
  const unit = units.find(unitKey)
  const report = await findReport(db, { template, unitId: unit.id, period: from })
  const { spec, version } = await findTemplate(db, template, report?.version)
  if (report) {
    const begun = await periodOfReport(db, calendar, report)
    return { unit, template: spec, version, period: begun.period, every: begun.expectation.every, report }
  }
  const due = await periodOf(db, calendar, { template, from }, new Date())
  if (!due)
    throw new NotFound({
      vi: `Mẫu «${spec.title.vi}» không có kỳ bắt đầu ngày ${from}, hoặc kỳ chưa kết thúc. Chọn kỳ trong danh sách.`,
      en: `The form «${spec.title.en}» has no period that begins on ${from}, or it is not over yet. Choose one from the list.`,
    })
  if (unit.kind !== due.expectation.level)
    throw new NotFound({
      vi: `${unit.name} không báo cáo theo mẫu «${spec.title.vi}». Chọn mẫu trong danh sách báo cáo của đơn vị.`,
      en: `${unit.name} does not report by the form «${spec.title.en}». Choose one from the list of the unit’s reports.`,
    })
  if (!stands(unit, due.period.last))
    throw new NotFound({
      vi: `Đến ngày ${due.period.last.split('-').reverse().join('/')}, ngày cuối của kỳ này, ${unit.name} chưa thành lập hoặc đã sắp xếp lại nên không báo cáo kỳ này. Chọn kỳ hoặc đơn vị khác.`,
      en: `On ${due.period.last}, the last day of this period, ${unit.name} did not exist yet or no longer did, so it does not report it. Choose another period or unit.`,
    })
  return { unit, template: spec, version, period: due.period, every: due.expectation.every, report }
}

export function rowOf({ template, unit, period, every, report }: Omit<ReportAt, 'version'>, lateDays: number): ReportRow {
  return {
    template: template.id,
    title: template.title,
    unit: { key: unit.key, name: unit.name },
    every,
    period,
    standing: standingOf(report),
    revision: report?.revision ?? 0,
    lateDays,
    by: report?.lastBy ?? null,
    at: report?.lastAt.toISOString() ?? null,
    wanted: report?.wanted ?? null,
  }
}

/** Everything about a report that its screen shows. */
export async function answerOf(database: Database, units: UnitRegistry, at: ReportAt, owner: string): Promise<ReportAnswer> {
  const { db } = database
  const { template, unit, period, report } = at
  const { values, problems } = checkCells(template, report?.cells ?? {})
  const before = await cellsBefore(db, { template: template.id, unitId: unit.id, period: period.from })
  const valuesBefore = checkCells(template, before?.cells ?? {}).values
  const { cells } = layoutOf(template)
  const isDecided = report !== undefined && report.state !== 'draft'
  return {
    ...rowOf(at, lateBy(period, report, new Date())),
    version: at.version,
    basis: template.basis,
    note: template.note ?? null,
    feed: template.feed,
    owner: nameOf(units, owner),
    edit: report?.edit ?? 0,
    sections: template.sections.map(({ id, title, help, columns, rows }) => ({
      id,
      title,
      help: help ?? null,
      columns: columns.map((column) => ({ id: column.id, title: column.title, unit: column.unit ?? null })),
      rows: rows.map((row) => ({ id: row.id, title: row.title, unit: row.unit ?? null, isTotal: row.total })),
    })),
    asked: Object.fromEntries(cells.map(({ id, title, kind, decimals, required }) => [id, { title, kind, decimals, required }])),
    cells: report?.cells ?? {},
    before: before ? { ...before, changes: changesBetween(valuesBefore, values) } : null,
    // What the ledger's own rules say is asked where somebody is about to decide.
    problems: isDecided && problems.length === 0 ? await examineReport(database, report) : problems,
    doubts: doubtsOf(template, values, valuesBefore),
    actions: report ? actionsIn(report.state) : [],
    submittedBy: report?.submittedBy ?? null,
    checkedBy: report?.checkedBy ?? null,
    run: report?.runId ?? null,
    history: report ? stepsOf(await reportHistory(db, report.id), cells) : [],
  }
}

/** By how much each figure differs from what it was. */
function changesBetween(before: CellValues, now: CellValues): Record<string, number> {
  const changes = [...now].flatMap(([id, value]): [string, number][] => {
    const was = before.get(id)
    return typeof value === 'number' && typeof was === 'number' ? [[id, Number((value - was).toFixed(6))]] : []
  })
  return Object.fromEntries(changes)
}

function standingOf(report: StoredReport | undefined): ReportStanding {
  if (!report) return 'none'
  return report.state === 'draft' && report.wanted !== null ? 'returned' : report.state
}

function stepsOf(history: ReportAction[], cells: ReturnType<typeof layoutOf>['cells']): ReportAnswer['history'] {
  let known: Record<string, string> = {}
  return history.map(({ at, by, action, revision, note, cells: now }) => {
    // A step of typing says only that somebody began; what became of it is in the step that follows.
    const before = known
    if (action !== 'save') known = now
    const changes = cells.flatMap(({ id, title, kind }) => {
      const [from = '', to = ''] = [before[id], now[id]]
      return action === 'save' || isSame(from, to, kind) || Object.keys(before).length === 0
        ? []
        : [{ cell: id, title, from, to }]
    })
    return { at: at.toISOString(), by, action, revision, note, changes }
  })
}

/** 7.500 and 7500 are one number. */
function isSame(one: string, other: string, kind: string): boolean {
  const plain = (text: string) => (kind === 'text' ? text : text.replaceAll('.', ''))
  return plain(one) === plain(other)
}

function nameOf(units: UnitRegistry, key: string): string {
  try {
    return units.find(key).name
  } catch {
    return key
  }
}
