import { computeTile, loadTileContext } from '@ioc/server/testing'
import {
  type Database,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  openQuestion,
  parsePeriod,
  proveReading,
  readSeries,
  verify,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'
import { shownBy } from './support/shown.ts'

// Which procedures cost the index of Decision 766/QĐ-TTg its points, and how what is measured here stands beside what is published.

// The points are those of the last whole month: November.
const AT = new Date('2026-12-02T10:00:00+07:00')
const COPY = '2.000815'
const LAND = '1.013980'

interface Sketch {
  of: string
  online?: boolean
  late?: boolean
  paid?: boolean
  digitised?: boolean
  reused?: boolean
  result?: boolean
  rating?: string
}

async function file(database: Database, sketches: Sketch[]) {
  const duLieu = sketches.map(({ of, online, late, paid, digitised, reused, result, rating = '' }, n) => ({
    MaHoSo: `H31.101-261105-${String(n).padStart(6, '0')}`,
    MaTTHC: of,
    TenLinhVuc: 'Đất đai',
    DonViXuLy: 'H31.101',
    KenhThucHien: online ? '2' : '1',
    TrangThaiHoSo: '9',
    NgayTiepNhan: '2026-11-05T08:00:00.000',
    NgayHenTra: '2026-11-10T17:00:00.000',
    NgayKetThucXuLy: late ? '2026-11-12T09:00:00.000' : '2026-11-09T09:00:00.000',
    HoSoCoThanhPhanSoHoa: digitised ? '1' : '0',
    DuocThanhToanTrucTuyen: paid ? '1' : '0',
    TaiLieuNop: [{ DuocTaiSuDung: reused ? '1' : '0', DuocSoHoa: digitised ? '1' : '0' }],
    DanhSachLePhi: [{ Gia: '50000' }],
    DanhSachGiayToKetQua: result ? [{ DuongDanTepTinKetQua: '/kq/1' }] : [],
    MucDoHaiLong: rating,
    NgayCapNhat: '2026-11-12T10:00:00.000',
  }))
  const taken = await takeFiles(database, 'dossiers-sim', { '1.json': JSON.stringify({ tongSo: duLieu.length, duLieu }) })
  expect(taken).toMatchObject({ held: 0, rejected: 0 })
}

interface Decision {
  code: string
  decided: string
  effective?: string
  published?: string
  online?: string
  payable?: boolean
}

async function list(database: Database, decisions: Decision[]) {
  const duLieu = decisions.map(
    ({ code, decided, effective = '', published = decided, online = 'Toàn trình', payable = true }) => ({
      MaCongBo: `${code}/${decided}`,
      MaTTHC: code,
      CoQuan: 'Tỉnh Hưng Yên',
      NgayQuyetDinh: decided,
      NgayHieuLuc: effective,
      NgayCongKhai: published,
      DuBoPhan: '1',
      MucDoDVC: online,
      CoPhi: '1',
      ThanhToanTrucTuyen: payable ? '1' : '0',
      NgayCapNhat: `${decided}T09:00:00.000`,
    }),
  )
  const taken = await takeFiles(database, 'procedures-sim', { '1.json': JSON.stringify({ tongSo: duLieu.length, duLieu }) })
  expect(taken).toMatchObject({ held: 0, rejected: 0 })
}

async function asker(database: Database) {
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const { id: province } = units.find('hung-yen')
  const prove = async (id: string, period?: string) => {
    const moment = momentOf({}, AT)
    const span = period ? parsePeriod(period, moment.at) : undefined
    const proof = await proveReading(database.db, units, registry.indicator(id), province, moment, span)
    expect(proof.agrees, `${id} ${period}`).toBe(true)
    return proof.reading.value
  }
  return { registry, units, province, prove }
}

const SKETCHES: Sketch[] = [
  { of: COPY, paid: true, digitised: true, reused: true, result: true },
  { of: COPY, late: true, digitised: true, result: true, rating: '3' },
  { of: COPY, paid: true, result: true },
  { of: LAND, online: true, late: true },
  { of: LAND, online: true, paid: true, digitised: true, reused: true },
  // A dossier whose source names no procedure lacks things too, and is no procedure's.
  { of: '', result: true },
]

test('each procedure costs its part of what the index loses: late, not online, unpaid, on paper, not digitised, not reused', async () => {
  const database = await hungYen()
  await file(database, SKETCHES)
  // Known to the catalogue alone, and not offered online.
  await list(database, [{ code: '1.000028', decided: '2026-08-03', online: 'Chưa cung cấp' }])
  const { prove } = await asker(database)
  const context = await loadTileContext(database)
  const tile = context.tiles.get('service_index.lost_procedures') as Parameters<typeof computeTile>[1]
  const data = await computeTile(context, tile, momentOf({}, AT))
  if (data.kind !== 'table') throw new Error('not a table')
  expect(data.by?.vi).toBe('Thủ tục')
  const [section] = data.sections
  const cost = (key: string) =>
    Object.fromEntries(
      data.columns.map(({ indicator }, place) => [
        indicator.replace(/^service_index\.(lost_)?|_days$/g, ''),
        section?.rows.find((row) => row.key === key)?.cells[place]?.value,
      ]),
    )
  expect(section?.rows.map(({ key, title }) => [key, title.vi.slice(0, 20)])).toEqual([
    [COPY, 'Chứng thực bản sao t'],
    [LAND, 'Đăng ký biến động qu'],
    ['1.000028', 'Cấp Giấy phép lưu hà'],
  ])
  // It bears a fee, and no dossier of it told one.
  expect(cost('1.000028')).toMatchObject({ late: 0, unpaid: 5, unlisted: 4, mean: null })
  // Two of six late cost 20 × 2/6, half of it each.
  expect(cost(COPY).late).toBeCloseTo(20 / 6)
  expect(cost(LAND).late).toBeCloseTo(20 / 6)
  // Nothing counts as filed online: of the two that were, both results came on paper. Five of six with a procedure cost all 4.
  expect([cost(COPY).offline, cost(LAND).offline]).toEqual([2, expect.closeTo(4 / 3)])
  // Three of six not paid online: 5 × 3/6 in all, of which one belongs to no procedure.
  expect([cost(COPY).unpaid, cost(LAND).unpaid]).toEqual([expect.closeTo(5 / 6), expect.closeTo(5 / 6)])
  expect(await prove('service_index.lost_unpaid')).toBeCloseTo(10 / 6 + 5)
  // Two of six on paper, both of land.
  expect([cost(COPY).on_paper, cost(LAND).on_paper]).toEqual([0, expect.closeTo((4.4 * 2) / 6)])
  // Two of six are whole, where four fifths would be enough: 4.4 × (1 − 2/6 / 0.8) among four that are not.
  const undigitised = 4.4 * (1 - 2 / 6 / 0.8)
  expect([cost(COPY).undigitised, cost(LAND).undigitised]).toEqual([
    expect.closeTo(undigitised / 4),
    expect.closeTo(undigitised / 2),
  ])
  expect(cost(COPY).not_reused).toBeCloseTo((undigitised * 2) / 4)
  // Late twice, and one of those displeased.
  const displeased = 6 * (1 - (100 - 50) / 90)
  expect([cost(COPY).displeased, cost(LAND).displeased]).toEqual([
    expect.closeTo((displeased * 2) / 3),
    expect.closeTo(displeased / 3),
  ])
  expect(cost(LAND).mean).toBe(3.5)

  // Every cell is the answer to its own question, with a proof, and the rows of a column add up to its total.
  for (const { question, cell } of shownBy(data)) {
    const asked = await openQuestion(database.db, context.units, { ...question, unit: 'hung-yen' }, AT)
    const proof = await proveReading(database.db, asked.units, asked.indicator, asked.unit.id, asked.moment, asked.span)
    const { value, state } = proof.reading
    expect([proof.agrees, value, state], JSON.stringify(question)).toEqual([true, cell.value, cell.state])
  }
  for (const [place, { indicator }] of data.columns.entries()) {
    if (indicator === 'service_index.mean_days') continue
    const sum = section?.rows.reduce((all, { cells }) => all + Number(cells[place]?.value), 0)
    expect(sum, indicator).toBeCloseTo(Number(data.total.cells[place]?.value), 6)
  }
  expect((await verify(database.db)).differences).toEqual([])
})

const DECISIONS: Decision[] = [
  { code: '1.000001', decided: '2026-08-03', effective: '2026-09-01', online: 'Chưa cung cấp', payable: false },
  { code: '1.000002', decided: '2026-08-03', effective: '2026-08-05' },
  // Announced anew, in time and offered online; what it says is published in October, and stands from then on.
  { code: '1.000001', decided: '2026-09-28', effective: '2026-11-01', published: '2026-10-05' },
  // Signed and not published yet: what was published before stands.
  { code: '1.000001', decided: '2026-10-30', effective: '2026-12-01', published: '', online: 'Chưa cung cấp' },
]

test('a month that is over tells the catalogue as it stood then; a new decision leaves the one before it in its month', async () => {
  const database = await hungYen()
  await list(database, DECISIONS)
  const { registry, units, province, prove } = await asker(database)
  expect(await prove('procedures.listed_now')).toBe(2)
  expect(await prove('procedures.online_share', '2026-08')).toBe(50)
  expect(await prove('procedures.online_share', '2026-09')).toBe(50)
  expect(await prove('procedures.online_share', '2026-10')).toBe(100)
  expect(await prove('procedures.online_share')).toBe(100)
  // Of the day before there was a catalogue there is no share.
  expect(await prove('procedures.online_share', '2026-07')).toBeNull()
  expect(await prove('procedures.announced_share', '2026-08')).toBe(50)
  expect(await prove('procedures.announced_share', '2026-09')).toBe(100)

  const span = parsePeriod('2026-08-01..2026-10-31', AT)
  const series = await readSeries(
    database.db,
    units,
    registry.indicator('procedures.online_share'),
    province,
    span,
    'month',
    momentOf({}, AT),
  )
  expect(series.map(({ value }) => value)).toEqual([50, 50, 100])
  expect((await verify(database.db)).differences).toEqual([])

  // Which procedures cost the catalogue its points, then.
  expect(await prove('service_index.lost_unlisted', '2026-08')).toBeGreaterThan(0)
  expect(await prove('service_index.lost_unpaid', '2026-08')).toBe(5)
})

test('told in any order, a decision knows the one that replaces it; taken back, the one before stands again', async () => {
  const database = await hungYen()
  await list(database, DECISIONS.toReversed())
  const { prove } = await asker(database)
  expect(await prove('procedures.online_share', '2026-09')).toBe(50)
  await database.pool.query("update procedure_listing_fact set deleted = true where external_id = '1.000001|2026-09-28'")
  expect(await prove('procedures.online_share')).toBe(50)
  expect(await prove('procedures.listed_now')).toBe(2)
  expect((await verify(database.db)).differences).toEqual([])

  // Told again as they were, nothing changes but what was taken back.
  const position = async () => (await database.pool.query('select max(position) as at from ledger_batch')).rows[0].at
  await list(database, DECISIONS)
  const before = await position()
  await list(database, DECISIONS.toReversed())
  expect(await position()).toBe(before)
  expect((await verify(database.db)).differences).toEqual([])
})

test('what is measured of a group stands beside what is published of the same month, with how far they lie apart', async () => {
  const database = await hungYen()
  const groups = {
    'Công khai, minh bạch': '17.8',
    'Tiến độ giải quyết': '19.5',
    'Dịch vụ công trực tuyến': '11.6',
    'Thanh toán trực tuyến': '9',
    'Số hóa hồ sơ': '21.2',
    'Mức độ hài lòng': '11',
  }
  const edition = {
    KyDanhGia: '2026-11',
    SoDonVi: '3',
    BangXepHang: [
      { TenTinh: 'Huế', TongDiem: '92.25' },
      { TenTinh: 'Hưng Yên', TongDiem: '90.1' },
      { TenTinh: 'Cà Mau', TongDiem: '88' },
    ],
    DiemNhom: Object.entries(groups).map(([TenNhom, Diem]) => ({ TenNhom, Diem })),
    NgayCapNhat: '2026-12-01T09:00:00.000',
  }
  const told = { tongSo: 1, duLieu: [edition] }
  expect(await takeFiles(database, 'service-index-sim', { '1.json': JSON.stringify(told) })).toMatchObject({ held: 0 })
  const ended = (id: string, day: string) => ({
    MaHoSo: id,
    MaTTHC: LAND,
    TenLinhVuc: 'Đất đai',
    DonViXuLy: 'H31.101',
    KenhThucHien: '1',
    TrangThaiHoSo: '9',
    NgayTiepNhan: '2026-11-05T08:00:00.000',
    NgayHenTra: '2026-11-12T17:00:00.000',
    NgayKetThucXuLy: `2026-11-${day}T09:00:00.000`,
    NgayCapNhat: '2026-11-20T10:00:00.000',
  })
  const duLieu = [ended('a', '09'), ended('b', '10'), ended('c', '12'), ended('late', '14')]
  await takeFiles(database, 'dossiers-sim', { '1.json': JSON.stringify({ tongSo: duLieu.length, duLieu }) })

  const { prove } = await asker(database)
  expect(await prove('service_index.measured_progress')).toBe(15)
  expect(await prove('service_index.apart_progress')).toBeCloseTo(4.5)
  expect(await prove('service_index.gap_above')).toBeCloseTo(2.15)
  const context = await loadTileContext(database)
  const tile = context.tiles.get('service_index.group_gaps') as Parameters<typeof computeTile>[1]
  const data = await computeTile(context, tile, momentOf({}, AT))
  if (data.kind !== 'table') throw new Error('not a table')
  expect(data.by?.vi).toBe('Nhóm chỉ số')
  // The past of a whole month ends with it, and not with the days of the one under way.
  const measured = context.tiles.get('service_index.measured') as Parameters<typeof computeTile>[1]
  const stat = await computeTile(context, measured, momentOf({}, AT))
  if (stat.kind !== 'stat') throw new Error('not a stat')
  expect(stat.spark.at(-1)?.at).toBe(new Date('2026-11-01T00:00:00+07:00').toISOString())
  // Of the rest nothing is measured, so that there is nothing to set beside it either.
  expect(data.total.cells.map(({ value }) => value)).toEqual([90.1, null, null])
  const rows = data.sections[0]?.rows ?? []
  expect(rows.map(({ cells }) => cells[0]?.value)).toEqual(Object.values(groups).map(Number))
  expect(rows[1]?.cells.map(({ value }) => value)).toEqual([19.5, 15, 4.5])
  expect(rows[2]?.cells.slice(1).map(({ value }) => value)).toEqual([null, null])
  expect(shownBy(data).find(({ cell }) => cell.value === 4.5)?.question.indicator).toBe('service_index.apart_progress')
})
