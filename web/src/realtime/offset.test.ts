import { expect, test } from 'vitest'
import { nextOffset } from './offset.ts'

test('the pulse that travelled least sets the clock', () => {
  let samples: number[] = []
  let offset = 0
  for (const journey of [200, 20, 900]) {
    ;({ samples, offset } = nextOffset(samples, 1_000_000, 1_000_000 - 60_000 + journey))
  }
  expect(offset).toBe(59_980)
})

test('a clock that was set right is followed after a few pulses', () => {
  let samples = [60_000]
  let offset = 60_000
  for (let i = 0; i < 8; i++) ({ samples, offset } = nextOffset(samples, 5_000, 5_000))
  expect(offset).toBe(0)
})
