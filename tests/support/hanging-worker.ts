import { openQueue } from '@ioc/workers/jobs'

// A worker that takes a job and never ends it, for a test to kill.
const [, , databaseUrl = '', redisUrl = '', prefix = '', lockMs = ''] = process.argv
const queue = openQueue({ databaseUrl, redisUrl: redisUrl || undefined, prefix, lockMs: Number(lockMs) })
await queue.work(
  {
    'ingest-page': async () => {},
    'reprocess-feed': async () => {},
    'backfill-feed': async () => {},
    'pull-feed': () => {
      process.send?.('taken')
      return new Promise(() => {})
    },
  },
  () => {},
)
process.send?.('ready')
