import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  applyProvince,
  compareConfigurations,
  configurationFiles,
  type Database,
  findFeed,
  keptConfiguration,
  loadProvince,
  type Province,
  readConfiguration,
  registryAsOf,
  writeConfiguration,
} from '@ioc/sql'
import { expect, onTestFinished, test } from 'vitest'
import { openWall, serve, until } from './support/app.ts'
import { bare, hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'

// A province says itself what it counts and from where on a number is bad, in files beside its units and plans.

const province = loadProvince('hung-yen')
const told = (value: object) => ({ value, where: () => 'thu.yaml:1' }) as Province['indicators'][number]
const saying = (...own: object[]): Province => ({ ...province, indicators: own.map(told) })

const LEFT = {
  id: 'dossiers.left_today',
  title: { vi: 'Tiếp nhận trừ giải quyết trong ngày', en: 'Received less completed today' },
  formula: 'dossiers.received - dossiers.completed',
  basis: 'Quy chế điều hành của tỉnh',
  unit: 'dossier',
  direction: 'down',
  period: 'today',
  owner: 'van-phong-ubnd',
}
const SCENE = {
  id: 'own',
  title: { vi: 'Của tỉnh', en: 'Own' },
  columns: 12,
  rows: 12,
  places: [{ tile: LEFT.id, column: 1, row: 1, width: 4, height: 4 }],
  strip: null,
}
const today = () =>
  Math.floor((Date.now() + 7 * 3_600_000) / 86_400_000) - Math.floor(Date.parse('2026-01-01T00:00:00Z') / 86_400_000)

async function receive(database: Database, count: number) {
  const run = await openRun(database, 'live')
  await findFeed(database.db, 'live')
  const { rows } = await database.pool.query("select id from unit where key = 'hung-yen'")
  const dossiers = Array.from({ length: count }, (_, n) => dossier({ id: `d${n}`, unit: rows[0].id, received: today() }))
  await commit(database, run, dossiers)
}

test('an indicator of the province’s own stands on the wall by its id, live, told to a server that was running already', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const wall = await openWall(url)
  expect(await wall.watch([LEFT.id])).toEqual({ ok: false, error: `There is no tile «${LEFT.id}».` })
  await applyProvince(database, { ...saying(LEFT), scenes: [...province.scenes, SCENE] }, 'command')
  const scene = await fetch(`${url}/api/scenes/${SCENE.id}`)
  expect(await scene.json()).toMatchObject({ places: [{ tile: LEFT.id, kind: 'stat' }] })
  expect(await wall.watch([LEFT.id])).toEqual({ ok: true })
  await receive(database, 3)
  await until('3 dossiers on the wall', () => {
    const state = wall.held.get(LEFT.id) as { data: { reading?: { value: number } } } | undefined
    return state?.data.reading?.value === 3
  })
  const reading = await fetch(`${url}/api/readings/${LEFT.id}?unit=hung-yen`)
  expect(await reading.json()).toMatchObject({ value: 3, state: 'ok' })
})

test('levels set otherwise today leave what was red until then', async () => {
  const database = await hungYen()
  const watch = async (asOf: Date | null) => (await registryAsOf(database.db, asOf)).indicator('dossiers.on_time_rate').levels
  const shipped = await watch(null)
  await applyProvince(database, saying({ id: 'dossiers.on_time_rate', levels: { watch: 90 } }))
  const first = new Date()
  await new Promise((done) => setTimeout(done, 5))
  await applyProvince(database, saying({ id: 'dossiers.on_time_rate', levels: { watch: 80 } }))
  expect(await watch(null)).toEqual({ watch: 80 })
  expect(await watch(first)).toEqual({ watch: 90 })
  await applyProvince(database, saying())
  expect(await watch(null)).toEqual(shipped)
  await expect(database.pool.query('delete from indicator_version')).rejects.toThrow('append-only')
})

test('a formula changed makes a revision of the number, which says so', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  await applyProvince(database, saying(LEFT))
  await receive(database, 3)
  await applyProvince(database, saying({ ...LEFT, formula: 'dossiers.received + dossiers.received' }))
  const answer = await fetch(`${url}/api/readings/${LEFT.id}/revisions?unit=hung-yen`)
  const { revisions } = (await answer.json()) as { revisions: { cause: string; value: number }[] }
  expect(revisions.map(({ cause, value }) => [cause, value])).toEqual([
    ['definition', 6],
    ['data', 3],
  ])
})

test('written out, taken in elsewhere and written out again it is the same, and a change is named by its field', async () => {
  const given = saying(LEFT, { id: 'dossiers.on_time_rate', levels: { watch: 90, warn: 80 } })
  const [here, there] = [await bare(), await bare()]
  await applyProvince(here, given)
  const path = mkdtempSync(join(tmpdir(), 'ioc-own-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  writeConfiguration(await keptConfiguration(here.db), path)
  const read = readConfiguration(path)
  await applyProvince(there, read, 'command')
  expect(configurationFiles(await keptConfiguration(there.db))).toEqual(configurationFiles(await keptConfiguration(here.db)))
  const other = saying(LEFT, { id: 'dossiers.on_time_rate', levels: { watch: 95, warn: 80 } })
  expect(compareConfigurations(read, other)).toEqual([
    { path: 'indicators/dossiers.on_time_rate.levels.watch', before: 90, after: 95 },
  ])
})

test.each([
  [
    'a picture would mix what cannot be compared',
    { id: 'dossiers.age_8_15', formula: 'share(dossiers.completed, dossiers.received, none)', basis: 'Quy chế', unit: 'percent' },
    'thu.yaml:1: the tile dossiers.ages puts',
  ],
  ['a formula names what nobody counts', { ...LEFT, formula: 'dossiers.lost' }, 'thu.yaml:1: '],
])('where %s nothing is taken in', async (_, own, why) => {
  const database = await hungYen()
  const before = await keptConfiguration(database.db)
  await expect(applyProvince(database, saying(own), 'command')).rejects.toThrow(why)
  expect(compareConfigurations(before, await keptConfiguration(database.db))).toEqual([])
})
