import type { Db } from '../db.ts'

/** A stored page's name, the moment its bytes were first received, and whether a person wrote it to mend held records. */
export async function findPage(
  db: Db,
  id: number,
): Promise<{ id: number; name: string; receivedAt: Date; isCorrection: boolean }> {
  return db
    .selectFrom('page')
    .innerJoin('run', 'run.id', 'page.run_id')
    .select((eb) => [
      'page.id',
      'name',
      'received_at as receivedAt',
      eb('run.trigger', '=', 'correction').$castTo<boolean>().as('isCorrection'),
    ])
    .where('page.id', '=', id)
    .executeTakeFirstOrThrow()
}

/**
 * The newest page its source gave a feed that records were found in, or the newest where none has any; undefined before the first.
 * The last page of a list is often an empty one.
 */
export async function newestPage(
  db: Db,
  feed: string,
): Promise<{ id: number; name: string; mediaType: string | null } | undefined> {
  return db
    .selectFrom('page')
    .innerJoin('feed', 'feed.id', 'page.feed_id')
    .innerJoin('run', 'run.id', 'page.run_id')
    .select(['page.id', 'page.name', 'page.media_type as mediaType'])
    .where('feed.key', '=', feed)
    .where('run.trigger', '<>', 'correction')
    .where('page.bytes', '>', 0)
    .orderBy(
      (eb) => eb.exists(eb.selectFrom('run_page').select('run_id').whereRef('page_id', '=', 'page.id').where('taken', '>', 0)),
      'desc',
    )
    .orderBy('page.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}
