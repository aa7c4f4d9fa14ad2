import { expect, test } from 'vitest'
import { settle } from './settle.ts'
import { viewOf } from './view.ts'

const NOW = Date.parse('2026-03-31T20:00:00Z')
const DAILY = { grain: 'day', period: 'month', paths: [], runs: true }
const settled = (search: string, first = DAILY) => {
  const { picture, period, step, isOverTime } = settle(viewOf(search), first, NOW)
  return { picture, period, step, isOverTime }
}

test('an indicator alone is a line by month, from the same month of the year before to today in Hà Nội', () => {
  expect(settled('?indicator=a')).toEqual({
    picture: 'line',
    period: '2025-04-01..2026-04-01',
    step: 'month',
    isOverTime: true,
  })
})

test('split by unit it is a bar each, over the indicator’s own period', () => {
  expect(settled('?indicator=a&by=unit')).toMatchObject({ picture: 'bar', period: 'month', isOverTime: false })
  expect(settled('?indicator=a&by=unit&picture=heat')).toMatchObject({ picture: 'heat', isOverTime: true })
})

test('a picture that cannot be made of what is asked gives way to one that can', () => {
  expect(settled('?indicator=a&by=channel&picture=map').picture).toBe('bar')
  expect(settled('?indicator=a&by=unit&picture=scatter').picture).toBe('bar')
  expect(settled('?indicator=a&indicator=b&by=unit&picture=scatter').picture).toBe('scatter')
})

test('a step is never finer than what is told, and is chosen by how long the period is', () => {
  expect(settled('?indicator=a&over=2026-01-01..2026-03-01').step).toBe('day')
  expect(settled('?indicator=a&over=today').step).toBe('day')
  expect(settled('?indicator=a&over=today', { ...DAILY, grain: 'hour', period: 'today' }).step).toBe('hour')
  expect(settled('?indicator=a&over=2026-01-01..2026-03-01&step=hour').step).toBe('day')
  expect(settled('?indicator=a&over=2026', { ...DAILY, grain: 'year', period: 'year' }).step).toBe('year')
})

test('what stands at one moment is followed over days as a line, and is one number in every other picture', () => {
  const open = { ...DAILY, period: 'now' }
  const asked = (search: string) => {
    const { period, over, step } = settle(viewOf(search), open, NOW)
    return [period, over, step]
  }
  expect(asked('?indicator=a')).toEqual(['now', '2026-03-01..2026-04-01', 'day'])
  expect(asked('?indicator=a&over=last7d')).toEqual(['now', 'last7d', 'day'])
  expect(asked('?indicator=a&over=now')).toEqual(['now', '2026-03-01..2026-04-01', 'day'])
  expect(asked('?indicator=a&by=unit&over=last7d').slice(0, 2)).toEqual(['now', 'now'])
  expect(asked('?indicator=a&by=unit&over=last7d&picture=heat').slice(0, 2)).toEqual(['now', 'last7d'])
})
