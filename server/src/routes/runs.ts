import { askToStop, type Database, findFeed, findRun, readLog, runAgain, runsOf } from '@ioc/sql'
import { connectorForms } from '@ioc/workers/connectors'
import { enqueuePage, type JobQueue } from '@ioc/workers/jobs'
import { rowsOfRun } from '@ioc/workers/pages'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Counted, PullAsk, Run, RunLogAnswer, RunRowsAnswer, RunsAnswer, StopAsk } from '../../contract/index.ts'
import { languageOf, saidIn } from '../plugins/language.ts'

const tags = ['runs']
const params = z.object({ run: z.coerce.number().int().positive() })

/** What a feed brought, run by run, with what happened and the rows each count counts, and how to end one that is under way. */
export function runRoutes(app: FastifyInstance, database: Database, queue: JobQueue): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/feeds/:feed/runs',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'The runs of a feed, newest first',
        params: z.object({ feed: z.string().max(64) }),
        querystring: z.object({
          before: z.coerce.number().int().positive().optional(),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: RunsAnswer },
      },
    },
    async ({ params, query }) => {
      const { spec } = await findFeed(db, params.feed)
      const remainingIn = connectorForms.get(spec.connector)?.countsFiles ? ('files' as const) : ('rows' as const)
      return (await runsOf(db, spec.id, query)).map((run) => ({
        ...run,
        remainingIn,
        startedAt: run.startedAt.toISOString(),
        finishedAt: run.finishedAt?.toISOString() ?? null,
      }))
    },
  )

  api.get(
    '/api/runs/:run',
    {
      config: { permission: 'feeds.read' },
      schema: { tags, summary: 'What a run has done so far', params, response: { 200: Run } },
    },
    async ({ params }) => Run.parse(await findRun(db, params.run)),
  )

  api.get(
    '/api/runs/:run/log',
    {
      config: { permission: 'feeds.read' },
      schema: { tags, summary: 'What happened in a run, in order', params, response: { 200: RunLogAnswer } },
    },
    async ({ params: { run } }) => {
      await findRun(db, run)
      return (await readLog(db, run)).map(({ at, ...line }) => ({ ...line, at: at.toISOString() }))
    },
  )

  api.get(
    '/api/runs/:run/rows',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'The rows behind a count of a run',
        params,
        querystring: z.object({
          counted: Counted.default('read'),
          after: z.string().max(2_000).default(''),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: RunRowsAnswer },
      },
    },
    async ({ params: { run }, headers, query }) => {
      const { rows, next } = await rowsOfRun(database, run, query)
      return { rows: rows.map((row) => ({ ...row, reasons: row.reasons.map(saidIn(languageOf({ headers }))) })), next }
    },
  )

  api.post(
    '/api/runs/:run/again',
    {
      config: { permission: 'feeds.run' },
      schema: {
        tags,
        summary:
          'Takes in again what was brought and failed, by the feed’s present configuration, without anybody bringing it anew',
        params,
        body: PullAsk,
        response: { 202: z.object({ run: z.number() }) },
      },
    },
    async ({ params: { run }, body: { by } }, reply) => {
      const again = await runAgain(db, run, by ?? '')
      await enqueuePage(queue, again)
      return reply.code(202).send({ run: again.run })
    },
  )

  api.post(
    '/api/runs/:run/stop',
    {
      config: { permission: 'feeds.run' },
      schema: {
        tags,
        summary: 'Ends a run at its next batch; what it has stored stays, and the clock starts no other before a person does',
        params,
        body: StopAsk,
        response: { 202: z.object({ run: z.number(), status: z.enum(['asked', 'stopped']) }) },
      },
    },
    async ({ params: { run }, body }, reply) => reply.code(202).send({ run, status: await askToStop(db, run, body) }),
  )
}
