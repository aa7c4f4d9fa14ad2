import type { RevisionsAnswer } from '@ioc/server/contract'
import { type Database, findFeed, findKind, loadUnitRegistry, openQuestion, readRevisions, type Span, startRun } from '@ioc/sql'
import { installRules } from '@ioc/sql/migrate'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { bare, hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'

// Whatever made a number what it was, its list of revisions says: value, when, which run and why.

type Revision = RevisionsAnswer['revisions'][number]
const pause = () => new Promise((done) => setTimeout(done, 3))

async function revisionsOf(database: Database, unit = 'u1') {
  const units = await loadUnitRegistry(database.db)
  const asked = { indicator: 'dossiers.received', unit, period: '2026-01' }
  const question = await openQuestion(database.db, units, asked)
  const { indicator, unit: of, moment, span } = question
  return (await readRevisions(database.db, units, indicator, of.id, moment, span as Span, 20)).revisions
}

test('a value that a changed rule of counting made names the rule and its version, and no run', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' }), dossier({ id: 'b', channel: 'direct' })])
  await pause()
  const kind = await findKind('dossiers', 'dossier')
  const contributions = kind.contributions.replace(
    "status not in ('new', 'refused')",
    "status not in ('new', 'refused') and channel = 'online'",
  )
  await database.db.transaction().execute((trx) => installRules(trx, 'dossiers', [{ ...kind, contributions }]))
  const [now, before] = await revisionsOf(database)
  expect(now).toMatchObject({
    ...{ value: 1, cause: 'rule', run: null, trigger: null, feed: 'feed', by: null, why: null, pages: [] },
    rules: [{ facts: 'dossier_fact', version: 2 }],
  })
  expect(before).toMatchObject({ value: 2, cause: 'data', run: run.runId, trigger: 'command', rules: [] })
})

test('a value that a hand wrote or took away is never laid to the run its facts came in by; whose hand and why is told', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' }), dossier({ id: 'b' }), dossier({ id: 'c' })])
  await pause()
  await database.pool.query("delete from dossier_fact where external_id = 'c'")
  await pause()
  const client = await database.pool.connect()
  try {
    await client.query("set ioc.by = 'Trần Bình'; set ioc.why = 'Hồ sơ nhập trùng, biên bản 12'")
    await client.query("update dossier_fact set unit_id = 7 where external_id = 'b'")
    await client.query('reset all')
  } finally {
    client.release()
  }
  const { role } = (await database.pool.query('select session_user as role')).rows[0]
  const found = await revisionsOf(database)
  expect(found.map(({ value, cause, run, by, why }) => [value, cause, run, by, why])).toEqual([
    [1, 'hand', null, 'Trần Bình', 'Hồ sơ nhập trùng, biên bản 12'],
    [2, 'hand', null, role, null],
    [3, 'data', run.runId, null, null],
  ])
})

test('a rule that changed nothing after a hand wrote is not blamed for what the hand wrote', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' }), dossier({ id: 'b' })])
  await pause()
  await database.pool.query("delete from dossier_fact where external_id = 'b'")
  const kind = await findKind('dossiers', 'dossier')
  const reworded = { ...kind, contributions: `${kind.contributions}\n-- said otherwise\n` }
  await database.db.transaction().execute((trx) => installRules(trx, 'dossiers', [reworded]))
  expect((await revisionsOf(database)).map(({ cause, rules }) => [cause, rules])).toEqual([
    ['hand', []],
    ['data', []],
  ])
})

test('a value says what set its run going: days asked for again and by whom, a try after failures, an officer’s mending and why', async () => {
  const database = await hungYen()
  const opened = await openRun(database, 'feed')
  const { rows } = await database.pool.query("select id from unit where key = 'phuong-pho-hien'")
  const write = async (runId: number, count: number) => {
    const facts = Array.from({ length: count }, (_, n) => dossier({ id: `d${n}`, unit: rows[0].id }))
    await commit(database, { ...opened, runId }, facts)
    await pause()
  }
  const feed = await findFeed(database.db, 'feed')
  const days = { from: '2026-01-01', to: '2026-01-31' }
  await write(await startRun(database.db, feed, 'schedule', { attempt: 2 }), 1)
  await write(await startRun(database.db, feed, 'backfill', { askedBy: 'Lê Minh', days }), 2)
  await write(await startRun(database.db, feed, 'correction', { askedBy: 'Lê Minh', why: 'Nhập thiếu' }), 3)
  const { url } = await serve(database)
  const answer = await fetch(`${url}/api/readings/dossiers.received/revisions?period=2026-01&unit=phuong-pho-hien`)
  const { revisions } = (await answer.json()) as { revisions: Revision[] }
  expect(revisions.map(({ value, trigger, attempt, days, by, why }) => ({ value, trigger, attempt, days, by, why }))).toEqual([
    { value: 3, trigger: 'correction', attempt: null, days: null, by: 'Lê Minh', why: 'Nhập thiếu' },
    { value: 2, trigger: 'backfill', attempt: null, days, by: 'Lê Minh', why: null },
    { value: 1, trigger: 'schedule', attempt: 2, days: null, by: null, why: null },
  ])
})
