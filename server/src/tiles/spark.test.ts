import { expect, test } from 'vitest'
import { sparkSpan, sparkStep } from './spark.ts'

const AT = new Date('2026-11-26T05:30:00Z')
const iso = (step: Parameters<typeof sparkSpan>[0]) => {
  const { from, to } = sparkSpan(step, AT)
  return [from.toISOString(), to.toISOString()]
}

test('the past under a number steps by what its period and its figures allow', () => {
  expect(sparkStep({ period: 'last24h', grain: 'hour' })).toBe('hour')
  expect(sparkStep({ period: 'month', grain: 'hour' })).toBe('day')
  expect(sparkStep({ period: 'month', grain: 'month' })).toBe('month')
  expect(sparkStep({ period: 'last12m', grain: 'day' })).toBe('month')
  expect(sparkStep({ period: 'latest', grain: 'month' })).toBe('month')
  expect(sparkStep({ period: 'latest', grain: 'year' })).toBe('year')
})

test('it reaches back a day, a month, a year and six years, to the end of today', () => {
  expect(iso('hour')).toEqual(['2026-11-25T06:00:00.000Z', '2026-11-26T06:00:00.000Z'])
  expect(iso('day')).toEqual(['2026-10-27T17:00:00.000Z', '2026-11-26T17:00:00.000Z'])
  expect(iso('month')).toEqual(['2025-10-31T17:00:00.000Z', '2026-11-26T17:00:00.000Z'])
  expect(iso('year')).toEqual(['2020-12-31T17:00:00.000Z', '2026-11-26T17:00:00.000Z'])
})
