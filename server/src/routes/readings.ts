import {
  assertStep,
  countingOf,
  dayOf,
  describeProof,
  describeReading,
  Invalid,
  proofRows,
  proveReading,
  type RegistryUnit,
  readByUnit,
  readIndicator,
  readOverTime,
  readRevisions,
  readRunning,
  type Span,
  type UnitValue,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  Ask,
  Compare,
  CompareMany,
  Format,
  ProofAnswer,
  ProofRowsAnswer,
  ReadingAnswer,
  RevisionsAnswer,
  SeriesAnswer,
  UnitSeriesAnswer,
  UnitsAnswer,
} from '../../contract/index.ts'
import { dependsOn, isUnchanged } from '../plugins/cache.ts'
import { assertText } from '../plugins/text.ts'
import { COMPARED_COLUMNS, READING_COLUMNS, readingTable, seriesTable, unitSeriesTable, unitsTable } from '../tables/readings.ts'
import type { TileContext } from '../tiles/context.ts'
import {
  assertComparableSteps,
  assertFew,
  described,
  opener,
  params,
  Step,
  seamSaid,
  spanAsked,
  spanSaid,
} from './reading-answers.ts'
import { Flag } from './sides.ts'

const GROUPS = 200

/** Readings over HTTP: one value, many units, a series; its proof, the rows behind it and its revisions. */
export function readingRoutes(app: FastifyInstance, context: TileContext): void {
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const tags = ['readings']

  const open = opener(context)

  api.get(
    '/api/readings/:indicator',
    {
      schema: {
        tags,
        summary: 'An indicator for a unit and a period',
        params,
        querystring: Ask.extend({ compare: Compare, format: Format }),
        response: { 200: ReadingAnswer },
      },
      config: { permission: 'figures.read', table: { columns: READING_COLUMNS, rows: readingTable } },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment, span, compare } = question
      return describeReading(units, question, await readIndicator(db, units, indicator, unit.id, moment, span, compare))
    },
  )

  api.get(
    '/api/readings/:indicator/units',
    {
      schema: {
        tags,
        summary:
          'The indicator for every unit right below one, on the map of a day; what was reported for that unit itself comes last',
        params,
        querystring: Ask.extend({
          kind: z.string().max(32).optional().describe('Only units of this kind, such as commune'),
          compare: CompareMany,
          format: Format,
        }),
        response: { 200: UnitsAnswer },
      },
      config: { permission: 'figures.read', table: { columns: COMPARED_COLUMNS, rows: unitsTable } },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment } = question
      const isAsked = ({ kind }: RegistryUnit) => !request.query.kind || kind === request.query.kind
      const below = units.children(unit.id, moment.geo).filter(isAsked)
      const span = spanAsked(question, below)
      const { compare } = request.query
      const values = await readByUnit(db, units, indicator, below, moment, question.span, unit, compare)
      const earlier = sharedSpan(values)
      return {
        ...described(question, indicator.definitionOn(dayOf(span.from))),
        from: span.from.toISOString(),
        to: span.to.toISOString(),
        beforeFrom: earlier?.from.toISOString() ?? null,
        beforeTo: earlier?.to.toISOString() ?? null,
        units: values.flatMap(({ unit, span: _, beforeSpan: __, ...rest }) =>
          isAsked(unit) ? [{ key: unit.key, name: unit.name, kind: unit.kind, ...rest }] : [],
        ),
      }
    },
  )

  api.get(
    '/api/readings/:indicator/units/series',
    {
      schema: {
        tags,
        summary: 'The indicator for every unit right below one, over time, with the seams where its definition changed',
        params,
        querystring: Ask.extend({
          kind: z.string().max(32).optional(),
          step: Step.default('month'),
          compare: CompareMany,
          format: Format,
        }),
        response: { 200: UnitSeriesAnswer },
      },
      config: { permission: 'figures.read', table: { columns: COMPARED_COLUMNS, rows: unitSeriesTable } },
    },
    async (request, reply) => {
      const question = await open(request.params, { ...request.query, isOverTime: true })
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment } = question
      const { kind, step, compare } = request.query
      const below = units.children(unit.id, moment.geo).filter((each) => !kind || each.kind === kind)
      const span = spanAsked(question, below)
      assertStep(indicator, step)
      assertComparableSteps(compare, step)
      assertFew(indicator, span, step, below.length)
      const { definition, seams, wider } = countingOf(indicator, below, span, step, moment.at)
      const series = await readOverTime(db, units, indicator, below, moment, span, step, unit, compare)
      return {
        ...described(question, definition),
        from: span.from.toISOString(),
        to: span.to.toISOString(),
        step,
        seams: seams.map(seamSaid),
        wider: spanSaid(wider),
        units: series.map(({ unit: { key, name, kind }, part, points }) => ({
          key,
          name,
          kind,
          part,
          points: points.map((point) => ({ ...point, at: point.at.toISOString() })),
        })),
      }
    },
  )

  api.get(
    '/api/readings/:indicator/series',
    {
      schema: {
        tags,
        summary:
          'The indicator over time, with the seams where its definition changed; what stands at one moment as it stood, and was known, at the end of each step',
        params,
        querystring: Ask.extend({
          step: Step.default('day'),
          compare: CompareMany,
          running: Flag.describe(
            'true: each point tells its year from the first of January to its own end, by the day or the month',
          ),
          format: Format,
        }),
        response: { 200: SeriesAnswer },
      },
      config: { permission: 'figures.read', table: { columns: COMPARED_COLUMNS, rows: seriesTable } },
    },
    async (request, reply) => {
      const question = await open(request.params, { ...request.query, isOverTime: true })
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment } = question
      const span = spanAsked(question)
      const { step, compare, running } = request.query
      assertStep(indicator, step)
      assertComparableSteps(compare, step)
      assertFew(indicator, span, step)
      const { definition, seams, wider } = countingOf(indicator, [unit], span, step, moment.at)
      const { points, gaps } = running
        ? await readRunning(db, units, indicator, unit.id, span, runningStep(step), moment)
        : {
            points: (await readOverTime(db, units, indicator, [unit], moment, span, step, undefined, compare))[0]?.points ?? [],
            gaps: [],
          }
      return {
        ...described(question, definition),
        unit: { key: unit.key, name: unit.name },
        step,
        seams: seams.map(seamSaid),
        wider: spanSaid(wider),
        gaps: gaps.map((at) => at.toISOString()),
        points: points.map((point) => ({ ...point, at: point.at.toISOString() })),
      }
    },
  )

  api.get(
    '/api/readings/:indicator/proof',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'The rows that add up to the reading, added up then and there',
        params,
        querystring: Ask,
        response: { 200: ProofAnswer },
      },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      const { units, indicator, unit, moment, span } = question
      const proof = await proveReading(db, units, indicator, unit.id, moment, span)
      // Computed then and there, so never answered from a cache.
      reply.header('cache-control', 'no-store')
      return { reading: describeReading(units, question, proof.reading), proof: describeProof(proof, GROUPS) }
    },
  )

  api.get(
    '/api/readings/:indicator/proof/rows',
    {
      config: { permission: 'records.read' },
      schema: {
        tags,
        summary: 'The facts of one unit behind one term of the formula, newest first',
        params,
        querystring: Ask.extend({
          term: z.coerce.number().int().min(0).max(99).default(0).describe('Which term of the proof, from 0'),
          of: z.string().max(128).describe('Key of the unit whose facts are wanted, one of the proof’s groups'),
          dims: z.string().max(2_000).transform(readDims).optional().describe('Only those of the group with these dims, as JSON'),
          limit: z.coerce.number().int().min(1).max(500).default(50),
          offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
        }),
        response: { 200: ProofRowsAnswer },
      },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      const { units, indicator, unit, moment } = question
      const span = spanAsked(question)
      const { term: index, of, dims, limit, offset } = request.query
      const { terms } = indicator.definitionOn(dayOf(span.from)).compiled
      if (!terms[index]) throw new Invalid(`${indicator.id} has ${terms.length} terms; the first is 0.`)
      reply.header('cache-control', 'no-store')
      const query = { roots: [unit.id], span, ...moment, unit: units.find(of).id, dims, limit, offset }
      const rows = await proofRows(db, units, terms, index, query)
      return { rows: rows.map((row) => ({ ...row, bucket: row.bucket.toISOString() })) }
    },
  )

  api.get(
    '/api/readings/:indicator/revisions',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'The values the point has had, newest first: when, which run, on what page',
        params,
        querystring: Ask.extend({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
        response: { 200: RevisionsAnswer },
      },
    },
    async (request, reply) => {
      const question = await open(request.params, request.query)
      if (await isUnchanged(db, request, reply, dependsOn(question))) return reply
      const { units, indicator, unit, moment } = question
      const { limit } = request.query
      const { revisions, more } = await readRevisions(db, units, indicator, unit.id, moment, spanAsked(question), limit)
      return {
        more,
        revisions: revisions.map(({ knownAt, recordedAt, ...rest }) => ({
          ...rest,
          knownAt: knownAt.toISOString(),
          recordedAt: recordedAt.toISOString(),
        })),
      }
    },
  )
}

function runningStep(step: z.infer<typeof Step>): 'day' | 'month' {
  if (step === 'day' || step === 'month') return step
  throw new Invalid({
    vi: 'Lũy kế từ đầu năm chỉ theo ngày hoặc tháng (step=day, step=month).',
    en: 'A year runs by the day or the month: step=day or step=month.',
  })
}

function readDims(text: string, context: z.RefinementCtx): Record<string, unknown> {
  try {
    const dims = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
    assertText(dims)
    return dims
  } catch {
    context.addIssue('dims is a JSON object, such as {"channel":"online"}')
    return z.NEVER
  }
}

/** The days that all are set beside; null where they are not the same. */
function sharedSpan([first, ...others]: UnitValue[]): Span | null {
  const isSame = ({ beforeSpan: other }: UnitValue) =>
    other?.from.getTime() === first?.beforeSpan?.from.getTime() && other?.to.getTime() === first?.beforeSpan?.to.getTime()
  return others.every(isSame) ? (first?.beforeSpan ?? null) : null
}
