import type { StoredFeed } from '@ioc/sql'
import type { JobQueue, Lane } from './queue.ts'

/**
 * Makes the queue's schedulers say what the feeds say. The feed table is the truth: a queue that lost everything is whole
 * again after this, and it runs every minute. A feed that has yet to tell its past takes long; what is asked most often is
 * asked first.
 */
export async function scheduleFeeds({ lanes }: JobQueue, feeds: StoredFeed[], told: Set<string>): Promise<void> {
  const byHaste = feeds.filter(({ spec }) => spec.every).sort((a, b) => (a.spec.every ?? 0) - (b.spec.every ?? 0))
  for (const lane of ['long', 'short'] as const) {
    const wanted = byHaste.filter(({ spec }) => laneOf(told.has(spec.id)) === lane).map(({ spec }) => spec)
    const keys = new Set(wanted.map(keyOf))
    for (const { key } of await lanes[lane].getJobSchedulers()) if (!keys.has(key)) await lanes[lane].removeJobScheduler(key)
    for (const spec of wanted) {
      const every = (spec.every ?? 0) * 1000
      await lanes[lane].upsertJobScheduler(keyOf(spec), { every }, { name: 'pull-feed', data: { feed: spec.id } })
    }
  }
}

function laneOf(hasToldItsPast: boolean): Lane {
  return hasToldItsPast ? 'short' : 'long'
}

function keyOf({ id }: StoredFeed['spec']): string {
  return `pull:${id}`
}
