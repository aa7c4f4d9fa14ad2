import { resolve } from 'node:path'
import { loadWorld } from '@ioc/sql/simulate'
import { endWithParent } from '../process/end-with-parent.ts'
import { SimulatedHouse } from './house.ts'

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

const world = loadWorld(env.IOC_PROVINCE || 'hung-yen', {
  seed: number('IOC_SEED', 1),
  scale: number('IOC_SCALE', 0.2),
  start: monthsAgo(number('IOC_HISTORY_MONTHS', 24)),
})
const house = await SimulatedHouse.open(world, resolve(env.IOC_DATA_DIR || '.'), number('IOC_SIMULATOR_PORT', 0))
endWithParent(() => house.close())
process.stdout.write(`${JSON.stringify({ url: house.url })}\n`)
