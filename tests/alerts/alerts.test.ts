import { acknowledgeAlerts, askWatch, type Database, endSilence, silenceAlerts, silencesAt } from '@ioc/sql'
import { expect, test } from 'vitest'
import { askAll, onlyRules, toldOf } from '../support/alerts.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// What a rule finds becomes an alert with a life of its own, whoever asks and however often.

const MINUTE = 60_000
const NOON = Date.parse('2026-11-20T05:00:00Z')
const noon = (minutes = 0) => new Date(NOON + minutes * MINUTE)
const OVERDUE = {
  id: 'overdue',
  title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' },
  indicators: ['dossiers.overdue'],
  when: { is: 'threshold' as const, levels: { warn: 1, critical: 5 } },
}

let runs = 0
/** So many dossiers of a commune overdue since January, told at a moment. */
async function overdue(database: Database, count: number, at: Date, commune = 'phuong-pho-hien'): Promise<void> {
  const unit = (await database.pool.query('select id from unit where key = $1', [commune])).rows[0].id
  const run = await openRun(database, 'dossiers-sim')
  const version = ++runs
  await commit(
    database,
    run,
    Array.from({ length: 8 }, (_, n) => dossier({ id: `${commune} ${n}`, version, unit, finished: n < count ? null : 20 })),
  )
  await heard(database, at)
}

test('what is wrong is raised once, however often it is asked, and ends when it is well again', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await overdue(database, 3, noon())
  await askAll(house, noon(1))
  await askAll(house, noon(2))
  expect(await toldOf(house)).toMatchObject([
    {
      rule: 'overdue',
      subject: 'dossiers.overdue',
      unit: 'hung-yen',
      status: 'firing',
      level: 'warn',
      measured: 3,
      bound: 1,
      told: ['fired'],
    },
  ])
  await overdue(database, 7, noon(3))
  await askAll(house, noon(3))
  expect(await toldOf(house)).toMatchObject([{ level: 'critical', measured: 7, bound: 5, told: ['fired', 'worsened'] }])
  await overdue(database, 0, noon(4))
  await askAll(house, noon(4))
  expect(await toldOf(house)).toMatchObject([
    { status: 'resolved', peak: 'critical', resolvedAt: noon(4), told: ['fired', 'worsened', 'resolved'] },
  ])
})

test('of many that ask at once one does, and what it found is told once', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await overdue(database, 3, noon())
  const watch = { rule: 'overdue', subject: 'dossiers.overdue' }
  for (let minute = 1; minute <= 5; minute++) {
    await database.pool.query('update alert_watch set due_at = $1', [noon(minute)])
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => askWatch(house, watch, { at: noon(minute) })))
    expect(outcomes.filter((outcome) => outcome === 'asked')).toHaveLength(1)
  }
  expect(await toldOf(house)).toMatchObject([{ status: 'firing', told: ['fired'] }])
})

test('news is asked about at once and only once; without news the clock decides', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await overdue(database, 3, noon())
  await askAll(house, noon(1))
  const watch = { rule: 'overdue', subject: 'dossiers.overdue' }
  expect(await askWatch(house, watch, { news: true, at: noon(1.1) })).toBe('idle')
  await overdue(database, 0, noon(1.2))
  expect(await askWatch(house, watch, { at: noon(1.3) })).toBe('idle')
  expect(await askWatch(house, watch, { news: true, at: noon(1.3) })).toBe('asked')
  expect(await askWatch(house, watch, { news: true, at: noon(1.4) })).toBe('idle')
  expect(await toldOf(house)).toMatchObject([{ status: 'resolved' }])
})

test('what must hold for an hour fires after an hour, and what passes before leaves no trace', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, { ...OVERDUE, hold: 3600, settle: 1800 })
  await overdue(database, 3, noon())
  await askAll(house, noon(1))
  expect(await toldOf(house)).toMatchObject([{ status: 'pending', told: [] }])
  const [{ due_at }] = (await database.pool.query('select due_at from alert_watch')).rows
  expect(due_at).toEqual(noon(4))
  await overdue(database, 0, noon(30))
  await askAll(house, noon(30))
  expect(await toldOf(house)).toEqual([])
  await overdue(database, 3, noon(40))
  for (const minute of [40, 99, 100]) {
    await heard(database, noon(minute - 0.5))
    await askAll(house, noon(minute))
  }
  expect(await toldOf(house)).toMatchObject([{ status: 'firing', since: noon(40), firedAt: noon(100) }])
  await overdue(database, 0, noon(110))
  for (const minute of [110, 139]) {
    await heard(database, noon(minute - 0.5))
    await askAll(house, noon(minute))
  }
  expect(await toldOf(house)).toMatchObject([{ status: 'firing', clearSince: noon(110) }])
  await askAll(house, noon(140))
  expect(await toldOf(house)).toMatchObject([{ status: 'resolved' }])
})

