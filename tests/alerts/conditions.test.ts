import { AlertRule, type Database, rehearseAlerts } from '@ioc/sql'
import { expect, test } from 'vitest'
import { askAll, houseOf, onlyRules, toldOf } from '../support/alerts.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// What a rule may ask besides a threshold, each on the ledger itself.

const HOUR = 3_600_000
const DAY = 24 * HOUR
const title = { vi: 'Thử', en: 'Trial' }
const START = Date.parse('2026-01-01T02:00:00Z')

let told = 0
async function tell(database: Database, sketches: Parameters<typeof dossier>[0][]): Promise<void> {
  const unit = (await database.pool.query("select id from unit where key = 'phuong-pho-hien'")).rows[0].id
  const version = ++told
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    sketches.map((sketch) => dossier({ version, unit, ...sketch })),
  )
}

/** So many hours pass over what the ledger has recorded, its sources being heard all the while. */
async function pass(database: Database, hours: number): Promise<void> {
  await database.pool.query('alter table ledger_batch disable trigger user')
  await database.pool.query(
    'update ledger_batch set recorded_at = recorded_at - make_interval(hours => $1), known_at = known_at - make_interval(hours => $1)',
    [hours],
  )
  await database.pool.query('alter table ledger_batch enable trigger user')
  await database.pool.query('delete from feed_heard')
  await database.pool.query("insert into feed_heard select id, now() - interval '100 hours', now() from feed")
}

test('a change is of what is known now against what was known then', async () => {
  const database = await hungYen()
  const overdue = (count: number) =>
    tell(
      database,
      Array.from({ length: 20 }, (_, n) => ({ id: `d${n}`, finished: n < count ? null : 20 })),
    )
  const rule = (when: object) => ({
    id: 'change',
    title,
    indicators: ['dossiers.overdue'],
    when: { is: 'change', within: 24 * 3600, ...when },
  })
  await overdue(10)
  await pass(database, 30)
  await overdue(13)
  const now = new Date()
  const house = await onlyRules(database, rule({ worse: 'rise', levels: { watch: 20, warn: 25, critical: 50 } }))
  await askAll(house, now)
  expect(await toldOf(house)).toMatchObject([{ level: 'warn', measured: 30, bound: 25 }])
  const inUnits = await onlyRules(database, rule({ worse: 'both', in: 'unit', levels: { critical: 2 } }))
  await askAll(inUnits, now)
  expect((await toldOf(inUnits)).filter(({ status }) => status === 'firing')).toMatchObject([{ level: 'critical', measured: 3 }])
  const falls = await onlyRules(database, rule({ worse: 'fall', levels: { watch: -5 } }))
  await askAll(falls, new Date(now.getTime() + 1))
  expect((await toldOf(falls)).filter(({ status }) => status === 'firing')).toEqual([])
})

test('a day unlike its own day of the week is an anomaly, and a Sunday as empty as Sundays are is none', async () => {
  const database = await hungYen()
  const monday = Date.parse('2026-03-02T02:00:00Z')
  const dayOf = (at: number) => Math.round((at - START) / DAY)
  const received = (day: number) => (new Date(START + day * DAY).getUTCDay() === 0 ? 0 : 10 + (day % 3))
  const last = dayOf(monday)
  const rows = Array.from({ length: 70 }, (_, back) => last - 1 - back).flatMap((day) =>
    Array.from({ length: received(day) }, (_, n) => ({ id: `${day} ${n}`, received: day, finished: day + 1 })),
  )
  await tell(
    database,
    rows.filter(({ received: day }) => day >= 0),
  )
  const house = await onlyRules(database, {
    id: 'unusual',
    title,
    indicators: ['dossiers.received_today'],
    when: { is: 'anomaly', worse: 'both', weeks: 8, levels: { watch: 3, warn: 5, critical: 8 } },
  })
  // Monday looks at Sunday, on which nothing ever comes; Tuesday at a Monday three times as busy.
  await heard(database, new Date(monday))
  await askAll(house, new Date(monday + HOUR))
  expect(await toldOf(house)).toEqual([])
  await tell(
    database,
    Array.from({ length: 36 }, (_, n) => ({ id: `busy ${n}`, received: last, finished: last + 1 })),
  )
  await heard(database, new Date(monday + DAY))
  await askAll(house, new Date(monday + DAY + HOUR))
  expect(await toldOf(house)).toMatchObject([{ status: 'firing', level: 'critical', subject: 'dossiers.received_today' }])
})

test('clauses of plans that are late or at risk are alerts of whose they are', async () => {
  const database = await hungYen()
  // At noon of tomorrow about its morning: whatever day it is, both are of one month.
  const tomorrow = Math.floor((Date.now() + 7 * HOUR) / DAY) + 1
  const noon = new Date(tomorrow * DAY + 5 * HOUR)
  const received = tomorrow - Date.parse('2026-01-01T00:00:00Z') / DAY
  await heard(database, noon)
  await tell(
    database,
    Array.from({ length: 20 }, (_, n) => ({ id: `d${n}`, received, channel: n < 2 ? 'online' : 'direct' }) as const),
  )
  const house = await onlyRules(database, { id: 'plans', title, when: { is: 'forecast', at_risk: 'watch', late: 'critical' } })
  expect(await askAll(house, noon)).toEqual(['asked'])
  const alerts = await toldOf(house)
  expect(alerts.length).toBeGreaterThan(0)
  for (const { subject, status } of alerts) expect(`${subject} ${status}`).toMatch(/^clause:[a-z0-9-]+\/\S+ firing$/)
})

test('a rule is rehearsed on what was known then: so often it would have fired, from when to when, and nothing is stored', async () => {
  const database = await hungYen()
  const overdue = (count: number) =>
    tell(
      database,
      Array.from({ length: 20 }, (_, n) => ({ id: `d${n}`, finished: n < count ? null : 20 })),
    )
  for (const [count, hours] of [
    [0, 10],
    [9, 20],
    [2, 10],
    [12, 0],
  ] as const) {
    await overdue(count)
    await pass(database, hours)
  }
  const house = await houseOf(database)
  const rule = AlertRule.parse({
    id: 'overdue',
    title,
    indicators: ['dossiers.overdue'],
    when: { is: 'threshold', better: 'down', levels: { warn: 5, critical: 10 } },
  })
  const to = new Date()
  const rehearsal = await rehearseAlerts(house, rule, { from: new Date(to.getTime() - 39 * HOUR), to })
  expect(rehearsal.fired.map(({ peak, measured, to: end }) => [peak, measured, end === null])).toEqual([
    ['warn', 9, false],
    ['critical', 12, true],
  ])
  expect((await database.pool.query('select from alert')).rows).toEqual([])
  const held = await rehearseAlerts(house, { ...rule, hold: 21 * 3600 }, { from: new Date(to.getTime() - 39 * HOUR), to })
  expect(held.fired).toEqual([])
})
