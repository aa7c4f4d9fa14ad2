import { applyProvince, type Database, decideHeld, findFeed, findHeld, findHeldRecord, loadProvince, verify } from '@ioc/sql'
import { mendAlike, mendHeld, releaseHeld, tryAlike, tryMending, wordsHeld } from '@ioc/workers/held'
import { readRecordAt } from '@ioc/workers/pages'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

// A row that failed a rule is mended by a person, tried again, and let through or put aside; who did what is kept.

const HEADER = 'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n'
const row = (key: string, { status = 'In Progress', version = '5/1/2025 0:00' } = {}) =>
  `${key},3/14/2025 1:20,,Noise,${status},ONLINE,${version}\n`
const bad = (key: string) => row(key, { status: 'Lost' })

const take = (database: Database, n: number, ...rows: string[]) =>
  takeFiles(database, 'nyc311', { 'a.csv': HEADER + row(`file ${n}`) + rows.join('') })

async function heldOf(database: Database) {
  const { records } = await findHeld(database.db, {
    feed: 'nyc311',
    statuses: ['held', 'awaiting', 'released', 'dismissed', 'superseded'],
    after: 0,
    limit: 50,
  })
  return records
}

async function factOf(database: Database, id: string) {
  const { rows } = await database.pool.query('select * from dossier_fact where external_id = $1', [id])
  return rows[0]
}

async function demandTwoPersons(database: Database) {
  const province = loadProvince('hung-yen')
  const feeds = province.feeds.map((feed) => (feed.id === 'nyc311' ? { ...feed, fourEyes: true } : feed))
  await applyProvince(database, { ...province, feeds })
}

test('a mended row becomes the fact, names the page a person wrote, and its history says who did what', async () => {
  const database = await hungYen()
  await take(database, 1, bad('X'), bad('Y'))
  const [x] = await heldOf(database)
  if (!x) throw new Error('nothing was held')
  expect(await tryMending(database, 'nyc311', [{ id: x.id, edits: { status: 'Assigned' } }])).toEqual([
    { id: x.id, problems: [] },
  ])
  expect(await factOf(database, 'X')).toBeUndefined()

  expect(await mendHeld(database, 'nyc311', [{ id: x.id, edits: { status: 'Assigned' } }], 'Lan')).toEqual([
    { id: x.id, status: 'released', problems: [] },
  ])
  const fact = await factOf(database, 'X')
  expect(fact.status).toBe('processing')
  const { version: feedVersion } = await findFeed(database.db, 'nyc311')
  const source = await readRecordAt(database, { feed: 'nyc311', feedVersion, page: fact.page_id, place: fact.place })
  expect(source).toMatchObject({ value: { unique_key: 'X', status: 'Assigned' } })
  expect((await findHeldRecord(database.db, x.id)).actions).toMatchObject([
    { by: 'Lan', action: 'mend', status: 'awaiting', record: { status: 'Assigned' } },
    { by: 'Lan', action: 'release', status: 'released' },
  ])
  expect((await heldOf(database)).map(({ status }) => status)).toEqual(['released', 'held'])
  expect((await verify(database.db)).differences).toEqual([])
})

test('an edit that mends one fault and not another is kept, with the reasons that are left', async () => {
  const database = await hungYen()
  await take(database, 1, row('X', { status: 'Lost', version: 'yesterday' }))
  const [x] = await heldOf(database)
  if (!x) throw new Error('nothing was held')
  expect(x.reasons).toHaveLength(2)
  const [left] = await mendHeld(database, 'nyc311', [{ id: x.id, edits: { status: 'Assigned' } }], 'Lan')
  expect(left).toMatchObject({ status: 'held', problems: [{ field: 'updated_at' }] })
  expect(await heldOf(database)).toMatchObject([
    { status: 'held', mended: { status: 'Assigned' }, reasons: [{ field: 'updated_at' }] },
  ])
  const column = 'resolution_action_updated_date'
  expect(await mendHeld(database, 'nyc311', [{ id: x.id, edits: { [column]: '5/2/2025 0:00' } }], 'Lan')).toMatchObject([
    { status: 'released' },
  ])
  expect((await factOf(database, 'X')).status).toBe('processing')
})

