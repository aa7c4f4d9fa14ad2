import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { buildApp } from '@ioc/server/testing'
import { pino } from 'pino'
import { askWithEach, everybodyElse } from '../support/hostile-expressions.ts'
import { HURRIED } from '../support/hurried.ts'
import { freshDatabase, percentile, round } from './support.ts'

const QUIET_MS = 30_000

/**
 * How soon everybody else is answered while two hundred expressions that mean harm are tried in drafts ÷ how soon when nobody
 * tries any, before and after, over HTTP from one server (S17). `beside_a_busy_processor` is the same ÷ while a process of low
 * priority that has nothing to do with the server keeps one processor busy, which no software can make up for; `worst_ms` is the
 * longest a harmful one kept its own asker waiting.
 */
export async function expressions(adminUrl: string) {
  const database = await freshDatabase(adminUrl)
  const app = await buildApp(database, pino({ level: 'silent' }), { rates: HURRIED })
  try {
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const quietly = async () => {
      const others = everybodyElse(url)
      await new Promise((done) => setTimeout(done, QUIET_MS))
      return others.stop()
    }
    await quietly()
    const before = await quietly()
    const others = everybodyElse(url)
    const harmful = await askWithEach(url)
    const meanwhile = await others.stop()
    const quiet = [...before, ...(await quietly())].map(({ ms }) => ms)
    const busy = (await besideABusyProcessor(quietly)).map(({ ms }) => ms)
    const loaded = meanwhile.map(({ ms }) => ms)
    return {
      ratio_p50: round(percentile(loaded, 50) / percentile(quiet, 50)),
      ratio_p99: round(percentile(loaded, 99) / percentile(quiet, 99)),
      beside_a_busy_processor: round(percentile(loaded, 99) / percentile(busy, 99)),
      milliseconds_p99: round(percentile(loaded, 99), 1),
      busy_milliseconds_p99: round(percentile(busy, 99), 1),
      quiet_milliseconds_p99: round(percentile(quiet, 99), 1),
      answers: loaded.length,
      harmful: harmful.length,
      worst_ms: Math.round(Math.max(...harmful.map(({ ms }) => ms))),
      above_2_s: harmful.filter(({ ms }) => ms > 2_000).length,
    }
  } finally {
    await app.close()
    await database.close()
  }
}

async function besideABusyProcessor<T>(work: () => Promise<T>): Promise<T> {
  const busy = spawn(process.execPath, ['--eval', 'for (;;);'])
  setPriority(busy.pid as number, constants.priority.PRIORITY_LOW)
  try {
    return await work()
  } finally {
    busy.kill('SIGKILL')
  }
}
