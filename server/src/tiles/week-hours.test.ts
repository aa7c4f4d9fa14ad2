import { expect, test } from 'vitest'
import { weekHoursOf } from './week-hours.ts'

const at = (instant: string, value: number | null) => ({ at: new Date(`${instant}+07:00`), value })

test('hours of several weeks meet where they lie in the week, as clocks in Vietnam show it', () => {
  const hours = weekHoursOf([at('2026-11-23T00:00', 2), at('2026-11-16T00:00', 4), at('2026-11-29T23:00', 7)])
  expect(hours).toHaveLength(168)
  expect(hours[0]).toEqual({ weekday: 1, hour: 0, mean: 3, hours: 2 })
  expect(hours.at(-1)).toEqual({ weekday: 7, hour: 23, mean: 7, hours: 1 })
})

test('an hour without a number is left out, and none of them is no zero', () => {
  const hours = weekHoursOf([at('2026-11-23T09:00', null), at('2026-11-16T09:00', 6), at('2026-11-24T10:00', null)])
  expect(hours[9]).toMatchObject({ mean: 6, hours: 1 })
  expect(hours[24 + 10]).toMatchObject({ mean: null, hours: 0 })
})
