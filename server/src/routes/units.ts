import { parseAsOf, parseGeo, type RegistryUnit, type SuccessionStep, type UnitRegistry, unitsAsOf } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Ask, UnitAnswer, UnitHistory } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['units']

/** Administrative units and agencies: who stood on a day, what each was made of and what became of it. */
export function unitRoutes(app: FastifyInstance, { database: { db }, units: known }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const knownThen = (asOf: string | undefined) => unitsAsOf(db, known, asOf === undefined ? null : parseAsOf(asOf, new Date()))
  const AsOf = Ask.shape.asOf.describe('What was known of units at an instant, or at the end of a day')

  api.get(
    '/api/units',
    {
      config: { permission: 'figures.read', tagged: true },
      schema: {
        tags,
        summary: 'Units standing on a day',
        querystring: z.object({
          geo: z.string().max(16).default('today').describe('yyyy-mm-dd or today'),
          kind: z.string().max(32).optional().describe('province, district, commune, department, …'),
          under: z.string().max(128).optional().describe('Only those right below this unit'),
          asOf: AsOf,
        }),
        response: { 200: z.array(UnitAnswer) },
      },
    },
    async ({ query: { geo, kind, under, asOf } }) => {
      const [units, day] = [await knownThen(asOf), parseGeo(geo, new Date())]
      const found = under ? units.children(units.find(under).id, day) : units.standing(day)
      return found.filter((unit) => !kind || unit.kind === kind).map((unit) => describe(units, unit))
    },
  )
  api.get(
    '/api/units/:key',
    {
      config: { permission: 'figures.read', tagged: true },
      schema: {
        tags,
        summary: 'A unit, what it was made of and what became of it',
        params: z.object({ key: z.string().max(128) }),
        querystring: z.object({ asOf: AsOf }),
        response: { 200: UnitHistory },
      },
    },
    async ({ params, query }) => {
      const units = await knownThen(query.asOf)
      const unit = units.find(params.key)
      return {
        ...describe(units, unit),
        successors: units.successorsOf(unit.id).map(step),
        predecessors: units.predecessorsOf(unit.id).map(step),
      }
    },
  )
}

function describe(units: UnitRegistry, unit: RegistryUnit) {
  return {
    key: unit.key,
    name: unit.name,
    code: unit.code,
    kind: unit.kind,
    parent: unit.parent_id === null ? null : units.get(unit.parent_id).key,
    validFrom: unit.valid_from,
    validTo: unit.valid_to,
    legalAct: unit.legal_act,
  }
}

function step({ unit, on_date, legal_act, ...rest }: SuccessionStep) {
  return { ...rest, unit: { key: unit.key, name: unit.name }, on: on_date, legalAct: legal_act }
}
