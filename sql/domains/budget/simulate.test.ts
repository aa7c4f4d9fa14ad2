import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { Cell, FileSource, SourceFile } from '../../src/pack/simulate.ts'
import { startOfDay } from '../../src/time/hanoi.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-22T10:00:00+07:00')
const YEARS = { 2025: { revenue: 44_300_000, expenditure: 45_900_000 }, 2026: { revenue: 49_150_000, expenditure: 50_420_000 } }

function source(changes: Parameters<typeof testWorld>[0] = {}): FileSource {
  return simulator.files?.(testWorld({ start: '2025-10-01', settings: { budget: { years: YEARS } }, ...changes })) as FileSource
}

interface Row {
  item: string
  label: string
  scope: string
  day: string
  amount: number
  state: string
  unit: string
}

function rowsOf(file: SourceFile | undefined): Row[] {
  const value = (row: Cell[], place: number) => String(row[place]?.value ?? '')
  return (file?.sheets()[0]?.rows ?? [])
    .filter((row) => /^(Dự toán|Thực hiện)/.test(value(row, 3)))
    .map((row) => ({
      item: value(row, 1),
      label: value(row, 2),
      scope: value(row, 3),
      day: value(row, 4),
      amount: amountOf(row[5]),
      state: value(row, 6),
      unit: value(row, 8),
    }))
}

function amountOf(cell: Cell | undefined): number {
  return typeof cell?.value === 'number' ? cell.value : Number(String(cell?.value).replaceAll('.', '').replace(',', '.'))
}

const named = (files: SourceFile[], name: string) => files.find((file) => file.name === name)
const reports = (files: SourceFile[]) => files.filter(({ name }) => name.startsWith('thu-chi'))
const sum = (rows: Row[]) => rows.reduce((all, { amount }) => all + amount, 0)

test('past years, closed quarters and months lie in a file each, this month’s days one by one', () => {
  const names = reports(source().files(NOW)).map((file) => file.name)
  expect(names.slice(0, 6)).toEqual([2020, 2021, 2022, 2023, 2024, 2025].map((year) => `thu-chi-nam-${year}.xlsx`))
  expect(names.slice(6, 11)).toEqual([
    'thu-chi-quy-1-2026.xlsx',
    'thu-chi-quy-2-2026.xlsx',
    'thu-chi-quy-3-2026.xlsx',
    'thu-chi-thang-10-2026.xlsx',
    'thu-chi-ngay-2026-11-01.xlsx',
  ])
  expect(names.at(-1)).toBe('thu-chi-ngay-2026-11-21.xlsx')
})

test('of years before history begins the ends of the months were kept', () => {
  const rows = rowsOf(named(source().files(NOW), 'thu-chi-nam-2022.xlsx')).filter(({ scope }) => scope === 'Thực hiện lũy kế')
  expect(rows.filter(({ item }) => item === 'revenue').map(({ day }) => day.slice(0, 5))).toEqual([
    '31/01',
    '28/02',
    '31/03',
    '30/04',
    '31/05',
    '30/06',
    '31/07',
    '31/08',
    '30/09',
    '31/10',
    '30/11',
    '31/12',
  ])
})

test('each way of splitting a total adds up to it, to the last decimal, whoever reports', () => {
  const rows = rowsOf(named(source().files(NOW), 'thu-chi-ngay-2026-11-20.xlsx'))
  for (const scope of ['Dự toán HĐND giao', 'Thực hiện lũy kế']) {
    const of = (start: string) => rows.filter((row) => row.scope === scope && row.item.startsWith(start))
    const [revenue] = of('revenue')
    const [expenditure] = of('expenditure')
    expect(sum(of('revenue/tax/'))).toBeCloseTo(revenue?.amount as number, 4)
    expect(sum(of('revenue/collector/'))).toBeCloseTo(revenue?.amount as number, 4)
    expect(sum(of('expenditure/group/'))).toBeCloseTo(expenditure?.amount as number, 4)
    expect(sum(of('expenditure/function/'))).toBeCloseTo(sum(of('expenditure/group/recurrent')), 4)
  }
})

test('the central government assigns less than the council decides', () => {
  const rows = rowsOf(reports(source().files(NOW)).at(-1)).filter(({ item }) => item === 'revenue')
  const amount = (scope: string) => rows.find((row) => row.scope === scope)?.amount as number
  expect(amount('Dự toán TW giao')).toBeLessThan(amount('Dự toán HĐND giao'))
})

test('totals only grow through a year and begin again in the next', () => {
  const files = source().files(NOW)
  const revenue = (name: string) =>
    rowsOf(named(files, name)).filter((row) => row.item === 'revenue' && row.scope.startsWith('Thực'))
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
  const cells = (reports(source().files(NOW)).at(-1)?.sheets()[0]?.rows ?? []).map((row) => row[5]?.value)
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
  expect(rowsOf(file).find((row) => row.item === 'revenue' && row.scope.startsWith('Thực'))?.amount).toBe(46_000_000)
})

const merged = {
  key: 'an-hoa',
  code: 'H99',
  name: 'Tỉnh An Hòa',
  before: { until: startOfDay('2025-07-01'), names: ['98', '99'] },
}