test('a source that falls silent resolves nothing; heard again and well, it does', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await overdue(database, 3, noon())
  await askAll(house, noon(1))
  await askAll(house, noon(3 * 24 * 60))
  expect(await toldOf(house)).toMatchObject([{ status: 'firing', blindSince: noon(3 * 24 * 60), told: ['fired', 'blinded'] }])
  await overdue(database, 0, noon(3 * 24 * 60 + 1))
  await askAll(house, noon(3 * 24 * 60 + 1))
  expect(await toldOf(house)).toMatchObject([{ status: 'resolved', told: ['fired', 'blinded', 'sighted', 'resolved'] }])
})

test('a dead source is one alert, and those of its numbers stand behind it until it is heard again', async () => {
  const database = await hungYen()
  const SOURCES = {
    id: 'sources',
    title: { vi: 'Nguồn im lặng', en: 'A silent source' },
    when: { is: 'silence' as const, levels: { watch: 1, warn: 2, critical: 5 } },
    feeds: ['dossiers-sim'],
  }
  const ABSENT = {
    id: 'absent',
    title: { vi: 'Thiếu số', en: 'Missing numbers' },
    indicators: ['dossiers.overdue', 'dossiers.open_now'],
    when: { is: 'absence' as const, level: 'warn' as const },
  }
  const house = await onlyRules(database, SOURCES, ABSENT, OVERDUE)
  await overdue(database, 3, noon())
  await askAll(house, noon(1))
  const late = noon(3 * 24 * 60)
  await askAll(house, late)
  await askAll(house, new Date(late.getTime() + MINUTE))
  const alerts = await toldOf(house)
  const dead = alerts.find(({ rule }) => rule === 'sources')
  expect(dead).toMatchObject({ subject: 'feed:dossiers-sim', unit: null, level: 'critical', status: 'firing', inhibitedBy: null })
  expect(
    alerts
      .filter(({ inhibitedBy }) => inhibitedBy === dead?.id)
      .map(({ rule, subject }) => `${rule} ${subject}`)
      .sort(),
  ).toEqual(['absent dossiers.open_now', 'absent dossiers.overdue', 'overdue dossiers.overdue'])
  await overdue(database, 3, new Date(late.getTime() + 2 * MINUTE))
  await askAll(house, new Date(late.getTime() + 3 * MINUTE))
  const after = await toldOf(house)
  expect(after.filter(({ inhibitedBy }) => inhibitedBy !== null)).toEqual([])
  expect(after.filter(({ status }) => status !== 'resolved')).toMatchObject([
    { rule: 'overdue', told: ['fired', 'blinded', 'inhibited', 'sighted', 'uninhibited'] },
  ])
})

test('of a hundred and four communes those that are wrong are each an alert of their own', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, {
    ...OVERDUE,
    kinds: ['commune'],
    otherwise: [{ units: ['phuong-son-nam'], levels: { warn: 6 } }],
  })
  await overdue(database, 3, noon(), 'phuong-pho-hien')
  await overdue(database, 6, noon(0.1), 'phuong-hong-chau')
  await overdue(database, 5, noon(0.2), 'phuong-son-nam')
  await askAll(house, noon(1))
  expect((await toldOf(house)).map(({ unit, level }) => `${unit} ${level}`)).toEqual([
    'phuong-hong-chau critical',
    'phuong-pho-hien warn',
  ])
})

