import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { Feed } from './feed.ts'

export interface StoredFeed {
  id: number
  version: number
  cursor: Record<string, unknown> | null
  spec: Feed
}

export async function findFeed(db: Db, key: string): Promise<StoredFeed> {
  const row = await db.selectFrom('feed').select(['id', 'version', 'cursor', 'spec']).where('key', '=', key).executeTakeFirst()
  if (!row) {
    const known = await db.selectFrom('feed').select('key').orderBy('key').execute()
    throw new NotFound({
      vi: `Không có nguồn «${key}». Đang có: ${known.map((each) => each.key).join(', ') || 'chưa có nguồn nào'}.`,
      en: `There is no feed «${key}». There are: ${known.map((each) => each.key).join(', ') || 'none yet'}.`,
    })
  }
  return { ...row, spec: Feed.parse(row.spec) }
}

/** A feed's id; 0 where there is no such feed yet. */
export async function feedIdOf(db: Db, key: string): Promise<number> {
  const row = await db.selectFrom('feed').select('id').where('key', '=', key).executeTakeFirst()
  return row?.id ?? 0
}

export async function listFeeds(db: Db): Promise<StoredFeed[]> {
  const rows = await db
    .selectFrom('feed')
    .select(['id', 'version', 'cursor', 'spec'])
    .where('enabled', '=', true)
    .orderBy('key')
    .execute()
  return rows.map((row) => ({ ...row, spec: Feed.parse(row.spec) }))
}
