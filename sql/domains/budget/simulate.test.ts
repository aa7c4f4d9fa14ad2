import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { Cell, FileSource, SourceFile } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-22T10:00:00+07:00')

function source(): FileSource {
  const years = { 2025: { revenue: 44_300_000, expenditure: 45_900_000 }, 2026: { revenue: 49_150_000, expenditure: 50_420_000 } }
  return simulator.files?.(testWorld({ start: '2025-10-01', settings: { budget: { years } } })) as FileSource
}

interface Row {
  item: string | null
  label: string
  scope: string
  day: string
  amount: number
  state: string
}

function rowsOf(file: SourceFile | undefined): Row[] {
  const value = (row: Cell[], place: number) => String(row[place]?.value ?? '')
  return (file?.sheets()[0]?.rows ?? [])
    .filter((row) => ['Dự toán', 'Thực hiện lũy kế'].includes(value(row, 3)))
    .map((row) => ({
      item: (row[1]?.value as string | null) ?? null,
      label: value(row, 2),
      scope: value(row, 3),
      day: value(row, 4),
      amount: typeof row[5]?.value === 'number' ? row[5].value : Number(value(row, 5).replaceAll('.', '').replace(',', '.')),
      state: value(row, 6),
    }))
}

const named = (files: SourceFile[], name: string) => files.find((file) => file.name === name)

test('past years, closed quarters and months lie in a file each, this month’s days one by one', () => {
  const names = source()
    .files(NOW)
    .map((file) => file.name)
  expect(names.slice(0, 6)).toEqual([
    'thu-chi-nam-2025.xlsx',
    'thu-chi-quy-1-2026.xlsx',
    'thu-chi-quy-2-2026.xlsx',
    'thu-chi-quy-3-2026.xlsx',
    'thu-chi-thang-10-2026.xlsx',
    'thu-chi-ngay-2026-11-01.xlsx',
  ])
  expect(names.at(-1)).toBe('thu-chi-ngay-2026-11-21.xlsx')
})

test('lines add up to their total, to the last decimal', () => {
  for (const file of source().files(NOW).slice(-3)) {
    const rows = rowsOf(file)
    for (const scope of ['Dự toán', 'Thực hiện lũy kế']) {
      const ofScope = rows.filter((row) => row.scope === scope)
      const totals = ofScope.flatMap((row, place) => (row.item ? [place] : []))
      expect(totals).toHaveLength(2)
      totals.forEach((place, index) => {
        const lines = ofScope.slice(place + 1, totals[index + 1])
        expect(lines.reduce((sum, line) => sum + line.amount, 0)).toBeCloseTo(ofScope[place]?.amount as number, 4)
      })
    }
  }
})

test('totals only grow through a year and begin again in the next', () => {
  const files = source().files(NOW)
  const revenue = (name: string) => rowsOf(named(files, name)).filter((row) => row.item === 'revenue' && row.scope !== 'Dự toán')
  const quarter = revenue('thu-chi-quy-3-2026.xlsx').map((row) => row.amount)
  expect(quarter).toHaveLength(92)
  expect(quarter).toEqual(quarter.toSorted((a, b) => a - b))
  expect(revenue('thu-chi-quy-1-2026.xlsx')[0]?.amount).toBeLessThan(revenue('thu-chi-nam-2025.xlsx').at(-1)?.amount as number)
})

test('a day is provisional at first and final, a little higher, a week later', () => {
  const early = named(source().files(NOW), 'thu-chi-ngay-2026-11-19.xlsx')
  const late = named(source().files(new Date('2026-11-30T16:00:00+07:00')), 'thu-chi-ngay-2026-11-19.xlsx')
  const total = (file: SourceFile | undefined) => rowsOf(file).find((row) => row.item === 'revenue' && row.day === '19/11/2026')
  expect(total(early)?.state).toBe('Tạm tính')
  expect(total(late)?.state).toBe('Chính thức')
  const rise = (total(late)?.amount as number) / (total(early)?.amount as number)
  expect(rise).toBeGreaterThan(1)
  expect(rise).toBeLessThan(1.005)
  expect(late?.savedAt.getTime()).toBeGreaterThan(early?.savedAt.getTime() as number)
})

test('some amounts are typed as text, with dots and a comma', () => {
  const cells =
    source()
      .files(NOW)
      .at(-1)
      ?.sheets()[0]
      ?.rows.map((row) => row[5]?.value) ?? []
  expect(cells.some((value) => typeof value === 'string' && /^\d{1,3}(\.\d{3})+,\d$/.test(value))).toBe(true)
  expect(cells.some((value) => typeof value === 'number')).toBe(true)
})

test('an amount written from outside is in the newest file, saved again', () => {
  const one = source()
  const later = new Date(NOW.getTime() + 60_000)
  const before = one.files(NOW).at(-1)
  const file = one.write('revenue', 46_000_000, later)
  expect(file.name).toBe(before?.name)
  expect(file.savedAt).toEqual(later)
  expect(rowsOf(file).find((row) => row.item === 'revenue' && row.scope !== 'Dự toán')?.amount).toBe(46_000_000)
})
