import { type Database, findHeld, heldReasons, verify } from '@ioc/sql'
import { namedReasons } from '@ioc/workers/held'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

// A row that was held and its dossier, over the files that come after.

const HEADER = 'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n'
const row = (key: string, { status = 'In Progress', closed = '', version = '' } = {}) =>
  `${key},3/14/2025 1:20,${closed},Noise,${status},ONLINE,${version}\n`
const BAD = { status: 'Lost' }

/** Each file brings a row of its own besides, so that no two are the same page. */
const take = (database: Database, n: number, ...rows: string[]) =>
  takeFiles(database, 'nyc311', { 'a.csv': HEADER + row(`file ${n}`) + rows.join('') })

async function waiting(database: Database) {
  const { rows } = await database.pool.query("select external_id from held_record where status = 'held' order by id")
  return rows.map((record) => record.external_id)
}

async function statusOf(database: Database, id: string) {
  const { rows } = await database.pool.query('select status from dossier_fact where external_id = $1', [id])
  return rows[0]?.status
}

test('a corrected file stores the fact and lets the held row go; the first file again does not bring it back', async () => {
  const database = await hungYen()
  expect(await take(database, 1, row('X', BAD), row('Y', BAD))).toMatchObject({ read: 3, inserted: 1, held: 2 })
  expect(await waiting(database)).toEqual(['X', 'Y'])

  expect(await take(database, 2, row('X'))).toMatchObject({ read: 2, inserted: 2, held: 0 })
  expect(await statusOf(database, 'X')).toBe('processing')
  expect(await waiting(database)).toEqual(['Y'])
  expect(await heldReasons(database.db, {})).toMatchObject([{ count: 1 }])

  expect(await take(database, 1, row('X', BAD), row('Y', BAD))).toMatchObject({ unchanged: 1, held: 2 })
  expect(await waiting(database)).toEqual(['Y'])
  expect(await statusOf(database, 'X')).toBe('processing')
  expect((await verify(database.db)).differences).toEqual([])
})

test('a reason is named without the word of one row, in both languages; each row keeps its own', async () => {
  const database = await hungYen()
  await take(database, 1, row('X', BAD), row('Y', { status: 'Gone' }))
  const [reason, ...others] = await namedReasons(database, 'nyc311')
  expect(others).toEqual([])
  expect(reason).toMatchObject({
    count: 2,
    message: expect.stringMatching(/^Cột «status»: /),
    en: expect.stringMatching(/^Column «status»: /),
  })
  expect(`${reason?.message} ${reason?.en}`).not.toMatch(/Lost|Gone/)
  const { records } = await findHeld(database.db, { feed: 'nyc311', statuses: ['held'], after: 0, limit: 9 })
  expect(records.map(({ reasons }) => reasons[0]?.message)).toEqual([
    expect.stringMatching(/^Cột «status» có «Lost»: /),
    expect.stringMatching(/^Cột «status» có «Gone»: /),
  ])
})

test('a bad correction is held and the fact stays as it was, until the source says something good again', async () => {
  const database = await hungYen()
  await take(database, 1, row('X'))
  expect(await take(database, 2, row('X', BAD))).toMatchObject({ inserted: 1, held: 1 })
  expect(await statusOf(database, 'X')).toBe('processing')
  expect(await waiting(database)).toEqual(['X'])

  expect(await take(database, 1, row('X'))).toMatchObject({ read: 2, unchanged: 2 })
  expect(await waiting(database)).toEqual(['X'])
  expect(await take(database, 3, row('X'))).toMatchObject({ inserted: 1, unchanged: 1 })
  expect(await waiting(database)).toEqual([])
})

test('an older version in a later file mends nothing; a newer one does, in the same file too', async () => {
  const database = await hungYen()
  await take(database, 1, row('X', { ...BAD, version: '5/1/2025 0:00' }))
  await take(database, 2, row('X', { version: '4/1/2025 0:00' }))
  expect(await statusOf(database, 'X')).toBe('processing')
  expect(await waiting(database)).toEqual(['X'])
  await take(database, 3, row('X', { status: 'Closed', closed: '5/2/2025 0:00', version: '5/2/2025 0:00' }))
  expect(await statusOf(database, 'X')).toBe('done')
  expect(await waiting(database)).toEqual([])

  await take(database, 4, row('Z', BAD), row('Z', { version: '6/1/2025 0:00' }))
  await take(database, 5, row('W', { version: '6/1/2025 0:00' }), row('W', { ...BAD, version: '6/2/2025 0:00' }))
  expect(await waiting(database)).toEqual(['W'])
})

test('a version from a clock that is years ahead is held, and keeps no correction from being the newest', async () => {
  const database = await hungYen()
  await take(database, 1, row('X', { version: '4/1/2025 0:00' }))
  expect(await take(database, 2, row('X', { version: '4/1/2099 0:00' }))).toMatchObject({ inserted: 1, held: 1 })
  await take(database, 3, row('X', { status: 'Closed', closed: '5/2/2025 0:00', version: '5/2/2025 0:00' }))
  expect(await statusOf(database, 'X')).toBe('done')
})

test('a row that does not say which dossier it is waits for its own place', async () => {
  const database = await hungYen()
  await take(database, 1, row(''))
  await take(database, 2, row('X'))
  expect(await waiting(database)).toEqual([null])
})
