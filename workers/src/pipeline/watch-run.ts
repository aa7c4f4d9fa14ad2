import { type Db, lookAtRun, noteHeartbeat } from '@ioc/sql'
import type { RunLog } from './run-log.ts'

const LOOK_EVERY_MS = 1_000
const HEARTBEAT_EVERY_LOOKS = 10

/** A person wants this run ended. */
export class Stopped extends Error {
  override name = 'Stopped'
}

/** Works at a run; when a person asks for its end, `stop` tells the work, which ends at its next batch. */
export async function watchingRun<T>(
  db: Db,
  { run, stop, log }: { run: number; stop: AbortController; log: RunLog },
  work: () => Promise<T>,
): Promise<T> {
  let looks = 0
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  const look = async () => {
    const seen = await lookAtRun(db, run)
    if (typeof seen === 'object') {
      log.note('stop_asked', { ...seen })
      return stop.abort(new Stopped(`${seen.by}: ${seen.why}`))
    }
    if (looks > 0) await log.flush()
    if (looks++ % HEARTBEAT_EVERY_LOOKS === 0) await noteHeartbeat(db, run)
  }
  const lookAgain = () => {
    if (isOver || stop.signal.aborted) return
    // A look that fails is followed by another.
    timer = setTimeout(() => void look().then(lookAgain, lookAgain), LOOK_EVERY_MS)
  }
  await look()
  lookAgain()
  try {
    stop.signal.throwIfAborted()
    return await work()
  } finally {
    isOver = true
    clearTimeout(timer)
  }
}
