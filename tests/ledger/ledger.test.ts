import { verify } from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { until } from '../support/app.ts'
import { bare } from '../support/database.ts'
import { commit, dossier, openRun, totals } from '../support/dossiers.ts'

const sum = (values: Record<string, number>) => Object.values(values).reduce((total, value) => total + value, 0)

test('the same batch twice appends nothing', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  const batch = [dossier({ id: 'a' }), dossier({ id: 'b', finished: 3 })]
  expect(await commit(database, run, batch)).toEqual({ inserted: 2, updated: 0 })
  const before = await database.pool.query('select count(*) from ledger_batch')
  expect(await commit(database, run, batch)).toEqual({ inserted: 0, updated: 0 })
  expect((await database.pool.query('select count(*) from ledger_batch')).rows).toEqual(before.rows)
})

test('a correction moves exactly its difference', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a', received: 1 }), dossier({ id: 'b', received: 1 })])
  await commit(database, run, [dossier({ id: 'a', received: 2, version: 2 })])
  expect(await totals(database, 'dossiers.received')).toEqual({
    '1 2026-01-02 00 {"field": "Đất đai", "channel": "online", "throughout": false}': 1,
    '1 2026-01-03 00 {"field": "Đất đai", "channel": "online", "throughout": false}': 1,
  })
  expect((await verify(database.db)).differences).toEqual([])
})

test('an older version of a dossier arriving late changes nothing', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a', version: 5, finished: 2 })])
  expect(await commit(database, run, [dossier({ id: 'a', version: 4 })])).toEqual({ inserted: 0, updated: 0 })
  expect(sum(await totals(database, 'dossiers.completed'))).toBe(1)
})

test('a version between two that say the same is older than what stands, and saying it again leaves no trace', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a', version: 1, unit: 3 })])
  const before = await database.pool.query('select count(*) from ledger_batch')
  await commit(database, run, [dossier({ id: 'a', version: 3, unit: 3 })])
  expect((await database.pool.query('select count(*) from ledger_batch')).rows).toEqual(before.rows)
  expect((await database.pool.query('select * from former_fact')).rows).toEqual([])
  expect(await commit(database, run, [dossier({ id: 'a', version: 2, unit: 9 })])).toEqual({ inserted: 0, updated: 0 })
  expect(await commit(database, run, [dossier({ id: 'a', version: 4, unit: 9 })])).toEqual({ inserted: 0, updated: 1 })
  expect(Object.keys(await totals(database, 'dossiers.received'))[0]).toMatch(/^9 /)
})

test('of two writers at once that say the same, what the newer one confirms stands', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  const ledger = await database.pool.connect()
  const waiting = (writers: number) =>
    until(`${writers} writers wait`, async () => {
      const { rows } = await database.pool.query('select from pg_locks where not granted')
      return rows.length === writers
    })
  await ledger.query("begin; select pg_advisory_xact_lock(hashtext('ledger'))")
  const older = commit(database, run, [dossier({ id: 'a', version: 1, unit: 3 })])
  await waiting(1)
  const newer = commit(database, run, [dossier({ id: 'a', version: 3, unit: 3 })])
  await waiting(2)
  await ledger.query('commit')
  ledger.release()
  await Promise.all([older, newer])
  expect(await commit(database, run, [dossier({ id: 'a', version: 2, unit: 9 })])).toEqual({ inserted: 0, updated: 0 })
})

test('in whatever order the versions of a dossier arrive, the newest stands', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  let dossiers = 0
  const history = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(
      history.chain((units) => fc.tuple(fc.constant(units), fc.shuffledSubarray([...units.keys()], { minLength: units.length }))),
      async ([units, order]) => {
        const id = `d${dossiers++}`
        for (const version of order) await commit(database, run, [dossier({ id, version, unit: units[version] as number })])
        const { rows } = await database.pool.query('select unit_id from dossier_fact where external_id = $1', [id])
        expect(rows).toEqual([{ unit_id: units.at(-1) }])
      },
    ),
    { numRuns: 60 },
  )
  expect((await verify(database.db)).differences).toEqual([])
})

test('a dossier deleted at the source stays as a fact and contributes nothing', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' })])
  await commit(database, run, [dossier({ id: 'a', version: 2, deleted: true })])
  expect(await totals(database, 'dossiers.received')).toEqual({})
  expect((await database.pool.query('select deleted from dossier_fact')).rows).toEqual([{ deleted: true }])
})

test('of several versions in one batch the newest counts', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [
    dossier({ id: 'a', version: 3, unit: 3 }),
    dossier({ id: 'a', version: 9, unit: 9 }),
    dossier({ id: 'a', version: 4, unit: 4 }),
  ])
  expect(Object.keys(await totals(database, 'dossiers.received'))[0]).toMatch(/^9 /)
})

test('facts written by hand in psql reach the ledger too', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' }), dossier({ id: 'b' }), dossier({ id: 'c' })])
  await database.pool.query("update dossier_fact set unit_id = 7 where external_id = 'a'")
  await database.pool.query("delete from dossier_fact where external_id = 'b'")
  expect(Object.keys(await totals(database, 'dossiers.received')).map((key) => key.split(' ')[0])).toEqual(['1', '7'])
  await expect(database.pool.query('truncate dossier_fact')).rejects.toThrow('append-only')
  expect((await verify(database.db)).differences).toEqual([])
})

test('the ledger itself can be neither rewritten nor emptied', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' })])
  for (const statement of ['update ledger_entry set delta = 2', 'delete from ledger_batch', 'truncate ledger_entry']) {
    await expect(database.pool.query(statement)).rejects.toThrow('append-only')
  }
})

test('verify names a total that someone has changed', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' })])
  await database.pool.query(
    "update cell set value = 5 where measure_id = (select id from measure where code = 'dossiers.received')",
  )
  const { differences } = await verify(database.db)
  expect(differences.map(({ where }) => where).join('\n')).toContain('total of dossiers.received, unit u1')
  expect(differences[0]).toMatchObject({ expected: '1 from 1 facts', found: '5 from 1 facts' })
})

test('a run whose numbers do not add up is refused by the database', async () => {
  const database = await bare()
  const { runId } = await openRun(database, 'feed')
  await expect(database.pool.query('update run set read = 3, inserted = 2 where id = $1', [runId])).rejects.toThrow('run_adds_up')
})

test('who a fact is can’t be changed, nor what leads back to its past, psql included', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'a' })])
  for (const statement of [
    "update dossier_fact set external_id = 'z'",
    'update dossier_fact set inserted_by = 999',
    'delete from insertion',
    'truncate insertion',
    'delete from cell',
    'delete from contribution_rule',
  ]) {
    await expect(database.pool.query(statement), statement).rejects.toThrow(/keeps its|append-only/)
  }
  await database.pool.query("update dossier_fact set external_id = 'a', channel = 'post'")
  expect((await verify(database.db)).differences).toEqual([])
})
