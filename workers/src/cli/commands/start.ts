import { loadProvince, openDatabase } from '@ioc/sql'
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
  await assertPortFree(host, port)
  await buildWeb(say)

  const reached = await reachDatabase(say)
  const database = openDatabase(reached.url, 4)
  const children = new Children()
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    say('\nStopping…')
    await children.stop()
    await database.close()
    await reached.release()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)

  try {
    await prepareDatabase(database, province)
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
    if (stopping) return
    say(`The wall is open at ${base}/wall`)
    await showBackfill(database.db, say, () => stopping)
    if (stopping) return
    say('')
    say(`  Wall      ${base}/wall`)
    say(`  Health    ${base}/readyz · ${base}/metrics`)
    say(`  Data      ${process.env.DATABASE_URL ? 'DATABASE_URL' : dataDir()}`)
    say('  Stop      Ctrl-C')
  } catch (error) {
    if (stopping) return
    stopping = true
    await children.stop()
    await database.close()
    await reached.release()
    throw error
  }
}
