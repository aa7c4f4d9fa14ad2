import { setTimeout as sleep } from 'node:timers/promises'
import type { Depth, JobQueue, Lane } from '@ioc/workers/jobs'

const ANSWER_WITHIN_MS = 2_000

/** How much waits in each lane of the queue; null where what holds the jobs does not answer. */
export function depthOf({ lanes }: JobQueue): Promise<{ lane: Lane; depth: Depth | null }[]> {
  return Promise.all(
    Object.entries(lanes).map(async ([lane, jobs]) => ({
      lane: lane as Lane,
      depth: await Promise.race([jobs.depth().catch(() => null), sleep(ANSWER_WITHIN_MS, null, { ref: false })]),
    })),
  )
}
