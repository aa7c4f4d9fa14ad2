import {
  assertStep,
  type ComparedPart,
  countingOf,
  dayOf,
  describeRecords,
  dimensionOf,
  type Question,
  RECORD_SORTS,
  readPartSeries,
  readParts,
  readRecords,
  walkRecords,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  Ask,
  CompareMany,
  Format,
  PartSeriesAnswer,
  PartsAnswer,
  RecordsAnswer,
  type Table,
  writeHead,
  writeRows,
} from '../../contract/index.ts'
import { dependsOn, isUnchanged } from '../plugins/cache.ts'
import { addressOf, labelTable } from '../plugins/tables.ts'
import { notesOf } from '../tables/notes.ts'
import { PART_COLUMNS, partSeriesTable, partsTable } from '../tables/readings.ts'
import { recordColumns, recordsTable } from '../tables/records.ts'
import { workbookBytes } from '../tables/workbook.ts'
import type { TileContext } from '../tiles/context.ts'
import {
  assertComparableSteps,
  assertFewMoments,
  described,
  opener,
  params,
  Step,
  seamSaid,
  spanAsked,
  spanSaid,
} from './reading-answers.ts'

/** A table of more would be no table to look at, and is held in memory as it is written. */
const MOST_IN_TABLE = 200_000
/** Of a workbook every cell is held before it is packed. */
const MOST_IN_WORKBOOK = 20_000

/** The ways down from a reading: by the values of a dimension, and to the records behind it. */
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
      config: { permission: 'figures.read', table: { columns: PART_COLUMNS, rows: partsTable } },
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

  api.get(
    '/api/readings/:indicator/parts/series',
    {
      schema: {
        tags,
        summary: 'The indicator over time by the values of a dimension, those that brought the most first',
        params,
        querystring: Ask.extend({
          dim: z.string().max(128).describe('One of its dimensions, as /api/indicators/:id lists them'),
          step: Step.default('month'),
          compare: CompareMany,
          format: Format,
        }),
        response: { 200: PartSeriesAnswer },
      },
      config: { permission: 'figures.read', table: { columns: PART_COLUMNS, rows: partSeriesTable } },
    },
    async (request, reply) => {
      const question = await open(request.params, { ...request.query, isOverTime: true })
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment } = question
      const { dim, step, compare } = request.query
      const span = spanAsked(question)
      assertStep(indicator, step)
      assertComparableSteps(compare, step)
      assertFewMoments(span, step)
      const { definition, seams, wider } = countingOf(indicator, [unit], span, step, moment.at)
      const parts = await readPartSeries(db, units, indicator, unit, moment, dim, span, step, compare)
      const dimension = await dimensionOf(indicator.domains, dim)
      return {
        ...described(question, definition),
        ...{ unit: { key: unit.key, name: unit.name }, dimension, step },
        ...{ from: span.from.toISOString(), to: span.to.toISOString() },
        seams: seams.map(seamSaid),
        wider: spanSaid(wider),
        parts: dimension.inOrder(parts).map(({ key, points }) => ({
          ...{ key, title: dimension.titleOf(key) },
          points: points.map((point) => ({ ...point, at: point.at.toISOString() })),
        })),
      }
    },
  )

  api.get(
    '/api/readings/:indicator/records',
    {
      config: { permission: 'records.read' },
      schema: {
        tags,
        summary: 'Every record behind one term of the reading, and whether they add up to it, counted then and there',
        params,
        querystring: Ask.extend({
          term: z.coerce.number().int().min(0).max(99).default(0).describe('Which term of the formula, from 0'),
          sort: z.enum(RECORD_SORTS).default('when'),
          direction: z.enum(['asc', 'desc']).optional().describe('From the newest or largest, and from A, where it is left out'),
          limit: z.coerce.number().int().min(1).max(500).default(50),
          offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
          format: z
            .enum(['json', 'csv', 'xlsx'])
            .default('json')
            .describe(
              `All of them as a table, whatever limit and offset say; at most ${MOST_IN_TABLE}, and ${MOST_IN_WORKBOOK} of xlsx`,
            ),
        }),
        response: { 200: RecordsAnswer },
      },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      const { units, indicator, unit, moment, span } = question
      const { term, sort, limit, offset, format } = request.query
      const isDescending = (request.query.direction ?? (['value', 'when'].includes(sort) ? 'desc' : 'asc')) === 'desc'
      // Counted then and there, so never answered from a cache.
      reply.header('cache-control', 'no-store')
      if (format !== 'json') {
        labelTable(request, reply, format)
        const asked = { term, sort, isDescending }
        const address = addressOf(request)
        // What is sent is no answer in the shape of the contract.
        return reply
          .serializer((table) => table as never)
          .send((await (format === 'csv' ? csvOf(question, asked) : workbookOf(question, asked, address))) as never)
      }
      const asked = { term, sort, isDescending, limit, offset }
      const found = await readRecords(db, units, indicator, unit.id, moment, span, asked)
      return { ...described(question, found.reading.definition), ...(await describeRecords(indicator, unit, found)) }
    },
  )

  type Order = { term: number; sort: (typeof RECORD_SORTS)[number]; isDescending: boolean }
  const walk = ({ units, indicator, unit, moment, span }: Question, asked: Order & { most: number }, take: Take) => {
    const told = { indicator: indicator.id, asOf: moment.asOf ?? moment.at }
    return walkRecords(db, units, indicator, unit.id, moment, span, asked, (head, rows) =>
      take(recordColumns(head), recordsTable(told, head, rows)),
    )
  }

  async function csvOf(question: Question, order: Order): Promise<string> {
    const pieces: string[] = []
    await walk(question, { ...order, most: MOST_IN_TABLE }, (columns, rows) => {
      pieces.push(pieces.length === 0 ? writeHead(columns) : writeRows(columns, rows))
    })
    return pieces.join('')
  }

  async function workbookOf(question: Question, order: Order, address: string): Promise<Buffer> {
    const all: Table[] = []
    let named: readonly string[] = []
    await walk(question, { ...order, most: MOST_IN_WORKBOOK }, (columns, rows) => {
      named = columns
      all.push(rows)
    })
    const { indicator, unit } = question
    const definition = indicator.definitionOn(dayOf(spanAsked(question).from))
    const notes = await notesOf(db, { ...described(question, definition), unit }, { address })
    return workbookBytes(named, all.flat(), notes)
  }
}

type Take = (columns: readonly string[], rows: Table) => void

/** The largest first; what may not be told last. */
function bySize(a: ComparedPart, b: ComparedPart): number {
  return (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY) || (a.key < b.key ? -1 : 1)
}
