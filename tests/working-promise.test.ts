import {
  behindScores,
  type Database,
  feedHealth,
  findFeed,
  loadCalendar,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  readIndicator,
  restsToday,
  sayHeard,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { heard } from './support/sources.ts'

// A source whose people work in office hours is not late while they are off.

const DAY = 86_400
const FRIDAY = new Date('2026-01-16T17:00:00+07:00')
const SUNDAY = new Date('2026-01-18T20:00:00+07:00')
const calendar = loadCalendar('hung-yen')

async function promised(promise: number, counted: string | null, at = FRIDAY): Promise<Database> {
  const database = await hungYen()
  await database.pool.query(
    `update feed set spec = spec || jsonb_strip_nulls(jsonb_build_object('promise', $1::int, 'counted', $2::text)) where key = 'dossiers-sim'`,
    [promise, counted],
  )
  await database.pool.query('update feed_version set spec = feed.spec from feed where feed.id = feed_id')
  await heard(database, at)
  return database
}

const stateAt = async ({ db }: Database, at: Date) => (await feedHealth(db, at)).find(({ key }) => key === 'dossiers-sim')?.state
const lateAt = async ({ db }: Database, at: Date) => {
  const units = await loadUnitRegistry(db)
  const indicator = (await loadRegistry()).indicator('dossiers.received_today')
  return (await readIndicator(db, units, indicator, units.find('hung-yen').id, momentOf({}, at))).state === 'stale'
}

test('promised within a day of work, what was told on Friday evening holds over Sunday, and until Monday evening', async () => {
  const daily = await promised(DAY, null)
  expect([await stateAt(daily, SUNDAY), await lateAt(daily, SUNDAY)]).toEqual(['late', true])

  const database = await promised(DAY, 'working_days')
  expect([await stateAt(database, SUNDAY), await lateAt(database, SUNDAY)]).toEqual(['ok', false])
  const [before, after] = [new Date('2026-01-19T16:59:00+07:00'), new Date('2026-01-19T17:01:00+07:00')]
  expect([await stateAt(database, before), await lateAt(database, before)]).toEqual(['ok', false])
  expect([await stateAt(database, after), await lateAt(database, after)]).toEqual(['late', true])
  // What is kept of answers is forgotten at that moment, and not before.
  const said = (at: Date) => sayHeard(database.db, ['dossiers'], [], momentOf({}, at))
  expect(await said(SUNDAY)).toBe(await said(before))
  expect(await said(after)).not.toBe(await said(before))
})

test('over Tết nothing is late that was told on the last day of work', async () => {
  const database = await promised(DAY, 'working_days', new Date('2026-02-13T10:00:00+07:00'))
  const back = calendar.addWorkingDays(new Date('2026-02-13T10:00:00+07:00'), 1)
  expect(back.getTime() - new Date('2026-02-13').getTime()).toBeGreaterThan(7 * 1000 * DAY)
  expect(await stateAt(database, new Date(back.getTime() - 60_000))).toBe('ok')
  expect(await stateAt(database, new Date(back.getTime() + 60_000))).toBe('late')
})

test('the month has no silence to hold against it', async () => {
  const month = { feed: 'dossiers-sim', month: '2026-01', now: SUNDAY }
  expect((await behindScores((await promised(DAY, null)).db, month)).silences).toEqual([
    { from: new Date(FRIDAY.getTime() + 1000 * DAY), to: SUNDAY },
  ])
  expect((await behindScores((await promised(DAY, 'working_days')).db, month)).silences).toEqual([])
})

test('time is counted as the calendar counts it, from whichever moment', async () => {
  const { pool } = await promised(DAY, 'working_days')
  const from = new Date('2026-01-01T00:00:00+07:00').getTime()
  for (let step = 0; step < 200; step++) {
    // 7 hours 13 minutes on and on: through mornings, noons, nights, weekends and Tết.
    const at = new Date(from + step * 433 * 60_000)
    const hours = 1 + (step % 37)
    const { rows } = await pool.query(
      "select kept_until($1, $2::float8 * 3600, 'working_hours') as hours, kept_until($1, $3::float8 * 86400, 'working_days') as days, kept_until($1, 60, null) as always",
      [at, hours, 1 + (step % 5)],
    )
    expect([at, rows[0].hours]).toEqual([at, calendar.addWorkingHours(at, hours)])
    expect(rows[0].always).toEqual(new Date(at.getTime() + 60_000))
    if (calendar.isWorkingDay(at)) expect([at, rows[0].days]).toEqual([at, calendar.addWorkingDays(at, 1 + (step % 5))])
  }
})

test('on a day off its schedule asks it nothing, once it has told something; a person may', async () => {
  const { db } = await promised(DAY, 'working_days')
  const feed = await findFeed(db, 'dossiers-sim')
  expect([await restsToday(db, feed, FRIDAY), await restsToday(db, feed, SUNDAY)]).toEqual([false, true])
  const weekly = { ...feed, spec: { ...feed.spec, every: 7 * DAY } }
  expect(await restsToday(db, weekly, SUNDAY)).toBe(false)
  expect(await restsToday((await hungYen()).db, feed, SUNDAY)).toBe(false)
})

test('a Saturday that is worked in place of a day off counts', async () => {
  const database = await promised(DAY, 'working_days', new Date('2026-01-09T17:00:00+07:00'))
  expect(await stateAt(database, new Date('2026-01-10T17:01:00+07:00'))).toBe('late')
})
