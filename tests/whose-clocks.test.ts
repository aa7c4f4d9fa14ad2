import { setTimeout } from 'node:timers/promises'
import {
  applyProvince,
  type Database,
  type FactDraft,
  loadProvince,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  parsePeriod,
  type Reading,
  type RegistryUnit,
  readByUnit,
  readIndicator,
  readSeries,
  sayHeard,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { takeFiles } from './support/files.ts'
import { heard } from './support/sources.ts'

// A number has the clocks of those who told it, and the past the clocks of then, whoever is connected or cut off later.

const AT = new Date('2026-01-11T05:00:00Z')

async function read(
  { db }: Database,
  id: string,
  { period, at = AT, asOf = null }: { period?: string; at?: Date; asOf?: Date | null } = {},
): Promise<Reading> {
  const units = await loadUnitRegistry(db)
  const span = period === undefined ? undefined : parsePeriod(period, asOf ?? at)
  return readIndicator(db, units, (await loadRegistry()).indicator(id), units.find('hung-yen').id, momentOf({ asOf }, at), span)
}

async function twoCommunes({ db }: Database): Promise<[RegistryUnit, RegistryUnit]> {
  const units = await loadUnitRegistry(db)
  const communes = units.children(units.find('hung-yen').id, '2026-01-11').filter(({ kind }) => kind === 'commune')
  return communes.slice(0, 2) as [RegistryUnit, RegistryUnit]
}

/** A feed of dossiers that is asked every minute, last heard at a moment. */
async function scheduled(database: Database, key: string, heardAt: Date, told: FactDraft[]) {
  const run = await openRun(database, key)
  await database.pool.query(`update feed set spec = spec || '{"connector":"rest","every":60}' where id = $1`, [run.feedId])
  await database.pool.query('insert into feed_heard values ($1, $2, $2)', [run.feedId, heardAt])
  await commit(database, run, told)
}

test('each row of a map has the clocks of those who told it: one source late makes stale what it told, and nothing else', async () => {
  const database = await hungYen()
  const { db } = database
  const units = await loadUnitRegistry(db)
  const province = units.find('hung-yen')
  const [one, other] = await twoCommunes(database)
  await scheduled(database, 'punctual', AT, [dossier({ id: 'a', unit: one.id, received: 10 })])
  await scheduled(database, 'late', new Date(AT.getTime() - 7_200_000), [
    dossier({ id: 'b', unit: other.id, received: 10 }),
    dossier({ id: 'c', unit: province.id, received: 10 }),
  ])
  const indicator = (await loadRegistry()).indicator('dossiers.received_today')
  const moment = momentOf({}, AT)
  const rows = await readByUnit(db, units, indicator, [one, other], moment, undefined, province)
  expect(rows.map(({ state }) => state)).toEqual(['ok', 'stale', 'stale'])
  for (const { unit, state } of rows.slice(0, 2)) {
    expect((await readIndicator(db, units, indicator, unit.id, moment)).state).toBe(state)
  }
})

test('of a day only those who told of it answer: a source of other days neither makes it simulated nor late', async () => {
  const database = await hungYen()
  const [one, other] = await twoCommunes(database)
  const simulated = await openRun(database, 'dossiers-sim')
  await commit(database, simulated, [dossier({ id: 's', unit: one.id, received: 4 })])
  await scheduled(database, 'real', AT, [dossier({ id: 'r', unit: other.id, received: 2 })])
  expect(await read(database, 'dossiers.received_today', { period: '2026-01-03' })).toMatchObject({
    state: 'ok',
    freshness: { simulated: false, lateBy: 0 },
  })
  expect((await read(database, 'dossiers.received_today', { period: '2026-01-05' })).freshness.simulated).toBe(true)
})

test('a point of a series is trusted as far as the same day read alone: a source of days before makes none of today’s late', async () => {
  const database = await hungYen()
  const { db } = database
  await heard(database, AT)
  const units = await loadUnitRegistry(db)
  const [one, other] = await twoCommunes(database)
  await scheduled(database, 'cut-off', new Date(AT.getTime() - 5 * 86_400_000), [dossier({ id: 'a', unit: one.id, received: 1 })])
  await scheduled(
    database,
    'real',
    AT,
    [7, 8, 10].map((received) => dossier({ id: `b${received}`, unit: other.id, received })),
  )
  const indicator = (await loadRegistry()).indicator('dossiers.received_today')
  const unit = units.find('hung-yen').id
  const moment = momentOf({}, AT)
  const points = await readSeries(db, units, indicator, unit, parsePeriod('2026-01-02..2026-01-10', AT), 'day', moment)
  expect(points.map(({ state }) => state)).toEqual(['ok', 'zero', 'zero', 'zero', 'stale', 'stale', 'ok', 'ok', 'stale'])
  for (const { at, value, state } of points) {
    const day = { from: at, to: new Date(at.getTime() + 86_400_000) }
    expect(await readIndicator(db, units, indicator, unit, moment, day)).toMatchObject({ value, state })
  }
})

test('a tile of many values is as late as those who told them: a source beside them that told of nothing shown makes it no later', async () => {
  const database = await hungYen()
  const [one] = await twoCommunes(database)
  const now = new Date()
  const today = Math.floor((now.getTime() - Date.parse('2026-01-01T00:00:00+07:00')) / 86_400_000)
  await scheduled(database, 'punctual', now, [dossier({ id: 'a', unit: one.id, received: today - 10, due: today - 5 })])
  await scheduled(database, 'late', new Date(now.getTime() - 7_200_000), [])
  const { url } = await serve(database)
  const tile = async () => (await (await fetch(`${url}/api/tiles/dossiers.map`)).json()).data
  expect(await tile()).toMatchObject({ state: 'ok', lateBy: 0 })
  await database.pool.query(`update feed_heard set heard_from = $1, heard_to = $1`, [new Date(now.getTime() - 7_200_000)])
  expect((await tile()).state).toBe('stale')
})

test('one real row among simulated ones makes none of them real', async () => {
  const database = await hungYen()
  await heard(database, AT)
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const simulated = await openRun(database, 'dossiers-sim')
  const sketches = Array.from({ length: 5 }, (_, n) => dossier({ id: `s${n}`, unit, received: 2 }))
  await commit(database, simulated, sketches)
  await commit(database, await openRun(database, 'by-hand'), [dossier({ id: 'r', unit, received: 2 })])
  expect(await read(database, 'dossiers.received_today', { period: '2026-01-03' })).toMatchObject({
    value: 6,
    freshness: { simulated: true },
  })
})

test('what one system lacks of the other is stale when either is silent: its silence is not absence', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const old = new Date(Date.now() - 3 * 86_400_000)
  const copy = (side: 'province' | 'portal', id: string): FactDraft => ({
    external_id: id,
    source_version: 1,
    unit_id: unit,
    side,
    status: 'processing',
    received_at: old,
    changed_at: old,
    synced_at: side === 'portal' ? old : null,
    other_status: null,
  })
  const told = async (side: 'province' | 'portal', dossiers: number, heardAgo: string) => {
    const run = await openRun(database, `reconciliation-${side}`)
    const copies = Array.from({ length: dossiers }, (_, n) => copy(side, `d${n}`))
    await commit(database, run, copies, {}, 'reconciliation')
    await database.pool.query('insert into feed_heard select $1, now() - $2::interval, now() - $2::interval', [
      run.feedId,
      heardAgo,
    ])
  }
  await told('province', 40, '0')
  const soon = new Date(Date.now() + 1_000)
  // The portal was never heard: what it lacks is not known, and alarms nobody.
  expect(await read(database, 'reconciliation.not_on_portal', { at: soon })).toMatchObject({ state: 'provisional', level: null })
  await told('portal', 5, '7 days')
  expect(await read(database, 'reconciliation.not_on_portal', { at: soon })).toMatchObject({ value: 35, state: 'stale' })
  expect((await read(database, 'reconciliation.matched_share', { at: soon })).state).toBe('stale')
})

