import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

// `npm start` as a newcomer runs it: a living wall, kill -9 in the middle of the backfill, a second start that loses nothing,
// a Ctrl-C that leaves no process behind, and a wall of each other province, side by side. `node tests/smoke.mjs provinces` does the last alone.
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const houses = []

/** A house with a folder and a port of its own. */
function house(port, settings, options = []) {
  const base = `http://127.0.0.1:${port}`
  const data = mkdtempSync(join(tmpdir(), 'ioc-smoke-'))
  const env = { ...process.env, IOC_DATA_DIR: data, PORT: String(port), ...settings }
  let child
  let ended

  const start = () => {
    const args = ['start', ...(options.length > 0 ? ['--', ...options] : [])]
    child = spawn('npm', args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
    ended = new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal)))
  }
  // A machine signs in with a token, which the command line makes.
  let token
  const signedIn = async () => {
    token ??= self.ioc('tokens', 'make', 'smoke', '--may', 'figures.read', 'feeds.read', 'operations.read', '--days', '1')
    return { authorization: `Bearer ${(await token).output.trim()}` }
  }
  const ask = async (path) => fetch(base + path, { headers: await signedIn() })
  const json = async (path) => (await ask(path)).json()
  const self = {
    start,
    json,
    text: async (path) => (await ask(path)).text(),
    isReady: async () => (await fetch(`${base}/readyz`)).ok,
    feeds: async () => (await json('/api/tiles/feeds.all')).data.feeds,
    isGone: async () => !(await fetch(`${base}/healthz`).catch(() => null)),
    async kill() {
      process.kill(-child.pid, 'SIGKILL')
      await ended
    },
    async stop() {
      process.kill(-child.pid, 'SIGINT')
      const code = await Promise.race([ended, sleep(20_000).then(() => 'nothing within 20 s')])
      // npm itself ends by the signal; what matters is that it ends, and everything with it.
      if (code !== 0 && code !== 130 && code !== 'SIGINT') throw new Error(`Ctrl-C ended with ${code}`)
      await until('no server left', 5, self.isGone)
    },
    ioc: (...args) =>
      new Promise((done) => {
        const given = ['run', '--silent', 'ioc', '--', ...args]
        const asked = spawn('npm', given, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
        let output = ''
        asked.stdout.on('data', (chunk) => (output += chunk))
        asked.once('exit', (code) => done({ code, output }))
      }),
    /** A house that failed must not live on over a folder that is gone. */
    async letGo() {
      await self.kill().catch(() => {}) // It has ended already.
      rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
    },
  }
  houses.push(self)
  start()
  return self
}

async function until(what, seconds, check, explain = () => '') {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const asked = Date.now()
    const found = await check().catch(() => false)
    if (found) return found
    // Asking must leave the machine to what is waited for.
    await sleep(Math.min(Math.max(200, 10 * (Date.now() - asked)), 2_000))
  }
  throw new Error(`not within ${seconds} s: ${what}${await explain()}`)
}

const notYetOk = (feeds) =>
  feeds
    .filter(({ state }) => state !== 'ok')
    .map(({ id, state }) => `\n${id}: ${state}`)
    .join('')

async function oneProvinceThroughAll() {
  const run = house(18_080, { IOC_SCALE: '0.02', IOC_HISTORY_MONTHS: '2' })
  await until('readyz 200', 300, run.isReady)
  await until('the first dossiers', 300, async () =>
    (await run.feeds()).some(({ id, read }) => id === 'dossiers-sim' && read > 0),
  )
  await run.kill()
  console.log('killed -9 in the middle of the backfill')

  await until('the port free again', 30, run.isGone)
  run.start()
  await until('readyz 200 again', 60, run.isReady)
  const isDone = async () => (await run.feeds()).every(({ state }) => state === 'ok')
  await until('the backfill done', 900, isDone, async () => notYetOk(await run.feeds()))
  // Of the last weeks: on the first of a month nothing has been completed in it yet.
  const day = (back) => new Date(Date.now() + 7 * 3_600_000 - back * 86_400_000).toISOString().slice(0, 10)
  const { value } = await run.json(`/api/readings/dossiers.on_time_rate?unit=hung-yen&period=${day(28)}..${day(1)}`)
  if (!(value > 50 && value <= 100)) throw new Error(`the on-time rate of four weeks reads ${value}`)
  if (!/ioc_ledger_position [1-9]/.test(await run.text('/metrics'))) throw new Error('/metrics shows no ledger')

  const verified = await run.ioc('verify')
  console.log(verified.output.trim())
  if (verified.code !== 0 || !verified.output.startsWith('0 differences')) throw new Error('verify found differences')

  const { version } = await run.json('/api/tiles/feeds.all')
  await until('a moving tile', 60, async () => (await run.json('/api/tiles/feeds.all')).version > version)

  await run.stop()
}

/** The wall of a province as its command starts it: its own name, and what its overview shows has come in. */
async function wallOf(province, name, port) {
  const run = house(port, { IOC_SCALE: '0.005', IOC_HISTORY_MONTHS: '1' }, ['--province', province])
  await until(`readyz 200 of ${province}`, 300, run.isReady)
  const scene = await run.json('/api/scenes/overview')
  if (!scene.province.title.vi.endsWith(name)) throw new Error(`the overview of ${province} is of «${scene.province.title.vi}»`)
  const numbers = scene.places.filter(({ kind }) => kind === 'stat' || kind === 'progress').map(({ tile }) => tile)
  if (numbers.length < 4) throw new Error(`the overview of ${province} has ${numbers.length} numbers`)
  for (const tile of numbers) {
    await until(`a reading of ${tile} in ${province}`, 240, async () => {
      const { reading, actual } = (await run.json(`/api/tiles/${tile}`)).data
      const { value, state } = reading ?? actual
      // Just after midnight nothing has occurred of today: of a share that is known, and no number.
      return value !== null || state === 'zero'
    })
  }
  console.log(`${province}: ${numbers.length} numbers on its wall`)
  await run.stop()
}

const ways = {
  house: oneProvinceThroughAll,
  provinces: () => Promise.all([wallOf('nghe-an', 'tỉnh Nghệ An', 18_081), wallOf('phu-tho', 'tỉnh Phú Thọ', 18_082)]),
}

const asked = process.argv[2]
try {
  for (const [way, walk] of Object.entries(ways)) if (!asked || asked === way) await walk()
  console.log('smoke passed')
} catch (error) {
  console.error(`smoke failed: ${error.message}`)
  process.exitCode = 1
} finally {
  for (const each of houses) await each.letGo()
}
