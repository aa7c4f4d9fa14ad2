import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sayWith } from '../../../text/say.ts'
import type { Cell, Column, Cube } from '../cube.ts'
import { wrap } from './poster.ts'
import { sheetOf } from './sheet.ts'

const say = sayWith((key) => String(key), 'vi', 'Asia/Ho_Chi_Minh')
const both = (text: string) => ({ vi: text, en: text })

const column = (id: string, unit = 'percent'): Column => ({
  id,
  title: both(id),
  unitOfMeasurement: { id: unit, ...both(unit) },
  decimals: 1,
  direction: 'up',
  levels: {},
  seams: [],
  definition: { from: null, formula: 'a / b', basis: 'Nghị định' },
})

const cell = (value: number | null, more: Partial<Cell> = {}): Cell => ({
  ...{
    value,
    before: null,
    quartiles: null,
    state: value === null ? 'missing' : 'ok',
    level: null,
    provisional: false,
    estimate: false,
    simulated: false,
  },
  ...more,
})

const unit = (key: string, part = false) => ({ key, name: `Xã ${key}`, part })

test('where anything is signed a column says which stand as they were signed', () => {
  const signed = (other: { value: number } | null) =>
    ({ level: 'unit', by: 'Hoa', at: '', period: { from: '2026-08-01', name: both('tháng 08/2026') }, other }) as const
  const cube = (of: (Cell | null)[]): Cube => ({
    columns: [column('count', 'dossier')],
    slots: null,
    computedAt: null,
    rows: of.map((each, place) => ({ member: unit(String(place)), cells: [[each]] })),
  })
  const of = (cells: (Cell | null)[]) => sheetOf(cube(cells), { step: 'month', compare: null, members: '' }, say)
  const { columns, rows } = of([cell(4, { signed: signed(null) }), cell(7, { signed: signed({ value: 5 }) }), cell(1), null])
  expect(columns.at(-1)).toEqual({ head: 'out.signed', kind: 'flag' })
  expect(rows.map((row) => row.at(-1))).toEqual([true, false, false, null])
  expect(of([cell(1)]).columns.at(-1)?.head).toBe('out.simulated')
})

test('units with two indicators: a row each, unrounded, every mark in a column whose head says of which', () => {
  const cube: Cube = {
    columns: [column('rate'), column('count', 'dossier')],
    slots: null,
    computedAt: null,
    rows: [
      { member: unit('a'), cells: [[cell(97.123_456, { before: 99, estimate: true })], [cell(-3, { before: 2 })]] },
      { member: unit('b', true), cells: [[cell(null, { provisional: true })], []] },
    ],
  }
  const { columns, rows } = sheetOf(cube, { step: 'month', compare: 'solar', members: 'Đơn vị' }, say)
  expect(columns.map(({ head }) => head)).toEqual([
    ...['out.key', 'Đơn vị', 'out.part'],
    ...['rate (percent)', 'rate: explore.tableBefore.solar', 'rate: explore.tableChange.solar (explore.point)'],
    ...['rate: explore.tableState', 'rate: out.estimate', 'rate: out.provisional', 'rate: out.simulated'],
    ...[
      'count (dossier)',
      'count: explore.tableBefore.solar',
      'count: explore.tableChange.solar (dossier)',
      'count: explore.tableGrowth.solar',
    ],
    ...['count: explore.tableState', 'count: out.estimate', 'count: out.provisional', 'count: out.simulated'],
  ])
  expect(rows[0]?.slice(0, 5)).toEqual(['a', 'Xã a', false, 97.123_456, 99])
  expect(rows[0]?.[5]).toBeCloseTo(-1.876_544)
  expect(rows[0]?.slice(6)).toEqual(['state.ok', true, false, false, -3, 2, -5, -250, 'state.ok', false, false, false])
  expect(rows[1]).toEqual([
    ...['b', 'Xã b', true, null, null, null, 'state.missing', false, true, false],
    ...[null, null, null, null, null, null, null, null],
  ])
})

