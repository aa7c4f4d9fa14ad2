import { type Database, draftAsSeen, type FeedVersion, feedSpecAt, feedVersions, findDraft, findFeed, isReviewed } from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import { faultsOf, spelledOut } from '@ioc/workers/making'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { PublishAnswer, PublishAsk, PublishDraftAsk, VersionsAnswer } from '../../contract/index.ts'
import { doerOf } from '../access/doer.ts'
import { languageOf, saidIn } from '../plugins/language.ts'
import { proposeAgain, proposeDraft } from '../proposals/propose-feed.ts'
import { faultsInDraft, publishAgain, publishDraft } from '../publishing/publish-feed.ts'
import { differencesBetween } from './differences.ts'
import { draftParams } from './drafts.ts'

const tags = ['making']

/** A draft becomes a feed or its next version; what a feed was is told, and may be again. */
export function publishingRoutes(app: FastifyInstance, database: Database, queue: JobQueue): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/drafts/:id/faults',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'What keeps a draft from being published, by field',
        params: draftParams,
        response: { 200: PublishAnswer.shape.faults },
      },
    },
    async ({ params, headers }) =>
      (await faultsInDraft(database, await findDraft(db, params.id))).map(saidIn(languageOf({ headers }))),
  )

  api.post(
    '/api/drafts/:id/publish',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary:
          'Makes a draft a feed, or the next version of one, and sets it going, or hands it to whoever reviews that; 409 where somebody has changed it since `edit`',
        params: draftParams,
        body: PublishDraftAsk,
        response: { 200: PublishAnswer },
      },
    },
    async (request) => {
      const { params, headers, body } = request
      const draft = await draftAsSeen(db, params.id, body.edit)
      const faults = await faultsInDraft(database, draft)
      if (faults.length > 0) return { ...NOT_YET, faults: faults.map(saidIn(languageOf({ headers }))) }
      const seen = { ...body, id: draft.id }
      if (await isReviewed(db, 'feeds')) {
        const who = doerOf(request)
        return { ...NOT_YET, proposal: await db.transaction().execute((trx) => proposeDraft(trx, who, seen)) }
      }
      const left = await db.transaction().execute((trx) => publishDraft({ database, queue }, trx, seen))
      return { ...NOT_YET, ...(await left()) }
    },
  )

  api.get(
    '/api/feeds/:feed/versions',
    {
      config: { permission: 'feeds.read' },
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
        changes: differencesBetween(before(versions[index + 1]), spelledOut(spec)),
      }))
    },
  )

  api.post(
    '/api/feeds/:feed/versions/:version/restore',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary: 'Makes a feed again what it was in one of its versions, as a new version',
        params: z.object({ feed: z.string().max(64), version: z.coerce.number().int().positive() }),
        body: PublishAsk,
        response: { 200: PublishAnswer },
      },
    },
    async (request) => {
      const { params, headers, body } = request
      const spec = await feedSpecAt(db, params.feed, params.version)
      const faults = await faultsOf(spec, params.feed)
      if (faults.length > 0) return { ...NOT_YET, faults: faults.map(saidIn(languageOf({ headers }))) }
      const again = { feed: params.feed, spec, by: body.by, note: body.note ?? `quay lại bản ${params.version}` }
      if (await isReviewed(db, 'feeds')) return { ...NOT_YET, proposal: await proposeAgain(db, again, doerOf(request)) }
      const left = await db.transaction().execute(async (trx) => {
        const { version } = await findFeed(trx, params.feed)
        return publishAgain({ database, queue }, trx, { ...again, after: version })
      })
      return { ...NOT_YET, ...(await left()) }
    },
  )
}

const NOT_YET = { faults: [], feed: null, version: null, run: null, proposal: null }
