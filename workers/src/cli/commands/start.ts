import { openDatabase } from '@ioc/sql'
import { showBackfill } from '../launch/backfill.ts'
import { buildWeb } from '../launch/build-web.ts'
import { Children } from '../launch/children.ts'
import { assertPortFree } from '../launch/port.ts'
import { dataDir, prepareDatabase, ROOT, reachDatabase } from '../with-database.ts'

const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

/** Starts the whole house and stays until Ctrl-C: database, simulated sources, workers, server. */
export async function start({ province }: { province: string }): Promise<void> {
  const host = process.env.HOST || '127.0.0.1'
  const port = readPort(process.env.PORT)
  await assertPortFree(host, port)
  await buildWeb(say)

  const reached = await reachDatabase(say)
  const database = openDatabase(reached.url, 4)
  const children = new Children()
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    say('\nĐang dừng…')
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
      'nguồn mô phỏng',
      `${ROOT}/workers/src/simulators/main.ts`,
      shared,
    )
    children.start('máy chủ', `${ROOT}/server/src/main.ts`, shared)
    children.start('tiến trình nạp', `${ROOT}/workers/src/main.ts`, { ...shared, IOC_SIMULATOR_URL: url })
    const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
    await children.untilReady(`${base}/readyz`)
    say(`Màn hình đã mở tại ${base}/wall; lịch sử đang được nạp.`)
    await showBackfill(database.db, say, () => stopping)
    if (stopping) return
    say('')
    say(`  Màn hình    ${base}/wall`)
    say(`  Sức khỏe    ${base}/readyz · ${base}/metrics`)
    say(`  Dữ liệu     ${process.env.DATABASE_URL ? 'DATABASE_URL' : dataDir()}`)
    say('  Dừng        Ctrl-C')
  } catch (error) {
    if (stopping) return
    stopping = true
    await children.stop()
    await database.close()
    await reached.release()
    throw error
  }
}

function readPort(text = '8080'): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new Error(`PORT must be a number from 1 to 65535; it is «${text}».`)
}
