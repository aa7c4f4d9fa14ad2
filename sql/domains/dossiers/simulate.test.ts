import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { Mark, RecordSource, SourceRow } from '../../src/pack/simulate.ts'
import { dayOf } from '../../src/time/hanoi.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-18T10:00:00+07:00')

function source(changes = {}): RecordSource {
  const [first] = [simulator.records?.(testWorld(changes))].flat()
  return first as RecordSource
}

/** Everything from a mark on, page by page, as a reader would fetch it. */
function readAll(from: RecordSource, pageSize: number, now = NOW, since: Mark | null = null): SourceRow[] {
  const rows: SourceRow[] = []
  for (let mark = since; ; ) {
    const page = from.changesSince(mark, pageSize, now)
    rows.push(...page.records)
    if (!page.more) return rows
    mark = page.last
  }
}

function statesByCode(rows: SourceRow[]): Map<string, string> {
  return new Map(rows.map((row) => [row.MaHoSo as string, JSON.stringify(row)]))
}

const history = readAll(source(), 500)

/** Where each dossier stands, its last word. */
const standing = [...new Map(history.map((row) => [row.MaHoSo, row])).values()]

test('history is the same whatever the size of its pages', () => {
  for (const pageSize of [7, 64, 1_000]) expect(readAll(source(), pageSize)).toEqual(history)
})

test('every step of the last weeks is told in order; before them each dossier once; a few rows twice, word for word', () => {
  const updates = history.map((row) => `${row.NgayCapNhat} ${row.MaHoSo}`)
  expect(updates).toEqual(updates.toSorted())
  const rows = new Set(history.map((row) => JSON.stringify(row)))
  expect(rows.size).toBeLessThan(history.length)
  expect(history.length - rows.size).toBeLessThan(history.length / 200)
  expect(rows.size / standing.length).toBeGreaterThan(2)

  const before = [...rows].map((row) => JSON.parse(row) as SourceRow).filter((row) => (row.NgayCapNhat as string) < '2026-10-01')
  const after = new Set(history.filter((row) => (row.NgayCapNhat as string) >= '2026-10-15').map((row) => row.MaHoSo))
  const once = before.filter((row) => !after.has(row.MaHoSo))
  expect(once.length).toBeGreaterThan(100)
  expect(new Set(once.map((row) => row.MaHoSo)).size).toBe(once.length)
})

test('a reader that follows along ends with what a reader that comes late is told', () => {
  const followed = new Map<string, string>()
  const one = source()
  let mark: Mark | null = null
  for (let at = NOW.getTime() - 3 * 86_400_000; at <= NOW.getTime(); at += 3 * 3_600_000) {
    for (;;) {
      const page = one.changesSince(mark, 200, new Date(at))
      for (const row of page.records) followed.set(row.MaHoSo as string, JSON.stringify(row))
      mark = page.last
      if (!page.more) break
    }
  }
  for (const [code, row] of statesByCode(readAll(one, 200, NOW, mark))) followed.set(code, row)
  expect(followed).toEqual(statesByCode(history))
})

test('times are local, to the millisecond and without a zone; a received dossier says when', () => {
  for (const row of history) {
    for (const [name, value] of Object.entries(row)) {
      if (name.startsWith('Ngay') && value) expect(value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/)
    }
    if (!['1', '3'].includes(row.TrangThaiHoSo as string) && row.NgayNopHoSo) expect(row.NgayTiepNhan).not.toBe('')
    if (['9', '10'].includes(row.TrangThaiHoSo as string)) expect(row.NgayKetThucXuLy).not.toBe('')
  }
})

test('another seed is another province', () => {
  expect(readAll(source({ seed: 2 }), 500)).not.toEqual(history)
})

