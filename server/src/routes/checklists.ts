import type { Readable } from 'node:stream'
import {
  actOnChecklist,
  eventsOfChecklist,
  findChecklist,
  findChecklists,
  findShown,
  fits,
  loadCalendar,
  loadChecklists,
  loadEscalationPlan,
  registryAsOf,
  showForStep,
  startChecklist,
  startingAlerts,
  unitsAsOf,
} from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  ChecklistAct,
  ChecklistKindsAnswer,
  ChecklistReport,
  ChecklistStarted,
  ChecklistsAnswer,
  ChecklistTold,
  StartChecklistAsk,
} from '../../contract/index.ts'
import { gatherReport } from '../alerts/checklist-report.ts'
import { describeChecklist } from '../alerts/checklists.ts'
import { AlertWords } from '../alerts/words.ts'
import type { TileContext } from '../tiles/context.ts'
import { collect, takeRawBodies } from './raw-body.ts'
import { blankFile, bounded, EVIDENCE_BOUNDS } from './spool.ts'

const tags = ['checklists']
const MOST = 500

/** What has to be done because of alerts, step by step, and the report of it afterwards. */
export function checklistRoutes(app: FastifyInstance, context: TileContext): void {
  const { province } = context
  const { db } = context.database
  const api = app.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ checklist: z.coerce.number().int().positive() })

  api.get(
    '/api/checklists',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'Checklists; of those that run the most overdue first',
        querystring: z.object({
          running: z.stringbool().optional(),
          alert: z.coerce.number().int().positive().optional(),
        }),
        response: { 200: ChecklistsAnswer },
      },
    },
    async ({ query }) => {
      const speaks = await here()
      const found = await findChecklists(db, { ...query, limit: MOST })
      return { at: speaks.now.toISOString(), checklists: found.map((each) => describeChecklist(each, speaks)) }
    },
  )

  api.get(
    '/api/checklists/kinds',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary: 'The checklists there are; those that are for an alert say so',
        querystring: z.object({ alert: z.coerce.number().int().positive().optional() }),
        response: { 200: ChecklistKindsAnswer },
      },
    },
    async ({ query }) => {
      const [alert] = query.alert === undefined ? [] : await startingAlerts(db, [query.alert])
      return {
        kinds: loadChecklists(province.key, loadEscalationPlan(province.key)).map((each) => ({
          ...{ key: each.id, title: each.title, steps: each.steps.length },
          isFor: alert !== undefined && fits(each, alert, province.unitId),
        })),
      }
    },
  )

  api.get(
    '/api/checklists/:checklist',
    {
      config: { permission: 'alerts.read' },
      schema: { tags, summary: 'A checklist with all that happened to it', params, response: { 200: ChecklistTold } },
    },
    async ({ params: { checklist } }) => {
      const speaks = await here()
      return {
        at: speaks.now.toISOString(),
        checklist: describeChecklist(await findChecklist(db, checklist), speaks),
        events: await eventsOfChecklist(db, checklist),
      }
    },
  )

  api.get(
    '/api/checklists/:checklist/report',
    {
      config: { permission: 'alerts.read' },
      schema: {
        tags,
        summary:
          'The after-action report: what happened in order, and how the numbers stood at each step as they were known then',
        params,
        response: { 200: ChecklistReport },
      },
    },
    async ({ params: { checklist } }) => {
      const speaks = await here()
      const found = await findChecklist(db, checklist)
      const gathered = await gatherReport(context, speaks, found)
      return { at: speaks.now.toISOString(), checklist: describeChecklist(found, speaks), ...gathered }
    },
  )

  api.post(
    '/api/checklists',
    {
      config: { permission: 'alerts.act' },
      schema: {
        tags,
        summary: 'Starts a checklist for an alert by hand, or joins the alert to the one that runs',
        body: StartChecklistAsk,
        response: { 200: ChecklistStarted },
      },
    },
    async ({ body: { checklist: key, ...body } }) => {
      const plan = loadEscalationPlan(province.key)
      const registry = await registryAsOf(db, null)
      const units = await unitsAsOf(db, context.units, null)
      const office = { db, province, registry, units, calendar: loadCalendar(province.key) }
      return { checklist: await startChecklist(office, plan, loadChecklists(province.key, plan), { key, ...body }) }
    },
  )

  api.post(
    '/api/checklists/:checklist/acts',
    {
      config: { permission: 'alerts.act' },
      schema: {
        tags,
        summary: 'Ticks, notes, skips or undoes a step, or ends the checklist; whoever does it is named',
        params,
        body: ChecklistAct,
        response: { 200: z.object({ status: z.string() }) },
      },
    },
    async ({ params: { checklist }, body }) => {
      const { status } = await actOnChecklist({ db, calendar: loadCalendar(province.key) }, checklist, body)
      return { status }
    },
  )

  app.register(async (scope) => {
    takeRawBodies(scope, EVIDENCE_BOUNDS.silentMs)
    scope.withTypeProvider<ZodTypeProvider>().put(
      '/api/checklists/:checklist/steps/:step/files/:name',
      {
        config: { permission: 'alerts.act', rate: 'file' },
        schema: {
          tags,
          summary: 'Attaches a photo or document to a step as evidence',
          params: params.extend({ step: z.string().max(64), name: z.string().min(1).max(255) }),
          querystring: z.object({ by: StartChecklistAsk.shape.by }),
          response: { 200: z.object({ file: z.number() }) },
        },
      },
      async ({ params: { checklist, step, name }, query, body }) => {
        if (!body) throw blankFile()
        const bytes = await collect(bounded(body as Readable, EVIDENCE_BOUNDS))
        return { file: await showForStep(db, checklist, { step, name, ...query, body: bytes }) }
      },
    )
  })

  api.get(
    '/api/checklists/:checklist/files/:file',
    {
      config: { permission: 'alerts.read' },
      schema: { tags, summary: 'A file of evidence', params: params.extend({ file: z.coerce.number().int().positive() }) },
    },
    async ({ params: { checklist, file } }, reply) => {
      const { name, mediaType, body } = await findShown(db, checklist, file)
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
    return {
      registry,
      words: await AlertWords.of(db, registry),
      plan: loadEscalationPlan(province.key),
      province: context.units.get(province.unitId).name,
      now: new Date(),
    }
  }
}
