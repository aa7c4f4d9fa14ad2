import type { TileOf } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import type { ChartOption } from '../../charts/option.ts'
import type { Say } from '../../text/say.ts'
import { DOSSIER } from '../../text/units.fixture.ts'
import { testTheme } from '../../theme/testing.ts'
import { hasProvisional, seamsOf, splitLine, strokeOf, trendAxis, trendOption } from './option.ts'

const clock = '2026-11-20T02:00:00Z'
const point = (day: number, value: number | null, provisional = false) => ({
  at: `2026-11-${10 + day}T17:00:00Z`,
  value,
  state: value === null ? ('missing' as const) : ('ok' as const),
  provisional,
  simulated: false,
  estimate: false,
})
const trend = (points: ReturnType<typeof point>[], seams: TileOf<'trend'>['series'][number]['seams'] = []): TileOf<'trend'> => ({
  id: 'dossiers.flow',
  kind: 'trend',
  title: { vi: 'Hồ sơ mỗi ngày', en: 'Dossiers a day' },
  unit: DOSSIER,
  step: 'day',
  state: 'ok',
  lateBy: 0,
  simulated: true,
  clocks: { from: clock, to: clock, sourceAsOf: null, receivedAt: null, computedAt: clock },
  series: [{ indicator: 'dossiers.received_today', title: { vi: 'Tiếp nhận', en: 'Received' }, points, seams }],
  usual: null,
})
const words = {
  t: ((key: string, said?: { day?: string }) => `${key} ${said?.day ?? ''}`) as Say['t'],
  number: String,
  day: String,
  dayMonth: (at: number | string) => String(at).slice(5, 10),
  monthYear: (at: number | string) => String(at).slice(0, 7),
}
const dates = (points: ReturnType<typeof point>[]) => points.map(({ at }) => at)

test('the provisional tail is a line of its own that starts at the last final point', () => {
  const points = [point(0, 4), point(1, 6), point(2, 5, true)]
  expect(splitLine(points, dates(points))).toEqual({ solid: [4, 6, null], tail: [null, 6, 5], last: 5 })
})

test('a first month our history begins in the middle of does not make the rest provisional', () => {
  const points = [point(0, 4, true), point(1, 6), point(2, 5)]
  expect(splitLine(points, dates(points))).toEqual({ solid: [null, 6, 5], tail: [4, 6, null], last: 5 })
})

test('a missing day stays a gap', () => {
  const points = [point(0, 4), point(1, null), point(2, 5)]
  expect(splitLine(points, dates(points))).toEqual({ solid: [4, null, 5], tail: [null, null, null], last: 5 })
})

test('a line and its provisional tail share a colour, and the tail is dotted', () => {
  const drawn = trend([point(0, 4), point(1, 6, true)])
  const { series } = trendOption(drawn, testTheme, words, trendAxis(drawn, 400, 10))
  const lines = [series ?? []].flat()
  expect(lines.map(({ color }) => color)).toEqual(['blue', 'blue'])
  expect(lines.map((line) => Array.isArray(('lineStyle' in line && line.lineStyle?.type) || ''))).toEqual([false, true])
})

const seam = (day: number) => ({
  at: point(day, 0).at,
  from: `2026-11-${11 + day}`,
  note: { vi: 'Không tính hồ sơ rút', en: 'Without those withdrawn' },
  basis: 'Quyết định 1',
})

const seamsIn = ({ series }: ChartOption) => [series ?? []].flat().filter(({ id }) => String(id).startsWith('seam '))

test('where the definition changed a dashed upright names the day, drawn once for the lines that change together', () => {
  const points = [point(0, 4), point(1, 6), point(2, 5)]
  const drawn = trend(points, [seam(2)])
  const both = { ...drawn, series: [...drawn.series, ...drawn.series] }
  expect(seamsOf(both, dates(points))).toEqual([{ place: 2, from: '2026-11-13' }])
  const axis = trendAxis(both, 400, 10)
  const uprights = seamsIn(trendOption(both, testTheme, words, axis))
  expect(uprights).toHaveLength(1)
  expect(uprights[0]?.data).toMatchObject([
    { value: [2, axis.min] },
    { value: [2, axis.max], label: { formatter: 'trend.seam 2026-11-13', align: 'right' } },
  ])
})

