import type { JobQueue, PullLane } from './queue.ts'

/**
 * How long a feed is listened to before others have their turn, at the end of a page; and how long its source may keep whoever asks waiting
 * for more, but for the lane `slow`, where all wait.
 */
export const TURN_MS: Record<PullLane, number> = { short: 5_000, long: 20_000, slow: 20_000 }

/** The queue knows two million priorities; the smallest goes first. */
const MOST_PATIENT = 1_000_000

/** A feed that gave way, with its run that did. */
export interface GaveWay {
  feed: string
  every?: number | undefined
  run: number
  /** A person wanted it. */
  asked?: { by: string | null } | undefined
}

/**
 * Puts a feed that gave way behind all that have not begun and, of the others, those asked as often: what is asked often is what people watch.
 * One job a run that gave way, whichever process puts it there and however often, so that nobody queues up twice.
 */
export async function goOn(queue: JobQueue, lane: 'long' | 'slow', { feed, every, run, asked }: GaveWay): Promise<void> {
  const priority = Math.min(Math.ceil(every ?? MOST_PATIENT), MOST_PATIENT)
  await queue.lanes[lane].add(
    'pull-feed',
    { feed, turn: true, ...(asked && { asked }) },
    { jobId: `turn-${feed}-${run}`, priority },
  )
}
