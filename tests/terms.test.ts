import {
  type Calendar,
  type Database,
  dayOf,
  keepWorkingDays,
  loadCalendar,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  proveReading,
  verify,
} from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'

// A dossier that was given no day of return takes the longest its procedure may take, as the catalogue says for the day it was
// received (Decision 766/QĐ-TTg, indicator 2.1).

const AT = new Date('2026-11-27T10:00:00+07:00')

interface Listed {
  code: string
  term: string
  unit: string
  decided?: string
  effective?: string
}

async function list(database: Database, told: string, listings: Listed[]) {
  const duLieu = listings.map(({ code, term, unit, decided = '2024-01-02', effective = '2024-02-01' }) => ({
    MaCongBo: `${code}/${decided}`,
    MaTTHC: code,
    CoQuan: 'Tỉnh Hưng Yên',
    NgayQuyetDinh: decided,
    NgayHieuLuc: effective,
    NgayCongKhai: decided,
    DuBoPhan: '1',
    MucDoDVC: 'Toàn trình',
    CoPhi: '0',
    ThanhToanTrucTuyen: '0',
    ThoiHanGiaiQuyet: term,
    DonViTinh: unit,
    NgayCapNhat: `${told}.000`,
  }))
  const taken = await takeFiles(database, 'procedures-sim', {
    [`${told}.json`]: JSON.stringify({ tongSo: duLieu.length, duLieu }),
  })
  expect(taken).toMatchObject({ held: 0, rejected: 0 })
}

interface Sketch {
  id: string
  of?: string
  received: string
  finished?: string
  status?: string
  /** When supplements were asked for and, where they came, when. */
  asked?: [from: string, to?: string][]
}

async function file(database: Database, told: string, sketches: Sketch[]) {
  const duLieu = sketches.map(({ id, of = '1.000001', received, finished = '', status, asked = [] }) => ({
    MaHoSo: id,
    MaTTHC: `${of}.000.00.00.H31`,
    DonViXuLy: 'H31.101',
    TenLinhVuc: 'Đất đai',
    KenhThucHien: '1',
    TrangThaiHoSo: status ?? (finished ? '9' : '4'),
    NgayTiepNhan: `${received}:00.000`,
    NgayHenTra: '',
    NgayKetThucXuLy: finished && `${finished}:00.000`,
    DanhSachHoSoBoSung: asked.map(([from, to]) => ({
      NgayBoSung: `${from}:00.000`,
      NgayTiepNhanBoSung: to ? `${to}:00.000` : '',
    })),
    NgayCapNhat: `${told}.000`,
  }))
  const taken = await takeFiles(database, 'dossiers-sim', { [`${told}.json`]: JSON.stringify({ tongSo: duLieu.length, duLieu }) })
  expect(taken).toMatchObject({ held: 0, rejected: 0 })
}

/** By dossier: its end by the term, since when it is overdue, how it ended, whether its time runs. */
async function judged(database: Database) {
  const { rows } = await database.pool.query<{ id: string; due: string; late: string; outcome: string; clock: string }>(`
    select external_id as id, to_char(due_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as due,
           to_char(overdue_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI') as late, outcome, clock from dossier_fact`)
  return Object.fromEntries(rows.map(({ id, ...told }) => [id, told]))
}

async function read(database: Database, id: string) {
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const proof = await proveReading(database.db, units, registry.indicator(id), units.find('hung-yen').id, momentOf({}, AT))
  expect(proof.agrees, id).toBe(true)
  return proof.reading.value
}

