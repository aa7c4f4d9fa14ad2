import { type Database, findFeed, findKind, rehearse } from '@ioc/sql'
import { expect, test } from 'vitest'
import { bare } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'

// What a batch would change is tried by the ledger's own rules, beside all who write, and leaves nothing behind.

const totals = async ({ pool }: Database) =>
  (
    await pool.query(
      'select sum(value)::int as value, sum(facts)::int as facts, (select count(*)::int from dossier_fact) as rows from cell',
    )
  ).rows[0]

test('whoever stores other totals does not wait for a rehearsal, of which nothing stays', async () => {
  const database = await bare()
  const run = await openRun(database, 'a')
  await commit(database, run, [dossier({ id: 'first' })])
  const { spec } = await findFeed(database.db, 'a')
  const tried = { read: 1, facts: [{ place: 1, draft: dossier({ id: 'tried', unit: 3 }) }], held: [] }
  const touched = await rehearse(database, await findKind('dossiers', 'dossier'), spec, tried, async (_, touched) => {
    // Were the ledger's turn held, this would never end.
    await commit(database, await openRun(database, 'b'), [dossier({ id: 'meanwhile', unit: 2 })])
    return touched
  })
  expect([touched.inserted, touched.measures.includes('dossiers.received')]).toEqual([1, true])
  const alone = await bare()
  await commit(alone, await openRun(alone, 'a'), [dossier({ id: 'first' })])
  await commit(alone, await openRun(alone, 'b'), [dossier({ id: 'meanwhile', unit: 2 })])
  expect(await totals(database)).toEqual(await totals(alone))
})

test('a rehearsal can’t be committed, by psql neither', async () => {
  const database = await bare()
  const run = await openRun(database, 'a')
  await commit(database, run, [dossier({ id: 'first' })])
  const before = await totals(database)
  await expect(
    database.pool.query("begin; set local ioc.rehearsal = 'on'; update dossier_fact set unit_id = 2, source_version = 2; commit"),
  ).rejects.toThrow('never committed')
  expect(await totals(database)).toEqual(before)
})
