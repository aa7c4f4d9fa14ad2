import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '@ioc/sql'
import { freePort } from './free-port.ts'
import { seatPeople } from './people.ts'
import { signInAt } from './signed-in.ts'

const ROOT = join(import.meta.dirname, '../..')

export interface House {
  url: string
  home: string
  query(text: string, values?: unknown[]): Promise<void>
  /** Tells the simulated sources what to do (workers/src/simulators/control.ts). */
  control(command: unknown): Promise<void>
  /** Ends the server, and all that runs with it; it is there again a while later. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** The whole house as `npm start` runs it, small, once every source has told its history. */
export async function openHouse(): Promise<House> {
  const home = mkdtempSync(join(tmpdir(), 'ioc-bench-house-'))
  const [port, simulator] = [await freePort(), await freePort()]
  const small = { IOC_SCALE: '0.01', IOC_HISTORY_MONTHS: '2' }
  const env = { ...process.env, ...small, IOC_DATA_DIR: home, PORT: String(port), IOC_SIMULATOR_PORT: String(simulator) }
  const begin = () => spawn(process.execPath, ['workers/bin/ioc.mjs', 'start'], { cwd: ROOT, env, stdio: 'ignore' })
  let child = begin()
  const url = `http://127.0.0.1:${port}`
  const end = async () => {
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGTERM')
    await ended
  }
  const close = async () => {
    await end()
    rmSync(home, { recursive: true, force: true })
  }
  const restart = async () => {
    await end()
    child = begin()
  }
  const control = async (command: unknown) => {
    const headers = { 'content-type': 'application/json', 'x-control': '1' }
    const answer = await fetch(`http://127.0.0.1:${simulator}/control`, {
      method: 'POST',
      headers,
      body: JSON.stringify(command),
    })
    if (!answer.ok) throw new Error(`The simulated sources refused ${JSON.stringify(command)}: ${await answer.text()}`)
  }
  try {
    await untilTrue(async () => (await fetch(`${url}/readyz`)).ok)
    await seatPeopleIn(home, url)
    await untilTrue(async () => {
      const answer = await fetch(`${url}/api/tiles/feeds.all`)
      const { data } = (await answer.json()) as { data: { feeds: { state: string }[] } }
      return data.feeds.length > 0 && data.feeds.every(({ state }) => state === 'ok')
    })
  } catch (error) {
    await close()
    throw error
  }
  return { url, home, query: (text, values) => queryIn(home, text, values), control, restart, close }
}

function databaseOf(home: string): Database {
  const port = readFileSync(join(home, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]
  const password = readFileSync(join(home, 'postgres.password'), 'utf8').trim()
  return openDatabase(`postgres://ioc:${password}@127.0.0.1:${port}/ioc`, 1)
}

/** The people of tests are there, in a house that runs, and whatever is asked of it is asked by one of them. */
export async function seatPeopleIn(home: string, url: string): Promise<void> {
  const database = databaseOf(home)
  await seatPeople(database).finally(() => database.close())
  signInAt(url)
}

async function queryIn(home: string, text: string, values: unknown[] = []): Promise<void> {
  const database = databaseOf(home)
  try {
    await database.pool.query(text, values)
  } finally {
    await database.close()
  }
}

async function untilTrue(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 10 * 60_000; Date.now() < end; ) {
    if (await holds().catch(() => false)) return
    await new Promise((done) => setTimeout(done, 2_000))
  }
  throw new Error('The house was not whole within 10 minutes.')
}
