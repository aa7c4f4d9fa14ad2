import { findFeed, heldReasons } from '@ioc/sql'
import { withDatabase } from '../with-database.ts'

/** Lists why records are held, so that someone can mend the source, the mapping or the list of units. */
export async function listHeld(feed: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const reasons = await withDatabase(async ({ db }) => {
    if (feed) await findFeed(db, feed)
    return heldReasons(db, feed ? { feed } : {})
  })
  if (json) return void process.stdout.write(`${JSON.stringify(reasons)}\n`)
  if (reasons.length === 0) process.stdout.write('Nothing is held.\n')
  for (const { count, status, message, at, feed: key } of reasons) {
    process.stdout.write(`${key}: ${count} × ${status}: ${message}${at ? ` (${at})` : ''}\n`)
  }
}
