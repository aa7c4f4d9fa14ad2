import { sql } from 'kysely'
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

/** Every field that some version of a feed has sealed: a page keeps its tokens, whatever is done with the next. */
export async function everSealed(db: Db, key: string): Promise<string[]> {
  const { rows } = await sql<{ seal: string }>`
    select distinct rule->>'seal' as seal
    from feed join feed_version on feed_version.feed_id = feed.id,
      jsonb_array_elements(coalesce(feed_version.spec->'redact', '[]')) rule
    where feed.key = ${key} and jsonb_typeof(rule) = 'object' and rule ? 'seal'`.execute(db)
  return rows.map(({ seal }) => seal)
}
