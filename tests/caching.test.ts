import { applyProvince, type Database, loadProvince, recordUnits } from '@ioc/sql'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// Whoever holds an answer is told so while it still holds, and never once anything it rests on has changed: the ledger, what was
// configured, the clock, the code.

const READING = '/api/readings/dossiers.overdue'
const SERIES = '/api/readings/dossiers.received_today/units/series?kind=commune&period=2026-01&step=month'
const TILE = '/api/tiles/dossiers.overdue'
const FEEDS = '/api/tiles/feeds.all'
const PLANS = '/api/plans'
const PLAN = '/api/plans/muc-quoc-gia-2025'
const INDICATOR = '/api/indicators/dossiers.overdue'
const UNITS = '/api/units?kind=commune'
const UNIT = '/api/units/phuong-pho-hien'
const RESTS_ON = '/api/indicators/dossiers.overdue/lineage'
const RESTS_UPON = '/api/feeds/dossiers-sim/lineage'
const ALL = [
  ...[READING, SERIES, TILE, FEEDS, PLANS, PLAN, INDICATOR, '/api/indicators', UNITS, UNIT, RESTS_ON, RESTS_UPON],
  ...['/api/calendar/2026', '/api/scenes/overview'],
]

/** The clock of this process, which is the server's, stands until it is set. */
function clock() {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${new Date().toISOString().slice(0, 16)}:10Z`) })
  onTestFinished(() => void vi.useRealTimers())
  return { passes: (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000) }
}

/** Asks for answers, remembers their tags, and says which of them have changed since. */
async function caller(database: Database, paths: string[], options = {}) {
  const { url } = await serve(database, options)
  const tags = new Map<string, string>()
  const ask = async (path: string) => {
    const answer = await fetch(`${url}${path}`, { headers: { 'if-none-match': tags.get(path) ?? '' } })
    const { status } = answer
    const text = await answer.text()
    expect([path, status, text === '']).toEqual([path, status === 304 ? 304 : 200, status === 304])
    tags.set(path, answer.headers.get('etag') ?? '')
    return { status, text }
  }
  const changed = async () => {
    const found: string[] = []
    for (const path of paths) if ((await ask(path)).status === 200) found.push(path)
    return found
  }
  expect(await changed()).toEqual(paths)
  return { tags, ask, changed }
}

async function province() {
  const database = await hungYen()
  const { rows } = await database.pool.query("select id from unit where key = 'phuong-pho-hien'")
  const run = await openRun(database, 'dossiers-sim')
  return { database, write: (id: string) => commit(database, run, [dossier({ id, unit: rows[0].id })]) }
}

test('every answer about numbers, plans, indicators, units and what rests on what is tagged, and held while nothing changes', async () => {
  clock()
  const { database, write } = await province()
  await write('a')
  const { tags, changed } = await caller(database, ALL)
  expect([...tags.values()].filter((tag) => !/^W\/"[\w-]+"$/.test(tag))).toEqual([])
  expect(await changed()).toEqual([])
})

test('once facts are written all that counts them is told anew, and what does not is held on', async () => {
  clock()
  const { database, write } = await province()
  const { changed } = await caller(database, ALL)
  await write('a')
  const counting = [READING, SERIES, TILE, FEEDS, PLANS, PLAN, RESTS_ON, RESTS_UPON]
  expect((await changed()).filter((path) => path !== FEEDS)).toEqual(counting.filter((path) => path !== FEEDS))
  expect(await changed()).toEqual([])
})

test('once something is configured otherwise all that says so is told anew', async () => {
  clock()
  const { database, write } = await province()
  await write('a')
  const configured = loadProvince('hung-yen')
  await applyProvince(database, configured)
  const { ask, changed } = await caller(database, ALL)

  const levels = {
    value: { id: 'dossiers.overdue', title: { vi: 'Hồ sơ trễ', en: 'Late' }, levels: { watch: 0.5 } },
    where: () => 'thu.yaml:1',
  }
  await applyProvince(database, { ...configured, indicators: [levels] })
  const meant = await changed()
  for (const path of [READING, SERIES, TILE, PLANS, INDICATOR, '/api/indicators']) expect(meant).toContain(path)
  expect(meant).not.toContain(UNITS)
  expect((await ask(TILE)).status).toBe(304)

  await database.pool.query("update unit set name = 'Phường Thử' where key = 'phuong-pho-hien'")
  await recordUnits(database.db)
  const named = await changed()
  for (const path of [READING, SERIES, TILE, PLANS, UNITS, UNIT]) expect(named).toContain(path)

  await database.pool.query(
    "insert into plan_version (spec, sha256) select spec - 0, 'fewer' from plan_version order by id desc limit 1",
  )
  const planned = await changed()
  for (const path of [PLANS, PLAN]) expect(planned).toContain(path)
  expect(planned).not.toContain(UNITS)
})

test('once the clock has made a number stale it is told anew, though nothing was written and the minute is the same', async () => {
  const { passes } = clock()
  const { database, write } = await province()
  await write('a')
  await database.pool.query(
    `update feed set spec = spec || '{"connector":"rest","every":60,"promise":60}' where key = 'dossiers-sim'`,
  )
  await database.pool.query("update feed set enabled = false where key <> 'dossiers-sim'")
  await heard(database, new Date(Date.now() - 55_000))
  const { ask, changed } = await caller(database, [READING, TILE, PLANS])
  expect(await changed()).toEqual([])
  passes(3)
  expect(await changed()).toEqual([])
  passes(10)
  for (const path of [READING, TILE]) {
    const { status, text } = await ask(path)
    expect([path, status, /"state":"(\w+)"/.exec(text)?.[1]]).toEqual([path, 200, 'stale'])
  }
})

test('once a minute is over whatever counts to the minute is told anew', async () => {
  const { passes } = clock()
  const { database, write } = await province()
  await write('a')
  const { changed } = await caller(database, [READING, TILE, PLANS, UNITS])
  passes(60)
  expect(await changed()).toEqual([READING, TILE, PLANS])
})

test('no answer of another build is taken for one of this', async () => {
  clock()
  const { database, write } = await province()
  await write('a')
  const [one, other] = [await caller(database, ALL, { build: 'one' }), await caller(database, ALL, { build: 'other' })]
  for (const path of ALL) expect([path, other.tags.get(path)]).not.toEqual([path, one.tags.get(path)])
  for (const [path, tag] of one.tags) other.tags.set(path, tag)
  expect(await other.changed()).toEqual(ALL)
})
