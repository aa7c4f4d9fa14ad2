import { type Database, findFeed, isReported } from '@ioc/sql'
import { formOf, tryRows } from '@ioc/workers/reporting'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { FormAnswer, TryRowsAnswer, TryRowsAsk } from '../../contract/index.ts'
import { languageOf, saidIn } from '../plugins/language.ts'

const tags = ['feeds']
const params = z.object({ feed: z.string().max(64) })
const BODY_BYTES = 5 * 1024 * 1024

/** What somebody who types rows into a feed's form sees, and what is wrong with them; sending them is a delivery. */
export function formEntryRoutes(app: FastifyInstance, database: Database): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/feeds/:feed/form',
    {
      config: { permission: 'reports.enter' },
      schema: { tags, summary: 'The form of a feed into which rows are typed', params, response: { 200: FormAnswer } },
    },
    async ({ params }) => {
      const feed = await findFeed(db, params.feed)
      const { fields, maxRows } = formOf(feed)
      return { feed: feed.spec.id, title: feed.spec.title, maxRows, fields, reported: await isReported(db, feed.spec.id) }
    },
  )

  api.post(
    '/api/feeds/:feed/form/try',
    {
      config: { permission: 'reports.enter' },
      bodyLimit: BODY_BYTES,
      schema: {
        tags,
        summary: 'Reads rows as they were typed and says what is wrong cell by cell; stores nothing',
        params,
        body: TryRowsAsk,
        response: { 200: TryRowsAnswer },
      },
    },
    async ({ params, headers, body }) => {
      const { rows, problems } = await tryRows(database, params.feed, body.rows)
      return { rows, problems: problems.map(saidIn(languageOf({ headers }))) }
    },
  )
}
