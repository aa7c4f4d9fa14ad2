import type { Readable } from 'node:stream'
import {
  type DescribedKind,
  describeKinds,
  type FeedDraft,
  findDraft,
  findKind,
  Invalid,
  impactOf,
  keyFile,
  openSample,
  rewriteDraft,
  setSample,
  type Target,
  Unavailable,
} from '@ioc/sql'
import {
  askApart,
  checkDraft,
  DRAFT_KEY,
  FeedFault,
  fetchSample,
  fieldFor,
  fieldsApart,
  prepareDraft,
  type SamplePage,
  type SeenField,
  type Suggestion as Suggested,
  sampleOf,
  suggest,
  suggestFor,
} from '@ioc/workers/making'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  CheckAnswer,
  DiscoveryAnswer,
  DraftField,
  FieldAsk,
  ImpactAnswer,
  ImpactProgress,
  MakingOptions,
  PreviewAnswer,
  SuggestAsk,
  Suggestion,
} from '../../contract/index.ts'
import { languageOf, saidIn } from '../plugins/language.ts'
import type { TileContext } from '../tiles/context.ts'
import { describeSample, draftParams, LOOKS_THROUGH } from './drafts.ts'
import { describeImpact, describeSheets, describeStrangers, optionsOf } from './making-answers.ts'
import { takeRawBodies } from './raw-body.ts'
import { blankFile, bounded, UPLOAD_BOUNDS } from './spool.ts'

const tags = ['making']
const PATIENCE_MS = 50_000

