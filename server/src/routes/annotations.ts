import {
  annotate,
  findAnnotations,
  Invalid,
  openQuestion,
  parseAsOf,
  parseWhere,
  registryAsOf,
  withdrawAnnotation,
  writeNarrowed,
  writeWhere,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AnnotateAsk, Annotated, AnnotationsAnswer, Ask, WithdrawAnnotationAsk } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'
import { Flag, readFrom, readTo, Side } from './sides.ts'

const tags = ['events']
/** More than a person reads, or a chart has room for. */
const MOST = 500

/** What people note at single points of an indicator. */
export function annotationRoutes(app: FastifyInstance, { database: { db }, units }: TileContext): void {
  const api = app.withTypeProvider<ZodTypeProvider>()

  api.get(
    '/api/annotations',
    {
      config: { permission: 'figures.read', tagged: true },
      schema: {
        tags,
        summary: 'Notes at points of an indicator, those of the latest points first',
        querystring: z.object({
          indicator: z.string().max(128).optional().describe('Only of it; left out, of any, narrowed or whole'),
          unit: Ask.shape.unit.describe('Only of it; left out, of any'),
          where: Ask.shape.where.describe('Of the indicator narrowed just so; left out, of all of it'),
          from: Side.describe('Only of points that reach beyond it: an instant, or a day for its beginning'),
          to: Side.describe('Only of points that begin before it: an instant, or a day for its end'),
          asOf: Ask.shape.asOf.describe('As written by then'),
          withdrawn: Flag.describe('true: those withdrawn as well'),
        }),
        response: { 200: AnnotationsAnswer },
      },
    },
    async ({ query: { indicator: id, unit, where = [], from, to, asOf: then, withdrawn } }) => {
      const asOf = then === undefined ? null : parseAsOf(then, new Date())
      const found = await findAnnotations(db, {
        indicator: id === undefined ? undefined : { id, where: writeWhere(parseWhere(where)) },
        ...{ unit, asOf, withdrawn },
        from: readFrom(from),
        to: readTo(to),
        most: MOST + 1,
      })
      const { indicators } = await registryAsOf(db, asOf)
      const titles = new Map(indicators.map(({ id, title }) => [id, title]))
      return {
        asOf: asOf?.toISOString() ?? null,
        more: found.length > MOST,
        annotations: found.slice(0, MOST).map(({ span, at, withdrawn: gone, ...note }) => ({
          ...note,
          title: titles.get(note.indicator) ?? { vi: note.indicator, en: note.indicator },
          from: span.from.toISOString(),
          to: span.to.toISOString(),
          at: at.toISOString(),
          withdrawn: gone && { ...gone, at: gone.at.toISOString() },
        })),
      }
    },
  )

  api.post(
    '/api/annotations',
    {
      config: { permission: 'notes.write' },
      schema: { tags, summary: 'Notes something at a point of an indicator', body: AnnotateAsk, response: { 200: Annotated } },
    },
    async ({ body: { indicator, unit, from, to, where, text, by } }) => {
      const span = { from: new Date(from), to: new Date(to) }
      if (span.from >= span.to)
        throw new Invalid({ vi: 'Thời điểm cuối phải sau thời điểm đầu.', en: 'The point has to end after it begins.' })
      const question = await openQuestion(db, units, { indicator, unit, where })
      const annotation = await annotate(db, {
        ...{ indicator, span, text, by },
        unitId: question.unit.id,
        where: writeNarrowed(question.where),
      })
      return { annotation }
    },
  )

  api.post(
    '/api/annotations/:annotation/withdraw',
    {
      config: { permission: 'notes.write' },
      schema: {
        tags,
        summary: 'Withdraws a note',
        params: z.object({ annotation: z.coerce.number().int().positive() }),
        body: WithdrawAnnotationAsk,
        response: { 200: Annotated },
      },
    },
    async ({ params: { annotation }, body }) => {
      await withdrawAnnotation(db, annotation, body)
      return { annotation }
    },
  )
}
