import { type Database, findDomain, verify } from '@ioc/sql'
import { installRule } from '@ioc/sql/migrate'
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
  const domain = await findDomain('dossiers')
  const onlineOnly = domain.contributions.replace(
    "status not in ('new', 'refused')",
    "status not in ('new', 'refused') and channel = 'online'",
  )

  await database.db.transaction().execute((trx) => installRule(trx, { ...domain, contributions: onlineOnly }))
  expect(Object.keys(await totals(database, 'dossiers.received'))).toHaveLength(1)
  const { rows } = await database.pool.query(
    `select count(*)::int as n from ledger_entry join cell on cell.id = cell_id join measure on measure.id = measure_id
     where code = 'dossiers.received' and ledger_entry.position = 1`,
  )
  expect(rows[0].n).toBe(Object.keys(shown).length)

  // The triggers follow the new rule too, and going back appends the difference back.
  await commit(database, run, [dossier({ id: 'c', channel: 'direct' })])
  expect(Object.keys(await totals(database, 'dossiers.received'))).toHaveLength(1)
  await database.db.transaction().execute((trx) => installRule(trx, domain))
  expect((await verify(database.db)).differences).toEqual([])
})

test('the same rule again appends nothing', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' })])
  const before = await batches(database)
  const domain = await findDomain('dossiers')
  await database.db.transaction().execute((trx) => installRule(trx, domain))
  expect(await batches(database)).toBe(before)
})

test('a rule naming a measure nobody declared is refused by name', async () => {
  const database = await bare()
  const domain = await findDomain('dossiers')
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' })])
  const misspelt = domain.contributions.replace("'dossiers.received' as measure", "'dossiers.recieved' as measure")
  await expect(
    database.db.transaction().execute((trx) => installRule(trx, { ...domain, contributions: misspelt })),
  ).rejects.toThrow('dossiers.recieved')
})