test('where a feed demands two persons, who mended a row cannot let it through; another can, or hands it back', async () => {
  const database = await hungYen()
  await demandTwoPersons(database)
  await take(database, 1, bad('X'), bad('Y'))
  const ids = (await heldOf(database)).map(({ id }) => id) as [number, number]
  const mends = ids.map((id) => ({ id, edits: { status: 'Assigned' } }))
  expect((await mendHeld(database, 'nyc311', mends, 'Lan')).map(({ status }) => status)).toEqual(['awaiting', 'awaiting'])
  expect(await factOf(database, 'X')).toBeUndefined()
  await expect(releaseHeld(database, 'nyc311', [ids[0]], 'Lan')).rejects.toThrow('người thứ hai')
  expect(await releaseHeld(database, 'nyc311', [ids[0]], 'Minh')).toMatchObject({ read: 1, inserted: 1 })
  expect((await factOf(database, 'X')).status).toBe('processing')

  const { id: feedId } = await findFeed(database.db, 'nyc311')
  await expect(decideHeld(database.db, feedId, { ids: [ids[1]], action: 'return', by: 'Minh' })).rejects.toThrow('lý do')
  await decideHeld(database.db, feedId, { ids: [ids[1]], action: 'return', by: 'Minh', note: 'Chưa đóng' })
  expect((await heldOf(database)).map(({ status }) => status)).toEqual(['released', 'held'])
})

test('who wrote a part of what a row became cannot let it through either, by whatever spelling of the name', async () => {
  const database = await hungYen()
  await demandTwoPersons(database)
  await take(database, 1, bad('X'))
  const [x] = await heldOf(database)
  if (!x) throw new Error('nothing was held')
  const mend = (by: string, status: string) => mendHeld(database, 'nyc311', [{ id: x.id, edits: { status } }], by)
  await mend('Đỗ Lan', 'Assigned')
  await mend('Minh', 'Open')
  for (const by of ['Đỗ Lan', 'đỗ lan', ' Đỗ  Lan ', 'Đỗ Lan'.normalize('NFD'), 'MINH'])
    await expect(releaseHeld(database, 'nyc311', [x.id], by), by).rejects.toThrow('người thứ hai')
  expect(await releaseHeld(database, 'nyc311', [x.id], 'Hòa')).toMatchObject({ inserted: 1 })
})

test('of two who mend the same row the second is told, and none of their rows is mended; nobody lets through what they have not seen', async () => {
  const database = await hungYen()
  await demandTwoPersons(database)
  await take(database, 1, bad('X'), bad('Y'))
  const [x, y] = await heldOf(database)
  if (!x || !y) throw new Error('nothing was held')
  const mend = (by: string, status: string, rows = [x]) =>
    mendHeld(
      database,
      'nyc311',
      rows.map(({ id, edit }) => ({ id, seen: edit, edits: { status } })),
      by,
    )
  await mend('Lan', 'Assigned')
  await expect(mend('Hoa', 'Open', [y, x])).rejects.toThrow(`Lan vừa đổi dòng số ${x.id}. Xem lại rồi đổi nếu vẫn cần.`)
  expect((await heldOf(database)).map(({ mended }) => mended)).toMatchObject([{ status: 'Assigned' }, null])

  // Minh looked at what Lan had made of it, and Hoa has made something else of it since.
  const [looked] = await heldOf(database)
  if (!looked) throw new Error('nothing was held')
  await mend('Hoa', 'Open', [looked])
  const seen = new Map([[x.id, looked.edit]])
  await expect(releaseHeld(database, 'nyc311', [x.id], 'Minh', seen)).rejects.toThrow('Hoa vừa đổi')
  const { id: feedId } = await findFeed(database.db, 'nyc311')
  const putAside = { ids: [x.id], action: 'dismiss' as const, by: 'Minh', note: 'Thử', seen }
  await expect(decideHeld(database.db, feedId, putAside)).rejects.toThrow('Hoa vừa đổi')
  expect(await releaseHeld(database, 'nyc311', [x.id], 'Minh', new Map([[x.id, looked.edit + 1]]))).toMatchObject({ inserted: 1 })
  expect((await factOf(database, 'X')).status).toBe('received')
})

