import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, loadClasses, openExercised, openReplicated, openStoppable } from '@ioc/sql'
import { openQueue } from '@ioc/workers/jobs'
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { guardRoutes } from './access/guard.ts'
import { warnBrowsers } from './access/headers.ts'
import { Counted, countAddresses, type Rates, ratesOf } from './access/rates.ts'
import { Tries } from './access/tries.ts'
import { houseMetrics } from './observing/house.ts'
import { observeServer } from './observing/server.ts'
import { stopAbandoned } from './plugins/abandoned.ts'
import { auditReads } from './plugins/audited-reads.ts'
import { buildOf } from './plugins/build.ts'
import { tagAnswers } from './plugins/cache.ts'
import { serveDocs } from './plugins/docs.ts'
import { mapErrors, refuseAddress } from './plugins/errors.ts'
import { discreet } from './plugins/log.ts'
import { requestIds, tellIds } from './plugins/request-id.ts'
import { answerTables } from './plugins/tables.ts'
import { refuseBrokenText } from './plugins/text.ts'
import { refuseUnknownParameters } from './plugins/unknown-parameters.ts'
import { keepFromVisitors } from './plugins/visitors.ts'
import { serveWeb } from './plugins/web.ts'
import { type Gateway, openGateway } from './realtime/gateway.ts'
import { accountRoutes } from './routes/accounts.ts'
import { alertRoutes } from './routes/alerts.ts'
import { annotationRoutes } from './routes/annotations.ts'
import { auditRoutes } from './routes/audit.ts'
import { boundaryRoutes } from './routes/boundaries.ts'
import { briefingRoutes } from './routes/briefings.ts'
import { calendarRoutes } from './routes/calendar.ts'
import { checklistRoutes } from './routes/checklists.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { directiveRoutes } from './routes/directives.ts'
import { draftRoutes } from './routes/drafts.ts'
import { drillRoutes } from './routes/drill.ts'
import { embargoRoutes } from './routes/embargoes.ts'
import { eventRoutes } from './routes/events.ts'
import { exercisedRoutes } from './routes/exercised.ts'
import { exerciseRoutes } from './routes/exercises.ts'
import { exportRoutes } from './routes/exports.ts'
import { factRoutes } from './routes/facts.ts'
import { feedRoutes } from './routes/feeds.ts'
import { forecastRoutes } from './routes/forecast.ts'
import { formEntryRoutes } from './routes/form-entry.ts'
import { healthRoutes } from './routes/health.ts'
import { heldRoutes } from './routes/held.ts'
import { indicatorRoutes } from './routes/indicators.ts'
import { layoutRoutes } from './routes/layouts.ts'
import { lineageRoutes } from './routes/lineage.ts'
import { makingRoutes } from './routes/making.ts'
import { mapRoutes } from './routes/map.ts'
import { meRoutes } from './routes/me.ts'
import { messageRoutes } from './routes/messages.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { openDataRoutes } from './routes/open-data.ts'
import { operationsRoutes } from './routes/operations.ts'
import { passkeyRoutes } from './routes/passkeys.ts'
import { planRoutes } from './routes/plans.ts'
import { proposalRoutes } from './routes/proposals.ts'
import { publishingRoutes } from './routes/publishing.ts'
import { punctualityRoutes } from './routes/punctuality.ts'
import { qualityRoutes } from './routes/quality.ts'
import { readingRoutes } from './routes/readings.ts'
import { recipientRoutes } from './routes/recipients.ts'
import { reportingRoutes } from './routes/reporting.ts'
import { ruleRoutes } from './routes/rules.ts'
import { runRoutes } from './routes/runs.ts'
import { sceneRoutes } from './routes/scenes.ts'
import { screenRoutes } from './routes/screens.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { signInElsewhereRoutes } from './routes/sign-in-elsewhere.ts'
import { signoffRoutes } from './routes/signoff.ts'
import type { UploadBounds } from './routes/spool.ts'
import { tileRoutes } from './routes/tiles.ts'
import { tokenRoutes } from './routes/tokens.ts'
import { unitRoutes } from './routes/units.ts'
import { uploadRoutes } from './routes/uploads.ts'
import { usualRoutes } from './routes/usual.ts'
import { viewRoutes } from './routes/views.ts'
import { visitorRoutes } from './routes/visitors.ts'
import { loadTileContext } from './tiles/context.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * Before it is closed: says for `noticeMs` that it is leaving, while it answers as ever, so that a proxy sends nothing more, then lays
     * down the lines of walls for another server to be called.
     */
    leave(noticeMs: number): Promise<void>
  }
}

interface Options {
  uploads?: UploadBounds
  build?: string
  rates?: Rates
  /** A read replica of the database, which answers questions. */
  readUrl?: string | undefined
  /** Says every some seconds how it is; else only when it is asked. */
  beats?: boolean
}

const QUESTIONS_AT_ONCE = 4
/** Walls call another server one after the other, not all at the same moment. */
const LEAVE_OVER_MS = 1_000
const QUESTION_PATIENCE_MS = 15_000

