import { type Database, lastDayOfReport, loadUnitRegistry, reportHistory, type StoredReport } from '@ioc/sql'

/** What every record of a report begins with: whose it is, of when, and who answers for it. */
export async function headOf({ db }: Database, report: StoredReport): Promise<Record<string, string | number>> {
  const history = await reportHistory(db, report.id)
  const last = (action: string) => history.findLast((each) => each.action === action)
  const units = await loadUnitRegistry(db)
  return {
    unit: units.get(report.unitId).key,
    as_of: await lastDayOfReport(db, report),
    template: `${report.template}, bản ${report.version}`,
    revision: report.revision,
    submitted_by: last('submit')?.by ?? '',
    checked_by: last('check')?.by ?? '',
    approved_by: last('approve')?.by ?? '',
    reason: report.revision > 0 ? (last('unlock')?.note ?? '') : '',
  }
}
