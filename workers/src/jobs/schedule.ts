import type { StoredFeed } from '@ioc/sql'
import type { JobQueue } from './queue.ts'

/**
 * Makes the queue's schedulers say what the feeds say. The feed table is the truth: a queue that lost everything is whole
 * again after this, and it runs every minute.
 */
export async function scheduleFeeds({ queue }: JobQueue, feeds: StoredFeed[]): Promise<void> {
  const wanted = new Map(feeds.filter(({ spec }) => spec.every).map(({ spec }) => [`pull:${spec.id}`, spec]))
  for (const scheduler of await queue.getJobSchedulers()) {
    if (!wanted.has(scheduler.key)) await queue.removeJobScheduler(scheduler.key)
  }
  for (const [id, { id: feed, every = 0 }] of wanted) {
    await queue.upsertJobScheduler(id, { every: every * 1000 }, { name: 'pull-feed', data: { feed } })
  }
}
