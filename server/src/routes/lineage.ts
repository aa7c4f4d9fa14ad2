import {
  feedsOfIndicator,
  findFeed,
  isIndicatorOn,
  lineageOfFeed,
  listScenes,
  momentOf,
  parseAsOf,
  plansAsOf,
  registryAsOf,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Ask, FeedLineageAnswer, IndicatorLineageAnswer } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['feeds']
const querystring = z.object({
  asOf: Ask.shape.asOf.describe(
    'By what feeds had told by then, and by the definitions and plans known then. Tiles and scenes only show, of them there is only how they are now.',
  ),
})
const momentAsked = ({ asOf }: z.infer<typeof querystring>) => {
  const now = new Date()
  return momentOf({ asOf: asOf === undefined ? null : parseAsOf(asOf, now) }, now)
}

/** What rests on a feed, and what a number rests on. */
export function lineageRoutes(app: FastifyInstance, { database: { db }, province, tiles }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/feeds/:feed/lineage',
    {
      config: { tagged: true },
      schema: {
        tags,
        summary: 'The measures, indicators, tiles and plan clauses that rest on a feed, and what stands still without it',
        params: z.object({ feed: z.string().max(64) }),
        querystring,
        response: { 200: FeedLineageAnswer },
      },
    },
    async ({ params, query }) => {
      const moment = momentAsked(query)
      const { id, spec } = await findFeed(db, params.feed)
      const registry = await registryAsOf(db, moment.asOf)
      const house = {
        registry: {
          measures: registry.measures,
          indicators: registry.indicators.filter((indicator) => isIndicatorOn(province.domains, indicator.id)),
        },
        tiles: [...tiles.values()],
        scenes: await listScenes(db),
        plans: (await plansAsOf(db, moment.asOf))?.value ?? [],
      }
      return { feed: spec.id, title: spec.title, ...(await lineageOfFeed(db, house, id, moment)) }
    },
  )

  api.get(
    '/api/indicators/:id/lineage',
    {
      config: { tagged: true },
      schema: {
        tags,
        summary: 'The feeds an indicator rests on',
        params: z.object({ id: z.string().max(128) }),
        querystring,
        response: { 200: IndicatorLineageAnswer },
      },
    },
    async ({ params, query }) => {
      const moment = momentAsked(query)
      const indicator = (await registryAsOf(db, moment.asOf)).indicator(params.id)
      return { indicator: indicator.id, feeds: await feedsOfIndicator(db, indicator, moment) }
    },
  )
}