test('cutting a feed off, or connecting another, changes nothing of what was shown before', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  await commit(database, await openRun(database, 'dossiers-sim'), [dossier({ id: 'a', unit, received: 2 })])
  await heard(database, new Date(Date.now() - 1_000))
  await setTimeout(5)
  const then = new Date()
  const shown = { value: 0, state: 'zero' }
  const asThen = () => read(database, 'dossiers.received_today', { period: '2026-01-08', asOf: then })
  expect(await asThen()).toMatchObject(shown)

  await setTimeout(5)
  const province = loadProvince('hung-yen')
  const [known] = province.feeds.filter(({ id }) => id === 'dossiers-sim')
  await applyProvince(database, {
    ...province,
    feeds: [...province.feeds, { ...known, id: 'dossiers-second' } as typeof known & {}],
  })
  expect(await asThen()).toMatchObject(shown)
  await applyProvince(database, { ...province, feeds: province.feeds.filter(({ domain }) => domain !== 'dossiers') })
  expect(await asThen()).toMatchObject(shown)
})

test('while a source is first heard, as of then says what was shown then', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  await commit(database, await openRun(database, 'dossiers-sim'), [dossier({ id: 'a', unit, received: 2, finished: 4 })])
  await setTimeout(5)
  const then = new Date()
  const live = await read(database, 'dossiers.on_time_rate', { period: '2026-01', at: then })
  const past = await read(database, 'dossiers.on_time_rate', { period: '2026-01', asOf: then })
  expect(live).toMatchObject({ state: 'provisional', level: null })
  expect(past).toMatchObject({ value: live.value, state: live.state, level: live.level })
})

