import { addDays, loadCalendar, type RegistryUnit, readForecast, registryAsOf } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Ask, ForecastAnswer } from '../../contract/index.ts'
import { dependsOn, isUnchanged } from '../plugins/cache.ts'
import type { TileContext } from '../tiles/context.ts'
import { opener, params } from './reading-answers.ts'

type Ahead = Awaited<ReturnType<typeof readForecast>>

/** Where a number is going, and how well such forecasts would have done before. */
export function forecastRoutes(app: FastifyInstance, context: TileContext): void {
  const { db } = context.database
  const open = opener(context)

  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/readings/:indicator/forecast',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags: ['readings'],
        summary: 'What the year comes to (P10, P50, P90, with how often that held before), or how what stands open changes',
        params,
        querystring: Ask.omit({ period: true }),
        response: { 200: ForecastAnswer },
      },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment } = question
      const registry = await registryAsOf(db, moment.asOf)
      const ahead = await readForecast(db, units, registry, indicator, unit, moment, loadCalendar(context.province.key))
      return {
        indicator: indicator.id,
        unit: { key: unit.key, name: unit.name },
        asOf: moment.asOf?.toISOString() ?? null,
        computedAt: moment.at.toISOString(),
        ahead: said(ahead),
      }
    },
  )
}

function said(ahead: Ahead): ForecastAnswer['ahead'] {
  if (ahead.kind === 'stock') return { ...ahead, units: ahead.units.map(named), earlierAt: ahead.earlierAt.toISOString() }
  const { year, target, estimate, prospect, steps, before, path, ...rest } = ahead
  const { prediction, years, needed, retold, atMonthEnds } = prospect
  const dayOfThis = (day: number) => addDays(`${year}-01-01`, day - 1)
  return {
    ...rest,
    year,
    end: `${year}-12-31`,
    target: target && { value: target.value, clause: target.clause, document: target.document },
    estimate: estimate && { value: estimate.value, indicator: estimate.of.id, title: estimate.of.title },
    ...{ prediction, years, yearsNeeded: needed, retold, atMonthEnds },
    steps: steps.map(({ day, total }) => ({ day: dayOfThis(day), total })),
    // On the days of this year: one lies above the other.
    before: before.map(({ day, total }) => ({ day: dayOfThis(day), total })),
    path: path.map(({ day, ...deciles }) => ({ day: dayOfThis(day), ...deciles })),
    units: ahead.units.map(named),
  }
}

const named = <Pace>({ unit: { key, name }, ...pace }: { unit: RegistryUnit } & Pace) => ({ key, name, ...pace })
