import type { Db } from '../db.ts'
import type { Feed } from './feed.ts'

/** Makes a feed say what its file says; a changed file makes a new version, the old ones stay for the facts that name them. */
export async function applyFeed(db: Db, feed: Feed): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('feed')
      .select(['id', 'version', 'spec'])
      .where('key', '=', feed.id)
      .forUpdate()
      .executeTakeFirst()
    const spec = JSON.stringify(feed)
    if (known && sameJson(known.spec, feed)) return
    const version = (known?.version ?? 0) + 1
    const { id } = known
      ? await trx.updateTable('feed').set({ version, spec }).where('id', '=', known.id).returning('id').executeTakeFirstOrThrow()
      : await trx.insertInto('feed').values({ key: feed.id, version, spec }).returning('id').executeTakeFirstOrThrow()
    await trx.insertInto('feed_version').values({ feed_id: id, version, spec }).execute()
  })
}

function sameJson(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

/** jsonb forgets the order of keys, so order must not count as a change. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
      : inner,
  )
}
