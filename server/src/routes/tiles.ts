import {
  boundariesOf,
  type Database,
  domainsOfTile,
  indicatorsOfTile,
  mappedUnits,
  momentOf,
  NotFound,
  parseAsOf,
  parseGeo,
  plansAsOf,
  registryAsOf,
  seeingAll,
  unitsAsOf,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Ask, TileState } from '../../contract/index.ts'
import type { Who } from '../access/who.ts'
import { isUnchanged, maxAgesOf } from '../plugins/cache.ts'
import type { Gateway } from '../realtime/gateway.ts'
import { computeTile } from '../tiles/compute.ts'
import type { TileContext } from '../tiles/context.ts'
import { findTile } from '../tiles/find.ts'
import { figuresOf, toldTo } from '../tiles/withhold.ts'

/** A tile's newest state, the same the socket sends; or, for replay, the state it had as of an instant. */
export function tileRoutes(app: FastifyInstance, context: TileContext, questions: Database, gateway: () => Gateway): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/tiles/:id',
    {
      config: { permission: 'figures.read', tagged: true, visitors: true },
      schema: {
        tags: ['wall'],
        summary: 'What a tile shows, now or as of an instant, on today’s units or another day’s',
        params: z.object({ id: z.string().regex(/^[a-z0-9._-]{1,128}$/) }),
        querystring: Ask.pick({ asOf: true, geo: true }),
        response: { 200: TileState },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const { id } = params
      const now = new Date()
      const { asOf, geo } = query
      const moment =
        asOf === undefined && geo === undefined
          ? null
          : momentOf({
              asOf: asOf === undefined ? null : parseAsOf(asOf, now),
              geo: geo === undefined ? undefined : parseGeo(geo, now),
            })
      const registry = await registryAsOf(questions.db, moment?.asOf ?? null)
      const tile = findTile(context, registry, id)
      if (!tile) throw new NotFound(`There is no tile «${id}».`)
      const units = await unitsAsOf(questions.db, context.units, moment?.asOf ?? null)
      // How feeds, alerts and directives fare is no matter of the ledger: those tiles are tagged by what they say.
      if (tile.kind !== 'feeds' && tile.kind !== 'alerts' && tile.kind !== 'directives' && tile.kind !== 'countdown') {
        const from = moment ?? momentOf({}, now)
        const plans = tile.kind === 'plan' ? await plansAsOf(questions.db, from.asOf) : null
        const boundaries =
          tile.kind === 'communes'
            ? await boundariesOf(questions.db, mappedUnits(units, context.province.unitId, from.geo), from)
            : null
        const depends = {
          definitions: `${registry.sha256} ${plans?.sha256 ?? ''} ${boundaries?.sha256 ?? ''}`,
          units,
          domains: domainsOfTile(tile, registry),
          maxAges: maxAgesOf(indicatorsOfTile(tile, registry)),
          moment: from,
        }
        if (await isUnchanged(questions.db, request, reply, depends)) return reply
      }
      const audience = { visitors: request.visitors, scope: (request.who as Who).scope }
      if (!moment) return toldTo(audience, await gateway().board.refresh(id), context)
      // Whoever may not see it now may not see what it was.
      const of = figuresOf(tile, context, await registryAsOf(questions.db, null))
      const data = await seeingAll(() => computeTile({ ...context, database: questions, registry, units }, tile, moment))
      const state = { tile: id, node: 'past', version: moment.at.getTime(), position: 0, visitors: null, data }
      return toldTo(audience, { state, of }, context)
    },
  )
}