/** From a draft to what would become of it: checked, discovered, tried on a page and weighed; nothing of it is stored as data. */
export function makingRoutes(app: FastifyInstance, context: TileContext): void {
  const { database, units } = context
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const weighing = new Map<number, { done: number; of: number }>()
  const suggested = new WeakMap<SeenField[], Suggested[]>()

  api.get(
    '/api/making',
    {
      config: { permission: LOOKS_THROUGH },
      schema: { tags, summary: 'What a feed may be made of', response: { 200: MakingOptions } },
    },
    async () => optionsOf(context),
  )

  api.post(
    '/api/drafts/:id/check',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary: 'Reaches for the source step by step, and takes a page of it to try on',
        params: draftParams,
        response: { 200: CheckAnswer },
      },
    },
    async ({ params, headers }) => {
      const draft = await findDraft(db, params.id)
      const signal = AbortSignal.timeout(PATIENCE_MS)
      return whereFaulty<z.infer<typeof CheckAnswer>>(headers, { steps: [], sample: null, fault: null }, async () => {
        const taken = await fetchSample(database, draft, signal).then(
          (page) => ({ page, fault: page ? null : NOTHING_TO_TRY[languageOf({ headers })] }),
          (error: unknown) => {
            if (error instanceof FeedFault) throw error
            const { message, en } = error as Error & { en?: string }
            return { page: null, fault: languageOf({ headers }) === 'en' ? (en ?? message) : message }
          },
        )
        const known = taken.page ? await keepSample(draft, taken.page) : draft
        const steps = await checkDraft(database, known, signal)
        const isAsked = steps.length > 0
        const isTold = steps.some(({ ok }) => !ok) || !isAsked
        return {
          faults: [],
          steps: steps.map(saidIn(languageOf({ headers }))),
          sample: await describeSample(db, draft.id),
          fault: isTold ? null : taken.fault,
        }
      })
    },
  )

  let samplesUnderWay = 0
  app.register(async (scope) => {
    takeRawBodies(scope, UPLOAD_BOUNDS.silentMs)
    scope.withTypeProvider<ZodTypeProvider>().put(
      '/api/drafts/:id/sample/:name',
      {
        config: { permission: 'feeds.make', rate: 'file' },
        schema: {
          params: draftParams.extend({ name: z.string().min(1).max(255) }),
          response: { 200: CheckAnswer.pick({ sample: true }) },
        },
      },
      async ({ params: { id, name }, body, headers }) => {
        if (samplesUnderWay >= UPLOAD_BOUNDS.atOnce) throw new Unavailable(OTHERS_FIRST)
        samplesUnderWay++
        try {
          const draft = await findDraft(db, id)
          if (!body) throw blankFile()
          const mediaType = headers['content-type']
          const page = { name, body: bounded(body as Readable, UPLOAD_BOUNDS), ...(mediaType && { mediaType }) }
          await keepSample(draft, await sampleOf(page))
          return { sample: await describeSample(db, id) }
        } finally {
          samplesUnderWay--
        }
      },
    )
  })

  api.get(
    '/api/drafts/:id/fields',
    {
      config: { permission: LOOKS_THROUGH },
      schema: {
        tags,
        summary: 'The fields of the page a draft is tried on, with what they could fill',
        params: draftParams,
        response: { 200: DiscoveryAnswer },
      },
    },
    async ({ params, headers }) => {
      const { draft, page, fields, sheets, fault, unreadable, ...seen } = await look(params.id)
      return {
        ...seen,
        fault: fault?.[languageOf({ headers })] ?? null,
        unreadable: unreadable.map(saidIn(languageOf({ headers }))),
        fields,
        sheets: describeSheets(sheets),
        format: (draft.spec.format ?? null) as z.infer<typeof DiscoveryAnswer>['format'],
        suggestions: await suggestionsOf(fields, page.name),
      }
    },
  )

  api.post(
    '/api/drafts/:id/suggest',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary: 'The mapping a kind of record would be given by name and content',
        params: draftParams,
        body: SuggestAsk,
        response: { 200: Suggestion },
      },
    },
    async ({ params, body }) => suggestFor(await findKindHere(body), (await look(params.id)).fields),
  )

  api.post(
    '/api/drafts/:id/field',
    {
      config: { permission: 'feeds.make' },
      schema: {
        tags,
        summary: 'How a field of the source would fill one of ours',
        params: draftParams,
        body: FieldAsk,
        response: { 200: DraftField },
      },
    },
    async ({ params, body }) => {
      const { fields } = await look(params.id)
      const field = fieldAt(fields, body.within ?? null, body.path)
      const target = targetAt((await findKindHere(body)).targets, body.target)
      if (!field || !target)
        throw new Invalid({
          vi: 'Cột này không còn trong trang mẫu. Lấy lại mẫu rồi ghép lại.',
          en: 'This column is no longer in the sample. Take the sample again and map it anew.',
        })
      return fieldFor(target, field)
    },
  )

  api.post(
    '/api/drafts/:id/preview',
    {
      config: { permission: LOOKS_THROUGH },
      schema: {
        tags,
        summary: 'The first rows before and after, and what would become of all; stores nothing',
        params: draftParams,
        response: { 200: PreviewAnswer },
      },
    },
    async ({ params, headers }) =>
      whereFaulty<z.infer<typeof PreviewAnswer>>(headers, { preview: null }, async () => {
        const { page, spec, key } = await sampleFor(params.id)
        const asked = { page, spec, key, language: languageOf({ headers }) }
        const { strangers, ...preview } = await askApart(database.url, 'preview', asked)
        return { faults: [], preview: { ...preview, strangers: describeStrangers(units, strangers) } }
      }),
  )

  api.post(
    '/api/drafts/:id/impact',
    {
      config: { permission: LOOKS_THROUGH },
      schema: {
        tags,
        summary: 'Which indicators would move and by how much, by the ledger’s own rules; stores nothing',
        params: draftParams,
        response: { 200: ImpactAnswer },
      },
    },
    async ({ params }, reply) => {
      const { page, spec, key } = await sampleFor(params.id)
      const batch = await askApart(database.url, 'batch', { page, spec, key }).catch(readable)
      const { spec: feed } = await prepareDraft(spec, key).catch(readable)
      const kind = await findKind(feed.domain, feed.kind)
      // Whoever hangs up wants to know no more.
      const left = new AbortController()
      reply.raw.once('close', () => left.abort())
      try {
        const onProgress = (progress: { done: number; of: number }) => void weighing.set(params.id, progress)
        const impact = await impactOf(database, units, kind, feed, batch, { signal: left.signal, onProgress })
        return describeImpact(context, impact, { rows: batch.read, isWhole: page.isWhole })
      } finally {
        weighing.delete(params.id)
      }
    },
  )

  api.get(
    '/api/drafts/:id/impact',
    {
      config: { permission: LOOKS_THROUGH },
      schema: { tags, summary: 'How far that has got', params: draftParams, response: { 200: ImpactProgress } },
    },
    async ({ params }) => weighing.get(params.id) ?? null,
  )

  /** The fields of a page are looked at again with each change of the draft, and weighed against every kind of record once. */
  async function suggestionsOf(fields: SeenField[], page: string): Promise<Suggested[]> {
    const known = suggested.get(fields) ?? suggest(await kindsHere(), fields, page)
    suggested.set(fields, known)
    return known
  }

  async function kindsHere(): Promise<DescribedKind[]> {
    const { domains } = context.province
    return (await describeKinds()).filter(({ domain }) => domains[domain] !== 'off')
  }

  async function findKindHere({ domain, kind, form }: z.infer<typeof SuggestAsk>): Promise<DescribedKind> {
    const found = (await kindsHere()).find((each) => each.domain === domain && each.kind === kind && each.form === form)
    if (!found)
      throw new Invalid({
        vi: 'Không có loại bản ghi này. Chọn một loại trong danh sách.',
        en: 'There is no such kind of record. Choose one from the list.',
      })
    return found
  }

  /** Keeps a page to try on; how it is read is guessed unless the draft says so and reads it. */
  async function keepSample(draft: FeedDraft, page: SamplePage): Promise<FeedDraft> {
    const { body, name, mediaType, isWhole } = page
    await setSample(db, keyFile(), draft.id, body, { name, mediaType, isWhole, bytes: body.length })
    const guessed = draft.spec.format === undefined ? await askApart(database.url, 'format', { page }).catch(() => null) : null
    if (!guessed) return draft
    return rewriteDraft(db, draft.id, (spec) => {
      // Somebody said it while it was guessed.
      if (spec.format !== undefined) return spec
      // Where the list is, is said twice: to the connector, which counts pages by it, and to the format, which reads them.
      const isRest = spec.connector === 'rest' && guessed.kind === 'json'
      return { ...spec, format: guessed, ...(isRest && { settings: { ...(spec.settings as object), records: guessed.path } }) }
    })
  }

  async function sampleFor(id: number) {
    const draft = await findDraft(db, id)
    const page = await openSample(db, keyFile(), id)
    if (!page)
      throw new Invalid({
        vi: 'Chưa có trang mẫu để xem thử. Quay lại bước «Kết nối» và lấy mẫu.',
        en: 'There is no sample to try yet. Go back to “Connect” and take one.',
      })
    return { draft, page, spec: draft.spec, key: draft.feed ?? DRAFT_KEY }
  }

  async function look(id: number) {
    const { draft, page, key } = await sampleFor(id)
    const { connector, settings, format, unitKinds } = draft.spec
    const spec = { connector, settings, format, unitKinds }
    return { draft, page, ...(await fieldsApart(database.url, { page, spec, key }).catch(readable)) }
  }
}

