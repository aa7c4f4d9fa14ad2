import {
  type Feed,
  feedsOfIndicator,
  findFeed,
  findKind,
  isIndicatorOn,
  lineageOfFeed,
  listScenes,
  momentOf,
  parseAsOf,
  plansAsOf,
  registryAsOf,
  ruleKey,
  rulesOf,
  sayRule,
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
      config: { permission: 'feeds.read', tagged: true },
      schema: {
        tags,
        summary:
          'What rests on a feed: measures, indicators, tiles, plan clauses, and what stands still without it; the rules asked of its rows',
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
      const lineage = await lineageOfFeed(db, house, id, moment)
      return { feed: spec.id, title: spec.title, ...lineage, rules: await rulesAskedOf(spec) }
    },
  )

  api.get(
    '/api/indicators/:id/lineage',
    {
      config: { permission: 'figures.read', tagged: true },
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

  async function rulesAskedOf({ domain, kind: id }: Feed) {
    const kind = await findKind(domain, id)
    const rules = (await rulesOf(db, kind)).filter(({ rule }) => !rule.off)
    return rules.map(({ rule, words }) => ({
      kind: ruleKey(kind),
      rule: rule.id,
      says: sayRule(rule, words),
      severity: rule.severity,
    }))
  }
}