test('counters are busy in the morning of a working day and shut on Sundays', () => {
  const counter = standing.filter((row) => row.KenhThucHien === '1' && row.NgayTiepNhan)
  const hour = (row: SourceRow) => Number((row.NgayTiepNhan as string).slice(11, 13))
  const share = (from: number, to: number) => counter.filter((row) => hour(row) >= from && hour(row) < to).length / counter.length
  expect(share(7, 17)).toBe(1)
  expect(share(8, 10)).toBeGreaterThan(0.3)
  expect(share(12, 13)).toBe(0)
  expect(counter.filter((row) => new Date(`${row.NgayTiepNhan}+07:00`).getUTCDay() === 0)).toEqual([])
})

test('most dossiers end in time, and those still open are about two weeks of work', () => {
  const ended = standing.filter((row) => ['9', '10'].includes(row.TrangThaiHoSo as string))
  const late = ended.filter(
    ({ NgayHenTra, NgayKetThucXuLy }) => NgayHenTra && (NgayKetThucXuLy as string) > (NgayHenTra as string),
  )
  expect(late.length / ended.length).toBeGreaterThan(0.015)
  expect(late.length / ended.length).toBeLessThan(0.08)

  const open = standing.filter((row) => ['2', '4'].includes(row.TrangThaiHoSo as string))
  const aWorkingDay = standing.filter((row) => (row.NgayTiepNhan as string).startsWith('2026-11-12')).length
  expect(open.length / aWorkingDay).toBeGreaterThan(5)
  expect(open.length / aWorkingDay).toBeLessThan(14)
})

test('deadlines fall at the close of a working day', () => {
  const { calendar } = testWorld()
  for (const { NgayHenTra } of history) {
    if (!NgayHenTra) continue
    expect(NgayHenTra).toMatch(/T17:00:00.000$/)
    expect(calendar.isWorkingDay((NgayHenTra as string).slice(0, 10))).toBe(true)
  }
})

test('one record in some thousands is broken: no receipt, an impossible date, a unit nobody knows', () => {
  const rows = readAll(source({ scale: 0.15 }), 1_000)
  const broken = rows.filter(
    (row) => row.DonViXuLy === 'H99.999' || row.NgayNopHoSo === '' || (row.NgayNopHoSo as string).includes('-02-31'),
  )
  expect(broken.length).toBeGreaterThan(rows.length / 6_000)
  expect(broken.length).toBeLessThan(rows.length / 1_500)
})

test('changes keep arriving in the small hours of a Monday', () => {
  const one = source({ scale: 0.2 })
  const night = new Date('2026-11-16T02:00:00+07:00')
  const later = new Date('2026-11-16T04:00:00+07:00')
  expect(readAll(one, 500, later, { at: night.getTime(), code: '', copy: -1 }).length).toBeGreaterThan(10)
})

test('a dossier written from outside is read next, and by a late reader once', () => {
  const one = source()
  const { last } = one.changesSince(null, 1_000_000, NOW)
  const row = one.write({ MaHoSo: 'H99.101-261118-900001', TrangThaiHoSo: '2', DonViXuLy: 'H99.101' }, NOW)
  const later = new Date(NOW.getTime() + 1_000)
  expect(one.changesSince(last, 10, later).records).toContainEqual(row)

  const known = history.find((each) => each.TrangThaiHoSo === '4') as SourceRow
  one.write({ MaHoSo: known.MaHoSo as string, TrangThaiHoSo: '8' }, NOW)
  const states = readAll(one, 500, later).filter((each) => each.MaHoSo === known.MaHoSo)
  expect(states).toHaveLength(1)
  expect(states[0]).toMatchObject({ TrangThaiHoSo: '8', TenTTHC: known.TenTTHC })
})

test('a count is exact for the last days', () => {
  const since = { at: NOW.getTime() - 2 * 86_400_000, code: '', copy: -1 }
  expect(source().countSince(since, NOW)).toBe(readAll(source(), 500, NOW, since).length)
  expect(dayOf(NOW)).toBe('2026-11-18')
})
