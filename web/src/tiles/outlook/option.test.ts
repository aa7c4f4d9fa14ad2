import { expect, test } from 'vitest'
import { outlookShape } from './option.ts'

const size = { width: 1020, height: 210 }
const steps = [
  { at: '2025-12-31T17:00:00Z', value: 0 },
  { at: '2026-06-30T17:00:00Z', value: 50 },
]
const plan = { value: 100 } as Parameters<typeof outlookShape>[0]['plan']
const end = '2026-12-30T17:00:00Z'
const shape = (path: { at: string; low: number; high: number }[] = []) => outlookShape({ steps, path, plan, end }, size, 10)

test('the line runs from the first day of the year, the plan over all of it', () => {
  const { line, plan: level, end } = shape() as NonNullable<ReturnType<typeof shape>>
  expect(line).toMatch(/^M1\d(\.\d)? /)
  expect(level).toMatch(/^M10 .*H1010$/)
  expect(end?.x).toBeCloseTo(506.5, 0)
})

test('the band closes around the rest of the year, and belongs to the height', () => {
  const path = [
    { at: '2026-06-30T17:00:00Z', low: 50, high: 50 },
    { at: '2026-12-30T17:00:00Z', low: 90, high: 200 },
  ]
  expect(shape(path)?.band).toMatch(/^M.*Z$/)
  expect(Number(/ (\d+(\.\d)?)H/.exec(shape(path)?.plan ?? '')?.[1])).toBeGreaterThan(100)
})

test('one day makes no line, and nothing to go by no band', () => {
  expect(outlookShape({ steps: steps.slice(0, 1), path: [], plan, end }, size, 10)).toBe(null)
  expect(shape()?.band).toBe('')
})
