import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbedded } from '@ioc/sql/embedded'
import { freePort } from '../support/free-port.ts'
import { median, round, seconds } from './support.ts'

const ROOT = join(import.meta.dirname, '../..')
const TIMES = 3

/**
 * From `npm start` until the server says it is ready, with what it needs installed and the web built: in a place where nothing was (a PostgreSQL
 * is made, tables, configuration) and again where it was stopped. `÷`: of a PostgreSQL alone, made and started in the same minutes.
 */
export async function start() {
  const [clean, again, bare]: [number[], number[], number[]] = [[], [], []]
  for (let time = 0; time < TIMES; time++) {
    const home = mkdtempSync(join(tmpdir(), 'ioc-bench-start-'))
    try {
      bare.push(await seconds(async () => (await startEmbedded(join(home, 'bare'))).release()))
      clean.push(await untilReady(home))
      again.push(await untilReady(home))
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  }
  const ratio = (took: number[]) => round(median(took.map((each, time) => each / (bare[time] ?? Number.NaN))))
  return {
    clean: ratio(clean),
    again: ratio(again),
    clean_s: round(median(clean), 1),
    again_s: round(median(again), 1),
    postgres_s: round(median(bare), 1),
  }
}

async function untilReady(home: string): Promise<number> {
  const [port, simulator] = [await freePort(), await freePort()]
  const env = {
    ...process.env,
    ...{ IOC_SCALE: '0.01', IOC_HISTORY_MONTHS: '1' },
    ...{ IOC_DATA_DIR: home, PORT: String(port), IOC_SIMULATOR_PORT: String(simulator) },
  }
  const began = performance.now()
  const child = spawn('npm', ['start'], { cwd: ROOT, env, stdio: 'ignore', detached: true })
  try {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}.`)
      const isReady = await fetch(`http://127.0.0.1:${port}/readyz`)
        .then(({ ok }) => ok)
        .catch(() => false)
      if (isReady) return (performance.now() - began) / 1_000
      await pause(50)
    }
  } finally {
    await ended(child)
  }
}

/** As Ctrl-C does: all of its processes hear it. */
async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done))
  process.kill(-(child.pid as number), 'SIGINT')
  await gone
}