/** «fees.amount» is the amount of an item of «fees». */
function targetAt(targets: Target[], name: string): Target | undefined {
  const [first, ...rest] = name.split('.')
  const found = targets.find((target) => target.name === first)
  return found && rest.length > 0 ? targetAt(found.items, rest.join('.')) : found
}

function fieldAt(fields: SeenField[], within: string | null, path: string): SeenField | undefined {
  const among = within === null ? fields : fields.find((field) => field.path === within)?.items
  return among?.find((field) => field.path === path)
}

const OTHERS_FIRST = {
  vi: `Đang nhận ${UPLOAD_BOUNDS.atOnce} tệp mẫu khác. Gửi lại sau ít giây.`,
  en: `${UPLOAD_BOUNDS.atOnce} other samples are being taken in. Send again in a few seconds.`,
}

const NOTHING_TO_TRY = {
  vi: 'Nguồn trả lời được, nhưng hiện không có dữ liệu nào để xem thử.',
  en: 'The source answers, but has no data to try on now.',
}

/** A form that is not right yet is an answer, not a failure. */
async function whereFaulty<T>(headers: FastifyRequest['headers'], empty: Omit<T, 'faults'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FeedFault) return { ...empty, faults: error.places.map(saidIn(languageOf({ headers }))) } as T
    throw error
  }
}

function readable(error: unknown): never {
  if (!(error instanceof FeedFault)) throw error
  const en = error.places.map(({ path, message, en }) => `${path.join('.')}: ${en ?? message}`).join('\n')
  throw new Invalid({ vi: error.message, en: en || error.message })
}
