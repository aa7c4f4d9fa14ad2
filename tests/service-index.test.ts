import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { computeTile, loadTileContext } from '@ioc/server/testing'
import {
  domainsOfTile,
  indicatorOf,
  loadRegistry,
  loadTiles,
  loadUnitRegistry,
  momentOf,
  parsePeriod,
  partsOf,
  proveReading,
  readByUnit,
  readIndicator,
  verify,
} from '@ioc/sql'
import { loadWorld } from '@ioc/sql/simulate'
import { pullFeed, SimulatedHouse } from '@ioc/workers/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { takeFiles } from './support/files.ts'

test('points come from counts: what procedures cost is what the score lacks, and no score is a sum of scores', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const [one, other] = ['phuong-pho-hien', 'xa-nhu-quynh'].map((key) => units.find(key)) as [
    ReturnType<typeof units.find>,
    ReturnType<typeof units.find>,
  ]
  const ended = (id: string, unit: number, finished: number, procedure: string) => ({
    ...dossier({ id, unit, finished }),
    procedure,
  })
  await commit(database, run, [
    ...[1, 2, 3].map((n) => ended(`a${n}`, one.id, 3, '2.000815')),
    ended('late 1', one.id, 9, '2.000815'),
    ended('late 2', one.id, 9, '1.013980'),
    ...[1, 2, 3].map((n) => ended(`b${n}`, other.id, 3, '1.013980')),
  ])

  const registry = await loadRegistry()
  const moment = momentOf({}, new Date('2026-02-15T03:00:00Z'))
  const span = parsePeriod('2026-01', moment.at)
  const province = units.find('hung-yen')
  const proof = await proveReading(database.db, units, registry.indicator('service_index.score_2_1'), province.id, moment, span)
  expect([proof.reading.value, proof.agrees]).toEqual([15, true])

  const lost = registry.indicator('service_index.lost_late')
  const whole = await readIndicator(database.db, units, lost, province.id, moment, span)
  const byProcedure = await partsOf(database.db, units, whole, 'procedure', province.id, moment)
  expect(byProcedure.told.map(({ key, value }) => [key, value]).sort()).toEqual([
    ['1.013980', 2.5],
    ['2.000815', 2.5],
  ])

  const score = registry.indicator('service_index.score_2_1')
  const byUnit = await readByUnit(database.db, units, score, [one, other], moment, span)
  expect(byUnit.map(({ value }) => value)).toEqual([12, 20])
  expect(score.additive).toEqual({ units: false, time: false })
})

test('a total of which one part has no number is no number', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [dossier({ id: 'one', unit: units.find('phuong-pho-hien').id, finished: 3 })])
  const moment = momentOf({}, new Date('2026-02-15T03:00:00Z'))
  const total = (await loadRegistry()).indicator('service_index.measured')
  const proof = await proveReading(
    database.db,
    units,
    total,
    units.find('hung-yen').id,
    moment,
    parsePeriod('2026-01', moment.at),
  )
  expect(proof.reading.value).toBeNull()
})

test('what is unfinished and fell due in the month counts as late in it; what is not due yet does not count', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [
    ...[1, 2, 3].map((n) => dossier({ id: `done ${n}`, unit, finished: 3 })),
    dossier({ id: 'overdue', unit, due: 20 }),
    dossier({ id: 'not due', unit, due: 50 }),
  ])
  const registry = await loadRegistry()
  const moment = momentOf({}, new Date('2026-02-15T03:00:00Z'))
  const span = parsePeriod('2026-01', moment.at)
  const prove = (id: string) => proveReading(database.db, units, registry.indicator(id), units.find('hung-yen').id, moment, span)
  const [score, lost] = [await prove('service_index.score_2_1'), await prove('service_index.lost_late')]
  expect([score.reading.value, score.agrees]).toEqual([15, true])
  expect([lost.reading.value, lost.agrees]).toEqual([5, true])
})

