import { openProxy } from '@ioc/workers/testing'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { freePort } from '../support/free-port.ts'
import { openLastingWall } from '../support/lasting-wall.ts'
import { type ServerProcess, startServer } from '../support/processes.ts'
import { signInAt } from '../support/signed-in.ts'

const SCREENS = Number(process.env.SCREENS ?? 40)
const STORMS = Number(process.env.STORMS ?? 4)
/** In every so many of them a server dies as well. */
const KILLS_EVERY = 4
const CALM_MS = Number(process.env.CALM_MS ?? 1_500)

const TILE = 'dossiers.received_today'
const TILES = [TILE, 'dossiers.flow', 'dossiers.online_share', 'dossiers.near_due', 'dossiers.overdue', 'feeds.all']
const TODAY = Math.floor((Date.now() + 7 * 3_600_000) / 86_400_000) - Math.floor(Date.parse('2026-01-01T00:00:00Z') / 86_400_000)

const received = (state: { data: unknown } | undefined) =>
  (state?.data as { reading: { value: number } } | undefined)?.reading.value as number

test(`${SCREENS} screens whose lines are cut in ${STORMS} storms, and whose servers die, never go back in time and end with what is true`, async () => {
  const database = await hungYen()
  const run = await openRun(database, 'live')
  const { rows } = await database.pool.query("select id from unit where key = 'hung-yen'")
  let stored = 0
  const storeOne = () => commit(database, run, [dossier({ id: `d${stored++}`, unit: rows[0].id, received: TODAY })])
  const servers = await Promise.all([startServer(database), startServer(database)])
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const proxy = await openProxy({ host: '127.0.0.1', port, urls: servers.map((server) => server.url) })
  onTestFinished(() => proxy.close())
  signInAt(url)
  await storeOne()

  let deliveries = 0
  const walls = await Promise.all(
    Array.from({ length: SCREENS }, async () => {
      const wall = await openLastingWall(url, TILES)
      wall.socket.on('tile', () => deliveries++)
      return wall
    }),
  )
  await until('every screen', () => walls.every(({ held }) => TILES.every((tile) => held.has(tile))), 60)

  let storing = true
  const store = (async () => {
    while (storing) {
      await storeOne()
      await new Promise((done) => setTimeout(done, 20))
    }
  })()
  for (let storm = 1; storm <= STORMS; storm++) {
    for (const { socket } of walls) if (Math.random() < 0.5) socket.io.engine?.close()
    if (storm % KILLS_EVERY === 0) {
      const dying = (storm / KILLS_EVERY) % servers.length
      const { url: at, kill, ended } = servers[dying] as ServerProcess
      kill('SIGKILL')
      await ended
      servers[dying] = await startServer(database, { PORT: new URL(at).port })
      signInAt(url)
    }
    await new Promise((done) => setTimeout(done, CALM_MS))
  }
  storing = false
  await store

  await until('the last dossier on every screen', () => walls.every(({ held }) => received(held.get(TILE)) === stored), 60)
  for (const { shown, held } of walls) {
    const values = shown.filter(({ tile }) => tile === TILE).map(received)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    // Of one server each version is shown once, and they only grow.
    for (const tile of TILES) {
      const versions = shown.filter((state) => state.tile === tile)
      for (const [n, state] of versions.entries()) {
        const before = versions[n - 1]
        if (before?.node === state.node) expect(state.version).toBeGreaterThan(before.version)
      }
      expect(held.get(tile)?.data).toMatchObject({ id: tile })
    }
  }
  console.log(JSON.stringify({ screens: SCREENS, storms: STORMS, stored, deliveries }))
}, 1_800_000)
