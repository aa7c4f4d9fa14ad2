import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Conflict } from '../errors.ts'
import { assertSeesHouse } from '../sight/reach.ts'
import { dayOf } from '../time/hanoi.ts'
import type { Feed } from './feed.ts'
import { isSameSpec } from './same-spec.ts'
import { addVersion } from './versions.ts'

export interface Publication {
  /** The version it is meant to follow; null for a feed that is not there yet. */
  after: number | null
  by: string
  note: string | null
}

/**
 * Makes a feed what a steward published, as a new version kept in the console. Refused when somebody else has published since.
 * Where its source changed, it is read from the start; nothing counts twice.
 */
export async function publishFeed(
  trx: Db,
  feed: Feed,
  { after, by, note }: Publication,
): Promise<{ id: number; version: number }> {
  assertSeesHouse(feed.domain)
  const known = await trx
    .selectFrom('feed')
    .select(['id', 'version', 'spec'])
    .where('key', '=', feed.id)
    .forUpdate()
    .executeTakeFirst()
  // What is another domain’s is not taken from it by whoever does not see that.
  if (known) assertSeesHouse((known.spec as Feed).domain)
  if ((known?.version ?? null) !== after)
    throw new Conflict(
      known && after !== null
        ? {
            vi: `Nguồn này đã có bản ${known.version} do người khác công bố sau khi bạn bắt đầu sửa. Mở lại nguồn để xem bản mới, rồi sửa tiếp.`,
            en: `Somebody published version ${known.version} of this feed after you began. Open it again to see that version, then go on.`,
          }
        : {
            vi: `Đã có nguồn mang mã «${feed.id}». Đổi tên nguồn.`,
            en: `There is a feed with the key «${feed.id}». Give this one another name.`,
          },
    )
  const asking = { ...feed, expects: askedSince(feed, known?.spec, dayOf(new Date())) }
  const published = await addVersion(trx, asking, known, { by, note })
  const { connector, settings } = (known?.spec ?? {}) as Partial<Feed> & { settings?: unknown }
  const isElsewhere = known !== undefined && !isSameSpec([connector, settings], [feed.connector, feed.settings])
  await trx
    .updateTable('feed')
    .set({ kept_in: 'console', enabled: true, ...(isElsewhere && { cursor: null }) })
    .where('id', '=', published.id)
    .execute()
  await sql`update feed set disabled_at = null where id = ${published.id}`.execute(trx)
  return published
}

/** What a feed expects, each since the day that is said, or since the version before it did, or else since today. */
function askedSince({ expects = [] }: Pick<Feed, 'expects'>, before: unknown, today: string): Feed['expects'] {
  const earlier = (before as Feed | undefined)?.expects ?? []
  return expects.map(({ since: said, ...each }) => {
    const known = earlier.find(({ measure }) => measure === each.measure)
    const since = said === undefined ? (known ? known.since : today) : said
    return since ? { ...each, since } : each
  })
}
