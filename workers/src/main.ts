import { listFeeds, openDatabase } from '@ioc/sql'
import { pino } from 'pino'
import { ingestUpload } from './jobs/ingest-upload.ts'
import { pullFeed } from './jobs/pull-feed.ts'
import { openQueue } from './jobs/queue.ts'
import { scheduleFeeds } from './jobs/schedule.ts'
import { endWithParent } from './process/end-with-parent.ts'

// A worker process: takes jobs from the queue until it is told to stop. Any number may run, on any machine.

const RESCHEDULE_MS = 60_000
const log = pino({ name: 'workers', level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination(2))
const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) throw new Error('DATABASE_URL is not set. `npm start` sets it for the workers it starts.')

const database = openDatabase(databaseUrl)
const queue = openQueue({ databaseUrl, redisUrl: process.env.REDIS_URL })
const stopping = new AbortController()

const worker = await queue.work(
  {
    async 'pull-feed'({ feed }) {
      const summary = await pullFeed(database, feed, stopping.signal)
      if (stopping.signal.aborted) return
      if (summary && 'error' in summary) log.warn(summary, 'a pull failed')
      else log.info(summary, 'pulled')
    },
    async 'ingest-page'(upload) {
      log.info(await ingestUpload(database, upload), 'upload taken in')
    },
  },
  (error) => log.error({ err: error }, 'queue'),
)

const reschedule = async () => scheduleFeeds(queue, await listFeeds(database.db))
await reschedule()
const timer = setInterval(() => void reschedule().catch((error) => log.error({ err: error }, 'schedule')), RESCHEDULE_MS)

endWithParent(async () => {
  clearInterval(timer)
  stopping.abort()
  await worker.close()
  await queue.close()
  await database.close()
})
