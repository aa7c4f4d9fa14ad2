import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { StoredFeed } from '@ioc/sql'
import { countSchedules, enqueuePage, goOn, type JobQueue, openQueue, scheduleFeeds } from '@ioc/workers/jobs'
import { Redis } from 'ioredis'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { bare } from '../support/database.ts'

const REDIS_URL = process.env.REDIS_URL
if (!REDIS_URL) console.warn('Skipped: the queue on Redis. Set REDIS_URL=redis://127.0.0.1:6379 to test it too.')

const LOCK_MS = 1_000

async function addressOn(store: string) {
  const { url } = await bare()
  const prefix = `t_${randomBytes(4).toString('hex')}`
  return { databaseUrl: url, redisUrl: store === 'Redis' ? REDIS_URL : undefined, prefix, lockMs: LOCK_MS }
}

async function open(address: Parameters<typeof openQueue>[0]): Promise<JobQueue> {
  const queue = openQueue(address)
  onTestFinished(() => queue.close())
  return queue
}

/**
 * Works the queue and resolves with the feeds pulled once there are `count` of them. Those pulled side by side begin in no order: of
 * `places` together each waits for the others, and they are named by their names' order.
 */
async function pulls(queue: JobQueue, count: number, places = 1): Promise<string[]> {
  const seen: string[] = []
  let lot: { feed: string; go(): void }[] = []
  let enough = () => {}
  const done = new Promise<void>((resolve) => (enough = resolve))
  const worker = await queue.work(
    {
      'ingest-page': async () => {},
      'reprocess-feed': async () => {},
      'backfill-feed': async () => {},
      async 'pull-feed'({ feed }) {
        const together = new Promise<void>((resolve) => lot.push({ feed, go: resolve }))
        if (lot.length === places) {
          seen.push(...lot.map((each) => each.feed).sort())
          for (const { go } of lot) go()
          lot = []
          if (seen.length === count) enough()
        }
        await together
      },
    },
    () => {},
  )
  await done
  await worker.close()
  return seen
}

const feed = (id: string, every?: number) => ({ id: 1, version: 1, cursor: null, spec: { id, every } }) as unknown as StoredFeed
/** Those that have told their past, and those that keep us waiting. */
const FOLLOWED = ['often', 'gone', 'kept']
const laneOf = (feed: string) => (FOLLOWED.includes(feed) ? 'short' : feed.startsWith('hangs') ? 'slow' : 'long')

