import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'

/** A feed's configuration as it was in one of its versions. */
export async function feedSpecAt(db: Db, key: string, version: number): Promise<Record<string, unknown>> {
  const row = await db
    .selectFrom('feed_version')
    .innerJoin('feed', 'feed.id', 'feed_version.feed_id')
    .select('feed_version.spec')
    .where('feed.key', '=', key)
    .where('feed_version.version', '=', version)
    .executeTakeFirst()
  if (!row)
    throw new NotFound({ vi: `Nguồn «${key}» không có bản ${version}.`, en: `The feed «${key}» has no version ${version}.` })
  return row.spec
}
