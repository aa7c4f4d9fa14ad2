import {
  type DefinedIndicator,
  drillOf,
  findDomain,
  forecastKind,
  isIndicatorOn,
  parseAsOf,
  registryAsOf,
  runsThroughYear,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Ask, IndicatorAnswer } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['indicators']
const querystring = Ask.pick({ asOf: true })

/** What every number means and how it can be drilled: formula, definitions by date, certification, targets; now or as known then. */
export function indicatorRoutes(app: FastifyInstance, { database: { db }, province }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const registry = ({ asOf }: { asOf?: string | undefined }) =>
    registryAsOf(db, asOf === undefined ? null : parseAsOf(asOf, new Date()))

  api.get(
    '/api/indicators',
    {
      config: { tagged: true },
      schema: { tags, summary: 'Every indicator', querystring, response: { 200: z.array(IndicatorAnswer) } },
    },
    async ({ query }) =>
      Promise.all((await registry(query)).indicators.filter(({ id }) => isIndicatorOn(province.domains, id)).map(described)),
  )
  api.get(
    '/api/indicators/:id',
    {
      config: { tagged: true },
      schema: {
        tags,
        summary: 'One indicator',
        params: z.object({ id: z.string().max(128) }),
        querystring,
        response: { 200: IndicatorAnswer },
      },
    },
    async ({ params, query }) => described((await registry(query)).indicator(params.id)),
  )
}

/** With what its domain is called, and the ways down from it. */
const described = async (indicator: DefinedIndicator) => ({
  ...indicator,
  domainTitle: (await findDomain(indicator.domain)).pack.title,
  ...(await drillOf(indicator)),
  forecast: forecastKind(indicator),
  runs: runsThroughYear(indicator),
})
