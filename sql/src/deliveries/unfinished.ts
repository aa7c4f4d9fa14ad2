import type { Db } from '../db.ts'
import { IS_SILENT } from '../runs/silent.ts'

/** Deliveries that were acknowledged and that nobody is taking in: their job is lost, or whoever had it died. */
export async function unfinishedDeliveries(db: Db): Promise<{ feed: string; run: number; page: number }[]> {
  return db
    .selectFrom('delivery')
    .innerJoin('run', 'run.id', 'delivery.run_id')
    .innerJoin('feed', 'feed.id', 'delivery.feed_id')
    .select(['feed.key as feed', 'run.id as run'])
    .select((eb) => eb.ref('delivery.page_id').$notNull().as('page'))
    .where('run.status', 'in', ['running', 'abandoned'])
    .where(IS_SILENT)
    .where('delivery.page_id', 'is not', null)
    .orderBy('run.id')
    .limit(1_000)
    .execute()
}
