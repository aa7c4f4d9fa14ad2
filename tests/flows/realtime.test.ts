import { type Database, findFeed } from '@ioc/sql'
import { io } from 'socket.io-client'
import { expect, onTestFinished, test } from 'vitest'
import { openWall, serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'

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

test('versions only grow, so a late state can be told from a new one', async () => {
  const database = await hungYen()
  const store = await feedOf(database, 'live')
  const { url } = await serve(database)
  const wall = await openWall(url)
  await wall.watch([TILE])
  for (let n = 0; n < 5; n++) {
    await store([`d${n}`])
    await until(`dossier ${n}`, () => valueIn(wall.held.get(TILE)) === n + 1)
  }
  const versions = wall.received.filter(({ tile }) => tile === TILE).map(({ version }) => version)
  expect(versions).toEqual([...versions].sort((a, b) => a - b))
  expect(new Set(versions).size).toBeGreaterThanOrEqual(5)
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
      const socket = io(url, { transports: [transport], extraHeaders: { origin }, reconnection: false, forceNew: true })
      onTestFinished(() => void socket.disconnect())
      return new Promise((done) => socket.once('connect', () => done('in')).once('connect_error', () => done('refused')))
    }
    expect(await attempt('https://evil.example')).toBe('refused')
    expect(await attempt(url)).toBe('in')
  }
})
