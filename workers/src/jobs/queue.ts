import { CalmClient } from '@ioc/sql'
import { createPostgresBackend, type Job, Queue, Worker, withBackend } from 'bullmq'
import { Redis } from 'ioredis'
import { JOBS, type JobHandlers, type JobName, type JobPayload } from './catalog.ts'

export interface QueueAddress {
  databaseUrl: string
  /** Moves the queue to Redis. */
  redisUrl?: string | undefined
  /** Keeps queues of one Redis or database apart. */
  prefix?: string
  /** How long a worker may be silent before its job goes to another. */
  lockMs?: number
}

/** The queue, whichever store holds it. */
export interface JobQueue {
  queue: Pick<
    Queue,
    'add' | 'upsertJobScheduler' | 'getJobSchedulers' | 'removeJobScheduler' | 'getJobCounts' | 'pause' | 'resume'
  >
  work(handlers: JobHandlers, onError: (error: Error) => void): Promise<Running>
  close(): Promise<void>
}

interface Running {
  close(): Promise<void>
}

const NAME = 'ioc'
const CONCURRENCY = 4
// Runs keep their own history. Keeping a count of finished jobs costs the PostgreSQL store a scan a job and can deadlock.
const DEFAULT_JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1 }
// A second crash on one job must not lose it: pulls are safe to repeat.
const workerOptions = (lockMs = 30_000) => ({
  concurrency: CONCURRENCY,
  maxStalledCount: 1_000,
  lockDuration: lockMs,
  stalledInterval: lockMs,
})

export function openQueue(address: QueueAddress): JobQueue {
  const { databaseUrl, redisUrl, prefix = 'queue', lockMs } = address
  return redisUrl ? openOnRedis(redisUrl, prefix, lockMs) : openOnPostgres(databaseUrl, prefix, lockMs)
}

function openOnPostgres(connectionString: string, schema: string, lockMs?: number): JobQueue {
  const Bound = withBackend(createPostgresBackend)
  const connection = () => ({
    Client: CalmClient,
    connectionString,
    schema,
    migrate: true,
    max: 4,
    application_name: 'ioc queue',
  })
  const queue = new Bound.Queue(NAME, { connection: connection(), defaultJobOptions: DEFAULT_JOB_OPTIONS })
  queue.on('error', () => {})
  return {
    queue: queue as unknown as JobQueue['queue'],
    async work(handlers, onError) {
      const worker = new Bound.Worker(NAME, (job: Job) => handle(handlers, job), {
        connection: connection(),
        ...workerOptions(lockMs),
      })
      worker.on('error', onError)
      worker.on('failed', (_, error) => onError(error))
      await worker.waitUntilReady()
      return worker
    },
    close: () => queue.close(),
  }
}

function openOnRedis(url: string, prefix: string, lockMs?: number): JobQueue {
  const connect = () => new Redis(url, { maxRetriesPerRequest: null })
  const connections: Redis[] = []
  const keep = (redis: Redis) => {
    redis.on('error', () => {})
    connections.push(redis)
    return redis
  }
  const queue = new Queue(NAME, { connection: keep(connect()), prefix, defaultJobOptions: DEFAULT_JOB_OPTIONS })
  queue.on('error', () => {})
  return {
    queue,
    async work(handlers, onError) {
      const worker = new Worker(NAME, (job: Job) => handle(handlers, job), {
        connection: keep(connect()),
        prefix,
        ...workerOptions(lockMs),
      })
      worker.on('error', onError)
      worker.on('failed', (_, error) => onError(error))
      await worker.waitUntilReady()
      return worker
    },
    async close() {
      await queue.close()
      for (const redis of connections) redis.disconnect()
    },
  }
}

async function handle(handlers: JobHandlers, { name, data }: Job): Promise<void> {
  if (!(name in JOBS)) throw new Error(`No job is called «${name}».`)
  await run(handlers, name as JobName, data)
}

function run<N extends JobName>(handlers: JobHandlers, name: N, data: unknown): Promise<void> {
  return handlers[name](JOBS[name].parse(data) as JobPayload<N>)
}