test('a term ends by its own unit: hours and days as they pass, working days by the calendar, months on the same day or the last', async () => {
  const database = await hungYen()
  await list(database, '2026-11-01T08:00:00', [
    { code: '1.000001', term: '5', unit: 'Ngày làm việc' },
    { code: '1.000002', term: '5', unit: 'Ngày' },
    { code: '1.000003', term: '8', unit: 'Giờ' },
    { code: '1.000004', term: '1', unit: 'Tháng' },
  ])
  await file(database, '2026-11-26T08:00:00', [
    // Over Tết: the five days off from 16 February, and the weekends about them.
    { id: 'over Tết', received: '2026-02-12T15:30', finished: '2026-02-26T15:00' },
    { id: 'a minute late', received: '2026-02-12T15:30', finished: '2026-02-26T15:31' },
    // A Saturday that is worked instead of the 31st.
    { id: 'worked Saturday', received: '2026-08-17T09:00', finished: '2026-08-20T09:00' },
    { id: 'days', of: '1.000002', received: '2026-02-12T15:30', finished: '2026-02-18T08:00' },
    { id: 'hours', of: '1.000003', received: '2026-11-02T15:00', finished: '2026-11-02T16:00' },
    { id: 'month', of: '1.000004', received: '2026-01-31T08:00', finished: '2026-02-28T08:01' },
    { id: 'unknown', of: '1.000009', received: '2026-11-02T08:00', finished: '2026-11-03T08:00' },
    { id: 'before any decision', received: '2023-12-29T08:00', finished: '2024-03-03T08:00' },
  ])
  expect(await judged(database)).toEqual({
    'over Tết': { due: '2026-02-26 15:30', late: '2026-02-26 15:30', outcome: 'on_time', clock: null },
    'a minute late': { due: '2026-02-26 15:30', late: '2026-02-26 15:30', outcome: 'late', clock: null },
    'worked Saturday': { due: '2026-08-22 09:00', late: '2026-08-22 09:00', outcome: 'early', clock: null },
    days: { due: '2026-02-17 15:30', late: '2026-02-17 15:30', outcome: 'late', clock: null },
    hours: { due: '2026-11-02 23:00', late: '2026-11-02 23:00', outcome: 'on_time', clock: null },
    month: { due: '2026-02-28 08:00', late: '2026-02-28 08:00', outcome: 'late', clock: null },
    unknown: { due: null, late: null, outcome: 'no_deadline', clock: null },
    'before any decision': { due: null, late: null, outcome: 'no_deadline', clock: null },
  })
  expect((await verify(database.db)).differences).toEqual([])
})

test('the wait for supplements is taken off in the unit of the term; asked a second time it is overdue at once', async () => {
  const database = await hungYen()
  await list(database, '2026-11-01T08:00:00', [
    { code: '1.000001', term: '5', unit: 'Ngày làm việc' },
    { code: '1.000002', term: '5', unit: 'Ngày' },
  ])
  // Friday to Monday is one working day and three days.
  const asked: Sketch['asked'] = [['2026-11-06T09:00', '2026-11-09T09:00']]
  await file(database, '2026-11-26T08:00:00', [
    { id: 'working days', received: '2026-11-02T08:00', finished: '2026-11-10T07:00', asked },
    { id: 'too many working days', received: '2026-11-02T08:00', finished: '2026-11-11T07:00', asked },
    { id: 'days', of: '1.000002', received: '2026-11-02T08:00', finished: '2026-11-10T07:00', asked },
    { id: 'twice', received: '2026-11-02T08:00', asked: [...asked, ['2026-11-09T10:00', '2026-11-09T11:00']] },
    { id: 'waiting', received: '2026-11-02T08:00', status: '5', asked: [['2026-11-04T09:00']] },
    { id: 'asked when it was late', received: '2026-11-02T08:00', status: '5', asked: [['2026-11-10T09:00']] },
  ])
  expect(await judged(database)).toEqual({
    'working days': { due: '2026-11-09 08:00', late: '2026-11-10 08:00', outcome: 'on_time', clock: null },
    'too many working days': { due: '2026-11-09 08:00', late: '2026-11-10 08:00', outcome: 'late', clock: null },
    days: { due: '2026-11-07 08:00', late: '2026-11-10 08:00', outcome: 'on_time', clock: null },
    twice: { due: '2026-11-09 08:00', late: '2026-11-09 10:00', outcome: null, clock: 'running' },
    waiting: { due: '2026-11-09 08:00', late: '2026-11-09 08:00', outcome: null, clock: 'stopped' },
    'asked when it was late': { due: '2026-11-09 08:00', late: '2026-11-09 08:00', outcome: null, clock: 'running' },
  })
})

