import type { Readable } from 'node:stream'
import {
  type Database,
  dayOf,
  findFeed,
  loadCalendar,
  remindersTo,
  reportingKinds,
  reportsOf,
  reportsWaiting,
  saveCells,
  Unavailable,
  unitsAsOf,
  unitsOfKinds,
} from '@ioc/sql'
import { act, readWorkbook, writeWorkbook } from '@ioc/workers/reporting'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  ActOnReportAsk,
  RemindersAnswer,
  ReportAnswer,
  ReportingUnits,
  ReportsAnswer,
  SaveCellsAsk,
  WorkbookAnswer,
} from '../../contract/index.ts'
import { assertMay, personOf } from '../access/guard.ts'
import { languageOf, saidIn } from '../plugins/language.ts'
import type { TileContext } from '../tiles/context.ts'
import { takeRawBodies } from './raw-body.ts'
import { answerOf, type ReportAt, reportAt, rowOf } from './reporting-answers.ts'
import { blankFile, bounded } from './spool.ts'

const tags = ['reporting']
const params = z.object({ template: z.string().max(64), unit: z.string().max(128), period: z.iso.date() })
type At = z.infer<typeof params>

/** Steps the unit that reports takes by itself; the others are for whoever checks it. */
const OF_UNIT = new Set<string>(['submit', 'recall'])
const PATH = '/api/reports/:template/:unit/:period'
const BODY_BYTES = 1024 * 1024
const WORKBOOK_BOUNDS = { atOnce: 4, maxBytes: 2 * 1024 * 1024, silentMs: 10_000, wholeMs: 60_000 }
const RETRY_AFTER_SECONDS = 1
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Reports units make by hand: what is due, what was typed, the steps of their life, and the same as a workbook. */
export function reportingRoutes(app: FastifyInstance, database: Database, { units: known, province }: TileContext): void {
  const { db } = database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const calendar = loadCalendar(province.key)
  const unitsNow = () => unitsAsOf(db, known, null)
  const find = async (at: At) => reportAt(database, await unitsNow(), calendar, at)
  const answer = async (at: At, { headers }: Pick<FastifyRequest, 'headers'>) => {
    const found = await find(at)
    const { spec } = await findFeed(db, found.template.feed)
    const whole = await answerOf(database, await unitsNow(), found, spec.owner)
    const inWords = saidIn(languageOf({ headers }))
    return { ...whole, problems: whole.problems.map(inWords), doubts: whole.doubts.map(inWords) }
  }
  const keyOf = ({ template, unit, period }: ReportAt) => ({ template: template.id, unitId: unit.id, period: period.from })

  api.get(
    '/api/reports/units',
    {
      config: { permission: 'figures.read' },
      schema: { tags, summary: 'Units that report on any form', response: { 200: ReportingUnits } },
    },
    async () => {
      const found = unitsOfKinds(await unitsNow(), province.unitId, await reportingKinds(db), dayOf(new Date()))
      return found.map(({ key, name }) => ({ key, name })).sort((a, b) => a.name.localeCompare(b.name, 'vi'))
    },
  )

  api.get(
    '/api/reports',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'The reports of a unit: those to do first, then the newest',
        querystring: z.object({ unit: z.string().max(128) }),
        response: { 200: ReportsAnswer },
      },
    },
    async ({ query }) => {
      const unit = (await unitsNow()).find(query.unit)
      const due = await reportsOf(db, calendar, unit, new Date())
      return due.map(({ lateDays, ...each }) => rowOf({ ...each, unit }, lateDays))
    },
  )

  api.get(
    '/api/reports/reminders',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'What a unit was reminded of and still owes, the newest first',
        querystring: z.object({ unit: z.string().max(128) }),
        response: { 200: RemindersAnswer },
      },
    },
    async ({ query }) => {
      const owed = await remindersTo(db, (await unitsNow()).find(query.unit).id)
      return owed.map(({ at, ...each }) => ({ ...each, at: at.toISOString() }))
    },
  )

  api.get(
    '/api/reports/waiting',
    {
      config: { permission: 'figures.read' },
      schema: {
        tags,
        summary: 'Reports that wait to be checked or approved, the longest first',
        response: { 200: ReportsAnswer },
      },
    },
    async () => {
      const units = await unitsNow()
      const waiting = await reportsWaiting(db, calendar, new Date())
      return waiting.map(({ lateDays, ...each }) => rowOf({ ...each, unit: units.get(each.report.unitId) }, lateDays))
    },
  )

  api.get(
    PATH,
    {
      config: { permission: 'figures.read' },
      schema: { tags, summary: 'One report whole, begun or not', params, response: { 200: ReportAnswer } },
    },
    async ({ params, headers }) => answer(params, { headers }),
  )

  api.post(
    `${PATH}/cells`,
    {
      config: { permission: 'reports.enter' },
      bodyLimit: BODY_BYTES,
      schema: {
        tags,
        summary: 'Saves what was typed over the change `edit`; 409 says who saved since, and nothing is written',
        params,
        body: SaveCellsAsk,
        response: { 200: ReportAnswer },
      },
    },
    async ({ params, body, headers }) => {
      await saveCells(db, keyOf(await find(params)), body)
      return answer(params, { headers })
    },
  )

  api.post(
    `${PATH}/act`,
    {
      config: { permission: ['reports.enter', 'reports.decide'] },
      schema: {
        tags,
        summary: 'One step of its life; what is approved counts when this answers',
        params,
        body: ActOnReportAsk,
        response: { 200: ReportAnswer },
      },
    },
    async (request) => {
      const { params, body, headers } = request
      assertMay(request, OF_UNIT.has(body.action) ? 'reports.enter' : 'reports.decide')
      // Whoever stands for what others typed is a person.
      if (!OF_UNIT.has(body.action)) personOf(request)
      await act(database, keyOf(await find(params)), body)
      return answer(params, { headers })
    },
  )

  api.get(
    `${PATH}/workbook`,
    {
      config: { permission: 'figures.read', rate: 'file' },
      schema: { tags, summary: 'The report as a workbook with its structure locked (.xlsx)', params },
    },
    async ({ params }, reply) => {
      const at = await find(params)
      const name = `${at.template.id}_${at.unit.key}_${at.period.from}.xlsx`
      return reply
        .type(XLSX)
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(await writeWorkbook(workbookOf(at), at.report?.cells ?? {}))
    },
  )

  app.register(async (scope) => {
    takeRawBodies(scope, WORKBOOK_BOUNDS.silentMs)
    let underWay = 0
    scope.withTypeProvider<ZodTypeProvider>().put(
      `${PATH}/workbook/:name`,
      {
        config: { permission: 'reports.enter', rate: 'file' },
        schema: {
          tags,
          summary: 'Reads a workbook given out for this very report; stores nothing',
          params: params.extend({ name: z.string().min(1).max(255) }),
          response: { 200: WorkbookAnswer },
        },
      },
      async ({ params: { name, ...at }, body, headers }, reply) => {
        if (!body) throw blankFile()
        if (underWay >= WORKBOOK_BOUNDS.atOnce) {
          reply.header('retry-after', RETRY_AFTER_SECONDS)
          throw new Unavailable({
            vi: 'Nhiều người đang nạp tệp. Thử lại sau ít giây.',
            en: 'Many people are sending files. Try again in a few seconds.',
          })
        }
        underWay++
        try {
          const file = { name, body: bounded(body as Readable, WORKBOOK_BOUNDS) }
          const { cells, problems } = await readWorkbook(workbookOf(await find(at)), file)
          return { cells, problems: problems.map(saidIn(languageOf({ headers }))) }
        } finally {
          underWay--
        }
      },
    )
  })

  /** A form that has changed since a report was begun is still the form of that report. */
  function workbookOf({ template, version, unit, period, every }: ReportAt) {
    return { template, version, unit, period: { ...period, name: periodName(period.from, period.last, every) } }
  }
}

function periodName(from: string, last: string, every: ReportAt['every']): string {
  const [year, month] = from.split('-')
  if (every === 'year') return `năm ${year}`
  if (every === 'quarter') return `quý ${Math.ceil(Number(month) / 3)}/${year}`
  if (every === 'month') return `tháng ${month}/${year}`
  const day = (date: string) => date.split('-').reverse().join('/')
  return every === 'day' ? `ngày ${day(from)}` : `tuần ${day(from)}–${day(last)}`
}
