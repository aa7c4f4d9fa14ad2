import { type Database, decideHeld, findFeed, findHeld, findHeldRecord, type HeldRecord, type Problem } from '@ioc/sql'
import {
  besideIn,
  mendAlike,
  mendHeld,
  namedReasons,
  readsOf,
  releaseHeld,
  textIn,
  tryAlike,
  tryMending,
  wordsHeld,
} from '@ioc/workers/held'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  AlikeAsk,
  DecideAsk,
  HeldAnswer,
  type HeldColumn,
  HeldFault,
  HeldHistory,
  HeldReasonsAnswer,
  type HeldRow,
  HeldStatus,
  HeldWordsAnswer,
  MendAlikeAnswer,
  MendAlikeAsk,
  MendAnswer,
  MendAsk,
  TryAlikeAnswer,
  TryAnswer,
  TryAsk,
} from '../../contract/index.ts'
import { personOf } from '../access/guard.ts'
import { type Language, languageOf, saidIn } from '../plugins/language.ts'

const tags = ['held']
const params = z.object({ feed: z.string().max(64) })
const BODY_BYTES = 4 * 1024 * 1024
const WORDS_TOLD = 100
const BESIDE_TOLD = 12

/** Rows that failed a rule: found by reason, tried with a person's edits, let through, handed back or put aside. */
export function heldRoutes(app: FastifyInstance, database: Database): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/feeds/:feed/held',
    {
      config: { permission: 'held.mend', reveals: true },
      schema: {
        tags,
        summary: 'Held rows of a feed, the oldest first',
        params,
        querystring: z.object({
          status: HeldStatus.default('held'),
          field: z.string().max(128).optional(),
          code: z.string().max(128).optional(),
          words: z.string().max(200).optional().describe('Words anywhere in the row'),
          run: z.coerce.number().int().positive().optional(),
          after: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: HeldAnswer },
      },
    },
    async ({ params, headers, query: { status, words, ...query } }) => {
      const { spec } = await findFeed(db, params.feed)
      const meant = words?.trim() ? { words: words.trim() } : {}
      const { records, total } = await findHeld(db, { ...query, ...meant, feed: spec.id, statuses: [status] })
      const { columns, fourEyes, kind } = readsOf(spec)
      return {
        feed: spec.id,
        title: spec.title,
        fourEyes,
        kind,
        columns,
        rows: records.map((each) => rowOf(each, columns, languageOf({ headers }))),
        total,
      }
    },
  )

  api.get(
    '/api/feeds/:feed/held/reasons',
    {
      config: { permission: 'held.mend' },
      schema: {
        tags,
        summary: 'Why rows of a feed are held, the most frequent first',
        params,
        response: { 200: HeldReasonsAnswer },
      },
    },
    async ({ params, headers }) => (await namedReasons(database, params.feed)).map(saidIn(languageOf({ headers }))),
  )

  api.get(
    '/api/held/:id/actions',
    {
      config: { permission: 'held.mend' },
      schema: {
        tags,
        summary: 'What people did about a held row, in order',
        params: z.object({ id: z.coerce.number().int().positive() }),
        response: { 200: HeldHistory },
      },
    },
    async ({ params }) =>
      (await findHeldRecord(db, params.id)).actions.map(({ at, record: _, ...action }) => ({ ...action, at: at.toISOString() })),
  )

  api.post(
    '/api/feeds/:feed/held/try',
    {
      config: { permission: 'held.mend' },
      bodyLimit: BODY_BYTES,
      schema: {
        tags,
        summary: 'What edits would make of held rows; stores nothing',
        params,
        body: TryAsk,
        response: { 200: TryAnswer },
      },
    },
    async ({ params, headers, body }) => inWords(await tryMending(database, params.feed, body.rows), headers),
  )

  api.post(
    '/api/feeds/:feed/held/mend',
    {
      config: { permission: 'held.mend' },
      bodyLimit: BODY_BYTES,
      schema: {
        tags,
        summary: 'Puts edits into held rows and tries them again; what is sound becomes a fact or waits for a second person',
        params,
        body: MendAsk,
        response: { 200: MendAnswer },
      },
    },
    async ({ params, headers, body }) => inWords(await mendHeld(database, params.feed, body.rows, body.by), headers),
  )

  api.get(
    '/api/feeds/:feed/held/words',
    {
      config: { permission: 'held.mend' },
      schema: {
        tags,
        summary: 'What rows held for one fault say in the columns it is about, the most frequent first',
        params,
        querystring: HeldFault,
        response: { 200: HeldWordsAnswer },
      },
    },
    async ({ params, query }) => {
      const words = await wordsHeld(database, params.feed, query)
      return { words: words.slice(0, WORDS_TOLD), more: Math.max(0, words.length - WORDS_TOLD) }
    },
  )

  api.post(
    '/api/feeds/:feed/held/alike/try',
    {
      config: { permission: 'held.mend' },
      schema: {
        tags,
        summary: 'What one word in place of another would make of the rows that say it; stores nothing',
        params,
        body: AlikeAsk,
        response: { 200: TryAlikeAnswer },
      },
    },
    async ({ params, headers, body }) => {
      const { rows, next } = await tryAlike(database, params.feed, body)
      return { rows: inWords(rows, headers), next }
    },
  )

  api.post(
    '/api/feeds/:feed/held/alike/mend',
    {
      config: { permission: 'held.mend' },
      schema: {
        tags,
        summary: 'Puts one word in place of another in some hundred of the rows that say it, as mending them one by one would',
        params,
        body: MendAlikeAsk,
        response: { 200: MendAlikeAnswer },
      },
    },
    async ({ params, headers, body: { by, ...alike } }) => {
      const { rows, next } = await mendAlike(database, params.feed, alike, by)
      return { rows: inWords(rows, headers), next }
    },
  )

  api.post(
    '/api/feeds/:feed/held/decide',
    {
      config: { permission: 'held.decide' },
      schema: {
        tags,
        summary: 'Lets mended rows through, hands them back, puts rows aside or takes them up again',
        params,
        body: DecideAsk,
        response: { 200: z.object({ rows: z.number() }) },
      },
    },
    async (request) => {
      const { params, body } = request
      const { rows, action, by, note } = body
      // The second of two is a person.
      if (action === 'release') personOf(request)
      const ids = rows.map(({ id }) => id)
      const seen = new Map(rows.map((row) => [row.id, row.seen]))
      const feed = await findFeed(db, params.feed)
      if (action === 'release') await releaseHeld(database, feed.spec.id, ids, by, seen)
      else await decideHeld(db, feed.id, { ids, action, by, note, seen })
      return { rows: ids.length }
    },
  )
}

/** Outcomes with their problems in the language of who asks. */
function inWords<T extends { problems: Problem[] }>(outcomes: T[], headers: FastifyRequest['headers']): T[] {
  return outcomes.map((each) => ({ ...each, problems: each.problems.map(saidIn(languageOf({ headers }))) }))
}

function rowOf(
  { raw, mended, firstSeen, feed: _, reasons, ...record }: HeldRecord,
  columns: HeldColumn[],
  language: Language,
): HeldRow {
  const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
  const now = mended ?? raw
  const cellsOf = (value: Record<string, unknown>) =>
    Object.fromEntries(columns.map(({ column }) => [column, textIn(value, column)]))
  const cells = isRecord(now) ? cellsOf(now) : null
  const before = isRecord(raw) && mended !== null ? cellsOf(raw) : {}
  const original = Object.fromEntries(Object.entries(before).filter(([column, text]) => cells?.[column] !== text))
  const said = reasons.map(saidIn(language))
  const beside = isRecord(raw)
    ? besideIn(
        raw,
        columns.map(({ column }) => column),
      ).slice(0, BESIDE_TOLD)
    : []
  const text = cells ? null : String(raw)
  return { ...record, reasons: said, firstSeen: firstSeen.toISOString(), cells, beside, original, text }
}
