import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { findFeed } from './find.ts'

/** A feed as far as somebody has got with making it: any part of its spec may be missing. */
export type DraftSpec = Record<string, unknown>

export interface FeedDraft {
  id: number
  /** The feed it would be a new version of, and the version it began from. */
  feed: string | null
  version: number | null
  spec: DraftSpec
  by: string | null
  savedAt: Date
}

/** Begins a new feed, or a new version of one that is there. */
export async function beginDraft(db: Db, of: { connector: string } | { feed: string }): Promise<FeedDraft> {
  const known = 'feed' in of ? await findFeed(db, of.feed) : null
  const spec = known ? known.spec : { connector: (of as { connector: string }).connector }
  const { id } = await db
    .insertInto('feed_draft')
    .values({ feed_id: known?.id ?? null, version: known?.version ?? null, spec: JSON.stringify(spec), by: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return findDraft(db, id)
}

const columns = [
  'feed_draft.id',
  'feed.key as feed',
  'feed_draft.version',
  'feed_draft.spec',
  'feed_draft.by',
  'feed_draft.saved_at as savedAt',
] as const

export async function findDraft(db: Db, id: number): Promise<FeedDraft> {
  const draft = await db
    .selectFrom('feed_draft')
    .leftJoin('feed', 'feed.id', 'feed_draft.feed_id')
    .select(columns)
    .where('feed_draft.id', '=', id)
    .executeTakeFirst()
  if (!draft)
    throw new NotFound({
      vi: 'Bản nháp này không còn: đã được công bố hoặc đã bị bỏ. Xem danh sách nguồn dữ liệu.',
      en: 'This draft is gone: it was published or thrown away. See the list of feeds.',
    })
  return draft
}

export async function listDrafts(db: Db): Promise<FeedDraft[]> {
  return db
    .selectFrom('feed_draft')
    .leftJoin('feed', 'feed.id', 'feed_draft.feed_id')
    .select(columns)
    .orderBy('feed_draft.saved_at', 'desc')
    .execute()
}

export async function saveDraft(db: Db, id: number, { spec, by }: { spec: DraftSpec; by: string | null }): Promise<FeedDraft> {
  await db
    .updateTable('feed_draft')
    .set({ spec: JSON.stringify(spec), by, saved_at: new Date() })
    .where('id', '=', id)
    .execute()
  return findDraft(db, id)
}

/** Its secrets and its sample go with it. */
export async function dropDraft(db: Db, id: number): Promise<void> {
  await db.deleteFrom('feed_draft').where('id', '=', id).execute()
}

/** A key no feed has yet, made of a title. */
export async function freeKey(db: Db, title: string): Promise<string> {
  const folded = title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .slice(0, 50)
  const base = folded.length < 2 ? `nguon-${folded || 'moi'}` : folded
  const taken = new Set(
    (await db.selectFrom('feed').select('key').where('key', 'like', `${base}%`).execute()).map(({ key }) => key),
  )
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}-${n}`
    if (!taken.has(key)) return key
  }
}
