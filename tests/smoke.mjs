import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

// `npm start` as a newcomer runs it: a living wall, kill -9 in the middle of the backfill, a second start that loses nothing,
// a Ctrl-C that leaves no process behind, and a wall of each other province. `node tests/smoke.mjs provinces` does the last alone.
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const port = 18_080
const base = `http://127.0.0.1:${port}`
let data
let env

function inFolder(settings) {
  data = mkdtempSync(join(tmpdir(), 'ioc-smoke-'))
  env = { ...process.env, IOC_DATA_DIR: data, PORT: String(port), ...settings }
}

function start(...options) {
  const args = ['start', ...(options.length > 0 ? ['--', ...options] : [])]
  const child = spawn('npm', args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
  return { child, ended: new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal))) }
}

async function until(what, seconds, check, explain = () => '') {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(200)) {
    const found = await check().catch(() => false)
    if (found) return found
  }
  throw new Error(`not within ${seconds} s: ${what}${await explain()}`)
}

const json = async (path) => (await fetch(base + path)).json()
const feeds = async () => (await json('/api/tiles/feeds.all')).data.feeds
const ioc = (...args) =>
  new Promise((done) => {
    const child = spawn('npm', ['run', '--silent', 'ioc', '--', ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.once('exit', (code) => done({ code, output }))
  })

let run

const notYetOk = async () =>
  (await feeds())
    .filter(({ state }) => state !== 'ok')
    .map(({ id, state }) => `\n${id}: ${state}`)
    .join('')

async function stop() {
  process.kill(-run.child.pid, 'SIGINT')
  const code = await Promise.race([run.ended, sleep(20_000).then(() => 'nothing within 20 s')])
  // npm itself ends by the signal; what matters is that it ends, and everything with it.
  if (code !== 0 && code !== 130 && code !== 'SIGINT') throw new Error(`Ctrl-C ended with ${code}`)
  await until('no server left', 5, async () => !(await fetch(`${base}/healthz`).catch(() => null)))
}

async function oneProvinceThroughAll() {
  inFolder({ IOC_SCALE: '0.02', IOC_HISTORY_MONTHS: '6' })
  run = start()
  await until('readyz 200', 300, async () => (await fetch(`${base}/readyz`)).ok)
  await until('the first dossiers', 300, async () => (await feeds()).some((feed) => feed.id === 'dossiers-sim' && feed.read > 0))
  process.kill(-run.child.pid, 'SIGKILL')
  await run.ended
  console.log('killed -9 in the middle of the backfill')

  await until('the port free again', 30, async () => !(await fetch(`${base}/healthz`).catch(() => null)))
  run = start()
  await until('readyz 200 again', 60, async () => (await fetch(`${base}/readyz`)).ok)
  await until('the backfill done', 900, async () => (await feeds()).every((feed) => feed.state === 'ok'), notYetOk)
  const { data: tile } = await json('/api/tiles/dossiers.on_time_rate')
  if (!(tile.reading.value > 50 && tile.reading.value <= 100)) throw new Error(`on-time rate reads ${tile.reading.value}`)
  const metrics = await (await fetch(`${base}/metrics`)).text()
  if (!/ioc_ledger_position [1-9]/.test(metrics)) throw new Error('/metrics shows no ledger')

  const verified = await ioc('verify')
  console.log(verified.output.trim())
  if (verified.code !== 0 || !verified.output.startsWith('0 differences')) throw new Error('verify found differences')

  const mover = (await json('/api/tiles/feeds.all')).version
  await until('a moving tile', 60, async () => (await json('/api/tiles/feeds.all')).version > mover)

  await stop()
}

/** The wall of a province as its command starts it: its own name, and what its overview shows has come in. */
async function wallOf(province, name) {
  inFolder({ IOC_SCALE: '0.005', IOC_HISTORY_MONTHS: '1' })
  run = start('--province', province)
  await until(`readyz 200 of ${province}`, 300, async () => (await fetch(`${base}/readyz`)).ok)
  const scene = await json('/api/scenes/overview')
  if (!scene.province.title.vi.endsWith(name)) throw new Error(`the overview of ${province} is of «${scene.province.title.vi}»`)
  const numbers = scene.places.filter(({ kind }) => kind === 'stat' || kind === 'progress').map(({ tile }) => tile)
  if (numbers.length < 4) throw new Error(`the overview of ${province} has ${numbers.length} numbers`)
  for (const tile of numbers) {
    await until(`a reading of ${tile} in ${province}`, 240, async () => {
      const { reading, actual } = (await json(`/api/tiles/${tile}`)).data
      return (reading ?? actual).value !== null
    })
  }
  console.log(`${province}: ${numbers.length} numbers on its wall`)
  await stop()
}

const ways = {
  house: oneProvinceThroughAll,
  provinces: async () => {
    await wallOf('nghe-an', 'tỉnh Nghệ An')
    letGo()
    await wallOf('phu-tho', 'tỉnh Phú Thọ')
  },
}

function letGo() {
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 })
}

const asked = process.argv[2]
try {
  for (const [way, walk] of Object.entries(ways)) {
    if (asked && asked !== way) continue
    await walk()
    letGo()
  }
  console.log('smoke passed')
} catch (error) {
  console.error(`smoke failed: ${error.message}`)
  process.exitCode = 1
} finally {
  // A house that failed must not live on over a folder that is gone.
  try {
    process.kill(-run.child.pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
  await run?.ended
  letGo()
}