test('of a month under way, what falls due later today is not late yet', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  // Due at nine in the morning of the twenty-first.
  await commit(database, run, [dossier({ id: 'done', unit, finished: 3 }), dossier({ id: 'due today', unit, due: 20 })])
  const indicator = (await loadRegistry()).indicator('service_index.score_2_1')
  const score = async (time: string) => {
    const moment = momentOf({}, new Date(`2026-01-21T${time}:00+07:00`))
    const { reading, agrees } = await proveReading(
      database.db,
      units,
      indicator,
      units.find('hung-yen').id,
      moment,
      parsePeriod('month', moment.at),
    )
    return [reading.value, agrees]
  }
  expect([await score('08:00'), await score('10:30')]).toEqual([
    [20, true],
    [10, true],
  ])
})

test('a dossier stopped late costs points and on-time rate as one completed late does; one refused at the door neither', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  const closed = (id: string, finished: number, changes: object) => ({ ...dossier({ id, unit, finished }), ...changes })
  await commit(database, run, [
    dossier({ id: 'done', unit, finished: 3 }),
    closed('stopped in time', 3, { status: 'stopped' }),
    closed('stopped late', 9, { status: 'stopped' }),
    closed('withdrawn', 3, { status: 'withdrawn' }),
    closed('refused', 3, { status: 'refused', due_at: null, outcome: 'no_deadline' }),
  ])
  const registry = await loadRegistry()
  const moment = momentOf({}, new Date('2026-02-15T03:00:00Z'))
  const span = parsePeriod('2026-01', moment.at)
  const prove = async (id: string) => {
    const province = units.find('hung-yen').id
    const proof = await proveReading(database.db, units, registry.indicator(id), province, moment, span)
    return [proof.reading.value, proof.agrees]
  }
  expect(await prove('dossiers.on_time_rate')).toEqual([75, true])
  expect(await prove('dossiers.late')).toEqual([1, true])
  expect(await prove('service_index.score_2_1')).toEqual([15, true])
  expect(await prove('service_index.lost_late')).toEqual([5, true])
})

test('where a rate counts less than the decision does, its definition says so', async () => {
  const registry = await loadRegistry()
  for (const id of ['reconciliation.sync_rate', 'service_index.score_1_4'])
    expect(registry.indicator(id).basis, id).toMatch(/mẫu số là hồ sơ hệ thống của tỉnh có; bản gốc lấy số lớn hơn/)
  expect(registry.indicator('dossiers.on_time_rate').basis).toMatch(/dừng xử lý, không được tiếp nhận hoặc rút/)
  // Two rates alike in name say which of them is that of the decision.
  expect(registry.indicator('dossiers.on_time_rate').basis).toMatch(/khác chỉ số 2.1/)
  expect(registry.indicator('service_index.in_time').basis).toMatch(/khác «Hồ sơ đã kết thúc đúng hạn»/)
})

test('news of every domain a formula counts in moves its tile, and of no other', async () => {
  const registry = await loadRegistry()
  const tiles = new Map((await loadTiles()).map((tile) => [tile.id, tile]))
  const movedBy = (id: string) => domainsOfTile(tiles.get(id) as NonNullable<ReturnType<typeof tiles.get>>, registry).sort()
  expect(movedBy('service_index.measured')).toEqual(['dossiers', 'procedures', 'reconciliation', 'reports'])
  expect(movedBy('service_index.gap_above')).toEqual(['service_index'])
  expect(movedBy('dossiers.on_time_rate')).toEqual(['dossiers'])
  expect(movedBy('press.newest')).toEqual(['press'])
})

