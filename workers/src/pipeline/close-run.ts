import { finishRun, isOfDatabase, KEPT_WAITING, type RunCounts, type RunFault, type RunOutcome } from '@ioc/sql'
import { SourceFault } from '../connectors/fault.ts'
import { ended } from '../observing/happened.ts'
import { inRun } from '../observing/in-run.ts'
import { GaveWay } from './gave-way.ts'
import type { Road } from './road.ts'
import { RunLog } from './run-log.ts'
import { Stopped, watchingRun } from './watch-run.ts'

export interface IngestSummary extends RunCounts {
  feed: string
  run: number
  seconds: number
  status: RunOutcome['status']
  /** Why it stopped, where it did not end well. */
  error?: string
  /** Whether it may mend itself. */
  isTransient?: boolean
  /** It gave way because its source kept it waiting. */
  keptWaiting?: boolean
}

/** Works at a run and closes it with what became of it; `stop` is aborted when a person ends it. */
export function closing(...given: Parameters<typeof workAndClose>): Promise<IngestSummary> {
  const [road, run] = given
  return inRun({ run, feed: road.feed.spec.id }, () => workAndClose(...given))
}

async function workAndClose(
  road: Road,
  run: number,
  stop: AbortController,
  work: () => Promise<'done' | 'yielded'>,
): Promise<IngestSummary> {
  const { db } = road.database
  const log = road.log ?? new RunLog()
  log.opened(db, run)
  let fault: unknown
  const outcome = await watchingRun(db, { run, stop, log }, work).then(
    (status): RunOutcome => ({ status }),
    (thrown: unknown) => {
      // What stands still is told to end, and says so in its own words.
      fault = isOfSource(road.signal?.reason) ? road.signal?.reason : thrown
      return outcomeOf(fault, road.signal)
    },
  )
  const { status } = outcome
  const keptWaiting = fault instanceof GaveWay
  if (status === 'done' || (status === 'yielded' && !keptWaiting)) await road.guard.save()
  const counts = await finishRun(db, run, outcome)
  ended.tell({ status })
  // A pull that heard nothing new is told by its counts alone.
  if (status !== 'done' || counts.read > counts.unchanged)
    await log.end(keptWaiting ? KEPT_WAITING : status, 'error' in outcome ? { error: outcome.error, ...englishOf(fault) } : {})
  const summary = { feed: road.feed.spec.id, run, status, ...counts, ...(keptWaiting && { keptWaiting }) }
  if (!('error' in outcome)) return summary
  return { ...summary, error: outcome.error, isTransient: fault instanceof SourceFault && fault.retry }
}

const isOfSource = (reason: unknown) => reason instanceof SourceFault || reason instanceof GaveWay

function outcomeOf(thrown: unknown, signal: AbortSignal | undefined): RunOutcome {
  if (signal?.aborted && signal.reason instanceof Stopped) return { status: 'stopped' }
  if (thrown instanceof GaveWay) return { status: 'yielded', fault: { code: KEPT_WAITING, params: { seconds: thrown.seconds } } }
  if (signal?.aborted && !isOfSource(signal.reason)) return { status: 'abandoned', ...SHUT_DOWN }
  // It is taken up again as if the process had died, so that a file which was acknowledged is not lost over it.
  if (isOfDatabase(thrown)) return { status: 'abandoned', ...describeFault(thrown) }
  return { status: 'failed', ...describeFault(thrown) }
}

const SHUT_DOWN = {
  error: 'Hệ thống được tắt giữa chừng; lần chạy sau làm tiếp từ chỗ đã lưu.',
  fault: { code: 'said', params: { en: 'The system was shut down on the way; the next run goes on from what is saved.' } },
}

/** Why a run failed: a sentence, and the fault by name where it has one. */
function describeFault(thrown: unknown): { error: string; fault?: RunFault } {
  const error = thrown instanceof Error ? thrown.message : String(thrown)
  if (thrown instanceof SourceFault && thrown.code !== undefined)
    return { error, fault: { code: thrown.code, params: thrown.params } }
  const { error_en: en } = englishOf(thrown)
  // Without a name of its own it is said as it was said, in either language.
  return en === undefined ? { error } : { error, fault: { code: 'said', params: { en } } }
}

/** What was thrown in English, where whoever threw it said it so. */
function englishOf(thrown: unknown): { error_en?: string } {
  return thrown instanceof Error && 'en' in thrown && typeof thrown.en === 'string' ? { error_en: thrown.en } : {}
}
