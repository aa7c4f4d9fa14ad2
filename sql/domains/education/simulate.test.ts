import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { FileSource, SourceFile } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-26T10:00:00+07:00')
const source = () => simulator.files?.(testWorld({ start: '2025-08-01' })) as FileSource
const named = (name: string, now = NOW) =>
  source()
    .files(now)
    .find((file) => file.name === name)

function rowsOf(file: SourceFile | undefined): Record<string, string | number | null>[] {
  const [, , head = [], ...body] = file?.sheets()[0]?.rows ?? []
  const columns = head.map(({ value }) => String(value))
  return body.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place]?.value ?? null])))
}

test('a workbook for each count of a school year, each month of attendance, each year’s census and examination', () => {
  const names = source()
    .files(NOW)
    .map(({ name }) => name)
  expect(names).toEqual(
    expect.arrayContaining([
      'truong-lop-2025-2026-dau-nam.xlsx',
      'truong-lop-2025-2026-hoc-ky-1.xlsx',
      'truong-lop-2025-2026-cuoi-nam.xlsx',
      'truong-lop-2026-2027-dau-nam.xlsx',
      'chuyen-can-2026-10.xlsx',
      'pho-cap-2025.xlsx',
      'hoc-nghe-2025.xlsx',
      'tot-nghiep-thpt-2026.xlsx',
    ]),
  )
  expect(names.filter((name) => /chuyen-can-2026-0[678]/.test(name))).toEqual([])
})

test('communes answer for three levels, the department for the fourth', () => {
  const rows = rowsOf(named('truong-lop-2025-2026-cuoi-nam.xlsx'))
  expect(rows).toHaveLength(301)
  expect(rows.filter((row) => row['Cấp học'] === 'THPT')).toHaveLength(1)
  for (const row of rows) expect(Number(row['Học sinh có học bạ số'])).toBeLessThanOrEqual(Number(row['Số học sinh']))
})

test('a file is saved again as more units report', () => {
  const early = named('truong-lop-2026-2027-dau-nam.xlsx', new Date('2026-10-04T10:00:00+07:00'))
  const late = named('truong-lop-2026-2027-dau-nam.xlsx')
  expect(rowsOf(early).length).toBeLessThan(rowsOf(late).length)
  expect(late?.savedAt.getTime()).toBeGreaterThan(early?.savedAt.getTime() as number)
})

test('a new school year has its own intake: pupils change in September and hardly within the year', () => {
  const pupils = (name: string) => rowsOf(named(name)).reduce((sum, row) => sum + Number(row['Số học sinh']), 0)
  expect(pupils('truong-lop-2025-2026-dau-nam.xlsx')).toBe(pupils('truong-lop-2025-2026-cuoi-nam.xlsx'))
  expect(pupils('truong-lop-2026-2027-dau-nam.xlsx')).toBeLessThan(pupils('truong-lop-2025-2026-cuoi-nam.xlsx'))
})

test('a figure written from outside is in the newest file, saved again', () => {
  const one = source()
  const later = new Date(NOW.getTime() + 60_000)
  const file = one.write('Lượt đến lớp', 7, later)
  expect(file.name).toBe(one.files(NOW).at(-1)?.name)
  expect(file.savedAt).toEqual(later)
  expect(rowsOf(file)[0]).toMatchObject({ 'Lượt đến lớp': 7 })
})
