import { type Database, loadRegistry, loadUnitRegistry, momentOf, parsePeriod, proveReading } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'

// A month in which nothing was announced or complained of has no rate of that, and its total is a total all the same; where nobody tells of
// such things at all there is none.

const take = (database: Database, feed: string, duLieu: object[]) =>
  takeFiles(database, feed, { '1.json': JSON.stringify({ tongSo: duLieu.length, duLieu }) })

async function prover(database: Database) {
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const moment = momentOf({}, new Date('2026-11-02T10:00:00+07:00'))
  return async (id: string) => {
    const { id: province } = units.find('hung-yen')
    const span = parsePeriod('2026-10', moment.at)
    const proof = await proveReading(database.db, units, registry.indicator(`service_index.${id}`), province, moment, span)
    expect(proof.agrees, id).toBe(true)
    return proof.reading.value
  }
}

test('a month without petitions loses none of their points, once anybody has told of petitions', async () => {
  const database = await hungYen()
  const dossier = {
    MaHoSo: 'H31.101-261005-000001',
    TenLinhVuc: 'Hộ tịch',
    DonViXuLy: 'H31.101',
    KenhThucHien: '1',
    TrangThaiHoSo: '9',
    NgayTiepNhan: '2026-10-05T08:00:00.000',
    NgayHenTra: '2026-10-12T17:00:00.000',
    NgayKetThucXuLy: '2026-10-09T09:00:00.000',
    NgayCapNhat: '2026-10-09T10:00:00.000',
  }
  await take(database, 'dossiers-sim', [dossier])
  const prove = await prover(database)
  expect(await prove('measured_satisfaction')).toBeNull()

  const petition = {
    reportCode: 'PAKN-1',
    wardCode: 'H31.101',
    source: 'DVCQG',
    fieldCode: 'VSMT',
    status: 'COMPLETED',
    createdAt: '2026-09-01T08:00:00.000',
    acceptedAt: '2026-09-01T09:00:00.000',
    completedAt: '2026-09-08T09:00:00.000',
    publishedAt: '2026-09-08T10:00:00.000',
    updatedAt: '2026-09-08T11:00:00.000',
  }
  expect(await take(database, 'reports-sim', [petition])).toMatchObject({ held: 0 })
  expect(await prove('score_5_2')).toBeNull()
  expect(await prove('measured_satisfaction')).toBe(18)
})

test('a month without decisions loses none of their points, once there is a catalogue', async () => {
  const database = await hungYen()
  const copy = {
    MaHoSo: 'H31.101-261005-000001',
    DonViXuLy: 'H31.101',
    TrangThaiHoSo: '9',
    NgayNopHoSo: '2026-10-05T08:00:00.000',
    NgayTiepNhan: '2026-10-05T08:00:00.000',
    NgayCapNhat: '2026-10-09T10:00:00.000',
  }
  await take(database, 'reconciliation-province', [copy])
  await take(database, 'reconciliation-portal', [{ ...copy, NgayDongBo: '2026-10-09T10:05:00.000' }])
  const prove = await prover(database)
  expect(await prove('score_1_4')).toBe(4.5)
  expect(await prove('measured_transparency')).toBeNull()

  const listing = {
    MaTTHC: '1.000001',
    CoQuan: 'Tỉnh Hưng Yên',
    NgayQuyetDinh: '2026-08-03',
    NgayHieuLuc: '2026-08-04',
    NgayCongKhai: '2026-08-05',
    DuBoPhan: '1',
    MucDoDVC: 'Toàn trình',
    CoPhi: '0',
    ThanhToanTrucTuyen: '0',
    NgayCapNhat: '2026-08-05T09:00:00.000',
  }
  expect(await take(database, 'procedures-sim', [listing])).toMatchObject({ held: 0 })
  expect(await prove('score_1_1')).toBeNull()
  expect(await prove('measured_transparency')).toBe(18)
})
