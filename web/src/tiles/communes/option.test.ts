import { expect, test } from 'vitest'
import { type Cell, classesOf, classOf, HEXAGON, middleOf, WIDTH, worstOf } from './option.ts'
import { boundsOf } from './silhouette.ts'

const cell = (unit: string, value: number | null, level: Cell['level'] = null): Cell => ({
  unit,
  name: `Xã ${unit}`,
  column: 0,
  row: 0,
  value,
  state: value === null ? 'missing' : 'ok',
  level,
  estimate: false,
})

test('odd rows stand half a hexagon to the right, and rows interlock', () => {
  const even = middleOf({ column: 2, row: 0 })
  const odd = middleOf({ column: 2, row: 1 })
  expect(odd.x - even.x).toBeCloseTo(Math.sqrt(3) / 2)
  expect(odd.y - even.y).toBe(1.5)
})

test('all six neighbours are one hexagon away', () => {
  const here = middleOf({ column: 4, row: 3 })
  const around = [
    [3, 3],
    [5, 3],
    [4, 2],
    [5, 2],
    [4, 4],
    [5, 4],
  ].map(([column = 0, row = 0]) => middleOf({ column, row }))
  for (const { x, y } of around) expect(Math.hypot(x - here.x, y - here.y)).toBeCloseTo(Math.sqrt(3))
})

test('the box holds whole hexagons', () => {
  expect(boundsOf([{ column: 0, row: 0 }])).toEqual({ x: -WIDTH / 2, y: -1, width: WIDTH, height: 2 })
  expect(HEXAGON.split(' ')).toHaveLength(12)
})

test('cells within the thresholds share the blues; a cell past one takes its level', () => {
  const cells = [cell('a', 0), cell('b', 10), cell('c', 20), cell('d', 40), cell('e', 60), cell('f', 95, 'watch')]
  const classes = classesOf({ cells, levels: { watch: 90, critical: 140 }, direction: 'down' }, 0)
  expect(classes.filter(({ kind }) => kind === 'level').map(({ from }) => from)).toEqual([90, 140])
  expect(classOf(cell('x', 95, 'watch'), classes)).toBe('watch')
  expect(classOf(cell('x', 0), classes)).toBe(1)
  expect(classOf(cell('x', 60), classes)).toBeGreaterThan(Number(classOf(cell('x', 10), classes)))
})

test('a commune without a number has no class, which is not the lowest class', () => {
  expect(classOf(cell('a', null), [])).toBeNull()
})

test('a map of zeros is one class', () => {
  expect(classesOf({ cells: [cell('a', 0), cell('b', 0)], levels: {}, direction: 'down' }, 0)).toEqual([
    { kind: 'step', step: 1, from: 0 },
  ])
})

const stepsOf = (...values: number[]) =>
  classesOf({ cells: values.map((value, index) => cell(`${index}`, value)), levels: {}, direction: 'down' }, 0).map(
    ({ from }) => from,
  )

test('a few different counts have a blue each, and none is never painted as some', () => {
  expect(stepsOf(0, 0, 0, 0, 1, 3)).toEqual([0, 1, 3])
  expect(stepsOf(0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9).slice(0, 2)).toEqual([0, 1])
})

test('the worst are the highest where less is better, the lowest where more is', () => {
  const cells = [cell('a', 3), cell('b', null), cell('c', 9), cell('d', 0)]
  expect(worstOf({ cells, levels: {}, direction: 'down' }, 5).map(({ unit }) => unit)).toEqual(['c', 'a'])
  expect(worstOf({ cells, levels: {}, direction: 'up' }, 2).map(({ unit }) => unit)).toEqual(['d', 'a'])
  expect(worstOf({ cells: [cell('a', 100), cell('b', 100)], levels: {}, direction: 'up' }, 2)).toEqual([])
})
