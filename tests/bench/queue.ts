import { spawn, spawnSync } from 'node:child_process'
import { type JobHandlers, type JobQueue, openQueue } from '@ioc/workers/jobs'
import pg from 'pg'
import { freePort } from '../support/free-port.ts'
import { freshDatabase, median, percentile, round, seconds } from './support.ts'

const WAKINGS = 300
const JOBS = 4_000
const PAIRS = 3
const AT_ONCE = 50

/**
 * How long a worker that has nothing to do takes to begin a job, from before it is put in ÷ from a bare NOTIFY until another connection hears
 * it, on the same PostgreSQL (G11); and how many empty jobs a second one worker gets through in all its lanes, put in beforehand. Of either store.
 */
export async function queue(adminUrl: string) {
  const database = await freshDatabase(adminUrl)
  const redis = await startRedis()
  try {
    const stores = {
      postgres: { databaseUrl: database.url },
      ...(redis && { redis: { databaseUrl: database.url, redisUrl: redis.url } }),
    }
    const bare: number[][] = []
    const woken: Record<string, number[][]> = {}
    for (let pair = 0; pair < PAIRS; pair++) {
      bare.push(await bareNotices(database.url))
      for (const [name, address] of Object.entries(stores))
        woken[name] = [...(woken[name] ?? []), await wakings(openQueue(address))]
    }
    const results: Record<string, unknown> = { notify_p50_ms: round(median(bare.flat())), notify_p99_ms: p99(bare.flat()) }
    for (const [name, address] of Object.entries(stores)) {
      const pairs = (woken[name] ?? []).map((took, pair) => percentile(took, 99) / percentile(bare[pair] ?? [], 99))
      results[name] = {
        wake_p99: round(median(pairs)),
        wake_p50_ms: round(median((woken[name] ?? []).flat())),
        wake_p99_ms: p99((woken[name] ?? []).flat()),
        jobs_a_second: Math.round(await throughput(openQueue({ ...address, prefix: 'many' }))),
      }
    }
    return { ...results, ...(!redis && { redis: 'not measured: no redis-server is installed' }) }
  } finally {
    redis?.end()
    await database.close()
  }
}

const p99 = (values: number[]) => round(percentile(values, 99))

async function bareNotices(connectionString: string): Promise<number[]> {
  const [teller, hearer] = [new pg.Client({ connectionString }), new pg.Client({ connectionString })]
  await Promise.all([teller.connect(), hearer.connect()])
  await hearer.query('listen bench')
  const took: number[] = []
  for (let n = 0; n < WAKINGS; n++) {
    const heard = new Promise((done) => hearer.once('notification', done))
    const began = performance.now()
    await teller.query("select pg_notify('bench', '')")
    await heard
    took.push(performance.now() - began)
  }
  await Promise.all([teller.end(), hearer.end()])
  return took
}

async function wakings(queue: JobQueue): Promise<number[]> {
  let begun = () => {}
  const running = await queue.work(
    handlersThat(async () => begun()),
    fail,
  )
  const took: number[] = []
  for (let n = 0; n < WAKINGS; n++) {
    const heard = new Promise<void>((done) => {
      begun = done
    })
    const began = performance.now()
    await queue.lanes.short.add('pull-feed', { feed: `bench-${n}` })
    await heard
    took.push(performance.now() - began)
  }
  await running.close()
  await queue.close()
  return took
}

async function throughput(queue: JobQueue): Promise<number> {
  const lanes = Object.values(queue.lanes)
  for (let n = 0; n < JOBS; n += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, k) => lanes[(n + k) % lanes.length]?.add('pull-feed', { feed: `bench-${n + k}` })),
    )
  let left = JOBS
  let ended = () => {}
  const all = new Promise<void>((done) => {
    ended = done
  })
  let close = async () => {}
  const took = await seconds(async () => {
    const running = await queue.work(
      handlersThat(async () => void (--left === 0 && ended())),
      fail,
    )
    close = () => running.close()
    await all
  })
  await close()
  await queue.close()
  return JOBS / took
}

const handlersThat = (pull: () => Promise<void>): JobHandlers => ({
  'pull-feed': pull,
  'reprocess-feed': pull,
  'backfill-feed': pull,
  'ingest-page': pull,
})

const fail = (error: Error) => {
  throw error
}

async function startRedis(): Promise<{ url: string; end(): void } | null> {
  if (spawnSync('redis-server', ['--version']).error) return null
  const port = await freePort()
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise<void>((done) => server.stdout.on('data', (said) => String(said).includes('Ready to accept') && done()))
  return { url: `redis://127.0.0.1:${port}`, end: () => void server.kill() }
}
