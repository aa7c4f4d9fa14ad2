import type { StoredFeed } from '@ioc/sql'
import { type JobQueue, PULL_LANES, type PullLane } from './queue.ts'

/**
 * Makes the queue's schedulers say what the feeds say. The feed table is the truth: a queue that lost everything is whole
 * again after this, and it runs every minute. What is asked most often is asked first.
 */
export async function scheduleFeeds({ lanes }: JobQueue, feeds: StoredFeed[], laneOf: (feed: string) => PullLane): Promise<void> {
  const byHaste = feeds.filter(({ spec }) => spec.every).sort((a, b) => (a.spec.every ?? 0) - (b.spec.every ?? 0))
  for (const lane of PULL_LANES) {
    const wanted = byHaste.filter(({ spec }) => laneOf(spec.id) === lane).map(({ spec }) => spec)
    const keys = new Set(wanted.map(keyOf))
    for (const { key } of await lanes[lane].getJobSchedulers()) if (!keys.has(key)) await lanes[lane].removeJobScheduler(key)
    for (const spec of wanted) {
      const every = (spec.every ?? 0) * 1000
      await lanes[lane].upsertJobScheduler(keyOf(spec), { every }, { name: 'pull-feed', data: { feed: spec.id } })
    }
  }
}

function keyOf({ id }: StoredFeed['spec']): string {
  return `pull:${id}`
}
