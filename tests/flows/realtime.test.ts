import { isDeepStrictEqual } from 'node:util'
import { type Database, findFeed } from '@ioc/sql'
import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { openWall, serve, until, type Wall } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { cookieOf } from '../support/people.ts'
import { openSlowLine } from '../support/slow-line.ts'
import { heard } from '../support/sources.ts'

const TILE = 'dossiers.received_today'
// Days after 1 January 2026 that today is: the tile counts what was received today.
const TODAY = Math.floor((Date.now() + 7 * 3_600_000) / 86_400_000) - Math.floor(Date.parse('2026-01-01T00:00:00Z') / 86_400_000)

async function feedOf(database: Database, key: string) {
  const run = await openRun(database, key)
  await findFeed(database.db, key)
  const { rows } = await database.pool.query("select id from unit where key = 'hung-yen'")
  const unit: number = rows[0].id
  return (ids: string[]) =>
    commit(
      database,
      run,
      ids.map((id) => dossier({ id, unit, received: TODAY })),
    )
}

const valueIn = (state: { data: unknown } | undefined) =>
  (state?.data as { reading: { value: number } } | undefined)?.reading.value

const versionsSent = (wall: Wall, tile: string) =>
  wall.received.filter((state) => state.tile === tile).map(({ version }) => version)

/** Every version came once, and after every one below it. */
function expectEachOnce(wall: Wall) {
  for (const tile of wall.held.keys()) {
    const versions = versionsSent(wall, tile)
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
  }
}

test('a committed fact reaches the wall without being asked for', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { url } = await serve(database)
  const wall = await openWall(url)
  expect(await wall.watch([TILE])).toEqual({ ok: true })
  await store(['a', 'b'])
  await until('2 dossiers on the wall', () => valueIn(wall.held.get(TILE)) === 2)
})

test('a wall that was away says what it holds and gets what it missed, once', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { url } = await serve(database)
  const wall = await openWall(url)
  await wall.watch([TILE, 'dossiers.map'])
  await store(['a'])
  await until('the first dossier', () => valueIn(wall.held.get(TILE)) === 1)

  wall.disconnect()
  await store(['b'])
  await store(['c'])
  await wall.connect()
  await wall.watch([TILE])
  await until('what it missed', () => valueIn(wall.held.get(TILE)) === 3)
})

test('each version of a tile is sent once, and versions only grow', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { url } = await serve(database)
  const wall = await openWall(url)
  await wall.watch([TILE])
  for (let n = 0; n < 5; n++) {
    await store([`d${n}`])
    await until(`dossier ${n}`, () => valueIn(wall.held.get(TILE)) === n + 1)
    await wall.watch([TILE])
  }
  expectEachOnce(wall)
  expect(versionsSent(wall, TILE).length).toBeGreaterThanOrEqual(5)
})

test('walls that join while their tile is computed are sent it once', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { url } = await serve(database)
  const walls = await Promise.all(Array.from({ length: 8 }, () => openWall(url)))
  const joined = walls.map((wall) => wall.watch([TILE, 'dossiers.map', 'dossiers.overdue']))
  await store(['a'])
  await Promise.all(joined)
  for (const wall of walls) {
    await until('the dossier', () => valueIn(wall.held.get(TILE)) === 1)
    expectEachOnce(wall)
  }
})

test('a burst of commits becomes few states, and the last one is true', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { url } = await serve(database)
  const wall = await openWall(url)
  await wall.watch([TILE])
  for (let n = 0; n < 40; n++) await store([`d${n}`])
  await until('all 40', () => valueIn(wall.held.get(TILE)) === 40)
  expect(wall.received.filter(({ tile }) => tile === TILE).length).toBeLessThan(30)
})

test('whenever a wall joined a burst, it ends with what the API says', async () => {
  const tiles = [TILE, 'dossiers.map', 'dossiers.flow', 'dossiers.overdue']
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { app, url } = await serve(database)
  const walls: Wall[] = []
  for (let n = 0; n < 30; n++) {
    await store([`d${n}`])
    if (n % 6 > 0) continue
    const wall = await openWall(url)
    void wall.watch(tiles)
    walls.push(wall)
  }
  for (const wall of walls) {
    await until('all 30', () => valueIn(wall.held.get(TILE)) === 30)
    for (const tile of tiles) {
      await until(`the same ${tile}`, async () =>
        isDeepStrictEqual(wall.held.get(tile), (await app.inject(`/api/tiles/${tile}`)).json()),
      )
    }
    expectEachOnce(wall)
  }
})

test('a wall on a slow line is sent the newest state instead of all it missed', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { url } = await serve(database)
  const line = await openSlowLine(url)
  const [quick, slow] = [await openWall(url), await openWall(line.url, ['polling'])]
  await Promise.all([quick.watch([TILE]), slow.watch([TILE])])

  line.stop()
  for (let n = 1; n <= 12; n++) {
    await store([`d${n}`])
    await until(`dossier ${n}`, () => valueIn(quick.held.get(TILE)) === n)
  }
  line.goOn()
  await until('the newest', () => valueIn(slow.held.get(TILE)) === 12)
  expectEachOnce(slow)
  expect(versionsSent(quick, TILE).length).toBeGreaterThanOrEqual(12)
  expect(versionsSent(slow, TILE).length).toBeLessThanOrEqual(5)
})

