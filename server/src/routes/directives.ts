import type { Readable } from 'node:stream'
import {
  actOnDirective,
  eventsOfDirective,
  findDirective,
  findDirectives,
  findEvidence,
  issueDirective,
  loadCalendar,
  loadEscalationPlan,
  registryAsOf,
  SubjectNames,
  showEvidence,
  unitsAnswering,
  unitsAsOf,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  DirectiveAct,
  DirectiveIssued,
  DirectivesAnswer,
  DirectiveTold,
  IssueDirectiveAsk,
  UnitsAnsweringAnswer,
  writeCsv,
} from '../../contract/index.ts'
import { assertMay } from '../access/guard.ts'
import { describeDirective } from '../alerts/directives.ts'
import type { TileContext } from '../tiles/context.ts'
import { collect, takeRawBodies } from './raw-body.ts'
import { blankFile, bounded, EVIDENCE_BOUNDS } from './spool.ts'

const tags = ['directives']
/** What is for whoever issued it to say; everything else is for the unit that answers. */
const OF_ISSUER = new Set<string>(['extension_granted', 'extension_refused', 'signed', 'withdrawn'])
const MOST = 2_000
const EXPORTED = 100_000

/** What leaders order, from the order to its end. */
export function directiveRoutes(app: FastifyInstance, context: TileContext): void {
  const { province } = context
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ directive: z.coerce.number().int().positive() })
  const querystring = z.object({
    open: z.stringbool().optional(),
    unit: z.string().max(128).optional().describe('The unit in charge, by key'),
    alert: z.coerce.number().int().positive().optional(),
    subject: z.string().max(200).optional(),
  })

  api.get(
    '/api/directives',
    {
      config: { permission: 'directives.read' },
      schema: {
        tags,
        summary: 'Directives, of those open the most overdue first',
        querystring,
        response: { 200: DirectivesAnswer },
      },
    },
    async ({ query }) => {
      const words = await here()
      const found = await findDirectives(db, { ...query, limit: MOST })
      return { at: words.now.toISOString(), directives: found.map((each) => describeDirective(each, words)) }
    },
  )

  api.get(
    '/api/directives.csv',
    {
      config: { permission: 'directives.read', rate: 'file' },
      schema: { tags, summary: 'The same as a table for a spreadsheet', querystring },
    },
    async ({ query }, reply) => {
      const words = await here()
      const rows = (await findDirectives(db, { ...query, limit: EXPORTED })).map((each) => rowOf(describeDirective(each, words)))
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="chi-dao.csv"')
        .send(writeCsv(COLUMNS, rows))
    },
  )

  api.get(
    '/api/directives/units',
    {
      config: { permission: 'directives.read' },
      schema: {
        tags,
        summary: 'How units answer: most overdue first, then who answers best',
        response: { 200: UnitsAnsweringAnswer },
      },
    },
    async () => ({ units: await unitsAnswering(db, new Date()) }),
  )

  api.get(
    '/api/directives/:directive',
    {
      config: { permission: 'directives.read' },
      schema: { tags, summary: 'A directive with all that happened to it', params, response: { 200: DirectiveTold } },
    },
    async ({ params: { directive } }) => {
      const words = await here()
      return {
        at: words.now.toISOString(),
        directive: describeDirective(await findDirective(db, directive), words),
        events: await eventsOfDirective(db, directive),
      }
    },
  )

  api.post(
    '/api/directives',
    {
      config: { permission: 'directives.issue' },
      schema: {
        tags,
        summary: 'Issues a directive, and tells its unit and those that help',
        body: IssueDirectiveAsk,
        response: { 200: DirectiveIssued },
      },
    },
    async ({ body }) => {
      const words = await here()
      const house = { db, calendar: loadCalendar(province.key), ...words }
      return { directive: await issueDirective(house, loadEscalationPlan(province.key), body) }
    },
  )

  api.post(
    '/api/directives/:directive/acts',
    {
      config: { permission: ['directives.answer', 'directives.issue'] },
      schema: {
        tags,
        summary: 'Accepts, explains, reports, asks for more time, signs off or takes back',
        params,
        body: DirectiveAct,
        response: { 200: z.object({ status: z.string() }) },
      },
    },
    async ({ params: { directive }, body, who }) => {
      assertMay({ who }, OF_ISSUER.has(body.act) ? 'directives.issue' : 'directives.answer')
      const office = { db, calendar: loadCalendar(province.key), province }
      const { status } = await actOnDirective(office, loadEscalationPlan(province.key), directive, body)
      return { status }
    },
  )

  app.register(async (scope) => {
    takeRawBodies(scope, EVIDENCE_BOUNDS.silentMs)
    scope.withTypeProvider<ZodTypeProvider>().put(
      '/api/directives/:directive/files/:name',
      {
        config: { permission: ['directives.answer', 'directives.issue'], rate: 'file' },
        schema: {
          tags,
          summary: 'Attaches a photo or document as evidence',
          params: params.extend({ name: z.string().min(1).max(255) }),
          querystring: z.object({ what: z.enum(['before', 'after', 'document']), by: DirectiveAct.options[0].shape.by }),
          response: { 200: z.object({ file: z.number() }) },
        },
      },
      async ({ params: { directive, name }, query, body }) => {
        if (!body) throw blankFile()
        const bytes = await collect(bounded(body as Readable, EVIDENCE_BOUNDS))
        return { file: await showEvidence(db, directive, { name, ...query, body: bytes }) }
      },
    )
  })

  api.get(
    '/api/directives/:directive/files/:file',
    {
      config: { permission: 'directives.read' },
      schema: { tags, summary: 'A file of evidence', params: params.extend({ file: z.coerce.number().int().positive() }) },
    },
    async ({ params: { directive, file } }, reply) => {
      const { name, mediaType, body } = await findEvidence(db, directive, file)
      // Photos are shown; what could hold a script is only ever saved.
      const shows = mediaType.startsWith('image/') ? 'inline' : 'attachment'
      return reply
        .type(mediaType)
        .header('content-disposition', `${shows}; filename*=UTF-8''${encodeURIComponent(name)}`)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'private, max-age=86400, immutable')
        .send(body)
    },
  )

  async function here() {
    const registry = await registryAsOf(db, null)
    const units = await unitsAsOf(db, context.units, null)
    return { registry, units, names: await SubjectNames.read(db, registry), now: new Date() }
  }
}

const COLUMNS = [
  'Số',
  'Văn bản',
  'Nội dung',
  'Lãnh đạo ban hành',
  'Đơn vị chủ trì',
  'Phối hợp',
  'Ngày ban hành',
  'Hạn',
  'Tình trạng',
  'Quá hạn',
  'Tiến độ (%)',
  'Minh chứng',
  'Mở lại',
] as const

const STATUS = { issued: 'Chưa tiếp nhận', accepted: 'Đang thực hiện', closed: 'Hoàn thành', withdrawn: 'Thu hồi' }

function rowOf(directive: ReturnType<typeof describeDirective>): Record<string, string | number | null> {
  const { id, number, title, issuedBy, unit, beside, issuedAt, dueAt, status, isOverdue, progress, evidence, relapses } =
    directive
  const values = [
    `CĐ-${id}`,
    number,
    title,
    issuedBy,
    unit.name,
    beside.join('; '),
    issuedAt.slice(0, 10),
    dueAt.slice(0, 10),
    STATUS[status],
    isOverdue ? 'x' : '',
    progress,
    evidence,
    relapses,
  ]
  return Object.fromEntries(COLUMNS.map((column, index) => [column, values[index] ?? null]))
}
