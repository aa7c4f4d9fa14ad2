import {
  classificationOfIndicator,
  type DefinedIndicator,
  drillOf,
  findDomain,
  forecastKind,
  isIndicatorOn,
  isInSight,
  OPEN,
  parseAsOf,
  type Registry,
  registryAsOf,
  runsThroughYear,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Ask, IndicatorAnswer } from '../../contract/index.ts'
import type { Who } from '../access/who.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['indicators']
const querystring = Ask.pick({ asOf: true })

/** What every number means and how it can be drilled: formula, definitions by date, certification, targets; now or as known then. */
export function indicatorRoutes(app: FastifyInstance, { database: { db }, province, units }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const registryOf = ({ asOf }: { asOf?: string | undefined }) =>
    registryAsOf(db, asOf === undefined ? null : parseAsOf(asOf, new Date()))

  api.get(
    '/api/indicators',
    {
      config: { permission: 'figures.read', tagged: true },
      schema: { tags, summary: 'Every indicator', querystring, response: { 200: z.array(IndicatorAnswer) } },
    },
    async ({ query, who }) => {
      const registry = await registryOf(query)
      const isSeen = seenBy(who, registry)
      const all = registry.indicators.filter(({ id }) => isIndicatorOn(province.domains, id))
      return Promise.all(all.map((each) => described(each, isSeen)))
    },
  )
  api.get(
    '/api/indicators/:id',
    {
      config: { permission: 'figures.read', tagged: true },
      schema: {
        tags,
        summary: 'One indicator',
        params: z.object({ id: z.string().max(128) }),
        querystring,
        response: { 200: IndicatorAnswer },
      },
    },
    async ({ params, query, who }) => {
      const registry = await registryOf(query)
      return described(registry.indicator(params.id), seenBy(who, registry))
    },
  )

  function seenBy(who: Who | null, registry: Registry): (indicator: DefinedIndicator) => boolean {
    const scope = who?.scope ?? OPEN
    return (indicator) =>
      isInSight(
        scope,
        { units: [], domains: indicator.domains, classification: classificationOfIndicator(indicator, registry) },
        units,
      )
  }
}

/** With what its domain is called, and the ways down from it. */
const described = async (indicator: DefinedIndicator, isSeen: (indicator: DefinedIndicator) => boolean) => ({
  ...indicator,
  domainTitle: (await findDomain(indicator.domain)).pack.title,
  inSight: isSeen(indicator),
  ...(await drillOf(indicator)),
  forecast: forecastKind(indicator),
  runs: runsThroughYear(indicator),
})
