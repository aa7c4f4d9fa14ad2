import {
  type Database,
  type Db,
  describeKinds,
  draftAsSeen,
  dropDraft,
  type FeedDraft,
  findFeed,
  freeKey,
  handOverSecrets,
  keyFile,
  openSample,
  publishFeed,
  Unavailable,
} from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import { faultsOf, feedOf, type Place, shortDraftSecrets } from '@ioc/workers/making'
import { acceptFile } from '@ioc/workers/pages'
import { takeIn } from '../routes/take-in.ts'

export interface PublishedFeed {
  feed: string
  version: number
  /** The run that takes in the sample, where it was a file brought by hand. */
  run: number | null
}

interface House {
  database: Database
  queue: JobQueue
}

/** The form's faults, and those of what the form cannot know: which kinds there are and what they need. */
export async function faultsInDraft(database: Database, draft: FeedDraft): Promise<Place[]> {
  const { spec, feed } = draft
  const places = [...(await faultsOf(spec, feed ?? 'ban-nhap')), ...(await shortDraftSecrets(database, draft))]
  const { map = {}, domain, kind: name } = spec as { map?: Record<string, { const?: unknown }>; domain?: string; kind?: string }
  const form = map.form?.const ?? null
  const kind = (await describeKinds()).find(
    (each) => each.domain === domain && each.kind === name && (each.form === null || each.form === form),
  )
  if (!kind)
    return [
      ...places.filter(({ path }) => path[0] !== 'kind'),
      { path: ['kind'], message: 'chưa chọn loại bản ghi', en: 'no kind of record is chosen yet' },
    ]
  const missing = kind.targets.filter((target) => target.required && !(target.name in map))
  return [
    ...places,
    ...missing.map(({ name, title }) => ({
      path: ['map', name],
      message: `chưa ghép «${title.vi}»`,
      en: `«${title.en}» is not mapped yet`,
    })),
  ]
}

/** Makes a draft, as it was at a save, a feed or the next version of one; answers what is to be done once that stands. */
export async function publishDraft(
  { database, queue }: House,
  trx: Db,
  { id, edit, by, note }: { id: number; edit: number; by: string; note: string | null },
): Promise<() => Promise<PublishedFeed>> {
  const draft = await draftAsSeen(trx, id, edit)
  const sample = draft.spec.connector === 'file' ? await openSample(trx, keyFile(), id) : undefined
  const feed = draft.feed ?? (await freeKey(trx, (draft.spec.title as { vi: string }).vi))
  const { version } = await publishFeed(trx, feedOf(draft.spec, feed), { after: draft.version, by, note })
  await handOverSecrets(trx, keyFile(), id, feed)
  await dropDraft(trx, id)
  return async () => {
    const run = sample?.isWhole && !sample.isStored ? await takeSample({ database, queue }, feed, sample) : null
    await setGoing({ database, queue }, feed)
    return { feed, version, run }
  }
}

/** Makes a feed again what it was once, as a version after the one somebody saw. */
export async function publishAgain(
  house: House,
  trx: Db,
  { spec, feed, after, by, note }: { spec: unknown; feed: string; after: number; by: string; note: string | null },
): Promise<() => Promise<PublishedFeed>> {
  const { version } = await publishFeed(trx, feedOf(spec as Parameters<typeof feedOf>[0], feed), { after, by, note })
  return async () => {
    await setGoing(house, feed)
    return { feed, version, run: null }
  }
}

/** The file a feed was made with is its first. */
async function takeSample(
  { database, queue }: House,
  key: string,
  { name, mediaType, body }: { name: string; mediaType: string | null; body: Buffer },
) {
  const feed = await findFeed(database.db, key)
  const page = await acceptFile(database, feed, { name, body: once(body), ...(mediaType && { mediaType }) })
  const { run } = await takeIn({ database, queue }, feed, { ...page, trigger: 'upload' })
  return run
}

/** Asked at once: its schedule is known to the workers within a minute. */
async function setGoing({ database, queue }: House, key: string): Promise<void> {
  const { spec } = await findFeed(database.db, key)
  if (spec.every === undefined) return
  // It is published all the same: the schedule asks it within a minute.
  await queue.lanes.short.add('pull-feed', { feed: key }).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error
  })
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
