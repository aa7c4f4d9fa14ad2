import { ledgerPosition, readLedgerSince } from '@ioc/sql'
import { expect, test } from 'vitest'
import { bare } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'

test('a slower transaction never commits behind a position already read', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  await commit(database, run, [dossier({ id: 'seed' })])
  const start = await ledgerPosition(database.db)

  const slow = await database.pool.connect()
  await slow.query('begin')
  await slow.query("update dossier_fact set field = 'chậm' where external_id = 'seed'")
  const quick = commit(database, run, [dossier({ id: 'quick' })])
  await new Promise((done) => setTimeout(done, 300))
  // The quick writer has drawn no position: it waits, so nobody can have moved past the slow one.
  expect(await ledgerPosition(database.db)).toBe(start)
  await slow.query('commit')
  slow.release()
  await quick
  const positions = (await readLedgerSince(database.db, start)).map(({ position }) => position)
  expect(positions).toEqual([start + 1, start + 2])
})

test('a reader moving its cursor under four writers misses no batch and sees none twice', async () => {
  const database = await bare()
  const runs = await Promise.all(['a', 'b', 'c', 'd'].map((key) => openRun(database, key)))
  let writing = true
  const seen: number[] = []
  const reader = (async () => {
    for (let cursor = 0, last = false; ; ) {
      last = !writing
      const batches = await readLedgerSince(database.db, cursor)
      seen.push(...batches.map(({ position }) => position))
      cursor = batches.at(-1)?.position ?? cursor
      if (last && batches.length === 0) return
    }
  })()
  await Promise.all(
    runs.map(async (run, writer) => {
      for (let n = 0; n < 25; n++) await commit(database, run, [dossier({ id: `${writer}-${n}`, unit: n % 3 })])
    }),
  )
  writing = false
  await reader
  const { rows } = await database.pool.query('select position from ledger_batch order by position')
  expect(seen).toEqual(rows.map(({ position }) => position))
  expect(seen).toHaveLength(100)
})

test('recorded_at never runs backwards, whatever the clock does', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  for (let n = 0; n < 5; n++) await commit(database, run, [dossier({ id: `d${n}` })])
  const { rows } = await database.pool.query('select recorded_at from ledger_batch order by position')
  const times = rows.map(({ recorded_at }) => recorded_at.getTime())
  expect(times).toEqual([...times].sort((a, b) => a - b))
})
