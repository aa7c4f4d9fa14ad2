import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { findAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { assertRoom, type Cluster } from './cluster.ts'
import { plainEnvironment } from './environment.ts'
import { clearPidFile, readPidFile } from './postmaster.ts'
import { countingStatements } from './statements.ts'

/** Below the numbers systems lend to outgoing connections, so that nothing takes the port while the server is down. */
const PORTS = { from: 10_000, to: 30_000 }
/** Beside the cluster: PostgreSQL takes its own note of the port away when it is stopped. */
const PORT_FILE = 'postgres.port'

/** A server just started, which may not have come to answer yet. */
export class Launched {
  readonly #cluster: Cluster
  readonly #logFrom: number
  #end: string | null = null

  constructor(process: ChildProcess, cluster: Cluster, logFrom: number) {
    this.#cluster = cluster
    this.#logFrom = logFrom
    process.once('error', (error) => (this.#end = error.message))
    process.once('exit', () => (this.#end ??= 'it stopped at once'))
  }

  hasEnded(): boolean {
    return this.#end !== null
  }

  complaint(): string | null {
    const said = readFileSync(this.#cluster.log).subarray(this.#logFrom).toString()
    const last = said.split('\n').findLast((line) => /FATAL|PANIC|ERROR|setpriv/.test(line))
    return last?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '') ?? this.#end
  }

  /** It ended because processes of a server killed with -9 were still at work on its memory. */
  metTheOld(): boolean {
    return /is still in use/.test(this.complaint() ?? '')
  }
}

/** Starts PostgreSQL on the port it had last, killed or stopped: who used it then may be waiting there. */
export async function launch(cluster: Cluster, settings: string[]): Promise<Launched> {
  const { home, folder, log } = cluster
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    throw new Error(
      `The data directory ${home} is broken: postgres/PG_VERSION is missing. Restore it from a backup, or move it away to start afresh.`,
    )
  }
  assertRoom(home, cluster.leastFreeBytes)
  const port = await choosePort(readPidFile(folder)?.port ?? lastPort(home))
  writeFileSync(join(home, PORT_FILE), String(port))
  clearPidFile(folder)
  const all = [
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
    // What it says of an error in detail is the row, which may be a person’s.
    'log_error_verbosity=terse',
    ...countingStatements(),
    ...settings,
  ]
  const flags = ['-D', folder, ...all.flatMap((setting) => ['-c', setting])]
  const { file, args, ...identity } = findAccount().command(findBinaries().postgres, flags, [join(folder, 'x')])
  const output = openSync(log, 'a')
  const logFrom = statSync(log).size
  // Its own group, so that Ctrl-C reaches us first and the server stops after its clients.
  const child = spawn(file, args, {
    ...identity,
    cwd: '/',
    env: plainEnvironment(),
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.unref()
  return new Launched(child, cluster, logFrom)
}

function lastPort(home: string): number | undefined {
  const path = join(home, PORT_FILE)
  const port = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0
  return port >= PORTS.from && port < PORTS.to ? port : undefined
}

async function choosePort(wished: number | undefined): Promise<number> {
  for (let port = wished; ; port = undefined) {
    port ??= PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from))
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}