/** The HTTP and socket server over a database that is migrated and configured. Closing it closes every wall's socket. */
export async function buildApp(
  database: Database,
  loggerInstance: FastifyBaseLogger,
  {
    uploads,
    build = buildOf(),
    rates = ratesOf(process.env),
    readUrl = process.env.DATABASE_READ_URL,
    beats = false,
  }: Options = {},
): Promise<FastifyInstance> {
  const context = await loadTileContext(database)
  await loadClasses()
  // A file's name may be long, and is longer yet in percent signs.
  const app = fastify({
    loggerInstance: discreet(loggerInstance),
    ...requestIds(),
    forceCloseConnections: true,
    // What comes in the moment before it is heard no more is answered too.
    return503OnClosing: false,
    // Whose address counts where a proxy stands before this: named, or nobody’s word is taken.
    trustProxy: process.env.IOC_TRUSTED_PROXIES || false,
    routerOptions: { maxParamLength: 2_400 },
    frameworkErrors: refuseAddress,
    // A machine that has much else to do starts slowly, and starts.
    pluginTimeout: 60_000,
  })
  tellIds(app)
  app.setValidatorCompiler(validatorCompiler)
  refuseUnknownParameters(app)
  answerTables(app, database.db)
  tagAnswers(app, JSON.stringify([build, context.province]))
  app.setSerializerCompiler(serializerCompiler)
  mapErrors(app)
  await warnBrowsers(app)
  const counted = new Counted(rates)
  countAddresses(app, counted)
  guardRoutes(app, database.db, counted)
  refuseBrokenText(app)
  await keepFromVisitors(app)
  auditReads(app, database.db)
  let stopping = false
  let gateway: Gateway | undefined
  app.addHook('onSend', async (_, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
  app.decorate('leave', async (noticeMs: number) => {
    stopping = true
    await sleep(noticeMs)
    await gateway?.leave(LEAVE_OVER_MS)
  })
  // A question may take long and many may be asked at once: they wait for each other, never the wall for them.
  const bounds = { max: QUESTIONS_AT_ONCE, patienceMs: QUESTION_PATIENCE_MS, primary: database.pool }
  const replicated = readUrl
    ? openReplicated(database.url, readUrl, {
        ...bounds,
        onTrouble: (why) => app.log.warn({ why }, why ? 'the read replica is not asked' : 'the read replica is asked again'),
      })
    : undefined
  const questions = replicated ?? openStoppable(database.url, bounds.max, bounds.patienceMs, bounds.primary)
  stopAbandoned(app, questions)
  app.addHook('onClose', () => questions.close())
  const exercised = openExercised(database)
  app.addHook('onClose', () => exercised.close())
  const asked = { ...context, database: questions }
  const queue = openQueue({ databaseUrl: database.url, redisUrl: process.env.REDIS_URL, province: context.province.key })

  const observed = observeServer(app, { database, questions, gateway: () => gateway, replicated })
  if (beats) observed.start((error) => app.log.error({ err: error }, 'observing'))

  await serveWeb(app)
  await serveDocs(app)
  const tries = new Tries(database)
  signInRoutes(app, context, tries)
  signInElsewhereRoutes(app, database, tries)
  passkeyRoutes(app, context, tries)
  meRoutes(app, context, tries)
  accountRoutes(app, context)
  tokenRoutes(app, context)
  auditRoutes(app, database)
  exportRoutes(app, database)
  healthRoutes(app, database, () => stopping, replicated)
  metricsRoutes(app, database, observed, houseMetrics(database, queue))
  operationsRoutes(app, database, { observed, queue, gateway: () => gateway })
  indicatorRoutes(app, asked)
  readingRoutes(app, asked)
  drillRoutes(app, asked)
  forecastRoutes(app, asked)
  usualRoutes(app, asked)
  openDataRoutes(app, asked)
  factRoutes(app, database, questions)
  planRoutes(app, asked)
  unitRoutes(app, context)
  boundaryRoutes(app, context)
  briefingRoutes(app, context)
  calendarRoutes(app, context)
  sceneRoutes(app, context)
  mapRoutes(app, asked)
  screenRoutes(app, context)
  layoutRoutes(app, context)
  tileRoutes(app, context, questions, () => gateway as Gateway)
  viewRoutes(app, context)
  visitorRoutes(app)
  embargoRoutes(app, context)
  eventRoutes(app, context)
  annotationRoutes(app, context)
  uploadRoutes(app, database, queue, uploads)
  deliveryRoutes(app, database, queue)
  feedRoutes(app, questions, queue)
  runRoutes(app, questions, queue)
  ruleRoutes(app, context)
  alertRoutes(app, context)
  recipientRoutes(app, context)
  messageRoutes(app, context)
  directiveRoutes(app, context)
  checklistRoutes(app, context)
  exerciseRoutes(app, { ...context, database: exercised })
  exercisedRoutes(app, { ...context, database: exercised })
  heldRoutes(app, database)
  lineageRoutes(app, asked)
  punctualityRoutes(app, questions, context)
  formEntryRoutes(app, database)
  qualityRoutes(app, asked)
  reportingRoutes(app, database, context)
  signoffRoutes(app, context)
  draftRoutes(app, database)
  makingRoutes(app, context)
  publishingRoutes(app, database, queue)
  proposalRoutes(app, database, queue)

  gateway = await openGateway(app.server, database, context, {
    counted,
    onError: (error) => app.log.error({ err: error }, 'realtime'),
  })
  app.addHook('preClose', async () => {
    stopping = true
    await gateway?.close()
    await queue.close()
  })
  return app
}
