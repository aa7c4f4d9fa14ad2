import {
  abandonSilentRuns,
  type FeedTrouble,
  feedsCutShort,
  feedsGivingWay,
  findFeed,
  isGivingWay,
  isTriedAgain,
  listFeeds,
  openDatabase,
  REMOVE_EVERY_MS,
  removeWhatIsOver,
  SUM_MONTHS_EVERY_MS,
  storedProvince,
  sumMonths,
  wasJustPulled,
} from '@ioc/sql'
import { startEngine } from './alerts/engine.ts'
import { keepHead } from './audit/keep-heads.ts'
import { startBriefer } from './briefings/briefer.ts'
import { startDispatcher } from './delivery/dispatcher.ts'
import { startPlayer } from './exercises/player.ts'
import { backfillFeed } from './jobs/backfill-feed.ts'
import { ingestUpload } from './jobs/ingest-upload.ts'
import { Lanes } from './jobs/lanes.ts'
import { enqueueLostPages } from './jobs/lost-pages.ts'
import { pullFeed } from './jobs/pull-feed.ts'
import { openQueue, PLACES } from './jobs/queue.ts'
import { reprocessFeed } from './jobs/reprocess-feed.ts'
import { enqueueDueRetries, enqueueRetry } from './jobs/retries.ts'
import { countSchedules, scheduleFeeds } from './jobs/schedule.ts'
import { type GaveWay, goOn, TURN_MS } from './jobs/turns.ts'
import { runOf } from './observing/in-run.ts'
import { openLog } from './observing/log.ts'
import { openTraces } from './observing/traces.ts'
import { observeWorkers } from './observing/workers.ts'
import { endWithParent } from './process/end-with-parent.ts'
import { whenThere } from './process/when-there.ts'
import { takeInWhatIsLeft } from './reporting/act.ts'

// A worker process: takes jobs from the queue until it is told to stop. Any number may run, on any machine.

const LOOK_AGAIN_MS = 5_000
const RESCHEDULE_MS = 60_000
/** A queue that has lost all it held is noticed as soon as that. */
const LOOK_FOR_LOSS_MS = 5_000
const KEEP_HEAD_MS = 3_600_000
const log = openLog()
const endTraces = await openTraces('workers')
const databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) throw new Error('DATABASE_URL is not set. `npm start` sets it for the workers it starts.')

// A pull holds a connection as long as it goes on, and asks by others.
const database = openDatabase(databaseUrl, 2 * PLACES)
const { REDIS_URL: redisUrl } = process.env
const awaiting = (error: unknown) => log.warn({ err: error }, 'waiting for the database')
const province = redisUrl ? await whenThere(() => storedProvince(database.db), awaiting) : null
const queue = openQueue({ databaseUrl, redisUrl, province: province ?? undefined })
const stopping = new AbortController()
const lanes = new Lanes()
const observed = observeWorkers(database, { busy: () => queue.inHand(), most: PLACES })
observed.start((error) => log.error({ err: error }, 'observing'))

const worker = await queue.work(
  {
    async 'pull-feed'({ feed, asked, turn }, lane) {
      // Its turn comes anyway.
      if (!turn && !asked && (await isGivingWay(database.db, feed))) return
      if (!asked && (await wasJustPulled(database.db, feed))) return
      const turnMs = TURN_MS[lane === 'pages' ? 'short' : lane]
      const waitMs = lane === 'slow' ? undefined : turnMs
      const summary = await pullFeed(database, feed, stopping.signal, asked, { turnMs, waitMs })
      if (stopping.signal.aborted) return
      if (summary?.status === 'yielded')
        await giveWay({ feed, run: summary.run, asked, isOfSource: summary.keptWaiting ?? false })
      if (summary?.trouble) await tryAgain(summary.feed, summary.trouble)
      if (summary && 'error' in summary) log.warn(summary, 'a pull failed')
      else log.info(summary, 'pulled')
      // Its past is told: from now on it waits with those that are followed.
      if (summary?.status === 'done' && !lanes.hasTold(feed)) await reschedule()
    },
    async 'reprocess-feed'(asked) {
      const summary = await reprocessFeed(database, asked, stopping.signal)
      // While the feed is being pulled it waits its turn.
      if (summary === null) await queue.lanes.long.add('reprocess-feed', asked, { delay: LOOK_AGAIN_MS })
      else log.info(summary, 'stored pages read again')
    },
    async 'backfill-feed'(asked) {
      const summary = await backfillFeed(database, asked, stopping.signal)
      if (summary === null) await queue.lanes.long.add('backfill-feed', asked, { delay: LOOK_AGAIN_MS })
      else log.info(summary, 'days asked for again')
    },
    async 'ingest-page'(upload) {
      log.info(await ingestUpload(database, upload), 'upload taken in')
    },
  },
  (error) => log.error({ err: error, ...runOf(error) }, 'queue'),
)

