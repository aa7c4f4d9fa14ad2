import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { RATES } from '@ioc/server/testing'
import { type Database, openDatabase } from '@ioc/sql'
import { startEmbedded } from '@ioc/sql/embedded'
import { Children, type FaultProxy, faultProxy, openProxy, startRedis } from '@ioc/workers/testing'
import { Redis } from 'ioredis'
import { freePort } from '../support/free-port.ts'
import { folderForDatabases } from '../support/in-memory.ts'
import { Clock, findFaketime } from './clock.ts'
import { type Commune, furnish } from './house.ts'
import { Receiver } from './receiver.ts'
import { Source } from './source.ts'
import { ASKED, BEACON } from './words.ts'

// The cluster under test, as processes of its own: each server and worker reaches PostgreSQL and Redis by lines of its own, which can be
// spoiled, and so are the lines to the servers, to the source and to whoever is told of alerts.

const ROOT = join(import.meta.dirname, '../..')
const RATES_OF_TESTS = Object.keys(RATES)
  .map((name) => `${name}=999999`)
  .join(',')
/** What PostgreSQL keeps, and what the house keeps, where a disk of so many bytes can be made. */
const DISK = { postgres: '1200m', house: '16m' }

interface Line {
  name: string
  proxy: FaultProxy
}

interface Process {
  name: string
  pid(): number
  clock: Clock | null
}

export interface Cluster {
  url: string
  /** As if there were no lines: what the rig itself asks by. */
  database: Database
  databaseUrl: string
  /** Null where this machine has none: the queue is in PostgreSQL. */
  redis: Redis | null
  redisUrl: string | null
  servers: (Process & { url: string })[]
  workers: Process[]
  lines: Line[]
  /** The processes of PostgreSQL that live, the postmaster first. */
  postgres(): number[]
  redisPid(): Promise<number | null>
  /** Folders with a disk of their own; empty where this account may not make one. */
  disks: { name: string; folder: string }[]
  dataDir: string
  source: Source
  receiver: Receiver
  communes: Commune[]
  /** What all processes said on their standard error. */
  logFile: string
  close(): Promise<void>
}

/** How many of each. */
const SERVERS = 2
const WORKERS = 3

