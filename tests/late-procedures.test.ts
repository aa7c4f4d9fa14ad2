import { computeTile, loadTileContext } from '@ioc/server/testing'
import {
  type Database,
  loadRegistry,
  loadUnitRegistry,
  type Moment,
  momentOf,
  openQuestion,
  proveReading,
  verify,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'

// Which procedures are late: each with what came in, what is open, overdue and old, land and fire safety in sections of their own.

const AT = new Date('2026-11-20T10:00:00+07:00')
const LAND = { MaTTHC: '1.013980.000.00.00.H31', TenLinhVuc: 'Đất đai' }
const REGISTRY = { MaTTHC: '1.012768', TenLinhVuc: 'Đăng ký đất đai' }
const FIRE = { MaTTHC: '3.000489', TenLinhVuc: 'Phòng cháy, chữa cháy' }
const COPY = { MaTTHC: '2.000815', TenLinhVuc: 'Chứng thực' }

interface Sketch {
  of: { MaTTHC: string; TenLinhVuc: string }
  received: string
  due: string
  finished?: string
  paused?: boolean
}

function page(sketches: Sketch[]): string {
  const duLieu = sketches.map(({ of, received, due, finished, paused }, n) => ({
    ...of,
    MaHoSo: `H31.101-261105-${String(n).padStart(6, '0')}`,
    DonViXuLy: 'H31.101',
    KenhThucHien: '1',
    TrangThaiHoSo: finished ? '9' : paused ? '5' : '4',
    NgayNopHoSo: `${received}T08:00:00.000`,
    NgayTiepNhan: `${received}T08:00:00.000`,
    NgayHenTra: `${due}T17:00:00.000`,
    NgayKetThucXuLy: finished ? `${finished}T10:00:00.000` : '',
    NgayCapNhat: '2026-11-19T10:00:00.000',
  }))
  return JSON.stringify({ tongSo: duLieu.length, duLieu })
}

async function told(sketches: Sketch[]) {
  const database = await hungYen()
  await takeFiles(database, 'dossiers-sim', { '1.json': page(sketches) })
  const show = await tilesOf(database)
  const data = await show('dossiers.procedures', momentOf({}, AT))
  if (data.kind !== 'table') throw new Error('not a table')
  return { database, data }
}

async function tilesOf(database: Database) {
  const context = await loadTileContext(database)
  return (id: string, moment: Moment) => computeTile(context, context.tiles.get(id) as Parameters<typeof computeTile>[1], moment)
}

const SKETCHES: Sketch[] = [
  // Overdue since yesterday, since the third, and in time.
  { of: LAND, received: '2026-10-01', due: '2026-11-19' },
  { of: LAND, received: '2026-11-02', due: '2026-11-03' },
  { of: LAND, received: '2026-11-18', due: '2026-12-03' },
  { of: REGISTRY, received: '2026-11-18', due: '2026-12-03' },
  { of: FIRE, received: '2026-11-02', due: '2026-11-23' },
  // Waiting for supplements, its clock stands.
  { of: FIRE, received: '2026-10-01', due: '2026-11-03', paused: true },
  { of: COPY, received: '2026-11-16', due: '2026-11-16', finished: '2026-11-16' },
  { of: COPY, received: '2026-11-16', due: '2026-11-16', finished: '2026-11-18' },
  { of: { ...COPY, MaTTHC: '' }, received: '2026-11-02', due: '2026-11-03' },
]

test('each procedure says what is overdue, open, old, received, completed and late, land and fire safety apart', async () => {
  const { database, data } = await told(SKETCHES)
  expect(data.by?.vi).toBe('Thủ tục')
  expect(
    data.sections.map(({ title, rows }) => [
      title.vi,
      ...rows.map(({ key, cells }) => [key, ...cells.map(({ value }) => value)]),
    ]),
  ).toEqual([
    // overdue, open, overdue by 10 days, open 16–30 days, over 30 days, received, completed, % late
    ['Đất đai', ['1.013980', 2, 3, 1, 1, 1, 2, 0, null], ['1.012768', 0, 1, 0, 0, 0, 1, 0, null]],
    ['Phòng cháy, chữa cháy', ['3.000489', 0, 1, 0, 1, 0, 1, 0, null]],
    ['Các lĩnh vực khác', ['2.000815', 0, 0, 0, 0, 0, 2, 2, 50]],
  ])
  // A dossier whose source gives no procedure is in the province's own numbers alone.
  expect(data.total.cells.slice(0, 2).map(({ value }) => value)).toEqual([3, 6])
  expect(data.sections[0]?.rows[0]?.title.vi).toMatch(/^Đăng ký biến động quyền sử dụng đất/)

  const [registry, units] = [await loadRegistry(), await loadUnitRegistry(database.db)]
  for (const [place, { indicator }] of data.columns.entries()) {
    const proof = await proveReading(
      database.db,
      units,
      registry.indicator(indicator),
      units.find('hung-yen').id,
      momentOf({}, AT),
    )
    expect([proof.agrees, proof.value], indicator).toEqual([true, data.total.cells[place]?.value])
  }
  for (const { asked, cells } of data.sections.flatMap(({ rows }) => rows))
    for (const [place, { indicator }] of data.columns.entries()) {
      const question = await openQuestion(database.db, units, { indicator, ...asked, unit: 'hung-yen' }, AT)
      const proof = await proveReading(database.db, units, question.indicator, question.unit.id, question.moment)
      expect([proof.agrees, proof.reading.value], `${indicator} ${asked.where}`).toEqual([true, cells[place]?.value])
    }
})

test('a dossier that is finished leaves the open ones of its procedure, and the totals stay those of a recomputation', async () => {
  const { database } = await told(SKETCHES)
  const done = SKETCHES.map((sketch) => ({ ...sketch, finished: sketch.finished ?? '2026-11-19' }))
  const later = page(done).replaceAll('"2026-11-19T10:00:00.000"', '"2026-11-20T09:00:00.000"')
  await takeFiles(database, 'dossiers-sim', { '2.json': later })
  const context = await loadTileContext(database)
  const tile = context.tiles.get('dossiers.procedures') as Parameters<typeof computeTile>[1]
  const data = await computeTile(context, tile, momentOf({}, AT))
  if (data.kind !== 'table') throw new Error('not a table')
  expect(data.total.cells.slice(0, 2).map(({ value }) => value)).toEqual([0, 0])
  expect((await verify(database.db)).differences).toEqual([])
})

test('of a past of which only the last word is known, what stood overdue is said of no field and no procedure either', async () => {
  const { database } = await told(SKETCHES)
  const show = await tilesOf(database)
  await database.pool.query("update feed_version set spec = spec - 'journalDays'")
  const past = momentOf({ asOf: AT })
  const fields = await show('dossiers.overdue_fields', past)
  if (fields.kind !== 'comparison') throw new Error('not a comparison')
  expect([fields.state, fields.rows]).toEqual(['missing', []])
  const procedures = await show('dossiers.procedures', past)
  if (procedures.kind !== 'table') throw new Error('not a table')
  const rows = procedures.sections.flatMap(({ rows }) => rows)
  expect(procedures.total.cells[0]).toMatchObject({ value: null, state: 'missing' })
  expect(rows.map(({ cells }) => cells[0]?.value)).toEqual(rows.map(() => null))
  // What came in is known of each by its own date.
  expect(rows.find(({ key }) => key === '1.013980')?.cells[5]?.value).toBe(2)
})
