import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { RATES } from '@ioc/server/testing'
import type { Database } from '@ioc/sql'
import { inject, onTestFinished } from 'vitest'
import { until } from './app.ts'
import { freePort } from './free-port.ts'
import { signInAt } from './signed-in.ts'

// Servers and workers as processes of their own over a test's database, started by the commands that units of systemd start.

const ROOT = join(import.meta.dirname, '../..')
/** A test asks in seconds what people ask in hours. */
const HURRIED = Object.keys(RATES)
  .map((name) => `${name}=999999`)
  .join(',')

export interface Process {
  pid: number
  /** What it said, on either output. */
  said(): string
  kill(signal?: NodeJS.Signals): void
  /** Its exit code, or the signal it died of. */
  ended: Promise<number | NodeJS.Signals | null>
}

export function startProcess(args: string[], env: Record<string, string> = {}): Process {
  const { DATABASE_URL, REDIS_URL, DATABASE_READ_URL, ...rest } = process.env
  const child = spawn(process.execPath, ['workers/bin/ioc.mjs', ...args], {
    cwd: ROOT,
    env: { ...rest, IOC_DATA_DIR: inject('home'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const ended = new Promise<number | NodeJS.Signals | null>((done) => child.once('exit', (code, signal) => done(signal ?? code)))
  onTestFinished(async () => {
    if (!hasEnded(child)) child.kill('SIGKILL')
    await ended
  })
  return { pid: child.pid as number, said: () => said, kill: (signal) => void child.kill(signal), ended }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

export interface ServerProcess extends Process {
  url: string
}

/** A server that is ready. */
export async function startServer({ url: databaseUrl }: Database, env: Record<string, string> = {}): Promise<ServerProcess> {
  const port = env.PORT ?? String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const started = startProcess(['server'], { DATABASE_URL: databaseUrl, IOC_RATES: HURRIED, ...env, PORT: port })
  const gone = started.ended.then((how) => Promise.reject(new Error(`the server ended (${how}): ${started.said()}`)))
  gone.catch(() => {})
  await Promise.race([until('a ready server', async () => (await fetch(`${url}/readyz`).catch(() => null))?.ok, 120), gone])
  signInAt(url)
  return { ...started, url }
}

export const startWorker = ({ url }: Database, env: Record<string, string> = {}): Process =>
  startProcess(['worker'], { DATABASE_URL: url, ...env })
