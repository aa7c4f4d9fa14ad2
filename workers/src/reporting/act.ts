import {
  actOnReport,
  type Database,
  findFeed,
  findReport,
  findReportById,
  findTemplate,
  finishRun,
  Invalid,
  NotFound,
  noteTakenIn,
  type ReportAct,
  type ReportKey,
  type RunCounts,
  refuseStale,
  reportsToTakeIn,
  type StoredReport,
  startRun,
  storePage,
} from '@ioc/sql'
import { openRoad, takePage } from '../pipeline/road.ts'
import { checkCells } from './check.ts'
import { examineReport } from './examine.ts'
import { headOf } from './head.ts'
import { recordsOf } from './records.ts'

/** What a report must be sound for: what is handed back or unlocked may be as it is. */
const SOUND_FOR = ['submit', 'check', 'approve']

/** Does one step of a report's life. What is approved becomes a page of its feed and counts when this answers. */
export async function act(database: Database, key: ReportKey, step: ReportAct): Promise<StoredReport> {
  if (SOUND_FOR.includes(step.action)) {
    const report = await findReport(database.db, key)
    if (!report)
      throw new NotFound({
        vi: 'Báo cáo này chưa ai nhập. Nhập số liệu trước.',
        en: 'Nobody has typed this report yet. Type its figures first.',
      })
    refuseStale(report, step.edit)
    const problems = await examineReport(database, report)
    const [first] = problems
    if (first)
      throw new Invalid({
        vi: `Còn ${problems.length} ô phải sửa trước. Ô đầu tiên: ${first.message}`,
        en: `${problems.length} cells are to be mended first. The first: ${first.en}`,
      })
  }
  const report = await actOnReport(database.db, key, step)
  if (step.action !== 'approve') return report
  await takeInReport(database, report.id)
  return (await findReport(database.db, key)) as StoredReport
}

/**
 * Takes an approved report in by the road every page takes, under a run of its feed. Done again it changes nothing: its bytes
 * are the same page.
 */
async function takeInReport(database: Database, id: number): Promise<RunCounts | null> {
  const { db } = database
  const report = await findReportById(db, id)
  if (report?.state !== 'approved' || report.runId !== null) return null
  const { spec } = await findTemplate(db, report.template, report.version)
  const head = await headOf(database, report)
  const rows = recordsOf(spec, checkCells(spec, report.cells).values, head).map(({ row }) => row)
  const feed = await findFeed(db, spec.feed)
  const road = await openRoad(database, feed)
  const run = await startRun(db, feed, 'report', { askedBy: String(head.approved_by) })
  try {
    const again = report.revision > 0 ? `, sửa lần ${report.revision}` : ''
    const name = `${spec.title.vi}: ${head.unit}, kỳ đến ${head.as_of}${again}`
    const page = await storePage(database, {
      feedId: feed.id,
      runId: run,
      name,
      mediaType: 'application/json',
      body: bytesOf(rows),
    })
    await takePage({ ...road, knownBySource: false }, run, { ...page, name, isVouchedFor: true })
    const counts = await finishRun(db, run, { status: 'done' })
    await noteTakenIn(db, id, report.revision, run)
    return counts
  } catch (error) {
    await finishRun(db, run, { status: 'failed', error: (error as Error).message })
    throw error
  }
}

/** Approved reports whose process ended before they were in the ledger. One that can't be taken in keeps no other waiting. */
export async function takeInWhatIsLeft(database: Database, onFailed: (error: Error, report: number) => void): Promise<void> {
  for (const id of await reportsToTakeIn(database.db)) {
    await takeInReport(database, id).catch((error: Error) => onFailed(error, id))
  }
}

async function* bytesOf(rows: unknown[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(JSON.stringify(rows, null, 1))
}
