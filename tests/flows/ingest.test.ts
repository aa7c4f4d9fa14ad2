import { type Database, heldReasons, openDatabase, verify } from '@ioc/sql'
import { expect, onTestFinished, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

const HEADER = 'Unique Key,Created Date,Complaint Type,Status,Open Data Channel Type\n'
const row = (key: string, created = '3/14/2025 1:20', status = 'In Progress') => `${key},${created},Noise,${status},ONLINE\n`

const take = (database: Database, files: Record<string, string | Buffer>, feedKey = 'nyc311') =>
  takeFiles(database, feedKey, files)

test('every row is counted once: stored, held with its reason, or rejected with its text', async () => {
  const database = await hungYen()
  const text = `${HEADER + row('1') + row('2', '31/31/2025') + row('3', '', 'Closed')}broken\n${row('4')}`
  expect(await take(database, { 'a.csv': text })).toMatchObject({ read: 5, inserted: 2, held: 2, rejected: 1 })
  const reasons = await heldReasons(database.db, { feed: 'nyc311' })
  expect(reasons.map(({ status }) => status).sort()).toEqual(['held', 'held', 'rejected'])
  expect(reasons.map(({ message }) => message).join('\n')).toContain('31/31/2025')
  expect((await verify(database.db)).differences).toEqual([])
})

test('a file without one good row is held whole, on a connection that never stored anything', async () => {
  const { url } = await hungYen()
  const fresh = openDatabase(url, 1)
  onTestFinished(() => fresh.close())
  expect(await take(fresh, { 'a.csv': HEADER + row('1', 'never') + row('2', 'never') })).toMatchObject({
    read: 2,
    inserted: 0,
    held: 2,
  })
  expect(await take(fresh, { 'b.csv': HEADER + row('1') })).toMatchObject({ read: 1, inserted: 1 })
})

test('rows alike to the letter are held once, and however often the file comes', async () => {
  const database = await hungYen()
  const file = { 'a.csv': HEADER + row('1', 'never') + row('1', 'never') }
  expect(await take(database, file)).toMatchObject({ read: 2, held: 2 })
  expect(await take(database, file)).toMatchObject({ read: 2, held: 2 })
  expect((await database.pool.query('select count(*)::int as n from held_record')).rows).toEqual([{ n: 1 }])
})

test('yesterday’s file again does not undo today’s', async () => {
  const database = await hungYen()
  const [yesterday, today] = [HEADER + row('1'), HEADER + row('1', '3/14/2025 1:20', 'Open')]
  const feed = { 'a.csv': yesterday }
  await take(database, feed, 'budget-mof').catch(() => {})
  await database.pool.query(`update feed set spec = spec #- '{map,updated_at}' where key = 'nyc311'`)
  await take(database, { 'a.csv': yesterday })
  expect(await take(database, { 'a.csv': today })).toMatchObject({ updated: 1 })
  expect(await take(database, { 'a.csv': yesterday })).toMatchObject({ updated: 0, unchanged: 1 })
  expect((await database.pool.query('select status from dossier_fact')).rows).toEqual([{ status: 'received' }])
})

test('one unreadable file fails the run by name and keeps no other file waiting', async () => {
  const database = await hungYen()
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const summary = await take(database, { 'a.csv': HEADER + row('1'), 'picture.csv': png, 'z.csv': HEADER + row('2') })
  expect(summary).toMatchObject({ read: 2, inserted: 2, error: expect.stringMatching(/^picture\.csv: đây là ảnh PNG/) })
})

test('a mended cause makes held rows good the next time, and they are held no more', async () => {
  const database = await hungYen()
  await database.pool.query(`update feed set spec = jsonb_set(spec, '{map,unit}', '{"const":"phường-mới"}') where key = 'nyc311'`)
  expect(await take(database, { 'a.csv': HEADER + row('1') })).toMatchObject({ inserted: 0, held: 1 })
  await database.pool.query(
    `insert into unit (key, kind, name, valid_from) values ('phường-mới', 'commune', 'Phường Mới', '2025-07-01')`,
  )
  expect(await take(database, { 'a.csv': HEADER + row('1') })).toMatchObject({ inserted: 1, held: 0 })
  expect(await heldReasons(database.db, {})).toEqual([])
})