test('a value past a threshold says so where its state stands, as on the screen', () => {
  const rows = [cell(77, { level: 'critical' }), cell(99)].map((each, n) => ({ member: unit(`${n}`), cells: [[each]] }))
  const cube: Cube = { columns: [column('rate')], slots: null, computedAt: null, rows }
  const sheet = sheetOf(cube, { step: 'month', compare: null, members: 'Đơn vị' }, say)
  expect(sheet.rows.map((row) => row[3])).toEqual(['level.critical', 'state.ok'])
})

test('beside its peers a unit stands with the quarters about their middle, in the order of the table', () => {
  const cube: Cube = {
    columns: [column('rate')],
    slots: null,
    computedAt: null,
    rows: [
      { member: unit('a'), cells: [[cell(91, { before: 94, quartiles: { p25: 90, p75: 97 } })]] },
      { member: unit('b'), cells: [[cell(92, { before: 94 })]] },
    ],
  }
  const { columns, rows } = sheetOf(cube, { step: 'month', compare: 'peers', members: 'Đơn vị' }, say)
  expect(columns.slice(2, 7).map(({ head }) => head)).toEqual([
    ...['rate (percent)', 'explore.tableQuartiles.p25', 'explore.tableBefore.peers', 'explore.tableQuartiles.p75'],
    'explore.tableChange.peers (explore.point)',
  ])
  expect(rows.map((row) => row.slice(2, 7))).toEqual([
    [91, 90, 94, 97, -3],
    [92, null, 94, null, -2],
  ])
})

test('over time the newest first, as on the screen; an hour says its zone, a month its first day there', () => {
  const slots = ['2026-02-28T17:00:00.000Z', '2026-03-31T17:00:00.000Z']
  const cube: Cube = {
    columns: [column('rate')],
    slots,
    computedAt: null,
    rows: [{ member: unit('a'), cells: [[cell(1), cell(2)]] }],
  }
  const of = (step: 'month' | 'hour') => sheetOf(cube, { step, compare: null, members: '' }, say)
  expect(of('month').rows.map((row) => row.slice(0, 2))).toEqual([
    ['2026-04-01', 2],
    ['2026-03-01', 1],
  ])
  expect(of('hour').rows[1]?.[0]).toBe('2026-03-01T00:00:00+07:00')
})

test('whatever is asked, every row fills every column, no two heads are alike, and every number of the leading indicator is there', () => {
  const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null })
  fc.assert(
    fc.property(
      fc.record({
        members: fc.integer({ min: 1, max: 5 }),
        times: fc.integer({ min: 0, max: 4 }),
        indicators: fc.integer({ min: 1, max: 3 }),
      }),
      fc.boolean(),
      fc.infiniteStream(value),
      ({ members, times, indicators }, isCompared, values) => {
        const next = () => cell(values.next().value ?? null, { before: values.next().value ?? null })
        const cube: Cube = {
          columns: Array.from({ length: indicators }, (_, n) => column(`i${n}`)),
          slots: times === 0 ? null : Array.from({ length: times }, (_, n) => `2026-0${n + 1}-28T17:00:00.000Z`),
          computedAt: null,
          rows: Array.from({ length: members }, (_, n) => ({
            member: unit(`u${n}`, n > 2),
            cells: Array.from({ length: indicators }, () => Array.from({ length: Math.max(1, times) }, next)),
          })),
        }
        const { columns, rows } = sheetOf(
          cube,
          { step: 'month', compare: isCompared ? 'previous' : null, members: 'Đơn vị' },
          say,
        )
        expect(new Set(columns.map(({ head }) => head)).size).toBe(columns.length)
        for (const row of rows) expect(row).toHaveLength(columns.length)
        const leading = columns.findIndex(({ head }) => head === 'i0 (percent)')
        const told = rows.map((row) => row[leading])
        const shown = cube.rows.flatMap(({ cells }) => (cells[0] ?? []).map((each) => each?.value ?? null))
        expect(told.toSorted()).toEqual(shown.toSorted())
      },
    ),
  )
})

test('a line is never wider than there is room, and no letter is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 })),
      fc.integer({ min: 1, max: 40 }),
      (words, room) => {
        const text = words.join(' ')
        const lines = wrap(text, room, (part) => part.length)
        expect(lines.join('').replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''))
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(room)
      },
    ),
  )
})