test('as of a past that is still being told, what stands so far is provisional, and silence says nothing', async () => {
  const database = await hungYen()
  const { db, pool } = database
  const unit = (await loadUnitRegistry(db)).find('hung-yen').id
  const run = await openRun(database, 'dossiers-sim')
  const sketches = [0, 1, 2].map((day) => dossier({ id: `d${day}`, unit, received: day, version: instantOf(day) }))
  await commit(database, run, sketches, { knownBySource: true })
  const then = new Date('2026-01-05T00:00:00+07:00')
  const asThen = async (period: string) => {
    const { value, state, level, freshness } = await read(database, 'dossiers.received_today', { period, asOf: then })
    return [value, state, level, freshness.reconstructed]
  }
  expect(await asThen('2026-01-02')).toEqual([1, 'provisional', null, true])
  expect(await asThen('2026-01-04')).toEqual([null, 'missing', null, true])
  await pool.query('insert into feed_heard values ($1, now(), now())', [run.feedId])
  expect(await asThen('2026-01-02')).toEqual([1, 'ok', null, true])
  expect(await asThen('2026-01-04')).toEqual([0, 'zero', null, true])
})

/** A dossier as the province's one-stop system writes it, received on one day and last touched on another of January 2026. */
const written = (id: string, received: string, updated: string) => ({
  MaHoSo: id,
  DonViXuLy: 'H31.05',
  TenLinhVuc: 'Đăng ký đất đai',
  TrangThaiHoSo: '4',
  NgayTiepNhan: `2026-01-${received}:00.000`,
  NgayHenTra: '2026-01-30T17:00:00.000',
  NgayCapNhat: `2026-01-${updated}:00.000`,
})

test('a history told at once, in whatever order, is known day by day as its source had it', async () => {
  const database = await hungYen()
  const duLieu = ['16', '14', '19', '14', '15'].map((day, n) => written(`A-${n}`, `${day}T09:0${n}`, `${day}T09:0${n}`))
  const page = JSON.stringify({ tongSo: duLieu.length, duLieu })
  expect(await takeFiles(database, 'dossiers-sim', { 'lich-su.json': page })).toMatchObject({ inserted: 5, held: 0 })
  await heard(database, new Date())
  const asOf = async (then: string, period: string) => {
    const { value, state } = await read(database, 'dossiers.received_today', {
      period,
      asOf: new Date(`2026-01-${then}:00+07:00`),
    })
    return [value, state]
  }
  expect(await asOf('14T23:00', '2026-01-14')).toEqual([2, 'ok'])
  expect(await asOf('15T23:00', '2026-01-14..2026-01-15')).toEqual([3, 'ok'])
  expect(await asOf('17T23:00', '2026-01-14..2026-01-17')).toEqual([4, 'ok'])
  expect(await asOf('18T12:00', '2026-01-17')).toEqual([0, 'zero'])
  expect(await asOf('20T12:00', '2026-01-18')).toEqual([0, 'zero'])
})

test('what was told in one go is not known until its last word: silence about it is no 0, and a count of it no whole', async () => {
  const database = await hungYen()
  const unit = (await loadUnitRegistry(database.db)).find('hung-yen').id
  const run = await openRun(database, 'dossiers-sim')
  const told = (from: number, to: number) => {
    const days = Array.from({ length: to - from + 1 }, (_, n) => from + n)
    const sketches = days.map((day) => dossier({ id: `d${day}`, unit, received: day, version: instantOf(day) }))
    return commit(database, run, sketches, { knownBySource: true })
  }
  await told(0, 10)
  await told(14, 40)
  await heard(database, new Date())
  const asThen = async (period: string) => {
    const asOf = new Date('2026-01-20T23:00:00+07:00')
    const { value, state } = await read(database, 'dossiers.received_today', { period, asOf })
    return [value, state]
  }
  expect(await asThen('2026-01-11')).toEqual([1, 'ok'])
  expect(await asThen('2026-01-13')).toEqual([0, 'zero'])
  expect(await asThen('2026-01-12..2026-01-16')).toEqual([0, 'provisional'])
  expect(await asThen('2026-01-20')).toEqual([null, 'missing'])
  expect(await asThen('2026-01')).toEqual([11, 'provisional'])
})

/** When a dossier of a day after 1 January 2026 was received. */
const instantOf = (day: number) => Date.parse('2026-01-01T02:00:00Z') + day * 86_400_000

test('within one minute a source breaks its word, or grows too old for an indicator: what was heard then says something else', async () => {
  const database = await hungYen()
  await scheduled(database, 'silent', new Date(AT.getTime() - 600_000), [])
  await scheduled(database, 'one', new Date(AT.getTime() - 30_000), [])
  const say = (seconds: number, ...maxAges: number[]) =>
    sayHeard(database.db, ['dossiers'], maxAges, momentOf({}, new Date(AT.getTime() + 1000 * seconds)))
  // Both promise to be heard within a minute.
  expect(await say(10)).toBe(await say(20))
  expect(await say(20)).not.toBe(await say(40))
  expect(await say(40, 75)).not.toBe(await say(50, 75))
})
