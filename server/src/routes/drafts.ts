import {
  beginDraft,
  type Database,
  draftSecrets,
  dropDraft,
  dropDraftSecret,
  type FeedDraft,
  findDraft,
  findSample,
  Invalid,
  keyFile,
  listDrafts,
  newestPage,
  openPage,
  rewriteDraft,
  saveDraft,
  setDraftSecret,
  setSample,
  waitingOf,
} from '@ioc/sql'
import { connectorForms } from '@ioc/workers/connectors'
import { sampleOf, secretTrouble, spelledOut } from '@ioc/workers/making'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { BeginDraft, Draft, DraftList, DraftSpec, SaveDraft, SetSecret } from '../../contract/index.ts'

const tags = ['making']
/** A draft is looked through by whoever makes feeds, and by whoever lets them through. */
export const LOOKS_THROUGH = ['feeds.make', 'changes.decide'] as const
export const draftParams = z.object({ id: z.coerce.number().int().positive() })

/** Drafts of feeds: begun, saved as they are typed, left and taken up again. */
export function draftRoutes(app: FastifyInstance, database: Database): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/drafts',
    {
      config: { permission: 'feeds.make' },
      schema: { tags, summary: 'Drafts of feeds, the last touched first', response: { 200: DraftList } },
    },
    async () => (await listDrafts(db)).map(plain),
  )

  api.post(
    '/api/drafts',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary: 'Begins a feed, or a new version of one',
        body: BeginDraft,
        response: { 200: Draft },
      },
    },
    async ({ body }) => {
      if ('connector' in body && !connectorForms.has(body.connector))
        throw new Invalid({
          vi: `Không có kiểu kết nối «${body.connector}». Chọn một kiểu trong danh sách.`,
          en: `There is no connector «${body.connector}». Choose one of the list.`,
        })
      const draft = await beginDraft(db, body)
      if (!('feed' in body)) return whole(db, draft)
      await tryOnNewest(database, draft.id, body.feed)
      // A file may say a field in short; the console draws it in full.
      return whole(db, await rewriteDraft(db, draft.id, spelledOut))
    },
  )

  api.get(
    '/api/drafts/:id',
    {
      config: { permission: LOOKS_THROUGH },
      schema: { tags, summary: 'A draft as it was left', params: draftParams, response: { 200: Draft } },
    },
    async ({ params }) => whole(db, await findDraft(db, params.id)),
  )

  api.post(
    '/api/drafts/:id',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary:
          'Saves the changed parts of a draft over the save `edit`; 409 says who has changed the same since, and nothing is saved',
        params: draftParams,
        body: SaveDraft,
        response: { 200: Draft },
      },
    },
    async ({ params, body }) => whole(db, await saveDraft(db, params.id, body, readSpec)),
  )

  api.post(
    '/api/drafts/:id/drop',
    {
      config: { permission: 'feeds.make' },
      schema: { tags, summary: 'Throws a draft away', params: draftParams, response: { 200: z.object({}) } },
    },
    async ({ params }) => {
      await dropDraft(db, params.id)
      return {}
    },
  )

  api.post(
    '/api/drafts/:id/secrets/:name',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary: 'Keeps a secret of the source, sealed; nothing gives it back',
        params: draftParams.extend({ name: z.string().max(63) }),
        body: SetSecret,
        response: { 200: z.object({ secrets: z.array(z.string()) }) },
      },
    },
    async ({ params: { id, name }, body }) => {
      const trouble = secretTrouble(await findDraft(db, id), name, body.value)
      if (trouble) throw new Invalid({ vi: capital(trouble.vi), en: capital(trouble.en) })
      await setDraftSecret(db, keyFile(), id, name, body.value)
      return { secrets: await draftSecrets(db, id) }
    },
  )

  api.post(
    '/api/drafts/:id/secrets/:name/drop',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary: 'Lets go of a secret typed into a draft; one of the feed it is a version of is let go when no field names it',
        params: draftParams.extend({ name: z.string().max(63) }),
        response: { 200: z.object({ secrets: z.array(z.string()) }) },
      },
    },
    async ({ params: { id, name } }) => {
      await findDraft(db, id)
      await dropDraftSecret(db, id, name)
      return { secrets: await draftSecrets(db, id) }
    },
  )
}

/** As a sentence of its own. */
function capital(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}.`
}

/** What no screen could draw is not kept. */
function readSpec(spec: unknown): z.infer<typeof DraftSpec> {
  const read = DraftSpec.safeParse(spec)
  if (read.success) return read.data
  const place = read.error.issues[0]?.path.join('.')
  throw new Invalid({ vi: `Bản nháp không giữ được «${place}» như vậy.`, en: `A draft can’t keep «${place}» like that.` })
}

function plain({ savedAt, spec, ...draft }: FeedDraft) {
  return { ...draft, spec: DraftSpec.parse(spec), savedAt: savedAt.toISOString() }
}

async function whole(db: Database['db'], draft: FeedDraft): Promise<z.infer<typeof Draft>> {
  const waiting = await waitingOf(db, { draft: draft.id })
  return {
    ...plain(draft),
    secrets: await draftSecrets(db, draft.id),
    sample: await describeSample(db, draft.id),
    waiting: waiting ? { proposal: waiting.id, by: waiting.by } : null,
  }
}

/** The page a draft is tried on, as far as it may be told. */
export async function describeSample(db: Database['db'], draft: number): Promise<z.infer<typeof Draft>['sample']> {
  const sample = await findSample(db, draft)
  return sample ? { ...sample, takenAt: sample.takenAt.toISOString() } : null
}

/** A new version is tried on what its source gave last, as it was stored. */
async function tryOnNewest(database: Database, draft: number, feed: string): Promise<void> {
  const page = await newestPage(database.db, feed)
  if (!page) return
  const { body, isWhole } = await sampleOf({ name: page.name, body: openPage(database, page.id) })
  const about = { name: page.name, mediaType: page.mediaType, isWhole, isStored: true, bytes: body.length }
  await setSample(database.db, keyFile(), draft, body, about)
}
