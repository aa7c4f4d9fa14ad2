import { resolve } from 'node:path'
import { loadWorld } from '@ioc/sql/simulate'
import { endWithParent } from '../process/end-with-parent.ts'
import { SimulatedHouse } from './house.ts'
import { openPushers } from './pushers.ts'

const { env } = process

/** The first day of the month so many months ago, in Hanoi. */
function monthsAgo(months: number): string {
  const today = new Date(Date.now() + 7 * 3_600_000)
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months, 1)).toISOString().slice(0, 10)
}

function number(name: string, fallback: number): number {
  const value = Number(env[name] || fallback)
  if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number, not «${env[name]}».`)
  return value
}

const province = env.IOC_PROVINCE || 'hung-yen'
const world = loadWorld(province, {
  seed: number('IOC_SEED', 1),
  scale: number('IOC_SCALE', 0.2),
  start: monthsAgo(number('IOC_HISTORY_MONTHS', 24)),
})
const house = await SimulatedHouse.open(world, resolve(env.IOC_DATA_DIR || '.'), number('IOC_SIMULATOR_PORT', 0))
const pushers = openPushers([...house.sources.records.values()].flat(), {
  province,
  server: env.IOC_SERVER_URL || 'http://127.0.0.1:8080',
  secretOf: (name) => env[name.replace(/^env:/, '')],
  now: house.now,
})
endWithParent(async () => {
  for (const pusher of pushers) pusher.close()
  await house.close()
})
process.stdout.write(`${JSON.stringify({ url: house.url })}\n`)
