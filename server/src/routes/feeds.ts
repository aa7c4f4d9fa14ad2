import { acceptDrift, Conflict, type Database, feedOverview, findFeed, pauseFeed, runLastAgain } from '@ioc/sql'
import { rangeAbility } from '@ioc/workers/connectors'
import { enqueuePage, type JobQueue } from '@ioc/workers/jobs'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { By } from '../../contract/by.ts'
import { BackfillAsk, FeedsAnswer, PullAsk, ReprocessAsk, StopAsk } from '../../contract/index.ts'
import { languageOf, saidIn } from '../plugins/language.ts'

const tags = ['feeds']
const params = z.object({ feed: z.string().max(64) })

/** Feeds as their stewards see them: how each does, and «ask it now». */
export function feedRoutes(app: FastifyInstance, { db }: Database, queue: JobQueue): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/feeds',
    {
      config: { permission: 'feeds.read' },
      schema: { tags, summary: 'Every feed, those that need a person first', response: { 200: FeedsAnswer } },
    },
    async ({ headers }) =>
      (await feedOverview(db)).map(({ spec, lastContactAt, version: _, drifts, ...feed }) => ({
        ...feed,
        drifts: drifts?.map((each) => saidIn(languageOf({ headers }))(each).message) ?? null,
        title: spec.title,
        domain: spec.domain,
        connector: spec.connector,
        simulated: spec.simulated,
        expects: spec.expects.length > 0,
        backfill: rangeAbility(spec),
        every: spec.every ?? null,
        promise: spec.promise,
        counted: spec.counted ?? null,
        lastContactAt: lastContactAt?.toISOString() ?? null,
      })),
  )

  api.post(
    '/api/feeds/:feed/pull',
    {
      config: { permission: 'feeds.run' },
      schema: {
        tags,
        summary: 'Asks the source now, without waiting for its time',
        params,
        body: PullAsk.nullish(),
        response: { 202: z.object({ feed: z.string() }) },
      },
    },
    async ({ params, who }, reply) => {
      const { spec } = await findFeed(db, params.feed)
      if (spec.every === undefined)
        throw new Conflict({
          vi: `Nguồn «${spec.title.vi}» chạy khi có tệp gửi lên, không có nơi nào để hỏi. Gửi tệp để nạp.`,
          en: `The feed «${spec.title.en}» runs when a file is sent; there is nowhere to ask. Send a file.`,
        })
      await queue.lanes.short.add('pull-feed', { feed: spec.id, asked: { by: who?.name ?? null } })
      return reply.code(202).send({ feed: spec.id })
    },
  )

  api.post(
    '/api/feeds/:feed/pause',
    {
      config: { permission: 'feeds.run' },
      schema: {
        tags,
        summary: 'Asks its source no more until a person lets it go on (pull); what is under way ends at its next batch',
        params,
        body: StopAsk,
        response: { 202: z.object({ feed: z.string(), run: z.number() }) },
      },
    },
    async ({ params, body }, reply) => {
      const feed = await findFeed(db, params.feed)
      if (feed.spec.every === undefined)
        throw new Conflict({
          vi: `Nguồn «${feed.spec.title.vi}» không chạy theo lịch nên không có gì để tạm nghỉ.`,
          en: `The feed «${feed.spec.title.en}» runs by no schedule, so there is nothing to pause.`,
        })
      return reply.code(202).send({ feed: feed.spec.id, run: await pauseFeed(db, feed, body) })
    },
  )

  api.post(
    '/api/feeds/:feed/drift/accept',
    {
      config: { permission: 'feeds.run' },
      schema: {
        tags,
        summary: 'Says that what differs from before is meant: what is usual is learnt anew from the next run on',
        params,
        body: z.object({ by: By }),
        response: { 200: z.object({ feed: z.string() }) },
      },
    },
    async ({ params, body: { by } }) => {
      const feed = await findFeed(db, params.feed)
      await acceptDrift(db, feed, by)
      // What was brought waits for nobody to bring it again.
      const again = await runLastAgain(db, feed.id, by)
      if (again) await enqueuePage(queue, again)
      return { feed: feed.spec.id }
    },
  )

  api.post(
    '/api/feeds/:feed/reprocess',
    {
      config: { permission: 'feeds.run' },
      schema: {
        tags,
        summary:
          'Reads the stored pages again by the feed’s present configuration, without asking its source; what changes is a revision',
        params,
        body: ReprocessAsk,
        response: { 202: z.object({ feed: z.string() }) },
      },
    },
    async ({ params, body: { by } }, reply) => {
      const { spec } = await findFeed(db, params.feed)
      // Asked twice before it has begun, it is done once.
      await queue.lanes.long.add('reprocess-feed', { feed: spec.id, by }, { jobId: `reprocess-${spec.id}` })
      return reply.code(202).send({ feed: spec.id })
    },
  )

  api.post(
    '/api/feeds/:feed/backfill',
    {
      config: { permission: 'feeds.run' },
      schema: {
        tags,
        summary:
          'Asks the source again for some days, unhurried and beside its pulls; what differs from what is stored is a revision',
        params,
        body: BackfillAsk,
        response: { 202: z.object({ feed: z.string() }) },
      },
    },
    async ({ params, body }, reply) => {
      const { spec } = await findFeed(db, params.feed)
      const ability = rangeAbility(spec)
      if (ability === 'never' || ability === 'no_mark') throw new Conflict(CANNOT[ability])
      await queue.lanes.long.add('backfill-feed', { feed: spec.id, ...body })
      return reply.code(202).send({ feed: spec.id })
    },
  )
}

const CANNOT = {
  never: {
    vi: 'Kiểu nguồn này chỉ cho biết những gì nó đang có, không hỏi lại được theo ngày. Có thể đọc lại các trang đã lưu.',
    en: 'A source of this kind tells only what it has now and can’t be asked by days. Its stored pages can be read again.',
  },
  no_mark: {
    vi: 'Nguồn chưa khai báo trường giờ cập nhật nên không hỏi được theo ngày. Khai báo «Chỉ lấy phần mới» trong cấu hình.',
    en: 'The feed does not say which field tells when a record changed, so it can’t be asked by days. Fill in “Only what is new” in its configuration.',
  },
}