test('until the merger the two old provinces report, each its part; from that day the new one, for all of the year', () => {
  const files = source({ start: '2025-01-01', province: merged }).files(NOW)
  const rows = rowsOf(named(files, 'thu-chi-nam-2025.xlsx')).filter(({ item }) => item === 'revenue')
  const of = (day: string) =>
    rows.filter((row) => row.day === day && row.scope.startsWith('Thực')).map((row) => [row.unit, row.amount])
  expect(of('30/06/2025').map(([unit]) => unit)).toEqual(['98', '99'])
  expect(of('01/07/2025').map(([unit]) => unit)).toEqual(['an-hoa'])
  const before = of('30/06/2025').reduce((all, [, amount]) => all + Number(amount), 0)
  expect(Number(of('01/07/2025')[0]?.[1])).toBeGreaterThan(before)
  const plans = rows.filter(({ scope }) => scope === 'Dự toán HĐND giao').map(({ unit, day }) => [unit, day])
  expect(plans).toEqual([
    ['98', '30/06/2025'],
    ['99', '30/06/2025'],
    ['an-hoa', '31/12/2025'],
  ])
})

interface Paid {
  owner: string
  year: number
  kind: string
  amount: number
}

function paidIn(files: SourceFile[], day: string, scope = 'Tỉnh'): Paid[] {
  const sheet = files
    .filter(({ name }) => name.startsWith('giai-ngan'))
    .flatMap((file) => file.sheets())
    .find(({ name }) => name === day)
  const [, , , ...rows] = sheet?.rows ?? []
  return rows
    .filter((row) => row[1]?.value === scope)
    .map((row) => ({
      owner: String(row[2]?.value ?? ''),
      year: Number(row[3]?.value),
      kind: String(row[4]?.value),
      amount: amountOf(row[6]),
    }))
}

test('every Thursday says what each project owner has paid out, adding up to the total; in January of the year before too', () => {
  const files = source().files(NOW)
  const rows = paidIn(files, '2026-11-19').filter(({ kind }) => kind === 'Giải ngân lũy kế')
  const [whole, ...owners] = rows
  expect(whole?.owner).toBe('')
  expect(owners.length).toBeGreaterThan(5)
  expect(owners.reduce((all, { amount }) => all + amount, 0)).toBeCloseTo(whole?.amount as number, 4)
  expect(paidIn(files, '2026-11-20')).toEqual([])
  const years = (day: string) => [...new Set(paidIn(files, day).map(({ year }) => year))]
  expect(years('2026-01-29')).toEqual([2025, 2026])
  expect(years('2026-02-05')).toEqual([2026])
})

test('beside the province’s own stands what the whole country was assigned and has paid out', () => {
  const rows = paidIn(source().files(NOW), '2025-11-20', 'Cả nước')
  expect(rows.map(({ kind }) => kind)).toEqual(['Kế hoạch Thủ tướng giao', 'Giải ngân lũy kế'])
  const [assigned, paid] = rows
  expect(assigned?.amount).toBe(913_216_200)
  expect((paid?.amount as number) / 913_216_200).toBeGreaterThan(0.5)
  expect((paid?.amount as number) / 913_216_200).toBeLessThan(0.65)
})

test('each quarter’s forms are out two weeks on, a year’s in March; their lines add up, and come to what the running report says', () => {
  const files = source().files(NOW)
  const forms = files.filter(({ name }) => /^B\d+-CKNS-/.test(name))
  expect(forms.map(({ name }) => name)).toEqual(
    [
      '2024-Q1',
      '2024-6T',
      '2024-9T',
      '2024-N',
      '2025-Q1',
      '2025-6T',
      '2025-9T',
      '2025-N',
      '2026-Q1',
      '2026-6T',
      '2026-9T',
    ].flatMap((of) => [59, 60, 61].map((form) => `B${form}-CKNS-${of}.xml`)),
  )
  expect(forms.at(-1)?.savedAt).toEqual(new Date('2026-10-14T06:30:00+07:00'))
  expect(
    source()
      .files(new Date('2026-10-14T06:00:00+07:00'))
      .some(({ name }) => name.includes('2026-9T')),
  ).toBe(false)

  const xml = (name: string) => Buffer.from(forms.find((form) => form.name === name)?.bytes?.() ?? []).toString()
  const money = (text: string) => Number(text.replaceAll('.', '').replace(',', '.'))
  const lines = (name: string) =>
    [...xml(name).matchAll(/<row><f1>(.*?)<\/f1><f2>(.*?)<\/f2><f3>(.*?)<\/f3><f4>(.*?)<\/f4>/g)].map(
      ([, mark, label, , amount]) => ({
        mark,
        label,
        amount: money(amount as string),
      }),
    )
  const revenue = lines('B60-CKNS-2026-9T.xml')
  const [total] = revenue
  const parts = revenue.filter(({ mark }) => /^(I|II|III|IV)$/.test(mark ?? ''))
  expect(parts.map(({ label }) => label)).toContain('Thu từ dầu thô')
  expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(total?.amount as number, 0)
  const told = files
    .flatMap(rowsOf)
    .find(({ day, item, scope }) => day === '30/09/2026' && item === 'revenue' && scope === 'Thực hiện lũy kế')
  expect(total?.amount).toBe(told?.amount)
})

test('a form says that it is UTF-16 and is UTF-8, and that it is made up', () => {
  const [form] = source()
    .files(NOW)
    .filter(({ name }) => name.startsWith('B60'))
  const text = new TextDecoder('utf-8', { fatal: true }).decode(form?.bytes?.())
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-16"\?>\n<!-- Số liệu mô phỏng/)
  expect(text).toContain('<code>60/CK-NSNN</code><circular>343/2016/TT-BTC</circular>')
})
