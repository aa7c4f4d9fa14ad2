import type { Readable } from 'node:stream'
import { type Database, findFeed, findRun, finishRun, startRun, storePage, Unavailable } from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Run, Uploaded } from '../../contract/index.ts'
import { NotTaken, spool, tooLong, UPLOAD_BOUNDS } from './spool.ts'

const RETRY_AFTER_SECONDS = 10

const Params = z.object({
  feed: z.string().max(64),
  name: z
    .string()
    .min(1)
    .max(255)
    .regex(/^\P{Cc}+$/u, 'Tên tệp có ký tự điều khiển. Đổi tên tệp rồi gửi lại.'),
})

/**
 * `PUT /api/feeds/{feed}/files/{name}` with the file as the body: received whole, stored as it came, taken in by a worker.
 * PUT needs a browser to ask first, so a page of another site can't send one.
 */
export function uploadRoutes(app: FastifyInstance, database: Database, queue: JobQueue, bounds = UPLOAD_BOUNDS): void {
  let underWay = 0
  app.register(async (scope) => {
    // The body is the file, whatever it calls itself: nothing here parses it.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    // Answered before its end, a file is thrown away as it comes, so that the answer arrives; but not for ever.
    scope.addHook('onResponse', async ({ raw }) => {
      if (raw.complete) return
      raw.resume()
      setTimeout(() => raw.complete || raw.destroy(), bounds.silentMs).unref()
    })
    scope
      .withTypeProvider<ZodTypeProvider>()
      .put(
        '/api/feeds/:feed/files/:name',
        { schema: { params: Params, response: { 202: Uploaded } } },
        async ({ params, body, headers }, reply) => {
          if (underWay >= bounds.atOnce) {
            reply.header('retry-after', RETRY_AFTER_SECONDS)
            throw new Unavailable(`Đang nhận ${bounds.atOnce} tệp khác. Gửi lại sau ${RETRY_AFTER_SECONDS} giây.`)
          }
          if (!body) throw new NotTaken(400, 'Tệp trống. Kiểm tra tệp rồi gửi lại.')
          if (Number(headers['content-length']) > bounds.maxBytes) throw tooLong(bounds.maxBytes)
          underWay++
          try {
            const taken = await take(params, body as Readable, headers['content-type'])
            return reply.code(202).send(taken)
          } finally {
            underWay--
          }
        },
      )
  })

  async function take(
    { feed: key, name }: z.infer<typeof Params>,
    body: Readable,
    mediaType: string | undefined,
  ): Promise<z.infer<typeof Uploaded>> {
    const feed = await findFeed(database.db, key)
    // To disk first: a slow sender must not hold a database connection, and half a file must not become a run.
    const spooled = await spool(body, bounds)
    try {
      const run = await startRun(database.db, feed, 'upload')
      try {
        const file = { name, body: spooled.read(), ...(mediaType ? { mediaType } : {}) }
        const page = await storePage(database, { feedId: feed.id, runId: run, ...file })
        await queue.queue.add('ingest-page', { feed: feed.spec.id, run, page: page.id })
        return { run, page: page.id }
      } catch (error) {
        await finishRun(database.db, run, (error as Error).message)
        throw error
      }
    } finally {
      await spooled.remove()
    }
  }

  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/api/runs/:run',
      { schema: { params: z.object({ run: z.coerce.number().int().positive() }), response: { 200: Run } } },
      async ({ params }) => Run.parse(await findRun(database.db, params.run)),
    )
}
