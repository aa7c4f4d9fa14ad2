import { assertStep, following, Invalid, loadCalendar, type Question, readStands, readUnusual } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Ask, UnusualAnswer, UsualAnswer } from '../../contract/index.ts'
import { dependsOn, isUnchanged } from '../plugins/cache.ts'
import type { TileContext } from '../tiles/context.ts'
import { assertFew, opener, params, spanAsked } from './reading-answers.ts'

const tags = ['readings']
const Step = z.enum(['day', 'month']).default('day')

/** What is usual of an indicator, what stands out from it, and who moved that. */
export function usualRoutes(app: FastifyInstance, context: TileContext): void {
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const open = opener(context)
  const calendar = () => loadCalendar(context.province.key)

  api.get(
    '/api/readings/:indicator/usual',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'Where the points of a series usually lie, by their own figures before each, and which stand out',
        params,
        querystring: Ask.extend({ step: Step }),
        response: { 200: UsualAnswer },
      },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment } = question
      const { step } = request.query
      assertStep(indicator, step)
      const span = spanAsked(question)
      assertFew(indicator, span, step)
      const stands = await readStands(db, units, indicator, unit.id, { span, step }, moment, calendar())
      return { ...about(question), step, points: stands.map((stand) => ({ ...stand, at: stand.at.toISOString() })) }
    },
  )

  api.get(
    '/api/readings/:indicator/usual/parts',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'One day or month, the figures it is set against, and what each unit right below has to do with it',
        params,
        querystring: Ask.extend({ step: Step }),
        response: { 200: UnusualAnswer },
      },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment } = question
      const { step } = request.query
      assertStep(indicator, step)
      const { from: at, to } = spanAsked(question)
      if (following(at, step).getTime() !== to.getTime())
        throw new Invalid({
          vi: 'Hãy hỏi đúng một ngày (period=2026-11-20&step=day) hoặc một tháng (period=2026-11&step=month).',
          en: 'Ask for one day (period=2026-11-20&step=day) or one month (period=2026-11&step=month).',
        })
      const {
        point: found,
        stand,
        figures,
        parts,
        untold,
      } = await readUnusual(db, units, indicator, unit, { at, step }, moment, calendar())
      return {
        ...about(question),
        at: at.toISOString(),
        value: found?.value ?? null,
        stand,
        figures: figures.map((each) => ({ ...each, at: each.at.toISOString() })),
        parts: parts?.map(({ unit: { key, name }, ...part }) => ({ key, name, ...part })) ?? null,
        untold,
      }
    },
  )
}

const about = ({ indicator: { id }, unit: { key, name }, moment: { asOf, at } }: Question) => ({
  indicator: id,
  unit: { key, name },
  asOf: asOf?.toISOString() ?? null,
  computedAt: at.toISOString(),
})
