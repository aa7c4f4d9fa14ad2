import { describePlans, type Moment, momentOf, parseAsOf, parseGeo, plansAsOf, registryAsOf, unitsAsOf } from '@ioc/sql'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Ask, PlanAnswer, PlanSummary } from '../../contract/index.ts'
import { isUnchanged, maxAgesOf } from '../plugins/cache.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['plans']
const querystring = Ask.pick({ asOf: true, geo: true })

/** Plan documents: what was promised, what has come, what it will come to and what is needed; now or as known then. */
export function planRoutes(app: FastifyInstance, { database: { db }, units: known, province }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const momentAsked = ({ asOf, geo }: z.infer<typeof querystring>) => {
    const now = new Date()
    const asked = {
      asOf: asOf === undefined ? null : parseAsOf(asOf, now),
      geo: geo === undefined ? undefined : parseGeo(geo, now),
    }
    return momentOf(asked, now)
  }
  /** By the units known then; null where the caller holds the answer already. */
  const unlessHeld = async (request: FastifyRequest, reply: FastifyReply, moment: Moment, id?: string) => {
    const [registry, plans] = [await registryAsOf(db, moment.asOf), await plansAsOf(db, moment.asOf)]
    const units = await unitsAsOf(db, known, moment.asOf)
    const indicators = registry.indicators.filter(({ targets }) => targets.length > 0)
    const depends = {
      definitions: `${registry.sha256} ${plans?.sha256}`,
      units,
      domains: [...new Set(indicators.flatMap(({ domains }) => domains))],
      maxAges: maxAgesOf(indicators),
      moment,
    }
    const isThere = id === undefined || plans?.value.some((plan) => plan.id === id)
    if (isThere && (await isUnchanged(db, request, reply, depends))) return null
    return describePlans(db, units, province, moment, id === undefined ? {} : { id })
  }

  api.get(
    '/api/plans',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'Every plan, with how many of its clauses are done, on track, at risk, late or not measured',
        querystring,
        response: { 200: z.array(PlanSummary) },
      },
    },
    async (request, reply) => {
      return (await unlessHeld(request, reply, momentAsked(request.query))) ?? reply
    },
  )
  api.get(
    '/api/plans/:id',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'One plan, clause by clause',
        params: z.object({ id: z.string().max(128) }),
        querystring,
        response: { 200: PlanAnswer },
      },
    },
    async (request, reply) => {
      const plans = await unlessHeld(request, reply, momentAsked(request.query), request.params.id)
      return plans ? (plans[0] as PlanAnswer) : reply
    },
  )
}
