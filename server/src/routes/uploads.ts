import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Database, findFeed, findRun, finishRun, startRun, storePage } from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Run, Uploaded } from '../../contract/index.ts'

const MAX_BYTES = 200 * 1024 * 1024

/**
 * `PUT /api/feeds/{feed}/files/{name}` with the file as the body: streamed into the landing as it comes, taken in by a worker.
 * PUT needs a browser to ask first, so a page of another site can't send one.
 */
export function uploadRoutes(app: FastifyInstance, database: Database, queue: JobQueue): void {
  app.register(async (scope) => {
    // The body is the file, whatever it calls itself: nothing here parses it.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.withTypeProvider<ZodTypeProvider>().put(
      '/api/feeds/:feed/files/:name',
      {
        bodyLimit: MAX_BYTES,
        schema: { params: z.object({ feed: z.string().max(64), name: z.string().min(1).max(255) }), response: { 202: Uploaded } },
      },
      async ({ params, body, headers }, reply) => {
        const feed = await findFeed(database.db, params.feed)
        // To disk at the sender's pace first: a slow sender must not hold a database connection.
        const spooled = await spool(body as AsyncIterable<Uint8Array>)
        const run = await startRun(database.db, feed, 'upload')
        const mediaType = headers['content-type']
        try {
          const file = { name: params.name, body: createReadStream(spooled.path), ...(mediaType ? { mediaType } : {}) }
          const page = await storePage(database, { feedId: feed.id, runId: run, ...file })
          await queue.queue.add('ingest-page', { feed: feed.spec.id, run, page: page.id })
          return reply.code(202).send({ run, page: page.id })
        } catch (error) {
          await finishRun(database.db, run, (error as Error).message)
          throw error
        } finally {
          await spooled.remove()
        }
      },
    )
  })

  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/api/runs/:run',
      { schema: { params: z.object({ run: z.coerce.number().int().positive() }), response: { 200: Run } } },
      async ({ params }) => Run.parse(await findRun(database.db, params.run)),
    )
}

async function spool(body: AsyncIterable<Uint8Array>): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ioc-upload-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'file')
  try {
    await pipeline(body, createWriteStream(path))
    return { path, remove }
  } catch (error) {
    await remove()
    throw error
  }
}
