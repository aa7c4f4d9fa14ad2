import { describePlans, momentOf, parseAsOf, parseGeo } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Ask, PlanAnswer, PlanSummary } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['plans']
const querystring = Ask.pick({ asOf: true, geo: true })

/** Plan documents: what was promised, what has come, what it will come to and what is needed; now or as known then. */
export function planRoutes(app: FastifyInstance, { database: { db }, units, province }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const plans = ({ asOf, geo }: z.infer<typeof querystring>, id?: string) => {
    const now = new Date()
    const asked = {
      asOf: asOf === undefined ? null : parseAsOf(asOf, now),
      geo: geo === undefined ? undefined : parseGeo(geo, now),
    }
    return describePlans(db, units, province, momentOf(asked, now), id === undefined ? {} : { id })
  }

  api.get(
    '/api/plans',
    {
      schema: {
        tags,
        summary: 'Every plan, with how many of its clauses are done, on track, at risk, late or not measured',
        querystring,
        response: { 200: z.array(PlanSummary) },
      },
    },
    async ({ query }) => plans(query),
  )
  api.get(
    '/api/plans/:id',
    {
      schema: {
        tags,
        summary: 'One plan, clause by clause',
        params: z.object({ id: z.string().max(128) }),
        querystring,
        response: { 200: PlanAnswer },
      },
    },
    async ({ params, query }) => (await plans(query, params.id))[0] as PlanAnswer,
  )
}
