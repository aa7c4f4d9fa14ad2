import {
  applyProvince,
  type Database,
  findFeed,
  finishRun,
  loadProvince,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  type Reading,
  readIndicator,
  startRun,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'

// When a source was heard is known as of any moment, though the runs that heard nothing new are not kept.

// What dossiers-sim promises.
const PROMISE_MINUTES = 15

/** Asks the source of the dossiers and hears that nothing is new. */
async function hearNothingNew({ db }: Database): Promise<void> {
  await finishRun(db, await startRun(db, await findFeed(db, 'dossiers-sim'), 'schedule'), { status: 'done' })
}

/** Time passes: everything that happened is longer ago. */
async function pass({ pool }: Database, minutes: number): Promise<void> {
  for (const [table, times] of [
    ['run', ['started_at', 'heartbeat_at', 'finished_at']],
    ['feed_heard', ['heard_from', 'heard_to']],
    ['feed_version', ['applied_at']],
  ] as const) {
    const earlier = times.map((time) => `${time} = ${time} - make_interval(mins => $1)`)
    await pool.query(`update ${table} set ${earlier.join(', ')}`, [minutes])
  }
}

async function read(database: Database, minutesAgo: number | null): Promise<Reading> {
  const units = await loadUnitRegistry(database.db)
  const indicator = (await loadRegistry()).indicator('dossiers.received_today')
  const asOf = minutesAgo === null ? null : new Date(Date.now() - minutesAgo * 60_000)
  return readIndicator(database.db, units, indicator, units.find('hung-yen').id, momentOf({ asOf }))
}

test('what was shown fresh stays fresh as of then, however many runs follow that hear nothing new', async () => {
  const database = await hungYen()
  await hearNothingNew(database)
  await pass(database, 1)
  expect(await read(database, null)).toMatchObject({ state: 'zero' })
  for (let heard = 0; heard < 20; heard++) {
    await pass(database, 10)
    await hearNothingNew(database)
  }
  await pass(database, 1)
  for (const minutesAgo of [200, 195, 100, 55, 3, 0.5]) {
    expect(await read(database, minutesAgo)).toMatchObject({ state: 'zero', freshness: { lateBy: 0, reconstructed: false } })
  }
  const { rows } = await database.pool.query(
    'select (select count(*) from run) as runs, (select count(*) from feed_heard) as heard',
  )
  expect(rows[0]).toEqual({ runs: 1, heard: 1 })
})

test('a silence stays a silence as of then, though the source spoke again', async () => {
  const database = await hungYen()
  await hearNothingNew(database)
  await pass(database, 60)
  expect(await read(database, null)).toMatchObject({ state: 'stale' })
  await hearNothingNew(database)
  await pass(database, 1)
  expect(await read(database, null)).toMatchObject({ state: 'zero' })
  expect(await read(database, 50)).toMatchObject({ state: 'zero' })
  const silent = await read(database, 31)
  expect(silent.state).toBe('stale')
  expect(silent.freshness.lateBy).toBeGreaterThan((29 - PROMISE_MINUTES) * 60)
})

test('a promise made stricter today does not make yesterday stale, nor does it answer to another', async () => {
  const database = await hungYen()
  await hearNothingNew(database)
  await pass(database, 12)
  await hearNothingNew(database)
  await pass(database, 12)
  const { owner } = (await read(database, null)).freshness
  expect(await read(database, null)).toMatchObject({ state: 'zero', freshness: { simulated: true } })

  const province = loadProvince('hung-yen')
  const stricter = { promise: 60, owner: 'Sở Mới', simulated: false }
  await applyProvince(database, {
    ...province,
    feeds: province.feeds.map((feed) => (feed.id === 'dossiers-sim' ? { ...feed, ...stricter } : feed)),
  })
  expect(await read(database, null)).toMatchObject({ state: 'stale', freshness: { owner: 'Sở Mới', simulated: false } })

  await hearNothingNew(database)
  await pass(database, 24 * 60)
  for (const minutesAgo of [2, 11, 20]) {
    expect(await read(database, 24 * 60 + minutesAgo)).toMatchObject({ state: 'zero', freshness: { owner, simulated: true } })
  }
})

test('a promise made looser does not excuse the silence before it', async () => {
  const database = await hungYen()
  const province = loadProvince('hung-yen')
  await hearNothingNew(database)
  await pass(database, 30)
  await applyProvince(database, {
    ...province,
    feeds: province.feeds.map((feed) => (feed.id === 'dossiers-sim' ? { ...feed, promise: 3600 } : feed)),
  })
  await hearNothingNew(database)
  expect(await read(database, 10)).toMatchObject({ state: 'stale' })
  expect(await read(database, null)).toMatchObject({ state: 'zero' })
})
