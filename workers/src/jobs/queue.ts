import { setTimeout as sleep } from 'node:timers/promises'
import { CalmClient, Unavailable } from '@ioc/sql'
import { createPostgresBackend, type Job, Queue, Worker, type WorkerOptions, withBackend } from 'bullmq'
import { Redis } from 'ioredis'
import { worked } from '../observing/happened.ts'
import { JOBS, type JobHandlers, type JobName, type JobPayload } from './catalog.ts'

export interface QueueAddress {
  databaseUrl: string
  /** Moves the queue to Redis. */
  redisUrl?: string | undefined
  /** Whose jobs they are, in a Redis that several provinces share: feeds of two may bear one name. */
  province?: string | undefined
  /** Keeps queues of one Redis or database apart. */
  prefix?: string
  /** How long a worker may be silent before its job goes to another. */
  lockMs?: number
}

/**
 * Where a pull waits. What takes moments, what takes minutes and what only waits for its source have places of their own, so that neither a
 * source telling years of its past nor one that hangs ever keeps one waiting that is followed by the second.
 */
export const PULL_LANES = ['slow', 'long', 'short'] as const
export type PullLane = (typeof PULL_LANES)[number]

/** Where a job waits: files that were sent wait for each other alone. */
export type Lane = PullLane | 'pages'

/** The queue, whichever store holds it. */
export interface JobQueue {
  lanes: Record<Lane, Jobs>
  work(handlers: JobHandlers, onError: (error: Error) => void): Promise<Running>
  /** How many jobs are worked at by this process. */
  inHand(): number
  close(): Promise<void>
}

type Jobs = Pick<Queue, 'add' | 'upsertJobScheduler' | 'getJobSchedulers' | 'getJobSchedulersCount' | 'removeJobScheduler'> & {
  depth(): Promise<Depth>
}

/** How much waits in a lane. */
export interface Depth {
  /** That could be worked at now. */
  waiting: number
  /** In hand. */
  active: number
  /** Whose time has not come. */
  delayed: number
  /** For how long the one whose turn is next has waited; null where none does. */
  waitedMs: number | null
}

interface Running {
  close(): Promise<void>
}

const LANES: Record<Lane, { name: string; places: number }> = {
  short: { name: 'ioc', places: 3 },
  long: { name: 'ioc-long', places: 3 },
  slow: { name: 'ioc-slow', places: 4 },
  pages: { name: 'ioc-pages', places: 2 },
}
/** How many jobs a worker process has in hand at most. */
export const PLACES = Object.values(LANES).reduce((sum, { places }) => sum + places, 0)
// Runs keep their own history. Keeping a count of finished jobs costs the PostgreSQL store a scan a job and can deadlock.
const PATIENCE_MS = 8_000
const SILENT = {
  vi: 'Hàng đợi việc không trả lời. Thử lại sau ít phút; nếu kéo dài, báo người quản trị xem Redis hoặc cơ sở dữ liệu.',
  en: 'The queue of jobs does not answer. Try again in some minutes; if that goes on, tell the administrator to look at Redis or the database.',
}
const DEFAULT_JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1 }

/** What holds the jobs: PostgreSQL or Redis. */
interface Store {
  queue(name: string): Queue
  worker(name: string, process: (job: Job) => Promise<void>, options: Omit<WorkerOptions, 'connection'>): Worker
  close(): void
}