test('a row put aside stays aside when its source says the same again, and can be taken up again', async () => {
  const database = await hungYen()
  await take(database, 1, bad('X'))
  const [x] = await heldOf(database)
  if (!x) throw new Error('nothing was held')
  const { id: feedId } = await findFeed(database.db, 'nyc311')
  await decideHeld(database.db, feedId, { ids: [x.id], action: 'dismiss', by: 'Lan', note: 'Hồ sơ thử' })
  await take(database, 2, bad('X'))
  expect(await heldOf(database)).toMatchObject([{ status: 'dismissed' }])
  await expect(mendHeld(database, 'nyc311', [{ id: x.id, edits: {} }], 'Lan')).rejects.toThrow('đã bị loại')
  await decideHeld(database.db, feedId, { ids: [x.id], action: 'reopen', by: 'Lan' })
  expect(await mendHeld(database, 'nyc311', [{ id: x.id, edits: { status: 'Open' } }], 'Lan')).toMatchObject([
    { status: 'released' },
  ])
})

test('what the source has set right meanwhile is not overwritten by a mend that waits', async () => {
  const database = await hungYen()
  await demandTwoPersons(database)
  await take(database, 1, bad('X'))
  const [x] = await heldOf(database)
  if (!x) throw new Error('nothing was held')
  await mendHeld(database, 'nyc311', [{ id: x.id, edits: { status: 'Assigned' } }], 'Lan')
  await take(database, 2, row('X', { status: 'Open', version: '5/2/2025 0:00' }))
  expect(await heldOf(database)).toMatchObject([{ status: 'superseded' }])
  await expect(releaseHeld(database, 'nyc311', [x.id], 'Minh')).rejects.toThrow('bản ghi mới hơn')
  expect((await factOf(database, 'X')).status).toBe('received')
})

test('only columns that the feed reads can be edited', async () => {
  const database = await hungYen()
  await take(database, 1, bad('X'))
  const [x] = await heldOf(database)
  if (!x) throw new Error('nothing was held')
  await expect(mendHeld(database, 'nyc311', [{ id: x.id, edits: { police: 'x' } }], 'Lan')).rejects.toThrow(
    'không đọc cột «police»',
  )
})

test('a word that is wrong in many rows is mended once for all of them, some hundred at a time', async () => {
  const database = await hungYen()
  const many = Array.from({ length: 1_200 }, (_, n) => bad(`L${n}`))
  await take(database, 1, ...many, row('other', { status: 'Gone' }), row('other 2', { status: 'Gone' }))
  const [first] = await heldOf(database)
  const [reason] = first?.reasons ?? []
  if (!reason) throw new Error('nothing was held')
  const { field, code } = reason
  expect(await wordsHeld(database, 'nyc311', { field, code })).toEqual([
    { column: 'status', word: 'Lost', rows: 1_200 },
    { column: 'status', word: 'Gone', rows: 2 },
  ])

  const alike = { field, code, column: 'status', from: 'Lost', after: 0 }
  const tried = await tryAlike(database, 'nyc311', { ...alike, to: 'Nowhere' })
  expect(tried.rows).toHaveLength(500)
  expect(tried.rows.every(({ problems }) => problems[0]?.field === field)).toBe(true)
  await expect(tryAlike(database, 'nyc311', { ...alike, column: 'complaint_type', to: 'x' })).rejects.toThrow('complaint_type')

  const gos = []
  for (let after: number | null = 0; after !== null; ) {
    const { rows, next }: Awaited<ReturnType<typeof mendAlike>> = await mendAlike(
      database,
      'nyc311',
      { ...alike, to: 'Assigned', after },
      'Lan',
    )
    gos.push(rows.filter(({ status }) => status === 'released').length)
    after = next
  }
  expect(gos).toEqual([500, 500, 200])
  expect((await factOf(database, 'L1199')).status).toBe('processing')
  expect(await wordsHeld(database, 'nyc311', { field, code })).toEqual([{ column: 'status', word: 'Gone', rows: 2 }])
  expect((await verify(database.db)).differences).toEqual([])
})