describe.each(['PostgreSQL', ...(REDIS_URL ? ['Redis'] : [])])('the queue on %s', (store) => {
  test('hands each job to a worker once', async () => {
    const queue = await open(await addressOn(store))
    for (const id of ['a', 'b', 'c']) await queue.lanes.short.add('pull-feed', { feed: id })
    expect((await pulls(queue, 3)).sort()).toEqual(['a', 'b', 'c'])
  })

  test('two provinces of one store have each their own jobs, though their feeds bear one name', async () => {
    const [one, other] = [await addressOn(store), await addressOn(store)]
    const shared = { redisUrl: one.redisUrl, prefix: one.prefix, lockMs: LOCK_MS }
    const first = await open({ ...shared, databaseUrl: one.databaseUrl, province: 'hung-yen' })
    const second = await open({ ...shared, databaseUrl: other.databaseUrl, province: 'phu-tho' })
    await first.lanes.short.add('pull-feed', { feed: 'of the first' })
    await second.lanes.short.add('pull-feed', { feed: 'of the second' })
    expect(await Promise.all([pulls(first, 1), pulls(second, 1)])).toEqual([['of the first'], ['of the second']])
  })

  test('runs every scheduled feed again and again, and forgets one that is gone', async () => {
    const queue = await open(await addressOn(store))
    await scheduleFeeds(queue, [feed('often', 1), feed('gone', 1), feed('by-hand')], laneOf)
    await scheduleFeeds(queue, [feed('often', 1), feed('by-hand')], laneOf)
    expect((await queue.lanes.short.getJobSchedulers()).map(({ key }) => key)).toEqual(['pull:often'])
    expect(await countSchedules(queue)).toBe(1)
    const seen = await pulls(queue, 3)
    expect(seen.filter((id) => id === 'often').length).toBeGreaterThanOrEqual(2)
  })

  test('a feed whose next turn was set by a clock an hour ahead is pulled all the same', async () => {
    const queue = await open(await addressOn(store))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
    onTestFinished(() => void vi.useRealTimers())
    await scheduleFeeds(queue, [feed('often', 1)], laneOf)
    const next = async () => (await queue.lanes.short.getJobSchedulers())[0]?.next ?? 0
    vi.useRealTimers()
    expect(await next()).toBeGreaterThan(Date.now() + 3_000_000)
    await scheduleFeeds(queue, [feed('often', 1)], laneOf)
    expect(await pulls(queue, 2)).toEqual(['often', 'often'])
  })

  test('who has not begun goes before who gave way, and of these what is asked most often', async () => {
    const queue = await open(await addressOn(store))
    const three = (name: string) => [1, 2, 3].map((n) => `${name}-${n}`)
    for (const [n, feed] of three('idle').entries()) {
      await goOn(queue, 'long', { feed, every: 3_600, run: n })
      await goOn(queue, 'long', { feed: three('hasty')[n] as string, every: 1, run: n })
    }
    for (const feed of three('fresh')) await queue.lanes.long.add('pull-feed', { feed })
    expect(await pulls(queue, 9, 3)).toEqual([...three('fresh'), ...three('hasty'), ...three('idle')])
  })

  test('a feed that is followed is pulled on time beside any number that tell their past, and joins those once it has told its own', async () => {
    const queue = await open(await addressOn(store))
    const slow = Array.from({ length: 12 }, (_, n) => feed(`slow-${n}`, 1))
    await scheduleFeeds(queue, [...slow, feed('often', 1)], laneOf)
    let release = () => {}
    const over = new Promise<void>((resolve) => (release = resolve))
    const seen: string[] = []
    const worker = await queue.work(
      {
        'ingest-page': async () => {},
        'reprocess-feed': async () => {},
        'backfill-feed': async () => {},
        async 'pull-feed'({ feed }) {
          seen.push(feed)
          if (feed.startsWith('slow')) await over
        },
      },
      () => {},
    )
    const pulled = (id: string) => seen.filter((each) => each === id).length
    await vi.waitFor(() => expect(pulled('often')).toBeGreaterThanOrEqual(3), { timeout: 60_000 })
    expect(new Set(seen).size).toBeLessThan(slow.length)

    await scheduleFeeds(queue, [...slow, feed('often', 1)], (id) => (id === 'slow-11' ? 'short' : laneOf(id)))
    await vi.waitFor(() => expect(pulled('slow-11')).toBe(1), { timeout: 60_000 })
    release()
    await worker.close()
  })

  test('a feed that gave way waits once, whichever worker process says so and however often', async () => {
    const address = await addressOn(store)
    const processes = await Promise.all([open(address), open(address), open(address)])
    for (const queue of processes) await goOn(queue, 'long', { feed: 'once', every: 1, run: 7 })
    await processes[0].lanes.long.add('pull-feed', { feed: 'after' })
    expect((await pulls(processes[1], 2)).sort()).toEqual(['after', 'once'])
    // Its next turn is another.
    await goOn(processes[2], 'long', { feed: 'once', every: 1, run: 8 })
    expect(await pulls(processes[0], 1)).toEqual(['once'])
  })

  test('any number of sources that hang, and of files that were sent, keep no feed waiting that is followed', async () => {
    const queue = await open(await addressOn(store))
    const hanging = Array.from({ length: 12 }, (_, n) => feed(`hangs-${n}`, 1))
    await scheduleFeeds(queue, [...hanging, feed('often', 1)], laneOf)
    for (let run = 0; run < 12; run++) await enqueuePage(queue, { feed: 'sent', run, page: run })
    let release = () => {}
    const over = new Promise<void>((resolve) => (release = resolve))
    const seen: string[] = []
    const worker = await queue.work(
      {
        'ingest-page': () => over,
        'reprocess-feed': async () => {},
        'backfill-feed': async () => {},
        async 'pull-feed'({ feed }) {
          seen.push(feed)
          if (feed !== 'often') await over
        },
      },
      () => {},
    )
    await vi.waitFor(() => expect(seen.filter((each) => each === 'often').length).toBeGreaterThanOrEqual(3), { timeout: 60_000 })
    release()
    await worker.close()
  })

  test('gives the job of a worker killed with -9 to another', async () => {
    const address = await addressOn(store)
    const queue = await open(address)
    await queue.lanes.short.add('pull-feed', { feed: 'orphan' })
    const { databaseUrl, redisUrl = '', prefix } = address
    const victim = fork(
      new URL('../support/hanging-worker.ts', import.meta.url),
      [databaseUrl, redisUrl, prefix, String(LOCK_MS)],
      {
        execArgv: ['--import', 'tsx'],
      },
    )
    await new Promise<void>((resolve, reject) => {
      victim.on('message', (message) => message === 'taken' && resolve())
      victim.on('exit', (code) => reject(new Error(`the worker to be killed ended by itself: ${code}`)))
    })
    victim.removeAllListeners('exit')
    victim.kill('SIGKILL')
    expect(await pulls(queue, 1)).toEqual(['orphan'])
  })

  test('has its schedules back after the store has lost everything', async () => {
    const address = await addressOn(store)
    const queue = await open(address)
    await scheduleFeeds(queue, [feed('kept', 1)], laneOf)
    await wipe(store, address)
    await scheduleFeeds(queue, [feed('kept', 1)], laneOf)
    expect(await pulls(queue, 1)).toEqual(['kept'])
  })
})

async function wipe(store: string, { databaseUrl, prefix }: { databaseUrl: string; prefix: string }): Promise<void> {
  if (store === 'Redis') {
    const redis = new Redis(REDIS_URL as string)
    const keys = await redis.keys(`${prefix}:*`)
    if (keys.length > 0) await redis.del(...keys)
    redis.disconnect()
    return
  }
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query(
    "select tablename from pg_tables where schemaname = $1 and tablename not like '%migration%'",
    [prefix],
  )
  await client.query(`truncate ${rows.map(({ tablename }) => `${prefix}.${tablename}`).join(', ')}`)
  await client.end()
}
