import { type ChildProcess, fork } from 'node:child_process'
import { askWatch, type Database, inBriefTransaction, syncWatches, type Watch } from '@ioc/sql'
import { startEngine } from '@ioc/workers/testing'
import { expect, onTestFinished, test } from 'vitest'
import { onlyRules, toldOf } from '../support/alerts.ts'
import { until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

// Who asks may be one or many, and may die at any moment.

const OVERDUE = {
  id: 'overdue',
  title: { vi: 'Hồ sơ quá hạn', en: 'Overdue dossiers' },
  indicators: ['dossiers.overdue'],
  when: { is: 'threshold' as const, levels: { warn: 1 } },
}

let told = 0
async function overdue(database: Database, count: number): Promise<void> {
  const unit = (await database.pool.query("select id from unit where key = 'phuong-pho-hien'")).rows[0].id
  const version = ++told
  await commit(
    database,
    await openRun(database, 'dossiers-sim'),
    Array.from({ length: 4 }, (_, n) => dossier({ id: `d${n}`, version, unit, finished: n < count ? null : 20 })),
  )
}

const events = async ({ pool }: Database) =>
  (await pool.query('select kind from alert_event order by id')).rows.map(({ kind }) => kind as string)

test('of several engines each change of the data is told once, without waiting for the clock', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await heard(database, new Date(Date.now() + 600_000))
  const engines = await Promise.all([1, 2, 3].map(() => startEngine(database, () => {})))
  onTestFinished(async () => void (await Promise.all(engines.map((engine) => engine.close()))))
  // By the clock alone nobody would look for an hour.
  const notByClock = () => database.pool.query("update alert_watch set due_at = now() + interval '1 hour'")
  await until(
    'asked once',
    async () => (await database.pool.query('select from alert_watch where asked_at is not null')).rowCount,
  )
  for (const [count, kinds] of [
    [2, ['fired']],
    [0, ['fired', 'resolved']],
    [3, ['fired', 'resolved', 'returned']],
  ] as const) {
    await notByClock()
    await overdue(database, count)
    await until('it is told', async () => (await events(database)).length === kinds.length)
    expect(await events(database)).toEqual(kinds)
  }
  expect(await toldOf(house)).toMatchObject([{ status: 'firing', returns: 1 }])
})

test('engines killed with -9 at any moment change nothing of what is told in the end', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await heard(database, new Date(Date.now() + 600_000))
  const engines = [1, 2, 3].map(() => engineOf(database))
  await until(
    'asked once',
    async () => (await database.pool.query('select from alert_watch where asked_at is not null')).rowCount,
    // Three processes begin at once.
    90,
  )
  const rounds = [
    [2, ['fired']],
    [0, ['fired', 'resolved']],
    [3, ['fired', 'resolved', 'returned']],
  ] as const
  for (const [round, [count, kinds]] of rounds.entries()) {
    await overdue(database, count)
    // Killed while it may be anywhere between hearing the bell and the end of its transaction; of the last none is left to hear it.
    await new Promise((later) => setTimeout(later, Math.random() * 400))
    engines[round]?.kill('SIGKILL')
    if (round === 2) engineOf(database)
    await until('it is told all the same', async () => (await events(database)).length === kinds.length, 90)
    expect(await events(database)).toEqual(kinds)
  }
  expect(await toldOf(house)).toMatchObject([{ status: 'firing', returns: 1 }])
})

test('an engine that freezes in the middle of its work holds up the others for a while, not for ever', async () => {
  const database = await hungYen()
  const house = await onlyRules(database, OVERDUE)
  await overdue(database, 2)
  const now = new Date()
  await heard(database, now)
  let frozen = () => {}
  const isFrozen = new Promise<void>((done) => (frozen = done))
  const holding = inBriefTransaction(
    database.db,
    async (trx) => {
      await trx.selectFrom('alert_watch').selectAll().forUpdate().execute()
      frozen()
      await new Promise((later) => setTimeout(later, 3_000))
      await trx.updateTable('alert_watch').set({ failures: 9 }).execute()
    },
    500,
  ).catch((error: Error) => error)
  await isFrozen
  const [watch] = await syncWatches(house)
  expect(await askWatch(house, watch as Watch, { at: now })).toBe('busy')
  await until('the lock let go', async () => (await askWatch(house, watch as Watch, { at: new Date() })) === 'asked')
  expect(await events(database)).toEqual(['fired'])
  // What it would have done is not done.
  expect(await holding).toBeInstanceOf(Error)
  expect((await database.pool.query('select failures from alert_watch')).rows).toEqual([{ failures: 0 }])
})

function engineOf({ url }: Database): ChildProcess {
  const child = fork(new URL('../support/alert-engine.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATABASE_URL: url },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}
