import type { Readable } from 'node:stream'
import { type Database, findFeed, refuseIfReported, Unavailable } from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import { acceptFile } from '@ioc/workers/pages'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Uploaded } from '../../contract/index.ts'
import { takeRawBodies } from './raw-body.ts'
import { blankFile, spool, tooLong, UPLOAD_BOUNDS } from './spool.ts'
import { takeIn } from './take-in.ts'

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
    takeRawBodies(scope, bounds.silentMs)
    scope
      .withTypeProvider<ZodTypeProvider>()
      .put(
        '/api/feeds/:feed/files/:name',
        { config: { permission: 'feeds.run', rate: 'file' }, schema: { params: Params, response: { 202: Uploaded } } },
        async ({ params, body, headers }, reply) => {
          if (underWay >= bounds.atOnce) {
            reply.header('retry-after', RETRY_AFTER_SECONDS)
            throw new Unavailable({
              vi: `Đang nhận ${bounds.atOnce} tệp khác. Gửi lại sau ${RETRY_AFTER_SECONDS} giây.`,
              en: `${bounds.atOnce} other files are being taken in. Send again in ${RETRY_AFTER_SECONDS} seconds.`,
            })
          }
          if (!body) throw blankFile()
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
    await refuseIfReported(database.db, feed.spec.id)
    // To disk first: a slow sender must not hold a database connection, and half a file must not become a run.
    const spooled = await spool(body, bounds)
    try {
      const file = await acceptFile(database, feed, { name, body: spooled.read(), ...(mediaType ? { mediaType } : {}) })
      const { run, page } = await takeIn({ database, queue }, feed, { ...file, trigger: 'upload' })
      return { run, page }
    } finally {
      await spooled.remove()
    }
  }
}
