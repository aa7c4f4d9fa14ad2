import { computeTile, loadTileContext } from '@ioc/server/testing'
import { type Database, loadRegistry, loadUnitRegistry, momentOf, proveReading } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'

// The table of digitisation, as one-stop systems print it: eight columns, units in sections, each number with its rows.

interface Sketch {
  unit: string
  papers?: boolean
  reused?: boolean
  national?: boolean
  result?: 'paper' | 'file'
}

function page(sketches: Sketch[]): string {
  const duLieu = sketches.map(({ unit, papers = false, reused = false, national = false, result }, n) => ({
    MaHoSo: `${unit}-261105-${String(n).padStart(6, '0')}`,
    DonViXuLy: unit,
    TenLinhVuc: 'Chứng thực',
    KenhThucHien: '2',
    TrangThaiHoSo: result ? '9' : '4',
    NgayNopHoSo: '2026-11-05T08:00:00.000',
    NgayTiepNhan: '2026-11-05T09:00:00.000',
    NgayHenTra: '2026-11-20T17:00:00.000',
    NgayKetThucXuLy: result ? '2026-11-06T10:00:00.000' : '',
    NgayCapNhat: '2026-11-06T10:00:00.000',
    HoSoCoThanhPhanSoHoa: papers ? '1' : '0',
    TaiLieuNop: [{ DuocSoHoa: papers ? '1' : '0', DuocTaiSuDung: reused ? '1' : '0', DuocLayTuKhoDMQG: national ? '1' : '0' }],
    DanhSachGiayToKetQua: result === 'file' ? [{ DuongDanTepTinKetQua: '/kq/1' }] : [],
  }))
  return JSON.stringify({ tongSo: duLieu.length, duLieu })
}

const AT = new Date('2026-11-10T10:00:00+07:00')

async function tableOf(database: Database) {
  const context = await loadTileContext(database)
  const tile = context.tiles.get('dossiers.digitisation') as Parameters<typeof computeTile>[1]
  const data = await computeTile(context, tile, momentOf({}, AT))
  if (data.kind !== 'table') throw new Error('not a table')
  return data
}

test('eight columns for each unit, the land registry in a section of its own, and a total that its units add up to', async () => {
  const database = await hungYen()
  await takeFiles(database, 'dossiers-sim', {
    '1.json': page([
      { unit: 'H31.05', papers: true, reused: true, national: true, result: 'file' },
      { unit: 'H31.05', papers: true, result: 'paper' },
      { unit: 'H31.05' },
      { unit: 'H31.15', papers: true, reused: true },
      { unit: 'H31.101', national: true, result: 'paper' },
      { unit: 'H31.101', papers: true },
    ]),
  })
  const { columns, sections, total } = await tableOf(database)
  expect(columns.map(({ title }) => title.vi)).toEqual([
    'Tiếp nhận',
    'Chưa số hóa TPHS',
    'Có số hóa TPHS',
    'Có tái sử dụng',
    'Tái sử dụng từ DVCQG',
    'Đã giải quyết',
    'KQ chưa số hóa',
    'KQ đã số hóa',
  ])
  const told = sections.map(({ title, rows }) => [
    title.vi,
    ...rows.filter(({ cells }) => cells[0]?.value).map(({ title: { vi }, cells }) => [vi, ...cells.map(({ value }) => value)]),
  ])
  expect(told).toEqual([
    ['Sở, ban, ngành', ['Sở Tài chính', 3, 1, 2, 1, 1, 2, 1, 1]],
    ['Văn phòng Đăng ký đất đai', ['Văn phòng Đăng ký đất đai', 1, 0, 1, 1, 0, 0, 0, 0]],
    ['Xã, phường', ['Phường Phố Hiến', 2, 1, 1, 0, 1, 1, 1, 0]],
  ])
  expect(total.name).toContain('Hưng Yên')
  expect(total.cells.map(({ value }) => value)).toEqual([6, 2, 4, 2, 2, 3, 2, 1])

  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  for (const [place, { indicator }] of columns.entries()) {
    const of = registry.indicator(indicator)
    const proof = await proveReading(database.db, units, of, units.find('hung-yen').id, momentOf({}, AT))
    expect([proof.agrees, proof.value], indicator).toEqual([true, total.cells[place]?.value])
  }
})

test('a unit whose kind or key two sections name stands in the first of them, and in that which names it before all', async () => {
  const database = await hungYen()
  await takeFiles(database, 'dossiers-sim', { '1.json': page([{ unit: 'H31.05' }, { unit: 'H31.15' }]) })
  const context = await loadTileContext(database)
  const tile = context.tiles.get('dossiers.digitisation')
  if (tile?.kind !== 'table') throw new Error('not a table')
  const { sections: known } = await tableOf(database)
  const { key: unit = '' } = known[0]?.rows[0] ?? {}
  const section = (vi: string, ...units: string[]) => ({ title: { vi, en: vi }, units, lines: [] })
  const kinds = [...new Set(tile.sections.flatMap(({ units }) => units))]
  const sections = [section('một', ...kinds), section('hai', ...kinds, unit), section('ba', unit)]
  const data = await computeTile(context, { ...tile, sections }, momentOf({}, AT))
  if (data.kind !== 'table') throw new Error('not a table')
  const told = data.sections.map(({ title, rows }) => [title.vi, rows.map((row) => row.key)] as const)
  expect(told.map(([title]) => title)).toEqual(['một', 'hai'])
  expect(told[1]?.[1]).toEqual([unit])
  const others = known.flatMap(({ rows }) => rows.map((row) => row.key)).filter((key) => key !== unit)
  expect(told[0]?.[1].toSorted()).toEqual(others.toSorted())
})

test('before the merger the same table has the districts of then', async () => {
  const database = await hungYen()
  const context = await loadTileContext(database)
  const tile = context.tiles.get('dossiers.digitisation') as Parameters<typeof computeTile>[1]
  const data = await computeTile(context, tile, momentOf({}, new Date('2025-06-15T10:00:00+07:00')))
  if (data.kind !== 'table') throw new Error('not a table')
  expect(data.columns).toHaveLength(8)
})