test('without a change of definition nothing is drawn upright', () => {
  const drawn = trend([point(0, 4), point(1, 6)])
  expect(seamsIn(trendOption(drawn, testTheme, words, trendAxis(drawn, 400, 10)))).toEqual([])
})

test('a trend is called provisional only where a provisional day has a number', () => {
  expect(hasProvisional(trend([point(0, 4), point(1, 6, true)]))).toBe(true)
  expect(hasProvisional(trend([point(0, 4), point(1, null, true)]))).toBe(false)
})

test('a line far above zero gets an axis that shows its shape', () => {
  expect(trendAxis(trend([point(0, 3_400), point(1, 4_600)]), 400, 10).min).toBe(3_000)
  expect(trendAxis(trend([point(0, 40), point(1, 4_600)]), 400, 10).min).toBe(0)
})

test('a low plot has few figures beside it, so that none touches another', () => {
  const { max, interval } = trendAxis(trend([point(0, 200), point(1, 12_300)]), 200, 10)
  expect(max / interval).toBeLessThanOrEqual(3)
})

test('two lines differ in weight or in dashes, so that they are told apart without colour, and none is dotted but what is provisional', () => {
  const strokes = [0, 1, 2, 3].map(strokeOf)
  expect(new Set(strokes.map((stroke) => JSON.stringify(stroke))).size).toBe(4)
  for (const { dash } of strokes) if (dash) expect(Math.max(...dash)).toBeGreaterThan(1)
  const one = trend([point(0, 4), point(1, 6)])
  const two = {
    ...one,
    series: [...one.series, ...one.series.map((line) => ({ ...line, indicator: 'dossiers.completed_today' }))],
  }
  const lines = [trendOption(two, testTheme, words, trendAxis(two, 400, 10)).series ?? []].flat()
  const solid = lines.filter(({ id }) => !String(id).endsWith('provisional'))
  const drawn = solid.map((line) => ('lineStyle' in line && [line.lineStyle?.width, line.lineStyle?.type]) || [])
  expect(drawn).toEqual([
    [6, undefined],
    [4, [15, 9]],
  ])
})

const usual = (ranges: { day: number; low: number; high: number }[]): TileOf<'trend'>['usual'] => ({
  indicator: 'dossiers.received_today',
  back: 16,
  ranges: ranges.map(({ day, ...range }) => ({ at: point(day, 0).at, ...range })),
})

test('what is usual is a pale band behind its line, a gap where it is not known, and fits the axis', () => {
  const bare = trend([point(0, 4), point(1, 6), point(2, 5)])
  const drawn = { ...bare, usual: usual([{ day: 1, low: 3.5, high: 9.25 }]) }
  const axis = trendAxis(drawn, 400, 10)
  expect(axis.max).toBeGreaterThanOrEqual(10)
  expect([axis.min, axis.interval].every(Number.isInteger)).toBe(true)
  const [low, band, line] = [trendOption(drawn, testTheme, words, axis).series ?? []].flat()
  expect([low?.data, band?.data]).toEqual([
    [null, 3.5, null],
    [null, 5.75, null],
  ])
  expect(band).toMatchObject({ stack: 'usual', z: 1, areaStyle: { color: 'blue' } })
  expect(low).not.toHaveProperty('areaStyle')
  expect(line?.id).toBe('dossiers.received_today')
})

test('where too little is known of what is usual nothing lies behind the line', () => {
  const drawn = trend([point(0, 4), point(1, 6)])
  const ids = [trendOption(drawn, testTheme, words, trendAxis(drawn, 400, 10)).series ?? []].flat().map(({ id }) => id)
  expect(ids).toEqual(['dossiers.received_today', 'dossiers.received_today provisional'])
})