test('a rule that can’t be asked is an alert itself, and is well again once it can', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await overdue(database, 3, noon())
  const broken = {
    ...house,
    registry: {
      ...house.registry,
      indicator: () => {
        throw new Error('the formula is broken')
      },
    },
  }
  expect(await askAll(broken, noon(1))).toEqual(['failed'])
  for (const minute of [2, 3]) await askAll(broken, noon(minute))
  expect(await toldOf(house)).toMatchObject([
    {
      rule: 'overdue',
      watch: 'rule',
      subject: 'rule:dossiers.overdue',
      level: 'critical',
      status: 'firing',
      told: ['fired', 'worsened'],
    },
  ])
  const { rows } = await database.pool.query('select error, failures from alert_watch')
  expect(rows).toEqual([{ error: 'the formula is broken', failures: 3 }])
  await askAll(house, noon(4))
  expect((await toldOf(house)).map(({ subject, status }) => `${subject} ${status}`)).toEqual([
    'rule:dossiers.overdue resolved',
    'dossiers.overdue firing',
  ])
})

test('who acknowledges is named; of two the second is told whose it is; what grows worse is for everybody again', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await overdue(database, 3, noon())
  await askAll(house, noon(1))
  const { id } = (await toldOf(house))[0] as { id: number }
  expect(await acknowledgeAlerts(database.db, [id], { by: 'Trần Thị Hoa', note: 'Đang gọi phường' })).toEqual([id])
  await expect(acknowledgeAlerts(database.db, [id], { by: 'Lê Văn Nam' })).rejects.toThrow('Trần Thị Hoa đã tiếp nhận')
  await askAll(house, noon(2))
  expect(await toldOf(house)).toMatchObject([
    { status: 'acknowledged', acknowledgedBy: 'Trần Thị Hoa', told: ['fired', 'acknowledged'] },
  ])
  await overdue(database, 7, noon(3))
  await askAll(house, noon(3))
  expect(await toldOf(house)).toMatchObject([{ status: 'firing', acknowledgedBy: null, level: 'critical' }])
})

test('a silence is for what it names, ends by itself or by hand, and is never longer than a month', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, { ...OVERDUE, kinds: ['commune'] })
  await overdue(database, 3, noon(), 'phuong-pho-hien')
  await overdue(database, 3, noon(0.1), 'phuong-hong-chau')
  await askAll(house, noon(1))
  const unitId = house.units.find('phuong-pho-hien').id
  const by = { by: 'Trần Thị Hoa', why: 'Đang chuyển trụ sở' }
  const hour = new Date(Date.now() + 60 * MINUTE)
  const silence = await silenceAlerts(database.db, { domain: 'dossiers', unitId, until: hour, ...by })
  const silenced = async () => (await toldOf(house)).flatMap(({ unit, silencedBy }) => (silencedBy === null ? [] : [unit]))
  expect(await silenced()).toEqual(['phuong-pho-hien'])
  expect(await silencesAt(database.db, new Date())).toMatchObject([{ id: silence, unit: 'phuong-pho-hien', ...by }])
  await endSilence(database.db, silence, 'Lê Văn Nam')
  expect(await silenced()).toEqual([])
  await expect(endSilence(database.db, silence, 'Lê Văn Nam')).rejects.toThrow('đã hết')
  await expect(silenceAlerts(database.db, { rule: 'overdue', until: new Date(0), ...by })).rejects.toThrow('phải ở sau')
  const year = new Date(Date.now() + 365 * 86_400_000)
  await expect(silenceAlerts(database.db, { rule: 'overdue', until: year, ...by })).rejects.toThrow('nhiều nhất 31 ngày')
})

test('the alerts of a rule that is gone end, with that as the reason', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await overdue(database, 3, noon())
  await askAll(house, noon(1))
  await onlyRules(database)
  expect(await toldOf(house)).toMatchObject([{ status: 'resolved', told: ['fired', 'retired'] }])
})

test('what is looked at in working hours alone rests on a Sunday until the next session begins', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, { ...OVERDUE, during: 'working_hours' })
  const sunday = new Date('2026-11-22T03:00:00Z')
  await overdue(database, 3, sunday)
  expect(await askAll(house, sunday)).toEqual(['idle'])
  const [{ due_at }] = (await database.pool.query('select due_at from alert_watch')).rows
  expect(due_at.toISOString()).toMatch(/^2026-11-23T0[01]/)
  expect(await askAll(house, new Date('2026-11-23T03:00:00Z'))).toEqual(['asked'])
})