test('a wall that takes nothing any more is let go', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { app, url } = await serve(database)
  const walls = async () =>
    Number(/^ioc_walls_connected\{process="[^"]+"\} (\d+)/m.exec((await app.inject('/metrics')).body)?.[1])
  const line = await openSlowLine(url)
  const [quick, slow] = [await openWall(url), await openWall(line.url, ['polling'])]
  await Promise.all([quick.watch([TILE]), slow.watch([TILE])])
  expect(await walls()).toBe(2)

  line.stop()
  for (let n = 1; n <= 3; n++) {
    await store([`d${n}`])
    await until(`dossier ${n}`, () => valueIn(quick.held.get(TILE)) === n)
  }
  // Before the ping would find out, which takes 45 s.
  await until('one wall left', async () => (await walls()) === 1, 30)
  expect(quick.socket.connected).toBe(true)
})

test('a client that floods is cut off, and the walls beside it are not', async () => {
  const { url } = await serve(await hungYen())
  const [wall, flood] = [await openWall(url), await openWall(url)]
  await wall.watch([TILE])
  for (let n = 0; n < 1_000; n++) flood.socket.emit('watch', { scene: 'overview', tiles: { [TILE]: 0 } })
  await until('cut off', () => flood.socket.disconnected)
  expect(await wall.watch([TILE])).toEqual({ ok: true })

  flood.socket.connect()
  await until('connected again', () => flood.socket.connected)
  flood.socket.emit('watch', { scene: 'x'.repeat(1_000_000), tiles: {} })
  await until('cut off again', () => flood.socket.disconnected)
})

test('unknown tiles and too many tiles are refused', async () => {
  const { url } = await serve(await hungYen())
  const wall = await openWall(url)
  expect(await wall.watch(['no.such', TILE])).toEqual({ ok: false, error: 'There is no tile «no.such».' })
  await until('the tile that there is', () => wall.held.has(TILE))
  expect(wall.held.has('no.such')).toBe(false)
  const many = Array.from({ length: 300 }, (_, n) => `tile.${n}`)
  expect(await wall.watch(many)).toEqual({ ok: false, error: 'Not a watch message.' })
})

test('a tile that cannot be computed is named to the wall, and those beside it are told', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const wall = await openWall(url)
  await database.pool.query('alter table social_fact rename to gone')
  const answer = await wall.watch(['social.issues', TILE])
  expect(answer).toMatchObject({ ok: false, failed: ['social.issues'] })
  await until('the tile beside it', () => wall.held.has(TILE))
  expect(wall.held.has('social.issues')).toBe(false)
  await database.pool.query('alter table gone rename to social_fact')
  expect(await wall.watch(['social.issues', TILE])).toEqual({ ok: true })
  await until('the tile once it can be computed', () => wall.held.has('social.issues'))
})

test('a wall keeps up after the database has thrown every connection out', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { url } = await serve(database)
  const wall = await openWall(url)
  await wall.watch([TILE])
  await database.pool.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await until('a connection again', async () => (await store(['after']).catch(() => null)) !== null)
  await until('the dossier stored after it', () => valueIn(wall.held.get(TILE)) === 1)
})

test('an API answer and the socket say the same', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { app, url } = await serve(database)
  await store(['a'])
  const wall = await openWall(url)
  await wall.watch([TILE])
  const answer = await app.inject(`/api/tiles/${TILE}`)
  expect(valueIn(answer.json())).toBe(valueIn(wall.held.get(TILE)))
})

test('a page of another site cannot open the socket', async () => {
  const { url } = await serve(await hungYen())
  for (const transport of ['polling', 'websocket']) {
    const attempt = (origin: string) => {
      const socket = io(url, {
        transports: [transport],
        extraHeaders: { origin, cookie: cookieOf() },
        reconnection: false,
        forceNew: true,
      })
      onTestFinished(() => void socket.disconnect())
      return new Promise((done) => socket.once('connect', () => done('in')).once('connect_error', () => done('refused')))
    }
    expect(await attempt('https://evil.example')).toBe('refused')
    expect(await attempt(url)).toBe('in')
  }
})

test('a source past its promise turns a tile on an open wall stale, and heard again it is as good as before', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  await store(['a'])
  await database.pool.query(
    `update feed set spec = spec || '{"connector": "rest", "every": 5, "promise": 8}' where spec->>'domain' = 'dossiers'`,
  )
  await heard(database, new Date())
  const { url } = await serve(database)
  const wall = await openWall(url)
  await wall.watch([TILE])
  const state = () => (wall.held.get(TILE)?.data as { reading: { state: string } } | undefined)?.reading.state
  const before = await until('a state', state)
  expect(before).not.toBe('stale')
  // Nothing is committed and nobody asks: the clock alone does it.
  await until('staleness within a minute', () => state() === 'stale', 60)
  await database.pool.query(`update feed set spec = spec || '{"promise": 600}' where spec->>'domain' = 'dossiers'`)
  await heard(database, new Date())
  await until('trust within a minute', () => state() === before, 60)
})
