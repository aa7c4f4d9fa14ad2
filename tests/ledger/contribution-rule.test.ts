import { type Database, findKind, openDatabase, verify } from '@ioc/sql'
import { installRules } from '@ioc/sql/migrate'
import { expect, test } from 'vitest'
import { bare } from '../support/database.ts'
import { commit, dossier, openRun, totals } from '../support/dossiers.ts'

const batches = async ({ pool }: Database) =>
  (await pool.query('select count(*)::int as n from ledger_batch')).rows[0].n as number

test('a changed rule appends the difference it makes, and what was shown before can still be told', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' }), dossier({ id: 'b', channel: 'direct' })])
  const shown = await totals(database, 'dossiers.received')
  const kind = await findKind('dossiers', 'dossier')
  const onlineOnly = kind.contributions.replace(
    "status not in ('new', 'refused')",
    "status not in ('new', 'refused') and channel = 'online'",
  )

  await database.db.transaction().execute((trx) => installRules(trx, 'dossiers', [{ ...kind, contributions: onlineOnly }]))
  expect(Object.keys(await totals(database, 'dossiers.received'))).toHaveLength(1)
  const { rows } = await database.pool.query(
    `select count(*)::int as n from ledger_entry join cell on cell.id = cell_id join measure on measure.id = measure_id
     where code = 'dossiers.received' and ledger_entry.position = 1`,
  )
  expect(rows[0].n).toBe(Object.keys(shown).length)

  // The triggers follow the new rule too, and going back appends the difference back.
  await commit(database, run, [dossier({ id: 'c', channel: 'direct' })])
  expect(Object.keys(await totals(database, 'dossiers.received'))).toHaveLength(1)
  await database.db.transaction().execute((trx) => installRules(trx, 'dossiers', [kind]))
  expect((await verify(database.db)).differences).toEqual([])
})

test('what a changed rule counts was told by the feeds whose facts they are', async () => {
  const database = await bare()
  const kind = await findKind('dossiers', 'dossier')
  const none = kind.contributions.replaceAll("'dossiers.received' as measure", "'dossiers.closed' as measure")
  const install = (contributions: string) =>
    database.db.transaction().execute((trx) => installRules(trx, 'dossiers', [{ ...kind, contributions }]))
  await install(none)
  await commit(database, await openRun(database, 'one'), [dossier({ id: 'a', unit: 1 })])
  await commit(database, await openRun(database, 'two'), [dossier({ id: 'b', unit: 2 })])
  const tellers = async () => {
    const { rows } = await database.pool.query(
      `select feed.key, unit_id from told join feed on feed.id = feed_id join measure on measure.id = measure_id
       where measure.code = 'dossiers.received' order by feed.key`,
    )
    return rows.map(({ key, unit_id }) => [key, unit_id])
  }
  expect(await tellers()).toEqual([])
  await install(kind.contributions)
  expect(await tellers()).toEqual([
    ['one', 1],
    ['two', 2],
  ])
})

test('a changed rule walks the facts once for each feed, however many facts there are', async () => {
  const database = await bare()
  const kind = await findKind('dossiers', 'dossier')
  const facts = Array.from({ length: 200 }, (_, n) => dossier({ id: `${n}` }))
  await commit(database, await openRun(database, 'one'), facts)
  // One connection, whose own count of the rows it looked at is exact.
  const one = openDatabase(database.url, 1)
  await one.pool.query('begin')
  await installRules(one.db, 'dossiers', [{ ...kind, contributions: `${kind.contributions}\nlimit 1000` }])
  const { rows } = await one.pool.query(
    "select seq_tup_read::int as walked from pg_stat_xact_user_tables where relname = 'dossier_fact'",
  )
  await one.close()
  // Once for each of the selects a rule is made of.
  expect(rows[0].walked).toBeLessThan(facts.length * 50)
})

test('the same rule again appends nothing', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' })])
  const before = await batches(database)
  const kind = await findKind('dossiers', 'dossier')
  await database.db.transaction().execute((trx) => installRules(trx, 'dossiers', [kind]))
  expect(await batches(database)).toBe(before)
})

test('a rule naming a measure nobody declared is refused by name', async () => {
  const database = await bare()
  const kind = await findKind('dossiers', 'dossier')
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' })])
  const misspelt = kind.contributions.replace("'dossiers.received' as measure", "'dossiers.recieved' as measure")
  await expect(
    database.db.transaction().execute((trx) => installRules(trx, 'dossiers', [{ ...kind, contributions: misspelt }])),
  ).rejects.toThrow('dossiers.recieved')
})
