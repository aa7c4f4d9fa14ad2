import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { leadElsewhere } from './destinations.ts'
import type { Feed } from './feed.ts'

export interface FeedVersion {
  version: number
  appliedAt: Date
  /** Null where its file said it. */
  by: string | null
  note: string | null
  spec: Record<string, unknown>
  /** How many runs went by it. */
  runs: number
}

/** What a feed was told to be, the newest first. */
export async function feedVersions(db: Db, key: string): Promise<FeedVersion[]> {
  const rows = await db
    .selectFrom('feed_version')
    .innerJoin('feed', 'feed.id', 'feed_version.feed_id')
    .select(['feed_version.version', 'applied_at as appliedAt', 'published_by as by', 'note', 'feed_version.spec'])
    .select(({ selectFrom }) =>
      selectFrom('run')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .whereRef('run.feed_id', '=', 'feed.id')
        .whereRef('run.feed_version', '=', 'feed_version.version')
        .$asScalar()
        .$notNull()
        .as('runs'),
    )
    .where('feed.key', '=', key)
    .orderBy('feed_version.version', 'desc')
    .execute()
  if (rows.length === 0) throw new NotFound({ vi: `Không có nguồn «${key}».`, en: `There is no feed «${key}».` })
  return rows
}

/** A new version of a feed, its first where there is none yet; within a transaction that holds the feed's row. */
export async function addVersion(
  trx: Db,
  feed: Feed,
  known: { id: number; version: number } | undefined,
  { by = null, note = null }: { by?: string | null; note?: string | null },
): Promise<{ id: number; version: number }> {
  if (known) await dropSecretsOfElsewhere(trx, known.id, feed)
  const version = (known?.version ?? 0) + 1
  const spec = JSON.stringify(feed)
  const { id } = known
    ? await trx.updateTable('feed').set({ version, spec }).where('id', '=', known.id).returning('id').executeTakeFirstOrThrow()
    : await trx.insertInto('feed').values({ key: feed.id, version, spec }).returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('feed_version').values({ feed_id: id, version, spec, published_by: by, note }).execute()
  return { id, version }
}

/** What a feed was let in with is for the place it was given for: a feed that leads elsewhere is given it anew. */
async function dropSecretsOfElsewhere(trx: Db, id: number, feed: Feed): Promise<void> {
  const { spec } = await trx.selectFrom('feed').select('spec').where('id', '=', id).executeTakeFirstOrThrow()
  if (leadElsewhere(spec.settings, feed.settings)) await trx.deleteFrom('secret').where('feed_id', '=', id).execute()
}
