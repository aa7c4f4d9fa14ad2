import { type Database, findFeed, findTemplate, layoutOf, type StoredReport } from '@ioc/sql'
import { openRoad } from '../pipeline/road.ts'
import { sorterOf } from '../pipeline/sort-records.ts'
import { type CellProblem, checkCells } from './check.ts'
import { headOf } from './head.ts'
import { recordsOf } from './records.ts'

/** What stands between a report and the ledger, cell by cell: the rules of its form and then those every record passes. */
export async function examineReport(database: Database, report: StoredReport): Promise<CellProblem[]> {
  const { spec } = await findTemplate(database.db, report.template, report.version)
  const { values, problems } = checkCells(spec, report.cells)
  if (problems.length > 0) return problems
  const road = await openRoad(database, await findFeed(database.db, spec.feed))
  const sort = sorterOf(road, new Date())
  const { cells } = layoutOf(spec)
  return recordsOf(spec, values, await headOf(database, report)).flatMap(({ key, row }, place) => {
    const outcome = sort({ place, value: row })
    if ('draft' in outcome) return []
    return outcome.reasons.map(({ field, message, en }): CellProblem => {
      const target = road.prepared.spec.map[field]
      const from = target && !('each' in target) ? (target.from ?? []) : []
      const cell = cells.find((each) => each.record === key && each.field !== null && from.includes(each.field))
      return { cell: cell?.id ?? '', code: 'refused', message, en: en ?? message }
    })
  })
}
