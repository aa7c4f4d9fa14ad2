import {
  type Database,
  describeKinds,
  draftAsSeen,
  dropDraft,
  type FeedDraft,
  type FeedVersion,
  feedSpecAt,
  feedVersions,
  findDraft,
  findFeed,
  freeKey,
  handOverSecrets,
  keyFile,
  openSample,
  publishFeed,
  Unavailable,
} from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import { faultsOf, feedOf, type Place, shortDraftSecrets, spelledOut } from '@ioc/workers/making'
import { acceptFile } from '@ioc/workers/pages'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { PublishAnswer, PublishAsk, PublishDraftAsk, VersionsAnswer } from '../../contract/index.ts'
import { languageOf, saidIn } from '../plugins/language.ts'
import { changesBetween } from './changes.ts'
import { draftParams } from './drafts.ts'
import { takeIn } from './take-in.ts'

const tags = ['making']

/** A draft becomes a feed or its next version; what a feed was is told, and may be again. */
export function publishingRoutes(app: FastifyInstance, database: Database, queue: JobQueue): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/drafts/:id/faults',
    {
      schema: {
        tags,
        summary: 'What keeps a draft from being published, by field',
        params: draftParams,
        response: { 200: PublishAnswer.shape.faults },
      },
    },
    async ({ params, headers }) => (await faultsIn(await findDraft(db, params.id))).map(saidIn(languageOf({ headers }))),
  )

  api.post(
    '/api/drafts/:id/publish',
    {
      schema: {
        tags,
        summary:
          'Makes a draft a feed, or the next version of one, and sets it going; 409 where somebody has changed it since `edit`',
        params: draftParams,
        body: PublishDraftAsk,
        response: { 200: PublishAnswer },
      },
    },
    async ({ params, headers, body: { by, note, edit } }) => {
      const draft = await draftAsSeen(db, params.id, edit)
      const faults = await faultsIn(draft)
      if (faults.length > 0) return { faults: faults.map(saidIn(languageOf({ headers }))), feed: null, version: null, run: null }
      const sample = draft.spec.connector === 'file' ? await openSample(db, keyFile(), draft.id) : undefined
      const { feed, version } = await db.transaction().execute(async (trx) => {
        await draftAsSeen(trx, draft.id, edit)
        const key = draft.feed ?? (await freeKey(trx, (draft.spec.title as { vi: string }).vi))
        const spec = feedOf(draft.spec, key)
        const published = await publishFeed(trx, spec, { after: draft.version, by, note })
        await handOverSecrets(trx, keyFile(), draft.id, key)
        await dropDraft(trx, draft.id)
        return { feed: key, version: published.version }
      })
      const run = sample?.isWhole && !sample.isStored ? await takeSample(feed, sample) : null
      await setGoing(feed)
      return { faults: [], feed, version, run }
    },
  )

  api.get(
    '/api/feeds/:feed/versions',
    {
      schema: {
        tags,
        summary: 'What a feed was told to be, the newest first, with what each version changed',
        params: z.object({ feed: z.string().max(64) }),
        response: { 200: VersionsAnswer },
      },
    },
    async ({ params }) => {
      const versions = await feedVersions(db, params.feed)
      const before = (earlier?: FeedVersion) => (earlier ? spelledOut(earlier.spec) : null)
      return versions.map(({ spec, appliedAt, ...version }, index) => ({
        ...version,
        appliedAt: appliedAt.toISOString(),
        isNow: index === 0,
        changes: changesBetween(before(versions[index + 1]), spelledOut(spec)),
      }))
    },
  )

  api.post(
    '/api/feeds/:feed/versions/:version/restore',
    {
      schema: {
        tags,
        summary: 'Makes a feed again what it was in one of its versions, as a new version',
        params: z.object({ feed: z.string().max(64), version: z.coerce.number().int().positive() }),
        body: PublishAsk,
        response: { 200: PublishAnswer },
      },
    },
    async ({ params: { feed: key, version: wanted }, headers, body: { by, note } }) => {
      const spec = await feedSpecAt(db, key, wanted)
      const faults = await faultsOf(spec, key)
      if (faults.length > 0) return { faults: faults.map(saidIn(languageOf({ headers }))), feed: null, version: null, run: null }
      const { version } = await db.transaction().execute(async (trx) => {
        const now = await findFeed(trx, key)
        return publishFeed(trx, feedOf(spec, key), { after: now.version, by, note: note ?? `quay lại bản ${wanted}` })
      })
      await setGoing(key)
      return { faults: [], feed: key, version, run: null }
    },
  )

  /** The form's faults, and those of what the form cannot know: which kinds there are and what they need. */
  async function faultsIn(draft: FeedDraft): Promise<Place[]> {
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

  /** The file a feed was made with is its first. */
  async function takeSample(key: string, { name, mediaType, body }: { name: string; mediaType: string | null; body: Buffer }) {
    const feed = await findFeed(db, key)
    const page = await acceptFile(feed, { name, body: once(body), ...(mediaType && { mediaType }) })
    const { run } = await takeIn({ database, queue }, feed, { ...page, trigger: 'upload' })
    return run
  }

  /** Asked at once: its schedule is known to the workers within a minute. */
  async function setGoing(key: string): Promise<void> {
    const { spec } = await findFeed(db, key)
    if (spec.every === undefined) return
    // It is published all the same: the schedule asks it within a minute.
    await queue.lanes.short.add('pull-feed', { feed: key }).catch((error: unknown) => {
      if (!(error instanceof Unavailable)) throw error
    })
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}
