import { randomUUID } from 'node:crypto'
import type { LayoutsAnswer } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { openWall, until, type Wall } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { cookieOf } from '../support/people.ts'
import { startServer } from '../support/processes.ts'
import { NOBODY } from '../support/signed-in.ts'

// Two real server processes over one database. Nothing goes from one to the other but through it.

const TILE = 'dossiers.received_today'
const TODAY = Math.floor((Date.now() + 7 * 3_600_000) / 86_400_000) - Math.floor(Date.parse('2026-01-01T00:00:00Z') / 86_400_000)

async function house() {
  const database = await hungYen()
  const run = await openRun(database, 'live')
  const { rows } = await database.pool.query("select id from unit where key = 'hung-yen'")
  const unit: number = rows[0].id
  const store = (...ids: string[]) =>
    commit(
      database,
      run,
      ids.map((id) => dossier({ id, unit, received: TODAY })),
    )
  const [one, other] = await Promise.all([startServer(database), startServer(database)])
  return { database, store, one, other }
}

const shown = (wall: Wall) => (wall.held.get(TILE)?.data as { reading: { value: number } } | undefined)?.reading.value

const statusOf = async (url: string, init?: RequestInit) => (await fetch(url, init)).status

test('what is committed reaches the walls of every server, and a wall whose server is killed goes on at the other from what it shows', async () => {
  const { store, one, other } = await house()
  const [first, second] = [await openWall(one.url), await openWall(other.url)]
  await Promise.all([first.watch([TILE]), second.watch([TILE])])
  await store('a', 'b')
  await until('both walls', () => shown(first) === 2 && shown(second) === 2)
  expect(first.held.get(TILE)?.node).not.toBe(second.held.get(TILE)?.node)

  one.kill('SIGKILL')
  await one.ended
  await until('a cut line', () => !first.socket.connected)
  await store('c')
  const moved = await openWall(other.url)
  // What it held it holds still, by the word of a server that is no more.
  moved.held.set(TILE, first.held.get(TILE) as never)
  expect(await moved.watch([TILE])).toEqual({ ok: true })
  await until('the newest', () => shown(moved) === 3)
  expect(moved.received.map((state) => (state.data as { reading: { value: number } }).reading.value)).toEqual([3])
})

test('a wall that comes with versions of another server’s, be its clock an hour ahead, is told what is true', async () => {
  const { store, one, other } = await house()
  await store('a')
  const wall = await openWall(one.url)
  await wall.watch([TILE])
  await until('one dossier', () => shown(wall) === 1)

  const moved = await openWall(other.url)
  const ahead = { ...(wall.held.get(TILE) as object), version: Date.now() + 3_600_000, node: randomUUID() }
  moved.held.set(TILE, ahead as never)
  await moved.watch([TILE])
  await until('its own word', () => moved.held.get(TILE)?.node !== ahead.node)
  await store('b')
  await until('news', () => shown(moved) === 2)
})

test('whoever signs out by one server is signed out at the other, and their lines there are laid down', async () => {
  const { one, other } = await house()
  const cookie = cookieOf('Hoa')
  const wall = await openWall(other.url, ['websocket'], { cookie })
  expect(await wall.watch([TILE])).toEqual({ ok: true })
  const headers = { ...NOBODY, cookie, 'x-ioc': '1' }
  const me = () => statusOf(`${other.url}/api/indicators`, { headers })
  expect(await me()).toBe(200)
  expect(await statusOf(`${one.url}/api/sign-out`, { method: 'POST', headers })).toBe(200)
  expect(await me()).toBe(401)
  await until('its line to be laid down', () => !wall.socket.connected)
})

test('guesses of a password are counted by all servers together', async () => {
  const { one, other } = await house()
  const guess = ({ url }: { url: string }) =>
    statusOf(`${url}/api/sign-in`, {
      method: 'POST',
      headers: { ...NOBODY, 'content-type': 'application/json', 'x-ioc': '1' },
      body: JSON.stringify({ login: 'person0', password: 'không phải mật khẩu này' }),
    })
  const answers: number[] = []
  for (let n = 0; n < 6; n++) answers.push(await guess(n % 2 === 0 ? one : other))
  expect(answers).toEqual([401, 401, 401, 401, 401, 429])
  expect([await guess(one), await guess(other)]).toEqual([429, 429])
})

test('a scene laid out by one server is so at the other with the next question, and its walls hear that it was', async () => {
  const { one, other } = await house()
  const wall = await openWall(other.url)
  const layouts: number[] = []
  wall.socket.on('pulse', (pulse: { layouts: number }) => layouts.push(pulse.layouts))
  await until('a first pulse', () => layouts.length > 0)
  const { scenes } = (await (await fetch(`${one.url}/api/layouts`)).json()) as LayoutsAnswer
  const { spec, version: seen } = scenes.find(({ id }) => id === 'overview') as LayoutsAnswer['scenes'][number]
  const renamed = { ...spec, title: { vi: 'Toàn cảnh mới', en: 'New overview' } }
  const published = await fetch(`${one.url}/api/layouts/scenes/overview`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: 'Lan', why: 'Đổi tên', seen, spec: renamed }),
  })
  expect(published.status).toBe(200)
  expect((await (await fetch(`${other.url}/api/scenes/overview`)).json()).title).toEqual(renamed.title)
  await until('its walls to hear', () => layouts.some((at) => at > (layouts[0] as number)))
})
