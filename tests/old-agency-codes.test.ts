import {
  type Database,
  loadGazetteer,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  parsePeriod,
  proveReading,
  verify,
} from '@ioc/sql'
import { loadSimulators, loadWorld, type RecordSource } from '@ioc/sql/simulate'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'

// Before 1 July 2025 Thái Bình's agencies had codes of their own, H54, and Hưng Yên's theirs, H31; dossiers of then still bear them.

const NOW = new Date('2025-07-10T12:00:00+07:00')
const MERGER = new Date('2025-07-01T00:00:00+07:00')

async function told() {
  const world = loadWorld('hung-yen', { seed: 1, scale: 0.02, start: '2025-06-16' })
  const { records } = (await loadSimulators()).get('dossiers') as { records: (given: typeof world) => RecordSource[] }
  const [source] = records(world) as [RecordSource]
  return source.changesSince(null, 100_000, NOW).records as Record<string, string>[]
}

async function received(database: Database, unit: string, period: string, geo: string) {
  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  const moment = { ...momentOf({}, NOW), geo }
  const asked = parsePeriod(period, moment.at)
  const of = registry.indicator('dossiers.received_month')
  const proof = await proveReading(database.db, units, of, units.find(unit).id, moment, asked)
  expect(proof.agrees, unit).toBe(true)
  return proof.reading.value
}

test('a code of Thái Bình names its agency of then, on the day and since; H54 alone is Thái Bình', async () => {
  const { db } = await hungYen()
  const [gazetteer, units] = [await loadGazetteer(db), await loadUnitRegistry(db)]
  const named = (code: string) => units.get(gazetteer.unit(code, new Date('2025-05-05')) as number).key
  expect(named('000.00.04.H54')).toBe('so-tu-phap-thai-binh-cu')
  expect(named('000.00.04.H31')).toBe('so-tu-phap-hung-yen-cu')
  expect(named('H31.04')).toBe('so-tu-phap')
  expect(named('H54')).toBe('thai-binh-cu')
  const districts = units.children(units.find('thai-binh-cu').id, '2025-06-30').filter(({ kind }) => kind === 'district')
  expect(districts.length).toBe(8)
})

test('dossiers of before the merger bear the codes of then in number and agency, and keep their number after it', async () => {
  const rows = await told()
  const filed = (row: Record<string, string>) => new Date(`${row.NgayNopHoSo || row.NgayTiepNhan}+07:00`)
  const sent = (row: Record<string, string>) => new Date(`${row.NgayCapNhat}+07:00`)
  const old = rows.filter((row) => !row.MaHoSo?.startsWith('HS.') && filed(row) < MERGER)
  const early = old.filter((row) => sent(row) < MERGER && !row.DonViXuLy?.endsWith('.999'))
  const share = (codes: (string | undefined)[], province: string) =>
    codes.filter((code) => code?.includes(province)).length / codes.length
  expect(early.length).toBeGreaterThan(300)
  for (const row of early) expect(row.DonViXuLy).toMatch(/^000\.\d{2}\.\d{2}\.H(31|54)$/)
  for (const row of old) expect(row.MaHoSo).toMatch(/^000\.\d{2}\.\d{2}\.H(31|54)-2506\d{2}-\d{6}$/)
  expect(
    share(
      early.map(({ DonViXuLy }) => DonViXuLy),
      'H54',
    ),
  ).toBeGreaterThan(0.3)
  expect(
    share(
      early.map(({ DonViXuLy }) => DonViXuLy),
      'H31',
    ),
  ).toBeGreaterThan(0.3)

  const late = old.filter((row) => sent(row) >= MERGER && !row.DonViXuLy?.endsWith('.999'))
  expect(late.length).toBeGreaterThan(0)
  for (const row of late) expect(row.DonViXuLy).toMatch(/^H31\.\d+$/)
  const since = rows.filter((row) => filed(row) >= MERGER)
  expect(since.length).toBeGreaterThan(0)
  for (const row of since) expect(row.MaHoSo).toMatch(/^H31\.\d+-2507\d{2}-\d{6}$/)
})

test('what Thái Bình’s agency received counts for it on the map of then, and for what it became on the map of today', async () => {
  const database = await hungYen()
  const row = (n: number, unit: string) => ({
    MaHoSo: `${unit}-250605-${String(n).padStart(6, '0')}`,
    DonViXuLy: unit,
    TenLinhVuc: 'Hộ tịch',
    KenhThucHien: '2',
    TrangThaiHoSo: '4',
    NgayNopHoSo: '2025-06-05T08:00:00.000',
    NgayTiepNhan: '2025-06-05T09:00:00.000',
    NgayHenTra: '2025-06-20T17:00:00.000',
    NgayCapNhat: '2025-06-05T09:00:00.000',
  })
  const duLieu = [row(1, '000.00.04.H54'), row(2, '000.00.04.H54'), row(3, '000.00.04.H31'), row(4, '000.01.17.H31')]
  const run = await takeFiles(database, 'dossiers-sim', { '1.json': JSON.stringify({ tongSo: 4, duLieu }) })
  expect(run).toMatchObject({ inserted: 4, held: 0 })
  expect(await received(database, 'so-tu-phap-thai-binh-cu', '2025-06', '2025-06-30')).toBe(2)
  expect(await received(database, 'thai-binh-cu', '2025-06', '2025-06-30')).toBe(2)
  expect(await received(database, 'so-tu-phap', '2025-06', '2025-07-01')).toBe(3)
  expect(await received(database, 'hung-yen', '2025-06', '2025-07-01')).toBe(4)
  const { rows } = await database.pool.query('select count(*)::int as n from dossier_fact where code_valid')
  expect(rows[0].n).toBe(4)
  expect((await verify(database.db)).differences).toEqual([])
})
