import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type Database, findFeed, refuseIfReported, type StoredFeed, seeingAll, Unavailable } from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import { acceptDelivery } from '@ioc/workers/pages'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Uploaded } from '../../contract/index.ts'
import { assertMay } from '../access/guard.ts'
import type { Who } from '../access/who.ts'
import { collect, takeRawBodies } from './raw-body.ts'
import { bounded, NotTaken, type UploadBounds } from './spool.ts'
import { takeIn } from './take-in.ts'

/** A delivery is held in memory until its signature is known to be good, so few and small ones at a time. */
const DELIVERY_BOUNDS: UploadBounds = { atOnce: 16, maxBytes: 20_000_000, silentMs: 10_000, wholeMs: 60_000 }
const RETRY_AFTER_SECONDS = 1

const KEY_WANTED = 'Cần tiêu đề Idempotency-Key: một mã riêng cho mỗi lần gửi, gửi lại thì giữ nguyên mã.'
const Headers = z.looseObject({ 'idempotency-key': z.string(KEY_WANTED).regex(/^[\x21-\x7e]{1,200}$/, KEY_WANTED) })

/**
 * `POST /api/feeds/{feed}/deliveries`: what a source brings by itself, signed (webhook), or somebody types (form). Answered 202
 * once it is kept, 200 when it was before; a worker takes it in by the road every page takes.
 */
export function deliveryRoutes(app: FastifyInstance, database: Database, queue: JobQueue, bounds = DELIVERY_BOUNDS): void {
  let underWay = 0
  app.register(async (scope) => {
    takeRawBodies(scope, bounds.silentMs)
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/api/feeds/:feed/deliveries',
      {
        config: { permission: 'anyone' },
        schema: {
          params: z.object({ feed: z.string().max(64) }),
          headers: Headers,
          response: { 200: Uploaded, 202: Uploaded },
        },
      },
      async ({ params, body, headers, who }, reply) => {
        if (underWay >= bounds.atOnce) {
          reply.header('retry-after', RETRY_AFTER_SECONDS)
          throw new Unavailable({
            vi: `Đang nhận ${bounds.atOnce} lần gửi khác. Gửi lại sau ${RETRY_AFTER_SECONDS} giây.`,
            en: `${bounds.atOnce} other deliveries are being taken in. Send again in ${RETRY_AFTER_SECONDS} seconds.`,
          })
        }
        if (!body)
          throw new NotTaken(400, {
            vi: 'Nội dung trống. Gửi dữ liệu trong nội dung yêu cầu.',
            en: 'There is nothing in it. Send the data as the body of the request.',
          })
        underWay++
        try {
          const { isNew, ...taken } = await take(params.feed, headers, body as Readable, who)
          return reply.code(isNew ? 202 : 200).send(taken)
        } catch (error) {
          if (error instanceof Unavailable) reply.header('retry-after', RETRY_AFTER_SECONDS)
          throw error
        } finally {
          underWay--
        }
      },
    )
  })

  async function take(feedKey: string, headers: z.infer<typeof Headers>, body: Readable, who: Who | null) {
    const feed = await findFeed(database.db, feedKey)
    // A source signs what it brings, whatever it is of; what is typed is of whoever is signed in.
    if (feed.spec.connector !== 'form') return seeingAll(() => takeFrom(feed, headers, body))
    assertMay({ who }, 'reports.enter')
    return takeFrom(feed, headers, body)
  }

  async function takeFrom(feed: StoredFeed, headers: z.infer<typeof Headers>, body: Readable) {
    await refuseIfReported(database.db, feed.spec.id)
    const key = headers['idempotency-key']
    const mediaType = headers['content-type']
    const page = await acceptDelivery(database, feed, {
      name: key,
      headers: headers as Record<string, string | undefined>,
      body: bounded(body, bounds),
      ...(typeof mediaType === 'string' && { mediaType }),
    })
    // Hashed as it is kept, without what the feed takes out.
    const bytes = await collect(page.body)
    const known = { key, sha256: createHash('sha256').update(bytes).digest() }
    return takeIn({ database, queue }, feed, { ...page, trigger: 'delivery', body: once(bytes), known })
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