export async function openCluster(say: (sentence: string) => void): Promise<Cluster> {
  const toClose: (() => unknown)[] = []
  const over = new AbortController()
  try {
    const home = folderForDatabases()
    toClose.push(() => rmSync(home, { recursive: true, force: true }))
    const work = mkdtempSync(join(tmpdir(), 'ioc-chaos-'))
    const logFile = join(work, 'processes.log')
    const dataDir = join(home, 'house')
    mkdirSync(dataDir)
    const disks = [
      { name: 'PostgreSQL', folder: join(home, 'database'), size: DISK.postgres },
      { name: 'the house', folder: dataDir, size: DISK.house },
    ].filter(({ folder, size }) => mountDisk(folder, size))
    toClose.push(() => {
      for (const { folder } of disks) spawnSync('umount', ['-l', folder])
    })

    const settings = ['fsync=off', 'max_wal_size=128MB', 'wal_level=minimal', 'max_wal_senders=0', 'max_connections=500']
    // Every commit is with the operating system before it is acknowledged, so no kill takes it back; a power cut is no part of this.
    const embedded = await startEmbedded(join(home, 'database'), {
      settings,
      keepRunning: true,
      onProgress: say,
      leastFreeBytes: 0,
    })
    toClose.push(() => embedded.release())
    const database = openDatabase(embedded.url, 8)
    toClose.push(() => database.close())

    const log = openSync(logFile, 'a')
    const children = new Children(over.signal, log)
    toClose.push(() => closeSync(log))
    const redisUrl = await startRedis(children, over.signal, say)
    const redis = redisUrl === null ? null : new Redis(redisUrl, { maxRetriesPerRequest: null })
    redis?.on('error', () => {})
    toClose.push(() => redis?.disconnect())

    const [source, receiver] = [await new Source([...ASKED, BEACON]).open(), await new Receiver().open()]
    toClose.push(
      () => source.close(),
      () => receiver.close(),
    )
    const lines: Line[] = []
    async function line(name: string, port: number): Promise<number> {
      const proxy = await faultProxy(port, 'none', 3)
      lines.push({ name, proxy })
      toClose.push(() => proxy.close())
      return proxy.port
    }
    const through = async (name: string, url: string) => {
      const to = new URL(url)
      to.port = String(await line(name, Number(to.port)))
      return to.href
    }
    const communes = await furnish(database, {
      source: `http://127.0.0.1:${await line('the source', source.port)}`,
      receiver: `http://127.0.0.1:${await line('the receiver', receiver.port)}`,
      dataDir,
    })

    const faketime = findFaketime()
    async function start(name: string, file: string, env: Record<string, string>): Promise<Process> {
      const clock = faketime ? new Clock(faketime, join(work, `${name.replace(' ', '-')}.clock`)) : null
      const { pid } = children.start(name, join(ROOT, file), {
        DATABASE_URL: await through(`${name} → PostgreSQL`, embedded.url),
        ...(redisUrl !== null && { REDIS_URL: await through(`${name} → Redis`, redisUrl) }),
        ...{ IOC_DATA_DIR: dataDir, IOC_PROVINCE: 'hung-yen', IOC_PRIVATE_SOURCES: '127.0.0.0/8', IOC_RATES: RATES_OF_TESTS },
        ...{ HOST: '127.0.0.1', IOC_TRUSTED_PROXIES: '127.0.0.1', NODE_ENV: 'production', LOG_LEVEL: 'warn' },
        ...clock?.env,
        ...env,
      })
      return { name, pid, clock }
    }
    const nodes: Cluster['servers'] = []
    for (let n = 1; n <= SERVERS; n++) {
      const port = await freePort()
      const started = await start(`server ${n}`, 'server/src/main.ts', { PORT: String(port) })
      nodes.push({ ...started, url: `http://127.0.0.1:${await line(`the proxy → server ${n}`, port)}` })
    }
    const hands: Process[] = []
    for (let n = 1; n <= WORKERS; n++) hands.push(await start(`worker ${n}`, 'workers/src/main.ts', {}))
    // They end before what they ask by.
    toClose.push(async () => {
      over.abort()
      await children.stop()
    })
    for (const { url } of nodes) await children.untilReady(`${url}/readyz`)
    const port = await freePort()
    const front = await openProxy({ host: '127.0.0.1', port, urls: nodes.map(({ url }) => url) })
    toClose.push(() => front.close())
    return {
      ...{
        url: `http://127.0.0.1:${port}`,
        database,
        databaseUrl: embedded.url,
        redis,
        redisUrl,
        servers: nodes,
        workers: hands,
      },
      ...{ lines, disks, dataDir, source, receiver, communes, logFile },
      postgres: () => postgresIn(join(home, 'database')),
      redisPid: async () => redis && Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]),
      close: () => closeAll(toClose),
    }
  } catch (error) {
    over.abort()
    await closeAll(toClose)
    throw error
  }
}

async function closeAll(toClose: (() => unknown)[]): Promise<void> {
  for (const close of toClose.splice(0).toReversed()) await close()
}

/** A disk that can be full, in memory; only an administrator may make one. */
function mountDisk(folder: string, size: string): boolean {
  mkdirSync(folder, { recursive: true })
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', folder]).status === 0
}

function postgresIn(folder: string): number[] {
  const postmaster = Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  const { stdout } = spawnSync('ps', ['-ax', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return [postmaster, ...pairs.filter(([, parent]) => parent === postmaster).map(([pid]) => pid as number)]
}

/** Waits for something; what can’t be told yet is not so. Throws once `seconds` are over. */
export async function untilSo(what: string, holds: () => Promise<boolean>, seconds: number): Promise<void> {
  for (const end = Date.now() + 1000 * seconds; Date.now() < end; await sleep(100)) if (await holds().catch(() => false)) return
  throw new Error(`not within ${seconds} s: ${what}`)
}
