import { expect, test } from 'vitest'
import { exploreVi } from '../../text/explore-vi.ts'
import { sayWith } from '../../text/say.ts'
import type { Cell, Cube } from './cube.ts'
import { sayNothingBeside, sayReach } from './reach.ts'

const words: Record<string, string> = {
  'explore.wider': exploreVi.wider,
  'explore.broken': exploreVi.broken,
  'explore.begins': exploreVi.begins,
  'explore.beginsStep': exploreVi.beginsStep,
  'explore.nothingBeside.previous': exploreVi.nothingBeside.previous,
  'explore.steps.month': 'tháng',
}
const say = sayWith(
  (key, values) =>
    Object.entries(values ?? {}).reduce(
      (text, [name, value]) => text.replaceAll(`{{${name}}}`, String(value)),
      words[String(key)] ?? String(key),
    ),
  'vi',
  'Asia/Ho_Chi_Minh',
)
const at = (day: string) => new Date(`${day}T00:00:00+07:00`).toISOString()
const cube = { columns: [], slots: [], rows: [], computedAt: null }
const byMonth = { step: 'month', isOverTime: true, running: false } as const

test('whole months that reach beyond what was asked, and a year so far that breaks off, are said in a sentence each', () => {
  const said = sayReach(
    { ...cube, wider: { from: at('2026-03-01'), to: at('2026-07-01') }, gaps: [at('2025-01-01')] },
    byMonth,
    undefined,
    say,
  )
  expect(said).toEqual([
    'Mỗi điểm là trọn một tháng: số liệu kể từ 01/03/2026 đến hết 30/06/2026, rộng hơn kỳ đã chọn.',
    expect.stringContaining('Từ 01/2025 không có lũy kế'),
  ])
})

test('what was asked for and told is said by itself', () => {
  expect(sayReach({ ...cube, wider: null, gaps: [] }, byMonth, { toldFrom: null }, say)).toEqual([])
  expect(
    sayReach(
      { ...cube, wider: { from: at('2026-03-01'), to: at('2026-07-01') } },
      { ...byMonth, isOverTime: false },
      undefined,
      say,
    ),
  ).toEqual([])
})

test('a history shorter than what was asked says from when on there is one: to the day where it is known, else to the step', () => {
  const cell = (state: Cell['state'], value: number | null = null) => ({ state, value }) as Cell
  const cells = [[null, cell('missing'), cell('zero', 0), cell('ok', 3)]]
  const months = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'].map(at)
  const short: Cube = { ...cube, slots: months, rows: [{ member: { key: 'a', name: 'a', part: false }, cells }] }
  const toldFrom = at('2026-03-12')
  expect(sayReach(short, byMonth, { toldFrom }, say)).toEqual([expect.stringContaining('Số liệu chỉ có từ ngày 12/03/2026;')])
  expect(sayReach(short, byMonth, { toldFrom: null }, say)).toEqual([expect.stringContaining('Số liệu chỉ có từ 03/2026;')])
  // Of one number for the whole period as well.
  const alone = { ...byMonth, isOverTime: false }
  expect(sayReach(cube, alone, { toldFrom }, say)).toEqual([expect.stringContaining('từ ngày 12/03/2026;')])
  expect(sayReach(cube, alone, { toldFrom: null }, say)).toEqual([])
})

test('a comparison that tells nothing says so; one that tells of any unit, or of nothing at all, does not', () => {
  const of = (...cells: [value: number | null, before: number | null][]): Cube => ({
    ...cube,
    rows: cells.map(([value, before], n) => ({
      member: { key: `${n}`, name: `${n}`, part: false },
      cells: [[{ value, before } as Cell]],
    })),
  })
  const said = (told: Cube, compare: 'previous' | null = 'previous') => sayNothingBeside(told, { compare }, say)
  expect(said(of([3, null], [4, null]))).toEqual([expect.stringContaining('Không có số của kỳ liền trước để so')])
  expect(said(of([3, null], [4, 2]))).toEqual([])
  expect(said(of([null, null]))).toEqual([])
  expect(said(of([3, null]), null)).toEqual([])
})