test('a term told or changed after the dossier judges it anew, with every number that rests on it; another dossier stays', async () => {
  const database = await hungYen()
  await file(database, '2026-11-26T08:00:00', [
    { id: 'done', received: '2026-11-02T08:00', finished: '2026-11-12T08:00' },
    { id: 'open', received: '2026-11-16T08:00' },
    { id: 'of another', of: '1.000002', received: '2026-11-16T08:00' },
    { id: 'of before', received: '2025-06-02T08:00', finished: '2025-06-20T08:00' },
  ])
  expect((await judged(database)).done).toMatchObject({ due: null, outcome: 'no_deadline' })
  expect(await read(database, 'dossiers.overdue')).toBe(0)

  // The catalogue comes later, and with a decision that shortens the term since.
  await list(database, '2026-11-26T09:00:00', [
    { code: '1.000001', term: '15', unit: 'Ngày làm việc' },
    { code: '1.000001', term: '5', unit: 'Ngày làm việc', decided: '2026-10-01', effective: '2026-11-01' },
  ])
  expect(await judged(database)).toMatchObject({
    done: { due: '2026-11-09 08:00', outcome: 'late' },
    open: { due: '2026-11-23 08:00', late: '2026-11-23 08:00', clock: 'running' },
    'of another': { due: null, late: null },
    'of before': { due: '2025-06-23 08:00', outcome: 'early' },
  })
  expect(await read(database, 'dossiers.overdue')).toBe(1)
  expect(await read(database, 'dossiers.on_time_rate')).toBe(0)

  // The decision is put right, then taken back: the one before it holds again.
  const shorter = { code: '1.000001', unit: 'Ngày làm việc', decided: '2026-10-01', effective: '2026-11-01' }
  await list(database, '2026-11-26T10:00:00', [{ ...shorter, term: '10' }])
  expect((await judged(database)).done).toMatchObject({ due: '2026-11-16 08:00', outcome: 'early' })
  expect(await read(database, 'dossiers.overdue')).toBe(0)
  await database.pool.query("update procedure_listing_fact set deleted = true where decided_on = '2026-10-01'")
  expect((await judged(database)).done).toMatchObject({ due: '2026-11-23 08:00', outcome: 'early' })
  expect((await verify(database.db)).differences).toEqual([])

  // Who and why stands with the change: no page of the dossiers' own source says so.
  const { rows } = await database.pool.query(
    "select distinct written_by, why from ledger_batch where domain = 'dossiers' and cause = 'hand'",
  )
  expect(rows).toEqual([{ written_by: 'Danh mục thủ tục', why: 'Thời hạn của thủ tục thay đổi' }])
})

test('the same pages again change nothing of what the catalogue has judged', async () => {
  const database = await hungYen()
  const sketches: Sketch[] = [{ id: 'open', received: '2026-11-16T08:00' }]
  await file(database, '2026-11-26T08:00:00', sketches)
  await list(database, '2026-11-26T09:00:00', [{ code: '1.000001', term: '5', unit: 'Ngày làm việc' }])
  const { rows: before } = await database.pool.query('select max(position) as at from ledger_batch')
  await file(database, '2026-11-26T08:00:00', sketches)
  await list(database, '2026-11-26T09:00:00', [{ code: '1.000001', term: '5', unit: 'Ngày làm việc' }])
  expect((await database.pool.query('select max(position) as at from ledger_batch')).rows).toEqual(before)
})

test('a day off announced later moves what was reckoned by working days, and the totals with it', async () => {
  const database = await hungYen()
  await list(database, '2026-11-01T08:00:00', [{ code: '1.000001', term: '5', unit: 'Ngày làm việc' }])
  await file(database, '2026-11-26T08:00:00', [
    { id: 'open', received: '2026-11-20T08:00' },
    { id: 'earlier', received: '2026-11-02T08:00', finished: '2026-11-09T07:00' },
  ])
  expect((await judged(database)).open).toMatchObject({ due: '2026-11-30 08:00' })
  const calendar = loadCalendar('hung-yen')
  const isOff = (day: string | Date) => (typeof day === 'string' ? day : dayOf(day)) === '2026-11-27'
  const changed: Calendar = { ...calendar, isWorkingDay: (day) => !isOff(day) && calendar.isWorkingDay(day) }
  await database.db.transaction().execute((trx) => keepWorkingDays(trx, changed))
  expect(await judged(database)).toMatchObject({ open: { due: '2026-12-01 08:00' }, earlier: { due: '2026-11-09 08:00' } })
  expect((await verify(database.db)).differences).toEqual([])
})

test('PostgreSQL counts working days as the calendar does', async () => {
  const database = await hungYen()
  const calendar = loadCalendar('hung-yen')
  const asked = fc.sample(
    fc.record({ after: fc.integer({ min: 0, max: 1_500 * 24 * 60 }), days: fc.integer({ min: 0, max: 90 }) }),
    500,
  )
  const instants = asked.map(({ after }) => new Date(Date.parse('2023-12-25') + after * 60_000))
  const { rows } = await database.pool.query<{ due: Date }>(
    'select working_days_after(at, days) as due from unnest($1::timestamptz[], $2::int[]) with ordinality as each (at, days, place) order by place',
    [instants, asked.map(({ days }) => days)],
  )
  for (const [place, at] of instants.entries()) {
    const { days } = asked[place] as (typeof asked)[number]
    expect(rows[place]?.due, `${at.toISOString()} + ${days}`).toEqual(calendar.addWorkingDays(at, days))
  }
})
