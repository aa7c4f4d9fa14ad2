import { openDatabase } from '@ioc/sql'
import { openTraces } from '@ioc/workers/observing'
import { pino } from 'pino'
import { buildApp } from './app.ts'

// A server process. Any number may run: they share nothing but the database. Told to end (SIGTERM, SIGINT) it lets others take over what
// it does, answers what is under way and is gone within ten seconds.

const PATIENCE_MS = 10_000
const MOST_NOTICE_MS = 3_000
const log = pino({ name: 'server', level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination(2))
const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) throw new Error('DATABASE_URL is not set. `npm start` sets it for the server it starts.')

/** How often a proxy looks at /readyz, and a little more. */
const noticeMs = Math.min(Number(process.env.IOC_NOTICE_MS || 0), MOST_NOTICE_MS)

const endTraces = await openTraces('server')
const database = openDatabase(databaseUrl)
const app = await buildApp(database, log, { beats: true })

let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  setTimeout(() => process.exit(1), PATIENCE_MS).unref()
  await app.leave(noticeMs).catch(() => {})
  await app.close().catch(() => {})
  await database.close().catch(() => {})
  await endTraces().catch(() => {})
  process.exit(0)
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
// The process that started this one is gone.
if (process.connected) process.on('disconnect', end)

await app.listen({ host: process.env.HOST || '127.0.0.1', port: Number(process.env.PORT || 8080) })
