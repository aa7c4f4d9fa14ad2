import { feedsOfIndicator, findFeed, isIndicatorOn, lineageOfFeed, listScenes, plansAsOf, registryAsOf } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { FeedLineageAnswer, IndicatorLineageAnswer } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['feeds']

/** What rests on a feed, and what a number rests on. */
export function lineageRoutes(app: FastifyInstance, { database: { db }, province, tiles }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/feeds/:feed/lineage',
    {
      schema: {
        tags,
        summary: 'The measures, indicators, tiles and plan clauses that rest on a feed, and what stands still without it',
        params: z.object({ feed: z.string().max(64) }),
        response: { 200: FeedLineageAnswer },
      },
    },
    async ({ params }) => {
      const { id, spec } = await findFeed(db, params.feed)
      const registry = await registryAsOf(db, null)
      const house = {
        registry: {
          measures: registry.measures,
          indicators: registry.indicators.filter((indicator) => isIndicatorOn(province.domains, indicator.id)),
        },
        tiles: [...tiles.values()],
        scenes: await listScenes(db),
        plans: (await plansAsOf(db, null))?.value ?? [],
      }
      return { feed: spec.id, title: spec.title, ...(await lineageOfFeed(db, house, id)) }
    },
  )

  api.get(
    '/api/indicators/:id/lineage',
    {
      schema: {
        tags,
        summary: 'The feeds an indicator rests on',
        params: z.object({ id: z.string().max(128) }),
        response: { 200: IndicatorLineageAnswer },
      },
    },
    async ({ params }) => {
      const indicator = (await registryAsOf(db, null)).indicator(params.id)
      return { indicator: indicator.id, feeds: await feedsOfIndicator(db, indicator) }
    },
  )
}
