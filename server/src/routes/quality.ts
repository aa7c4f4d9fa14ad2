import { behindScores, dayOf, findFeed, levelOf, loadCalendar, qualityOf, unitsAsOf } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { BehindScores, QualityAnswer } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['feeds']
const Month = z.string().regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'Ghi tháng theo dạng năm-tháng, ví dụ 2026-11.')
const SCORES = ['right', 'whole', 'clean', 'live'] as const
type Scored = Awaited<ReturnType<typeof qualityOf>>['owners'][number]['months'][number]

/** How good what feeds tell is, month by month, and what makes it so. */
export function qualityRoutes(app: FastifyInstance, { database: { db }, units: known, province }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const calendar = loadCalendar(province.key)

  api.get(
    '/api/quality',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'The four scores of every feed and of whoever answers for them, month by month; the worst first',
        querystring: z.object({
          month: Month.optional().describe('The last month told of, such as 2026-11; this month where left out'),
          months: z.coerce.number().int().min(1).max(24).default(12),
          feed: z.string().max(64).optional().describe('Only this feed'),
        }),
        response: { 200: QualityAnswer },
      },
    },
    async ({ query: { month = dayOf(new Date()).slice(0, 7), months: count, feed } }) => {
      if (feed !== undefined) await findFeed(db, feed)
      const units = await unitsAsOf(db, known, null)
      const ask = { month, count, feed, now: new Date(), under: province.unitId }
      const { feeds, owners } = await qualityOf(db, units, calendar, ask)
      const months = [...new Set([...feeds, ...owners].flatMap((each) => each.months.map((scores) => scores.month)))]
      return {
        months,
        feeds: feeds.map((each) => ({ ...each, months: each.months.map(levelled) })),
        owners: owners.map((each) => ({ ...each, months: each.months.map(levelled) })),
      }
    },
  )

  api.get(
    '/api/feeds/:feed/quality/:month',
    {
      config: { permission: 'feeds.read' },
      schema: {
        tags,
        summary: 'What lowered the scores of a feed in a month: runs with most rows at fault, longest times of silence',
        params: z.object({ feed: z.string().max(64), month: Month }),
        response: { 200: BehindScores },
      },
    },
    async ({ params: { feed, month } }) => {
      await findFeed(db, feed)
      const { runs, silences } = await behindScores(db, { feed, month, now: new Date() })
      return {
        runs: runs.map(({ startedAt, ...run }) => ({ ...run, startedAt: startedAt.toISOString() })),
        silences: silences.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
      }
    },
  )

  /** A share of cells filled is neither good nor bad: some are empty and rightly so. */
  function levelled<M extends Scored>(scores: M) {
    const level = (name: (typeof SCORES)[number]) => ({
      ...scores[name],
      level: levelOf(scores[name].value, province.quality[name], 'up'),
    })
    return {
      ...scores,
      right: level('right'),
      whole: scores.wholeOf === 'reports' ? level('whole') : { ...scores.whole, level: null },
      clean: level('clean'),
      live: level('live'),
    }
  }
}
