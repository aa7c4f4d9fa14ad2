import { type Database, findFeed } from '@ioc/sql'

/**
 * Works at a feed while nobody else does the same; null when another process does already. The lock belongs to a connection, so a
 * process that dies lets go of it.
 */
export async function withFeedLock<T>(
  database: Database,
  key: string,
  work: () => Promise<T>,
  kind: 'pull-feed' | 'backfill-feed' = 'pull-feed',
): Promise<T | null> {
  const { id } = await findFeed(database.db, key)
  const holder = await database.pool.connect()
  try {
    const { rows } = await holder.query('select pg_try_advisory_lock(hashtext($2), $1) as free', [id, kind])
    if (!rows[0].free) return null
    try {
      return await work()
    } finally {
      await holder.query('select pg_advisory_unlock(hashtext($2), $1)', [id, kind])
    }
  } finally {
    holder.release()
  }
}
