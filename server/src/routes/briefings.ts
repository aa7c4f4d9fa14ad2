import {
  askForBriefing,
  dayOf,
  findMade,
  inHanoi,
  listMade,
  loadCalendar,
  type MadeBriefing as Made,
  nextOccasion,
  readBriefingFile,
  type StoredBriefing,
  storedBriefings,
  tryBriefingAgain,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  BriefingAsked,
  BriefingFormat,
  BriefingsAnswer,
  MadeBriefing,
  MadeBriefingsAnswer,
  MadeBriefingTold,
  MakeBriefingAsk,
} from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['briefings']
const PAGE = 50
const made = z.coerce.number().int().positive().max(2_147_483_647)
const MEDIA = { pdf: 'application/pdf', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }

/** Reports the house makes by itself: which there are, their history, each to read and as the files that went out. */
export function briefingRoutes(
  app: FastifyInstance,
  { database: { db }, province }: Pick<TileContext, 'database' | 'province'>,
): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const calendar = loadCalendar(province.key)

  api.get(
    '/api/briefings',
    {
      config: { permission: 'briefings.read' },
      schema: { tags, summary: 'Scheduled reports, each with when it is due next', response: { 200: BriefingsAnswer } },
    },
    async () =>
      (await storedBriefings(db)).toSorted(oftenFirst).map(({ version, spec: { id, title, cadence, classification } }) => ({
        ...{ id, title, cadence, classification, version },
        next: nextOccasion(cadence, calendar, new Date()).toISOString(),
      })),
  )

  api.post(
    '/api/briefings/:briefing/make',
    {
      config: { permission: 'briefings.make' },
      schema: {
        tags,
        summary: 'Has a report made as of now',
        params: z.object({ briefing: z.string().max(64) }),
        body: MakeBriefingAsk,
        response: { 200: BriefingAsked },
      },
    },
    async ({ params, body }) => ({ made: await askForBriefing(db, params.briefing, body.by) }),
  )

  api.get(
    '/api/briefings/made',
    {
      config: { permission: 'briefings.read' },
      schema: {
        tags,
        summary: 'Reports made, waiting and failed, the newest first; of one, and before another',
        querystring: z.object({ briefing: z.string().max(64).optional(), before: made.optional() }),
        response: { 200: MadeBriefingsAnswer },
      },
    },
    async ({ query }) => {
      const found = await listMade(db, { ...query, limit: PAGE + 1 })
      return { made: found.slice(0, PAGE).map(describe), more: found.length > PAGE }
    },
  )

  api.get(
    '/api/briefings/made/:made',
    {
      config: { permission: 'briefings.read' },
      schema: { tags, summary: 'A report as data', params: z.object({ made }), response: { 200: MadeBriefingTold } },
    },
    async ({ params }) => {
      const { document, ...found } = await findMade(db, params.made)
      return { ...describe(found), document }
    },
  )

  api.post(
    '/api/briefings/made/:made/again',
    {
      config: { permission: 'briefings.make' },
      schema: { tags, summary: 'Tries a report that failed again', params: z.object({ made }), response: { 200: BriefingAsked } },
    },
    async ({ params }) => {
      await tryBriefingAgain(db, params.made)
      return { made: params.made }
    },
  )

  api.get(
    '/api/briefings/made/:made/:format',
    {
      config: { permission: 'briefings.read', rate: 'file' },
      schema: { tags, summary: 'A report as the file that went out', params: z.object({ made, format: BriefingFormat }) },
    },
    async ({ params: { made: id, format } }, reply) => {
      const body = await readBriefingFile(db, id, format)
      const { briefing, asOf } = await findMade(db, id)
      const name = `${briefing}-${dayOf(asOf)}-${inHanoi(asOf).slice(11, 16).replace(':', '')}.${format}`
      return reply
        .type(MEDIA[format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, no-cache')
        .send(body)
    },
  )
}

const RARER = ['working_day', 'week', 'month']
const oftenFirst = (a: StoredBriefing, b: StoredBriefing) =>
  RARER.indexOf(a.spec.cadence.every) - RARER.indexOf(b.spec.cadence.every)

const said = (at: Date | null) => at?.toISOString() ?? null

function describe({ occasion, asOf, askedAt: _, nextTryAt, madeAt, numberSaid, ...rest }: Made): z.infer<typeof MadeBriefing> {
  return MadeBriefing.parse({
    ...rest,
    ...{
      occasion: said(occasion),
      asOf: asOf.toISOString(),
      nextTryAt: said(nextTryAt),
      madeAt: said(madeAt),
      number: numberSaid,
    },
  })
}