test('the place among the provinces, and how far the next one is, are those of the newest ranking', async () => {
  const database = await hungYen()
  const dataDir = mkdtempSync(join(tmpdir(), 'ioc-ranking-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true }))
  const now = new Date()
  const house = await SimulatedHouse.open(
    loadWorld('hung-yen', { seed: 1, scale: 0.01, start: '2026-01-01' }),
    dataDir,
    0,
    () => now,
  )
  onTestFinished(() => house.close())
  vi.stubEnv('IOC_SIMULATOR_URL', house.url)
  const run = await pullFeed(database, 'service-index-sim', AbortSignal.timeout(60_000))
  expect(run).toMatchObject({ held: 0, rejected: 0 })
  expect((await verify(database.db)).differences).toEqual([])

  const told = house.sources.records.get('service_index')?.[0]?.changesSince(null, 1_000, now).records ?? []
  const newest = told.at(-1)?.BangXepHang as Record<string, string>[]
  const byGroup = told.at(-1)?.DiemNhom as Record<string, string>[]
  const satisfied = Number(byGroup[5]?.Diem)
  const at = newest.findIndex(({ TenTinh }) => TenTinh === 'Hưng Yên')
  const points = (place: number) => Number(newest[place]?.TongDiem)
  expect(at).toBeGreaterThan(0)

  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  for (const [id, expected] of [
    ['published', points(at)],
    ['place', at + 1],
    ['places', newest.length],
    ['gap_above', points(at - 1) - points(at)],
    ['gap_first', points(0) - points(at)],
    ['lead_below', points(at) - points(at + 1)],
    ['over_mean', points(at) - newest.reduce((sum, _, place) => sum + points(place), 0) / newest.length],
    ['published_satisfaction', satisfied],
  ] as const) {
    const indicator = registry.indicator(`service_index.${id}`)
    const proof = await proveReading(database.db, units, indicator, units.find('hung-yen').id, momentOf({}, now))
    expect(proof.agrees, id).toBe(true)
    // A mean is told in hundredths of a point, as points are.
    expect(proof.reading.value, id).toBeCloseTo(expected, id === 'over_mean' ? 1 : 6)
  }

  // What the decision makes no rate of brings no points, and says so.
  const context = await loadTileContext(database)
  const tile = await computeTile(context, context.tiles.get('service_index.scores') as never, momentOf({}, now))
  if (tile.kind !== 'comparison') throw new Error('not a comparison')
  const why = { vi: 'Chưa đo được: thiếu cách chấm' }
  for (const id of ['2.2', '5.1'])
    expect(tile.rows.find(({ key }) => key.startsWith(id))).toMatchObject({ value: null, question: null, why })

  const groups = byGroup.reduce((sum, { Diem }) => sum + Number(Diem), 0)
  expect(groups).toBeCloseTo(points(at), 6)
})

test('who was not content, or complained, costs the points of satisfaction beside what was late; who said nothing costs none', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  const ended = (id: string, changes: object = {}) => ({ ...dossier({ id, unit, finished: 3 }), ...changes })
  await commit(database, run, [
    ...[1, 2, 3, 4, 5].map((n) => ended(`silent ${n}`)),
    ended('content', { rating: 'very_satisfied' }),
    ended('bad', { rating: 'dissatisfied' }),
    ended('complained', { rating: 'satisfied', complained: true }),
    dossier({ id: 'late', unit, finished: 9 }),
    dossier({ id: 'overdue', unit, due: 20 }),
  ])
  const registry = await loadRegistry()
  const moment = momentOf({}, new Date('2026-02-15T03:00:00Z'))
  const span = parsePeriod('2026-01', moment.at)
  const prove = async (id: string) => {
    const proof = await proveReading(database.db, units, registry.indicator(id), units.find('hung-yen').id, moment, span)
    expect(proof.agrees, id).toBe(true)
    return proof.reading.value
  }
  // 100 − (20 + 20) of a hundred, where 90 would bring 6 points.
  expect(await prove('service_index.score_5_4')).toBeCloseTo(4, 6)
  expect(await prove('service_index.lost_displeased')).toBeCloseTo(2 * (3 / 4), 6)
  expect(await prove('dossiers.satisfaction')).toBeCloseTo((2 / 3) * 100, 6)
  expect(await prove('dossiers.displeased_month')).toBe(2)
})

test('the catalogue gives the points of what was announced, published and offered online; dossiers those of what of it was used', async () => {
  const database = await hungYen()
  const listed = (code: string, over: object = {}) => ({
    MaTTHC: code,
    CoQuan: 'Tỉnh Hưng Yên',
    NgayQuyetDinh: '2026-11-02',
    NgayHieuLuc: '2026-11-20',
    NgayCongKhai: '2026-11-05',
    DuBoPhan: '1',
    MucDoDVC: 'Toàn trình',
    CoPhi: '0',
    ThanhToanTrucTuyen: '0',
    DoiTuongThucHien: [{ TenDoiTuong: 'Công dân Việt Nam' }, { TenDoiTuong: 'Doanh nghiệp' }],
    NgayCapNhat: '2026-11-06T09:00:00.000',
    ...over,
  })
  const duLieu = [
    listed('1.000001', { CoPhi: '1', ThanhToanTrucTuyen: '1' }),
    listed('1.000002', {
      CoPhi: '1',
      NgayHieuLuc: '2026-11-03',
      DoiTuongThucHien: [{ TenDoiTuong: 'Doanh nghiệp' }],
    }),
    listed('1.000003', { NgayCongKhai: '', MucDoDVC: 'Một phần' }),
    listed('1.000004', { MucDoDVC: 'Chưa cung cấp', DuBoPhan: '0' }),
  ]
  await takeFiles(database, 'procedures-sim', { '1.json': JSON.stringify({ tongSo: 4, duLieu }) })
  const filed = (id: string, of: string, over: object) => ({
    MaHoSo: id,
    MaTTHC: of,
    TenLinhVuc: 'Đất đai',
    DonViXuLy: 'H31.101',
    KenhThucHien: '2',
    TrangThaiHoSo: '4',
    NgayTiepNhan: '2026-11-10T08:00:00.000',
    HoSoCoThanhPhanSoHoa: '0',
    TaiKhoanDuocXacThucVoiVNeID: '1',
    DanhSachLePhi: [{ Gia: '50000' }],
    NgayCapNhat: '2026-11-10T10:00:00.000',
    ...over,
  })
  const dossiers = [
    filed('a', '1.000001', {}),
    filed('again', '1.000001', {}),
    // At the desk, every fee of it 0; what is not published, and what is in no catalogue; of a month before.
    filed('b', '1.000002', { KenhThucHien: '1', DanhSachLePhi: [{ Gia: '0' }] }),
    filed('c', '1.000003', {}),
    filed('d', '1.999999', {}),
    filed('e', '1.000002', { NgayTiepNhan: '2026-10-30T08:00:00.000' }),
  ]
  await takeFiles(database, 'dossiers-sim', { '1.json': JSON.stringify({ tongSo: dossiers.length, duLieu: dossiers }) })
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const moment = momentOf({}, new Date('2026-11-20T03:00:00Z'))
  const scores = {
    '1_1': 0.75 * 4.5,
    '1_2': 0.75 * 4.5,
    // Of the three that are published, one lacks a part and is not offered online.
    '1_3': (2 / 3) * 4.5,
    '3_1': (200 / 3 / 80) * 4,
    '3_2': (1 / 2) * 4,
    '3_5': (50 / 80) * 5,
    // One of the two that citizens may ask for.
    '4_5b': (1 / 2) * 2.2,
  }
  for (const [id, expected] of Object.entries(scores)) {
    const indicator = registry.indicator(`service_index.score_${id}`)
    const { id: province } = units.find('hung-yen')
    const proof = await proveReading(database.db, units, indicator, province, moment, parsePeriod('month', moment.at))
    expect(proof.agrees, id).toBe(true)
    expect(proof.reading.value, id).toBeCloseTo(expected, 6)
  }
  // What has not been published is late once its day is over, and not before.
  const before = momentOf({}, new Date('2026-11-09T03:00:00Z'))
  const early = await proveReading(
    database.db,
    units,
    registry.indicator('service_index.score_1_2'),
    units.find('hung-yen').id,
    before,
    parsePeriod('month', before.at),
  )
  expect(early.reading.value).toBeCloseTo(4.5, 6)
})

test('petitions on the national portal give the points of progress and content; other reports do not', async () => {
  const database = await hungYen()
  const petition = (code: string, more: object) => ({
    reportCode: code,
    wardCode: 'H31.101',
    source: 'DVCQG',
    fieldCode: 'VSMT',
    status: 'COMPLETED',
    createdAt: '2026-10-01T08:00:00.000',
    acceptedAt: '2026-10-01T09:00:00.000',
    completedAt: '2026-10-12T09:00:00.000',
    publishedAt: '2026-10-13T09:00:00.000',
    updatedAt: '2026-10-20T09:00:00.000',
    ...more,
  })
  const duLieu = [
    petition('kept', { rating: '5', petitionType: 'HANH_VI' }),
    petition('disliked', { rating: '1', petitionType: 'HANH_VI' }),
    petition('reopened', { reopenCount: '1', petitionType: 'QUY_DINH' }),
    // The answer out eight working days after the work was done; and the work done after fifteen.
    petition('published late', { publishedAt: '2026-10-22T09:00:00.000' }),
    petition('late', { completedAt: '2026-10-27T09:00:00.000', publishedAt: '2026-10-27T10:00:00.000' }),
    // Falls due within the month, and still is not done.
    petition('open', { status: 'IN_PROGRESS', completedAt: '', publishedAt: '' }),
    petition('a field report', { source: 'ZALO', rating: '1', completedAt: '2026-10-29T09:00:00.000' }),
  ]
  await takeFiles(database, 'reports-sim', { '1.json': JSON.stringify({ tongSo: duLieu.length, duLieu }) })
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const moment = momentOf({}, new Date('2026-11-05T10:00:00+07:00'))
  const prove = async (id: string) => {
    const asked = parsePeriod('2026-10', moment.at)
    const proof = await proveReading(database.db, units, registry.indicator(id), units.find('hung-yen').id, moment, asked)
    expect(proof.agrees, id).toBe(true)
    return proof.reading.value
  }
  // Three of six kept every term. Two were content: not who waits for what is overdue.
  expect(await prove('service_index.score_5_2')).toBeCloseTo((3 / 6) * 6)
  expect(await prove('service_index.score_5_3')).toBeCloseTo((2 / 6) * 6)
  expect(await prove('reports.petitions_on_conduct')).toBeCloseTo((2 / 3) * 100)
})

test('data taken from the population database counts as a VNeID account does; data from another database does not', async () => {
  const database = await hungYen()
  const row = (MaHoSo: string, TaiKhoanDuocXacThucVoiVNeID: string, ...codes: string[]) => ({
    MaHoSo,
    DonViXuLy: 'H31.101',
    TenLinhVuc: 'Hộ tịch',
    KenhThucHien: '2',
    TrangThaiHoSo: '4',
    NgayTiepNhan: '2026-10-05T08:00:00.000',
    NgayCapNhat: '2026-10-05T08:00:00.000',
    HoSoCoThanhPhanSoHoa: '0',
    TaiKhoanDuocXacThucVoiVNeID,
    DSKetNoiCSDL: codes.map((MaCSDL) => ({ MaCSDL })),
  })
  const duLieu = [row('a', '1'), row('b', '0', 'CSDL-BHXH', 'CSDLQG-DC'), row('c', '0', 'CSDL-BHXH'), row('d', '0')]
  expect(
    await takeFiles(database, 'dossiers-sim', { '1.json': JSON.stringify({ tongSo: duLieu.length, duLieu }) }),
  ).toMatchObject({ held: 0 })
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const moment = momentOf({}, new Date('2026-11-05T10:00:00+07:00'))
  const read = async (id: string) => {
    const asked = parsePeriod('2026-10', moment.at)
    const proof = await proveReading(database.db, units, registry.indicator(id), units.find('hung-yen').id, moment, asked)
    expect(proof.agrees, id).toBe(true)
    return proof.reading.value
  }
  expect(await read('dossiers.population_share')).toBe(50)
  expect(await read('dossiers.verified_share')).toBe(25)
  expect(await read('service_index.score_4_5')).toBeCloseTo(1.1)
})

test('of those filed online count the ones whose result is there and not on paper', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('phuong-pho-hien').id
  const run = await openRun(database, 'dossiers-sim')
  const filed = (id: string, changes: object) => ({ ...dossier({ id, unit, finished: 3 }), ...changes })
  await commit(database, run, [
    filed('electronic', { result: 'result' }),
    filed('on paper', { result: 'paper' }),
    dossier({ id: 'unfinished', unit }),
    filed('in person', { channel: 'direct', result: 'paper' }),
  ])
  const [registry, moment] = [await loadRegistry(), momentOf({}, new Date('2026-02-15T03:00:00Z'))]
  const { compiled } = registry.indicator('service_index.score_3_3')
  expect(compiled.text).toContain("pick(dossiers.received, throughout, 'true')")
  const span = parsePeriod('2026-01', moment.at)
  const received = indicatorOf(registry, 'dossiers.received')
  const { id } = units.find('hung-yen')
  const whole = await readIndicator(database.db, units, received, id, moment, span)
  const { told } = await partsOf(database.db, units, whole, 'throughout', id, moment)
  expect(Object.fromEntries(told.map(({ key, value }) => [key, value]))).toMatchObject({ true: 1, false: 2 })
})
