import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { type Account, findAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'

export interface Embedded {
  url: string
  /** Lets go of the server; whoever lets go last stops it. */
  release(): Promise<void>
}

export interface EmbeddedOptions {
  /** Extra `name=value` settings. */
  settings?: string[]
  onProgress?: (sentence: string) => void
}

const LEAST_FREE_BYTES = 300 * 1024 * 1024
const USER = 'ioc'
const DATABASE = 'ioc'
/** Held, shared, by every process that uses the embedded server. */
const IN_USE = 0x10c

/**
 * Starts PostgreSQL in `dataDir`, or joins the one already running there. Survives kill -9 at any moment: a half-made
 * cluster is thrown away, a crashed one recovers, an orphaned server is joined.
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const home = resolve(dataDir)
  const cluster = join(home, 'postgres')
  makeHome(home)
  const unlock = await lock(join(home, 'postgres.lock'))
  try {
    const account = findAccount()
    const binaries = findBinaries()
    if (!existsSync(cluster)) {
      options.onProgress?.('Creating the database…')
      await createCluster(home, cluster, binaries, account)
    }
    const password = readPassword(home)
    let port = runningPort(cluster)
    if (port === null || !(await answers(urlOf(port, password, 'postgres')))) {
      port = await launch(home, cluster, binaries, account, password, options.settings ?? [])
    }
    const admin = urlOf(port, password, 'postgres')
    await createDatabase(admin)
    return await joinServer(cluster, urlOf(port, password, DATABASE), admin)
  } finally {
    unlock()
  }
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 })
    writeFileSync(join(home, '.writable'), '')
  } catch (cause) {
    throw new Error(
      `The data directory ${home} can't be written (${(cause as Error).message}). Set IOC_DATA_DIR to a folder of yours.`,
    )
  }
  const { bavail, bsize } = statfsSync(home)
  if (bavail * bsize < LEAST_FREE_BYTES) {
    const free = Math.floor((bavail * bsize) / 1024 / 1024)
    throw new Error(
      `The disk of ${home} is full: ${free} MB free, at least 300 MB needed. Free some, or set IOC_DATA_DIR to another disk.`,
    )
  }
}

async function createCluster(home: string, cluster: string, binaries: Binaries, account: Account): Promise<void> {
  const draft = `${cluster}.new`
  const password = randomBytes(24).toString('base64url')
  const passwordFile = join(home, 'postgres.password')
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  account.own(draft)
  account.own(passwordFile)
  const flags = ['-D', draft, '-U', USER, '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8']
  const { file, args, ...identity } = account.command(
    binaries.initdb,
    [...flags, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    [join(draft, 'x'), passwordFile],
  )
  try {
    await promisify(execFile)(file, args, { ...identity, cwd: '/', env: { ...process.env, LC_ALL: 'C' } })
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    const reason = (cause as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? (cause as Error).message
    throw new Error(`PostgreSQL could not create its data in ${home}: ${reason}`)
  }
  renameSync(draft, cluster)
}

async function launch(home: string, cluster: string, binaries: Binaries, account: Account, password: string, extra: string[]) {
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    throw new Error(
      `The data directory ${home} is broken: postgres/PG_VERSION is missing. Restore it from a backup, or move it away to start afresh.`,
    )
  }
  const port = await freePort()
  const logFile = join(home, 'postgres.log')
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `port=${port}`,
    'max_connections=200',
    'shared_buffers=256MB',
    'max_wal_size=2GB',
    'checkpoint_timeout=15min',
    'jit=off',
    // Shared memory is small in containers, and two cores gain nothing.
    'max_parallel_workers_per_gather=0',
    'timezone=UTC',
    ...extra,
  ]
  const flags = ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])]
  const { file, args, ...identity } = account.command(binaries.postgres, flags, [join(cluster, 'x')])
  const log = openSync(logFile, 'w')
  // Its own group, so that Ctrl-C reaches us first and the server stops after its clients.
  const child = spawn(file, args, { ...identity, cwd: '/', detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  let ended: string | null = null
  child.on('error', (error) => (ended = error.message))
  child.on('exit', () => (ended ??= 'it stopped at once'))
  child.unref()

  const url = urlOf(port, password, 'postgres')
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(50)) {
    if (await answers(url)) return port
    if (ended)
      throw new Error(`PostgreSQL could not start in ${home}: ${lastComplaint(logFile) ?? ended}. Its log is ${logFile}.`)
  }
  throw new Error(`PostgreSQL did not answer within two minutes. Its log is ${logFile}.`)
}

function lastComplaint(logFile: string): string | null {
  const lines = readFileSync(logFile, 'utf8').split('\n')
  const complaint = lines.findLast((line) => /FATAL|PANIC|ERROR|setpriv/.test(line))
  return complaint?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '') ?? null
}

function readPassword(home: string): string {
  try {
    return readFileSync(join(home, 'postgres.password'), 'utf8')
  } catch {
    throw new Error(
      `The data directory ${home} is broken: postgres.password is missing. Restore it from a backup, or move the directory away to start afresh.`,
    )
  }
}

/** The port of the server that says it runs here, which may have died since. */
function runningPort(cluster: string): number | null {
  try {
    const port = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[3])
    return Number.isInteger(port) && port > 0 ? port : null
  } catch {
    return null
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function createDatabase(admin: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

async function joinServer(cluster: string, url: string, admin: string): Promise<Embedded> {
  const holder = new pg.Client({ connectionString: admin })
  let lost = false
  holder.on('error', () => (lost = true))
  await holder.connect()
  await holder.query('select pg_advisory_lock_shared($1)', [IN_USE])
  return {
    url,
    async release() {
      if (lost) return
      await holder.query('select pg_advisory_unlock_shared($1)', [IN_USE])
      const { rows } = await holder.query('select pg_try_advisory_lock($1) as last', [IN_USE])
      await holder.end()
      if (rows[0]?.last) await stop(cluster)
    },
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions roll back, everything committed is written. */
async function stop(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  process.kill(pid, 'SIGINT')
  for (const until = Date.now() + 30_000; Date.now() < until && existsSync(pidFile); ) await sleep(50)
}

/** One starter at a time; the lock of a starter that died is taken over. */
async function lock(path: string): Promise<() => void> {
  for (const until = Date.now() + 150_000; Date.now() < until; await sleep(100)) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch {
      const holder = Number(existsSync(path) ? readFileSync(path, 'utf8') : 0)
      if (holder && !isAlive(holder)) rmSync(path, { force: true })
    }
  }
  throw new Error(`Another process has been starting PostgreSQL for over two minutes. If none is, delete ${path}.`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}
