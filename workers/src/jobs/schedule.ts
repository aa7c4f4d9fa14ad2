import type { StoredFeed } from '@ioc/sql'
import { type JobQueue, PULL_LANES, type PullLane } from './queue.ts'

/** A schedule that is so much further ahead than it can be was set by a clock that was wrong. */
const ASTRAY_MS = 5_000

/**
 * Makes the queue's schedulers say what the feeds say. The feed table is the truth: a queue that lost everything is whole
 * again after this, and it runs every minute. What is asked most often is asked first. Whoever takes a turn sets the next by its own clock: what
 * one that ran ahead put off for as long is set anew. Answers how many there are.
 */
export async function scheduleFeeds(
  { lanes }: JobQueue,
  feeds: StoredFeed[],
  laneOf: (feed: string) => PullLane,
): Promise<number> {
  const byHaste = feeds.filter(({ spec }) => spec.every).sort((a, b) => (a.spec.every ?? 0) - (b.spec.every ?? 0))
  for (const lane of PULL_LANES) {
    const wanted = byHaste.filter(({ spec }) => laneOf(spec.id) === lane).map(({ spec }) => spec)
    const keys = new Set(wanted.map(keyOf))
    for (const { key, next = 0, every = 0 } of await lanes[lane].getJobSchedulers()) {
      const isAstray = next > Date.now() + every + ASTRAY_MS
      if (!keys.has(key) || isAstray) await lanes[lane].removeJobScheduler(key)
    }
    for (const spec of wanted) {
      const every = (spec.every ?? 0) * 1000
      await lanes[lane].upsertJobScheduler(keyOf(spec), { every }, { name: 'pull-feed', data: { feed: spec.id } })
    }
  }
  return byHaste.length
}

/** How many schedules the queue holds: fewer than there were, and it has lost them. */
export async function countSchedules({ lanes }: JobQueue): Promise<number> {
  const counts = await Promise.all(PULL_LANES.map((lane) => lanes[lane].getJobSchedulersCount()))
  return counts.reduce((sum, count) => sum + count, 0)
}

function keyOf({ id }: StoredFeed['spec']): string {
  return `pull:${id}`
}