export function openQueue({ databaseUrl, redisUrl, province, prefix = 'queue', lockMs = 30_000 }: QueueAddress): JobQueue {
  const store = redisUrl ? onRedis(redisUrl, province ? `${prefix}:${province}` : prefix) : onPostgres(databaseUrl, prefix)
  const queues = Object.entries(LANES).map(([lane, { name }]) => [lane as Lane, store.queue(name)] as const)
  for (const [, queue] of queues) queue.on('error', () => {})
  let inHand = 0
  return {
    lanes: Object.fromEntries(queues.map(([lane, queue]) => [lane, answering(queue)])) as Record<Lane, Jobs>,
    inHand: () => inHand,
    async work(handlers, onError) {
      const inHandOf = (job: Job, lane: Lane) => {
        inHand++
        return handle(handlers, job, lane).finally(() => inHand--)
      }
      const workers = Object.entries(LANES).map(([lane, { name, places }]) => {
        const worker = store.worker(name, (job) => inHandOf(job, lane as Lane), {
          concurrency: places,
          // A second crash on one job must not lose it: pulls are safe to repeat.
          maxStalledCount: 1_000,
          lockDuration: lockMs,
          stalledInterval: lockMs,
        })
        worker.on('error', onError)
        worker.on('failed', (_, error) => onError(error))
        return worker
      })
      await Promise.all(workers.map((worker) => worker.waitUntilReady()))
      return { close: async () => void (await Promise.all(workers.map((worker) => worker.close()))) }
    },
    async close() {
      await Promise.all(queues.map(([, queue]) => queue.close()))
      store.close()
    },
  }
}

/** Whoever asks for a job is answered, whether or not what holds the jobs is there. */
function answering(queue: Queue): Jobs {
  return {
    async add(...job) {
      const late = new AbortController()
      const lateness = sleep(PATIENCE_MS, undefined, { signal: late.signal, ref: false }).then(() => {
        throw new Error(`no answer within ${PATIENCE_MS / 1000} s`)
      })
      lateness.catch(() => {})
      try {
        return await Promise.race([queue.add(...job), lateness])
      } catch (cause) {
        throw new Unavailable(SILENT, { cause })
      } finally {
        late.abort()
      }
    },
    upsertJobScheduler: (...given) => queue.upsertJobScheduler(...given),
    getJobSchedulers: (...given) => queue.getJobSchedulers(...given),
    getJobSchedulersCount: () => queue.getJobSchedulersCount(),
    removeJobScheduler: (...given) => queue.removeJobScheduler(...given),
    async depth() {
      const [{ waiting = 0, active = 0, delayed = 0 }, [next]] = await Promise.all([
        queue.getJobCounts('waiting', 'active', 'delayed'),
        queue.getWaiting(0, 0),
      ])
      return { waiting, active, delayed, waitedMs: next ? Math.max(0, Date.now() - next.timestamp - (next.delay ?? 0)) : null }
    },
  }
}

function onPostgres(connectionString: string, schema: string): Store {
  const Bound = withBackend(createPostgresBackend)
  const connection = (max: number) => ({
    ...{ Client: CalmClient, connectionString, schema, max },
    migrate: true,
    application_name: 'ioc queue',
  })
  return {
    queue: (name) =>
      new Bound.Queue(name, { connection: connection(2), defaultJobOptions: DEFAULT_JOB_OPTIONS }) as unknown as Queue,
    worker: (name, process, options) =>
      new Bound.Worker(name, process, { connection: connection(4), ...options }) as unknown as Worker,
    close() {},
  }
}

function onRedis(url: string, prefix: string): Store {
  const connections: Redis[] = []
  /** Who asks for a job is told at once when there is no connection; who works on jobs waits for it. */
  function connect({ waits }: { waits: boolean }): Redis {
    const redis = new Redis(url, { maxRetriesPerRequest: null, enableOfflineQueue: waits })
    redis.on('error', () => {})
    connections.push(redis)
    return redis
  }
  return {
    queue: (name) => new Queue(name, { connection: connect({ waits: false }), prefix, defaultJobOptions: DEFAULT_JOB_OPTIONS }),
    worker: (name, process, options) => new Worker(name, process, { connection: connect({ waits: true }), prefix, ...options }),
    close() {
      for (const redis of connections) redis.disconnect()
    },
  }
}

async function handle(handlers: JobHandlers, { name, data }: Job, lane: Lane): Promise<void> {
  if (!(name in JOBS)) throw new Error(`No job is called «${name}».`)
  const started = performance.now()
  let failed = true
  try {
    await run(handlers, name as JobName, data, lane)
    failed = false
  } finally {
    worked.tell({ job: name, lane, ms: performance.now() - started, failed })
  }
}

function run<N extends JobName>(handlers: JobHandlers, name: N, data: unknown, lane: Lane): Promise<void> {
  return handlers[name](JOBS[name].parse(data) as JobPayload<N>, lane)
}
