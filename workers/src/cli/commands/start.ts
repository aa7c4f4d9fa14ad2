import { loadProvince, openDatabase } from '@ioc/sql'
import { failAt, interruption } from '../interruption.ts'
import { showBackfill } from '../launch/backfill.ts'
import { buildWeb } from '../launch/build-web.ts'
import { Children } from '../launch/children.ts'
import { assertPortFree } from '../launch/port.ts'
import { readSettings } from '../launch/settings.ts'
import { dataDir, prepareDatabase, ROOT, reachDatabase } from '../with-database.ts'

const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

/** Starts the whole house and stays until Ctrl-C: database, simulated sources, workers, server. */
export async function start({ province }: { province: string }): Promise<void> {
  const { HOST: host, PORT: port } = readSettings(process.env)
  loadProvince(province)
  const interrupted = interruption()
  const toStop: (() => Promise<void>)[] = []
  try {
    await assertPortFree(host, port)
    await buildWeb(say, interrupted)

    const reached = await reachDatabase({ onProgress: say, keepRunning: true, signal: interrupted })
    toStop.push(reached.release)
    const database = openDatabase(reached.url, 4)
    toStop.push(database.close)
    await prepareDatabase(database, province)
    interrupted.throwIfAborted()

    const children = new Children(interrupted)
    toStop.push(() => children.stop())
    const shared = { DATABASE_URL: reached.url, IOC_DATA_DIR: dataDir(), HOST: host, PORT: String(port), IOC_PROVINCE: province }
    const { url } = await children.startAndHear<{ url: string }>(
      'the simulated sources',
      `${ROOT}/workers/src/simulators/main.ts`,
      shared,
    )
    children.start('the server', `${ROOT}/server/src/main.ts`, shared)
    children.start('the workers', `${ROOT}/workers/src/main.ts`, { ...shared, IOC_SIMULATOR_URL: url })
    const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
    await children.untilReady(`${base}/readyz`)
    say(`The wall is open at ${base}/wall`)
    await showBackfill(database.db, say, interrupted)
    say('')
    say(`  Wall      ${base}/wall`)
    say(`  Health    ${base}/readyz · ${base}/metrics`)
    say(`  Data      ${process.env.DATABASE_URL ? 'DATABASE_URL' : dataDir()}`)
    say('  Stop      Ctrl-C')
    await failAt(interrupted)
  } catch (error) {
    if (!interrupted.aborted) throw error
    say('\nStopping…')
  } finally {
    for (const stop of toStop.toReversed()) await stop()
  }
  process.exit(0)
}
