import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { inviteFirst, loadProvince, openDatabase, standInRecipients } from '@ioc/sql'
import { failAt, interruption } from '../interruption.ts'
import { chooseProvince, dataDir, prepareDatabase, ROOT, reachDatabase } from '../with-database.ts'
import { showBackfill } from './backfill.ts'
import { buildWeb } from './build-web.ts'
import { Children } from './children.ts'
import { assertPortFree } from './port.ts'
import { readSettings } from './settings.ts'
import { startSimulators } from './simulators.ts'

const HEARD_WITHIN_MS = 200

export const SERVER = `${ROOT}/server/src/main.ts`
export const WORKERS = `${ROOT}/workers/src/main.ts`
/** Pages die young and are large: with room for them collecting garbage costs a third less. */
export const WORKERS_MEMORY = { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --max-semi-space-size=32` }

export const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

export interface AskedHouse {
  province?: string
  scale?: string
}

export interface House {
  children: Children
  /** What all its processes are told. */
  env: Record<string, string>
  host: string
  port: number
  /** Where people reach it on this machine, as http://host:port. */
  base: string
  /** Stopped before the children are, last named first. */
  toStop: (() => Promise<void>)[]
  interrupted: AbortSignal
}

/**
 * Starts a whole house and stays until Ctrl-C: database, simulated sources where a feed reads them, and what `start` starts, servers and
 * workers. `connections`: how many the embedded database takes.
 */
export async function runHouse(
  { province: asked, scale }: AskedHouse,
  start: (house: House) => Promise<void>,
  { connections }: { connections?: number } = {},
): Promise<void> {
  if (scale !== undefined) process.env.IOC_SCALE = scale
  const { HOST: host, PORT: port } = readSettings(process.env)
  if (asked) loadProvince(asked)
  const interrupted = interruption()
  const toStop: (() => Promise<void>)[] = []
  try {
    await assertPortFree(host, port)
    await buildWeb(say, interrupted)

    const settings = connections === undefined ? [] : [`max_connections=${connections}`]
    const reached = await reachDatabase({ onProgress: say, keepRunning: true, signal: interrupted, settings })
    toStop.push(reached.release)
    const database = openDatabase(reached.url, 4)
    toStop.push(database.close)
    const province = await chooseProvince(database, asked)
    await prepareDatabase(database, province)
    await standInRecipients(database.db)
    const first = await inviteFirst(database.db)
    interrupted.throwIfAborted()

    const children = new Children(interrupted)
    toStop.push(() => children.stop())
    const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
    const people = process.env.IOC_PUBLIC_URL || base
    const shared = {
      DATABASE_URL: reached.url,
      IOC_DATA_DIR: dataDir(),
      HOST: host,
      PORT: String(port),
      IOC_PROVINCE: province,
      // Simulated sources sign what they bring with a secret of this start's own.
      IOC_SECRET_SIMULATOR: randomBytes(32).toString('hex'),
      IOC_SERVER_URL: base,
    }
    const simulated = await startSimulators(database.db, children, shared)
    // The server reaches for sources too, when a feed is made.
    const env = { ...shared, ...(simulated && { IOC_SIMULATOR_URL: simulated }) }
    await start({ children, env, host, port, base, toStop, interrupted })
    await children.untilReady(`${base}/readyz`)
    say(`The wall is open at ${base}/wall, the stewards’ desk at ${base}/console`)
    if (first) say(`Nobody can sign in yet. Set the first administrator’s password here, once:\n  ${people}/sign-in#${first}`)
    await showBackfill(database.db, say, interrupted)
    say('')
    say(`  Wall      ${base}/wall`)
    say(`  Console   ${base}/console`)
    say(`  Health    ${base}/readyz · ${base}/metrics`)
    say(`  Data      ${process.env.DATABASE_URL ? 'DATABASE_URL' : dataDir()}`)
    if (first) say(`  First     ${people}/sign-in#${first}`)
    say('  Stop      Ctrl-C')
    await failAt(interrupted)
  } catch (error) {
    // Ctrl-C reaches the children too, and what dies of it may be heard of before it is.
    if (!interrupted.aborted) await sleep(HEARD_WITHIN_MS)
    if (!interrupted.aborted) throw error
    say('\nStopping…')
  } finally {
    for (const stop of toStop.toReversed()) await stop()
  }
  process.exit(0)
}
