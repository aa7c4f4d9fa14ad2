import { type ComparedPart, dimensionOf, readParts } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { Ask, CompareMany, Format, PartsAnswer } from '../../contract/index.ts'
import { dependsOn, isUnchanged } from '../plugins/cache.ts'
import { PART_COLUMNS, partsTable } from '../tables/readings.ts'
import type { TileContext } from '../tiles/context.ts'
import { described, opener, params } from './reading-answers.ts'

/** The ways down from a reading: by the values of a dimension. */
export function drillRoutes(app: FastifyInstance, context: TileContext): void {
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['readings']
  const open = opener(context)

  api.get(
    '/api/readings/:indicator/parts',
    {
      schema: {
        tags,
        summary: 'The indicator by the values of a dimension, the largest first',
        params,
        querystring: Ask.extend({
          dim: z.string().max(128).describe('One of its dimensions, as /api/indicators/:id lists them'),
          compare: CompareMany,
          format: Format,
        }),
        response: { 200: PartsAnswer },
      },
      config: { table: { columns: PART_COLUMNS, rows: partsTable } },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment, span } = question
      const { dim, compare } = request.query
      const { whole, parts } = await readParts(db, units, indicator, unit.id, moment, dim, span, compare)
      const dimension = await dimensionOf(indicator.domains, dim)
      const { value, state, estimate, provisional, before, beforeSpan } = whole
      return {
        ...described(question, whole.definition),
        unit: { key: unit.key, name: unit.name },
        dimension,
        from: whole.span.from.toISOString(),
        to: whole.span.to.toISOString(),
        beforeFrom: (compare && beforeSpan?.from.toISOString()) ?? null,
        beforeTo: (compare && beforeSpan?.to.toISOString()) ?? null,
        whole: { value, state, estimate, provisional, before: compare ? before : null },
        parts: dimension.inOrder(parts.toSorted(bySize)).map(({ key, value, state, estimate, provisional, before }) => ({
          key,
          title: dimension.titleOf(key),
          ...{ value, state, estimate, provisional, before },
        })),
      }
    },
  )
}

/** The largest first; what may not be told last. */
function bySize(a: ComparedPart, b: ComparedPart): number {
  return (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY) || (a.key < b.key ? -1 : 1)
}
