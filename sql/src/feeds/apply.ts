import { type Db, inTransaction } from '../db.ts'
import type { Feed } from './feed.ts'
import { isSameSpec } from './same-spec.ts'
import { addVersion } from './versions.ts'

/**
 * Makes a feed say what its file says; a changed file makes a new version, the old ones stay for the facts that name them. A feed
 * that a steward has taken over in the console is left as it is, unless all is to be as given.
 */
export async function applyFeed(db: Db, feed: Feed, { overConsole = false } = {}): Promise<void> {
  await inTransaction(db, async (trx) => {
    const known = await trx
      .selectFrom('feed')
      .select(['id', 'version', 'spec', 'kept_in'])
      .where('key', '=', feed.id)
      .forUpdate()
      .executeTakeFirst()
    if (known && ((known.kept_in === 'console' && !overConsole) || isSameSpec(known.spec, feed))) return
    await addVersion(trx, feed, known, {})
  })
}
