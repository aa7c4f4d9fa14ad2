import { expect, test } from 'vitest'
import { testTheme } from '../../theme/testing.ts'
import { mapOption } from './map-option.ts'
import type { Class } from './option.ts'

const classes: Class[] = [
  { kind: 'step', step: 1, from: 0 },
  { kind: 'step', step: 2, from: 3 },
  { kind: 'level', level: 'critical', from: 15 },
]
const cells = [
  { unit: 'a', value: 1, level: 'good' as const },
  { unit: 'b', value: 4, level: 'good' as const },
  { unit: 'c', value: 50, level: 'critical' as const },
  { unit: 'd', value: null, level: null },
]

test('units are blue up to the threshold, in the colour of their state past it, and hollow without a number', () => {
  const { geo } = mapOption(
    { map: 'm', cells, classes, place: { x: 0, y: 0, scale: 1 }, bounds: { x: 0, y: 0, width: 1, height: 1 } },
    testTheme,
  )
  const { regions } = geo as { regions: { name: string; itemStyle: { areaColor: string } }[] }
  expect(regions.map(({ name, itemStyle }) => [name, itemStyle.areaColor])).toEqual([
    ['a', 'navy'],
    ['b', 'mediumblue'],
    ['c', 'red'],
    ['d', 'transparent'],
  ])
})

test('the outlines lie where the links above them do', () => {
  const { geo } = mapOption(
    { map: 'm', cells, classes, place: { x: -900, y: 500, scale: 10 }, bounds: { x: 100, y: -20, width: 8, height: 6 } },
    testTheme,
  )
  expect(geo).toMatchObject({ left: 100, top: 300, width: 80, height: 60 })
})
