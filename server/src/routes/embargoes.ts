import { heldWith, isDomainOn, liftEmbargo, listEmbargoes, loadDomains, registryAsOf, setEmbargo, wholeBuckets } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { EmbargoesAnswer, LiftEmbargoAsk, SetEmbargoAsk } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['embargoes']
/** Those still to come are few; of the ones before, the latest are enough. */
const MOST = 200
const Changed = z.object({ embargo: z.number() })

/** Figures that have a release time: which are held back, until when, and who says so. */
export function embargoRoutes(app: FastifyInstance, context: Pick<TileContext, 'database' | 'province'>): void {
  const { province } = context
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/embargoes',
    {
      config: { permission: 'figures.read' },
      schema: { tags, summary: 'Figures with a release time, those still held back first', response: { 200: EmbargoesAnswer } },
    },
    async () => {
      const { indicators } = await registryAsOf(db, null)
      const domains = (await loadDomains()).flatMap(({ pack: { id, title } }) =>
        isDomainOn(province.domains, id) ? { id, title } : [],
      )
      const titles = new Map([...indicators, ...domains].map(({ id, title }) => [id, title]))
      return {
        at: new Date().toISOString(),
        domains,
        embargoes: (await listEmbargoes(db, MOST)).map(({ id, indicator, span, until, why, setBy, setAt, lifted }) => ({
          ...{ id, indicator, why, setBy },
          title: titles.get(indicator) ?? { vi: indicator, en: indicator },
          from: span.from.toISOString(),
          to: span.to.toISOString(),
          until: until.toISOString(),
          setAt: setAt.toISOString(),
          lifted: lifted && { ...lifted, at: lifted.at.toISOString() },
        })),
      }
    },
  )

  api.post(
    '/api/embargoes',
    {
      config: { permission: 'embargoes.set' },
      schema: { tags, summary: 'Holds a figure back until its release time', body: SetEmbargoAsk, response: { 200: Changed } },
    },
    async ({ body: { indicator: id, from, to, until, why, by } }) => {
      const held = heldWith(await registryAsOf(db, null), id)
      const span = wholeBuckets(held, { from, to })
      return { embargo: await setEmbargo(db, held, { span, until: new Date(until), why, by }) }
    },
  )

  api.post(
    '/api/embargoes/:embargo/lift',
    {
      config: { permission: 'embargoes.set' },
      schema: {
        tags,
        summary: 'Releases a figure before its time',
        params: z.object({ embargo: z.coerce.number().int().positive() }),
        body: LiftEmbargoAsk,
        response: { 200: Changed },
      },
    },
    async ({ params: { embargo }, body }) => {
      await liftEmbargo(db, embargo, body)
      return { embargo }
    },
  )
}
