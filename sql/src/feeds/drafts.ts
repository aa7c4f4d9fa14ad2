import { type Db, inTransaction } from '../db.ts'
import { Conflict, NotFound } from '../errors.ts'
import { lockDraft, takeDraftInHand } from '../proposals/waiting-draft.ts'
import { assertSeesEveryUnit, assertSeesHouse } from '../sight/reach.ts'
import { changedMeanwhile } from './changed-meanwhile.ts'
import { type DraftChange, type DraftPart, type DraftSpec, isSaid, overlap, withChanges } from './draft-parts.ts'
import { findFeed } from './find.ts'
import { isSameSpec } from './same-spec.ts'

export type { DraftSpec } from './draft-parts.ts'

export interface FeedDraft {
  id: number
  /** The feed it would be a new version of, and the version it began from. */
  feed: string | null
  version: number | null
  spec: DraftSpec
  /** Counts the saves; `parts` says who changed what, and by which of them. */
  edit: number
  parts: DraftPart[]
  /** The accounts of all who changed anything of it, its sample and its secrets included. */
  hands: number[]
  by: string | null
  savedAt: Date
}

/** Begins a new feed, or a new version of one that is there. */
export async function beginDraft(db: Db, of: { connector: string } | { feed: string }): Promise<FeedDraft> {
  const known = 'feed' in of ? await findFeed(db, of.feed) : null
  if (known) assertSeesHouse(known.spec.domain)
  assertSeesEveryUnit()
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
  'feed_draft.edit',
  'feed_draft.parts',
  'feed_draft.hands',
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

/**
 * Saves the parts of a draft somebody changed, over those others did. `edit` is the save they had seen; throws Conflict, and saves
 * nothing, where somebody has changed one of the same parts since. `read` says what may be kept.
 */
export async function saveDraft(
  db: Db,
  id: number,
  { edit, changes, by }: { edit: number; changes: DraftChange[]; by: string | null },
  read: (spec: DraftSpec) => DraftSpec,
): Promise<FeedDraft> {
  return inTransaction(db, async (trx) => {
    await takeDraftInHand(trx, id)
    const draft = await findDraft(trx, id)
    const meant = changes.filter((change) => !isSaid(draft.spec, change))
    if (meant.length === 0) return draft
    const [other] = draft.parts.filter((part) => part.edit > edit && meant.some(({ path }) => overlap(path, part.path)))
    if (other) throw new Conflict(changedMeanwhile(other))
    const now = { edit: draft.edit + 1, by, at: new Date().toISOString() }
    const parts = [
      ...draft.parts.filter((part) => !meant.some(({ path }) => isSameSpec(path, part.path))),
      ...meant.map(({ path }) => ({ path, ...now })),
    ]
    const spec = read(withChanges(draft.spec, meant))
    if (typeof spec.domain === 'string') assertSeesHouse(spec.domain)
    await trx
      .updateTable('feed_draft')
      .set({ ...writing(spec, draft), parts: JSON.stringify(parts), by })
      .where('id', '=', id)
      .execute()
    return findDraft(trx, id)
  })
}

/** What the machine makes of a draft as it stands; it stands in nobody's way. */
export async function rewriteDraft(db: Db, id: number, rewrite: (spec: DraftSpec) => DraftSpec): Promise<FeedDraft> {
  return inTransaction(db, async (trx) => {
    await lockDraft(trx, id)
    const draft = await findDraft(trx, id)
    const spec = rewrite(draft.spec)
    if (isSameSpec(spec, draft.spec)) return draft
    await trx.updateTable('feed_draft').set(writing(spec, draft)).where('id', '=', id).execute()
    return findDraft(trx, id)
  })
}

/** A draft as somebody saw it, locked until the transaction ends; throws Conflict where somebody has changed it since. */
export async function draftAsSeen(trx: Db, id: number, edit: number): Promise<FeedDraft> {
  await lockDraft(trx, id)
  const draft = await findDraft(trx, id)
  const last = draft.parts.find((part) => part.edit > edit)
  if (last) throw new Conflict(changedMeanwhile(last))
  return draft
}

const writing = (spec: DraftSpec, { edit }: FeedDraft) => ({ spec: JSON.stringify(spec), edit: edit + 1, saved_at: new Date() })

/** Its secrets and its sample go with it. */
export async function dropDraft(db: Db, id: number): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockDraft(trx, id)
    await trx.deleteFrom('feed_draft').where('id', '=', id).execute()
  })
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
