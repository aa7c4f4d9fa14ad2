import { boundariesOf, mappedUnits, parseAsOf, parseGeo, unitsAsOf } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Ask, MapAnswer } from '../../contract/index.ts'
import { placesOf } from '../tiles/communes.ts'
import type { TileContext } from '../tiles/context.ts'

/** The map of a day, for whoever lays readings of units on it. */
export function mapRoutes(app: FastifyInstance, { database: { db }, units: known, province }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/map',
    {
      config: { permission: 'figures.read', tagged: true },
      schema: {
        tags: ['units'],
        summary: 'Where the communes of a unit stand on the map of a day',
        querystring: Ask.pick({ unit: true, geo: true, asOf: true }),
        response: { 200: MapAnswer },
      },
    },
    async ({ query: { unit, geo, asOf } }) => {
      const now = new Date()
      const at = asOf === undefined ? null : parseAsOf(asOf, now)
      const units = await unitsAsOf(db, known, at)
      const geography = parseGeo(geo ?? 'today', now)
      const shown = mappedUnits(units, unit === undefined ? province.unitId : units.find(unit).id, geography)
      const places = placesOf(units, shown)
      return {
        geography,
        boundaries: await boundariesOf(db, shown, { at: now, geo: geography, asOf: at }),
        units: shown.map(({ id, key, name }) => ({ key, name, column: 0, row: 0, ...places.get(id) })),
      }
    },
  )
}
