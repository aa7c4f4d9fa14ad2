import { type Database, type FactHistory, findFact, hideCounts, Invalid, NotFound, revealIdentities, seeingAll } from '@ioc/sql'
import { reviewFact } from '@ioc/workers/held'
import { showRecordAt } from '@ioc/workers/pages'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { FactAnswer, RevealAnswer, RevealAsk, ReviewAsk, SourceAnswer } from '../../contract/index.ts'
import { personOf } from '../access/guard.ts'

const tags = ['facts']
const params = z.object({ feed: z.string().max(64), id: z.string().min(1).max(2_000) })

/** A fact with its history, and the record it was read from as the source wrote it; what a person says of it waits for no question. */
export function factRoutes(app: FastifyInstance, database: Database, questions: Database): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  api.get(
    '/api/facts/:feed/:id',
    {
      config: { permission: 'records.read' },
      schema: { tags, summary: 'A record with every version it has had', params, response: { 200: FactAnswer } },
    },
    async ({ params: { feed, id } }) => told(await findFact(questions.db, feed, id)),
  )
  api.post(
    '/api/facts/:feed/:id/review',
    {
      config: { permission: 'held.mend' },
      schema: {
        tags,
        summary: 'Puts a person’s word in place of the machine’s, as the next version of the record',
        params,
        body: ReviewAsk,
        response: { 200: FactAnswer },
      },
    },
    async ({ params: { feed, id }, body }) => {
      await reviewFact(database, feed, id, body)
      return told(await findFact(database.db, feed, id))
    },
  )
  api.get(
    '/api/facts/:feed/:id/source',
    {
      config: { permission: 'records.read', reveals: true },
      schema: {
        tags,
        summary: 'The record as its source wrote it, read again from the bytes received',
        params,
        querystring: z.object({ version: z.coerce.number().int().min(0).default(0).describe('Which version, the newest is 0') }),
        response: { 200: SourceAnswer },
      },
    },
    async ({ params: { feed, id }, query }) => {
      const { version, record, sealed } = await sourceOf(feed, id, query.version)
      const { untold } = version
      return {
        place: version.place,
        at: record.at ?? null,
        value: 'value' in record ? (hideCounts(record.value, (count) => untold.has(count)) as typeof record.value) : null,
        problem: 'problem' in record ? record.problem : null,
        sealed: sealed.map(({ field }) => field),
      }
    },
  )
  api.post(
    '/api/facts/:feed/:id/reveal',
    {
      config: { permission: 'identities.reveal' },
      schema: {
        tags,
        summary: 'Whose record it is, where its source’s words about that are sealed; the audit tells who asked, and why',
        params,
        body: RevealAsk,
        response: { 200: RevealAnswer },
      },
    },
    async (request, reply) => {
      const { feed, id } = request.params
      personOf(request)
      const { sealed } = await sourceOf(feed, id, request.body.version)
      if (sealed.length === 0)
        throw new NotFound({
          vi: `Bản ghi «${id}» không có danh tính nào được niêm phong.`,
          en: `Nothing that is sealed stands in the record «${id}».`,
        })
      reply.header('cache-control', 'no-store')
      return {
        fields: await seeingAll(() =>
          revealIdentities(database.db, { feed, record: id, fields: sealed, reason: request.body.reason }),
        ),
      }
    },
  )

  /** Of a page, which has the records of all units, this one that may be seen. */
  async function sourceOf(feed: string, id: string, which: number) {
    const { versions } = await findFact(questions.db, feed, id)
    const version = versions[which]
    if (!version)
      throw new Invalid({
        vi: `«${id}» có ${versions.length} bản; bản mới nhất là 0.`,
        en: `«${id}» has ${versions.length} versions; the newest is 0.`,
      })
    const { feedVersion, page, place } = version
    const found = await seeingAll(() => showRecordAt(questions, { feed, feedVersion, page: page.id, place }))
    return { version, ...found }
  }
}

function told({ versions, ...fact }: FactHistory): FactAnswer {
  return {
    ...fact,
    versions: versions.map(({ since, until, page, untold: _, ...version }) => ({
      ...version,
      since: since?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
      page: { ...page, receivedAt: page.receivedAt.toISOString() },
    })),
  }
}
