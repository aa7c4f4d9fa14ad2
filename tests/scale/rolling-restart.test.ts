import { openProxy } from '@ioc/workers/testing'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { freePort } from '../support/free-port.ts'
import { openLastingWall } from '../support/lasting-wall.ts'
import { type ServerProcess, startServer } from '../support/processes.ts'
import { signInAt } from '../support/signed-in.ts'

// Servers that are told to end while they are asked, as a rolling restart does it, behind the proxy of a cluster.

const TILE = 'dossiers.received_today'
const TODAY = Math.floor((Date.now() + 7 * 3_600_000) / 86_400_000) - Math.floor(Date.parse('2026-01-01T00:00:00Z') / 86_400_000)
/** How often all servers are, one after the other. */
const ROUNDS = Number(process.env.RESTARTED ?? 1)
const NOTICE = { IOC_NOTICE_MS: '1000', IOC_TRUSTED_PROXIES: '127.0.0.1' }

async function cluster() {
  const database = await hungYen()
  const run = await openRun(database, 'live')
  const { rows } = await database.pool.query("select id from unit where key = 'hung-yen'")
  const unit: number = rows[0].id
  let stored = 0
  const storeOne = () => commit(database, run, [dossier({ id: `d${stored++}`, unit, received: TODAY })])
  const servers = await Promise.all([startServer(database, NOTICE), startServer(database, NOTICE)])
  const port = await freePort()
  const proxy = await openProxy({ host: '127.0.0.1', port, urls: servers.map(({ url }) => url) })
  onTestFinished(() => proxy.close())
  const url = `http://127.0.0.1:${port}`
  signInAt(url)
  return { database, servers, url, storeOne, stored: () => stored }
}

/** Asks and orders all the time, four at once, until it is told to stop; answers how often, and what was not answered as it should be. */
function asking(url: string) {
  let going = true
  let answered = 0
  const failed: string[] = []
  const calls: [string, RequestInit?][] = [
    [`/api/tiles/${TILE}`],
    ['/api/indicators'],
    ['/api/readings/dossiers.received_today'],
    ['/api/visitors', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"visitors":null}' }],
  ]
  const loops = calls.map(async ([path, init]) => {
    while (going) {
      const answer = await fetch(`${url}${path}`, init).then(
        async (response) => ({ status: response.status, text: await response.text() }),
        (error: Error & { cause?: Error }) => ({ status: 0, text: String(error.cause ?? error) }),
      )
      if (answer.status === 200) answered++
      else failed.push(`${path}: ${answer.status} ${answer.text.slice(0, 200)}`)
    }
  })
  return {
    answered: () => answered,
    async stop() {
      going = false
      await Promise.all(loops)
      return failed
    },
  }
}

const received = (state: { data: unknown } | undefined) =>
  (state?.data as { reading: { value: number } } | undefined)?.reading.value

test('servers restarted one after the other fail no request, and walls go from one to the other and never back in time', async () => {
  const { database, servers, url, storeOne, stored } = await cluster()
  await storeOne()
  const walls = await Promise.all(Array.from({ length: 12 }, () => openLastingWall(url, [TILE])))
  await until('all walls', () => walls.every(({ held }) => received(held.get(TILE)) === 1))
  const calls = asking(url)
  let storing = true
  const store = (async () => {
    while (storing) {
      await storeOne()
      await new Promise((done) => setTimeout(done, 50))
    }
  })()

  const standing = [...servers]
  for (let turn = 0; turn < ROUNDS * standing.length; turn++) {
    const server = standing[turn % standing.length] as ServerProcess
    const before = calls.answered()
    await until('some answers', () => calls.answered() > before + 40)
    server.kill('SIGTERM')
    // By itself it would end with 1 after ten seconds.
    expect(await server.ended).toBe(0)
    standing[turn % standing.length] = await startServer(database, { ...NOTICE, PORT: new URL(server.url).port })
    await until('the proxy to see it', async () => (await fetch(`${server.url}/readyz`)).ok)
  }
  storing = false
  await store
  expect(await calls.stop()).toEqual([])
  await until('the last dossier on every wall', () => walls.every(({ held }) => received(held.get(TILE)) === stored()), 60)
  for (const { shown } of walls) {
    const values = shown.map(received)
    expect(values).toEqual([...values].sort((a, b) => (a as number) - (b as number)))
    expect(new Set(shown.map(({ node }) => node)).size).toBeGreaterThan(1)
  }
}, 1_800_000)

test('a server killed with -9 fails no question, and its walls are at the other', async () => {
  const { servers, url, storeOne, stored } = await cluster()
  await storeOne()
  const walls = await Promise.all(Array.from({ length: 6 }, () => openLastingWall(url, [TILE])))
  await until('all walls', () => walls.every(({ held }) => received(held.get(TILE)) === 1))
  servers[0].kill('SIGKILL')
  await servers[0].ended
  expect(await Promise.all(Array.from({ length: 20 }, async () => (await fetch(`${url}/api/indicators`)).status))).toEqual(
    Array(20).fill(200),
  )
  await storeOne()
  await until('news on every wall', () => walls.every(({ held }) => received(held.get(TILE)) === stored()))
})