async function tryAgain(feed: string, { failures, isTransient, nextTryAt: at }: FeedTrouble): Promise<void> {
  if (isTriedAgain({ failures, isTransient })) await enqueueRetry(queue, { feed, failures, at })
}

/** Goes on where it keeps nobody waiting; one that keeps us waiting is not asked anywhere else from now on. */
async function giveWay({ isOfSource, ...gave }: GaveWay & { isOfSource: boolean }): Promise<void> {
  const { spec } = await findFeed(database.db, gave.feed)
  const isTelling = !isOfSource && lanes.of(gave.feed) === 'long'
  await goOn(queue, isTelling ? 'long' : 'slow', { ...gave, every: spec.every })
  if (isOfSource) await reschedule()
}

let scheduled = 0

async function reschedule(): Promise<void> {
  await lanes.look(database.db)
  scheduled = await scheduleFeeds(queue, await listFeeds(database.db), (feed) => lanes.of(feed))
  const unfinished = [...(await feedsGivingWay(database.db)), ...(await feedsCutShort(database.db))]
  for (const gave of unfinished) await giveWay({ ...gave, isOfSource: false })
  await abandonSilentRuns(database.db)
  await enqueueLostPages(queue, database.db)
  await takeInWhatIsLeft(database, (error, report) => log.error({ err: error, report }, 'an approved report is not taken in'))
  await enqueueDueRetries(queue, database.db)
}
await whenThere(reschedule, awaiting)
const timer = setInterval(() => void reschedule().catch((error) => log.error({ err: error }, 'schedule')), RESCHEDULE_MS)

async function rescheduleWhatIsLost(): Promise<void> {
  // Where the queue does not answer nothing is known to be lost.
  const held = await countSchedules(queue).catch(() => scheduled)
  if (held < scheduled) await reschedule()
}
const lossTimer = setInterval(
  () => void rescheduleWhatIsLost().catch((error) => log.error({ err: error }, 'schedule')),
  LOOK_FOR_LOSS_MS,
)

const engine = await startEngine(database, (error) => log.error({ err: error }, 'alerts'))
// Where people reach the console from: the address of this installation, unless the operator says another.
const home = (process.env.IOC_PUBLIC_URL || process.env.IOC_SERVER_URL || 'http://127.0.0.1:8080').replace(/\/+$/, '')
const dispatcher = await startDispatcher(database, home, (error) => log.error({ err: error }, 'delivery'))
const player = await startPlayer(database, home, (error) => log.error({ err: error }, 'exercise'))

// Another process may keep the same head: what is kept twice is kept.
const keepHeads = () => void keepHead(database.db).catch((error) => log.error({ err: error }, 'audit'))
keepHeads()
const headTimer = setInterval(keepHeads, KEEP_HEAD_MS)

// Any number of processes may look: what one removed is gone for the others.
const removeOver = () => void removeWhatIsOver(database.db).catch((error) => log.error({ err: error }, 'retention'))
removeOver()
const retentionTimer = setInterval(removeOver, REMOVE_EVERY_MS)

// They take months from each other, so any number may.
const addUpMonths = () =>
  void sumMonths(database.db, { enough: () => stopping.signal.aborted }).catch((error) => log.error({ err: error }, 'months'))
const monthTimer = setInterval(addUpMonths, SUM_MONTHS_EVERY_MS)

const briefer = startBriefer(database, (error) => log.error({ err: error }, 'briefings'))

endWithParent(async () => {
  clearInterval(timer)
  clearInterval(lossTimer)
  clearInterval(headTimer)
  clearInterval(retentionTimer)
  clearInterval(monthTimer)
  stopping.abort()
  await observed.close()
  await engine.close()
  await dispatcher.close()
  await player.close()
  await briefer.close()
  await worker.close()
  await queue.close()
  await endTraces()
  await database.close()
})
