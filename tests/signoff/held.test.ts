import { type Database, findHeld, verify } from '@ioc/sql'
import { mendHeld, takeInUnlocked } from '@ioc/workers/held'
import { reprocessFeed } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { MONTHLY, openSignoff } from './round.ts'

// Rows of files on the road every feed takes, held because their month is signed.

const HEADER = 'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n'
const row = (key: string, closed: string, version: string) => `${key},1/4/2026 1:20,${closed},Noise,Closed,ONLINE,${version}\n`
const take = (database: Database, ...rows: string[]) => takeFiles(database, 'nyc311', { 'a.csv': HEADER + rows.join('') })

const heldNow = async ({ db }: Database) =>
  (await findHeld(db, { feed: 'nyc311', statuses: ['held', 'awaiting'], after: 0, limit: 50 })).records

async function signedMonth() {
  const database = await hungYen()
  await take(database, row('X', '1/6/2026 2:00', '1/7/2026 0:00'))
  const { rows } = await database.pool.query(
    "select unit.key from dossier_fact join unit on unit.id = unit_id where external_id = 'X'",
  )
  const signoff = await openSignoff(database, { ...MONTHLY, units: [] }, undefined, rows[0].key)
  await signoff.sign(rows[0].key, '2026-01-01', 'Trần Thị Hoa')
  const closedAt = async () =>
    (await database.pool.query("select finished_at from dossier_fact where external_id = 'X'")).rows[0].finished_at.toISOString()
  return { database, unit: rows[0].key as string, closedAt, ...signoff }
}

test('a row that would change a signed month waits as its source wrote it; nobody lets it in before the month is unlocked, then a person does', async () => {
  const { database, unit, closedAt, unlock, at } = await signedMonth()
  const stood = await closedAt()
  const run = await take(database, row('X', '1/8/2026 2:00', '1/9/2026 0:00'), row('Y', '2/8/2026 2:00', '2/9/2026 0:00'))
  expect(run).toMatchObject({ status: 'done', read: 2, held: 1, inserted: 1 })
  const [held] = await heldNow(database)
  if (!held) throw new Error('nothing was held')
  expect(held.reasons[0]).toMatchObject({ code: 'signed', message: expect.stringContaining('đã chốt số liệu ngày') })
  expect(held.raw).toMatchObject({ unique_key: 'X' })

  const letIn = () => mendHeld(database, 'nyc311', [{ id: held.id, edits: {} }], 'Lan')
  await expect(letIn()).rejects.toThrow('đã chốt số liệu ngày')
  await expect(takeInUnlocked(database, at(unit, '2026-01-01'), 'Lan')).rejects.toThrow('đã chốt số liệu ngày')
  expect(await closedAt()).toBe(stood)
  await unlock(unit, '2026-01-01', 'Lê Minh')
  await takeInUnlocked(database, at(unit, '2026-01-01'), 'Lan')
  expect(await closedAt()).not.toBe(stood)
  expect(await heldNow(database)).toEqual([])
  expect((await verify(database.db)).differences).toEqual([])
})

test('stored pages read anew leave a signed month as it is, and what waits goes on waiting', async () => {
  const { database, unit, closedAt, unlock } = await signedMonth()
  const stood = await closedAt()
  await take(database, row('X', '1/8/2026 2:00', '1/9/2026 0:00'))
  const again = () => reprocessFeed(database, { feed: 'nyc311', by: 'Lan' }, AbortSignal.timeout(60_000))
  expect(await again()).toMatchObject({ status: 'done', read: 2, unchanged: 2 })
  expect(await closedAt()).toBe(stood)
  expect((await heldNow(database)).length).toBe(1)
  await unlock(unit, '2026-01-01', 'Lê Minh')
  expect(await again()).toMatchObject({ status: 'done', updated: 1 })
  expect(await closedAt()).not.toBe(stood)
  expect(await heldNow(database)).toEqual([])
  expect((await verify(database.db)).differences).toEqual([])
})
