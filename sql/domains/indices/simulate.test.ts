import { expect, test } from 'vitest'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { FileSource, SourceFile } from '../../src/pack/simulate.ts'
import { startOfDay } from '../../src/time/hanoi.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-22T10:00:00+07:00')
const merged = {
  key: 'an-hoa',
  code: 'H99',
  name: 'Tỉnh An Hòa',
  before: { until: startOfDay('2025-07-01'), names: ['98', '99'] },
}
const source = () => simulator.files?.(testWorld({ start: '2024-11-22', province: merged })) as FileSource

/** The rows of an index in an edition's workbook. */
function rowsOf(file: SourceFile | undefined, index: string) {
  const sheet = file?.sheets().find(({ name }) => name === index.toUpperCase())
  const [, ...rows] = sheet?.rows.slice(3) ?? []
  return rows.map((row) => row.map(({ value }) => value))
}
const ofYear = (year: number, now = NOW) =>
  source()
    .files(now)
    .find(({ name }) => name === `chi-so-${year}.xlsx`)

test('each edition is a workbook, with a sheet for each index from the day it is announced, the spring after its year', () => {
  const names = source()
    .files(NOW)
    .map(({ name }) => name)
  expect(names.filter((name) => name.startsWith('chi-so'))).toEqual(
    [2020, 2021, 2022, 2023, 2024, 2025].map((year) => `chi-so-${year}.xlsx`),
  )
  const sheets = (at: string) =>
    ofYear(2025, new Date(at))
      ?.sheets()
      .map(({ name }) => name)
  expect(sheets('2026-03-01T09:00:00+07:00')).toBeUndefined()
  expect(sheets('2026-04-20T09:00:00+07:00')).toEqual(['PAR_INDEX', 'SIPAS', 'PAPI'])
  expect(sheets('2026-05-20T09:00:00+07:00')).toEqual(['DTI', 'PAR_INDEX', 'SIPAS', 'PAPI', 'PCI'])
  expect(ofYear(2025)?.savedAt).toEqual(new Date('2026-05-20T09:00:00+07:00'))
})

test('before the merger the two old provinces are ranked among 63, after it the new one among 34', () => {
  const ranked = (year: number) =>
    rowsOf(ofYear(year), 'pci')
      .filter((row) => row[1] === 'PCI')
      .map((row) => [row[3], row[8]])
  expect(ranked(2024)).toEqual([
    ['98', 63],
    ['99', 63],
  ])
  expect(ranked(2025)).toEqual([['an-hoa', 34]])
})

test('places lie within their number, scores within their scale, each index with its place', () => {
  for (const year of [2020, 2024, 2025]) {
    const rows = ['dti', 'par_index', 'sipas', 'papi', 'pci'].flatMap((index) => rowsOf(ofYear(year), index))
    expect(rows.length).toBeGreaterThan(20)
    for (const [, code, , , , score, scale, rank, ranked] of rows) {
      expect(Number(score)).toBeGreaterThan(0)
      expect(Number(score)).toBeLessThanOrEqual(Number(scale))
      if (rank !== null) expect(Number(rank)).toBeLessThanOrEqual(Number(ranked))
      if (!String(code).includes('.')) expect(rank).not.toBeNull()
    }
  }
})

test('the parts of DTI add up to it', () => {
  const [whole, ...parts] = rowsOf(ofYear(2025), 'dti').map((row) => Number(row[5]))
  expect(parts).toHaveLength(8)
  expect(parts.reduce((sum, score) => sum + score, 0)).toBeCloseTo(whole as number, 6)
})

test('the same world tells the same, and a score written from outside is saved again', () => {
  expect(rowsOf(ofYear(2025), 'papi')).toEqual(rowsOf(ofYear(2025), 'papi'))
  const one = source()
  const file = one.write('pci', 71.5, NOW)
  expect(file).toMatchObject({ name: 'chi-so-2025.xlsx', savedAt: NOW })
  expect(rowsOf(file, 'pci')[0]?.[5]).toBe(71.5)
})

test('each month of 2026 has what its communes say of themselves by 62 criteria, and from April on what the appraisal left of it', () => {
  const files = source()
    .files(NOW)
    .filter(({ name }) => name.startsWith('dti-cap-xa'))
  expect(files.map(({ name }) => name).slice(-2)).toEqual(['dti-cap-xa-2026-09.xlsx', 'dti-cap-xa-2026-10.xlsx'])
  expect(files).toHaveLength(10)
  const rows = (file: SourceFile | undefined) =>
    (file?.sheets()[0]?.rows.slice(3) ?? []).map((row) => row.map(({ value }) => value))
  const october = rows(files.at(-1))
  expect(october).toHaveLength(600)
  const criteria = october
    .slice(0, 6)
    .reduce((all, row) => all + row.slice(8).reduce((sum: number, count) => sum + Number(count), 0), 0)
  expect(criteria).toBe(62)
  for (const [, , , , scale, self, appraised] of october) {
    expect(Number(self)).toBeLessThanOrEqual(Number(scale))
    expect(Number(appraised)).toBeLessThanOrEqual(Number(self))
  }
  expect(rows(files[0]).every((row) => row[6] === null)).toBe(true)
})
