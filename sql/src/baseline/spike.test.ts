import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../pack/random.ts'
import { LEAST_SAMPLES, partsOfExcess, spikeOf } from './spike.ts'

const counts = fc.array(fc.nat(500), { minLength: LEAST_SAMPLES, maxLength: 12 })

test('the usual is no spike, and the order of the weeks does not matter', () => {
  fc.assert(
    fc.property(counts, fc.nat(900), (samples, observed) => {
      const spike = spikeOf(observed, samples)
      expect(spikeOf(observed, [...samples].reverse())).toEqual(spike)
      expect(spikeOf(spike?.expected as number, samples)?.z).toBe(0)
    }),
  )
})

test('more is never less of a spike', () => {
  fc.assert(
    fc.property(counts, fc.nat(900), fc.nat(900), (samples, a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      expect(spikeOf(low, samples)?.z as number).toBeLessThanOrEqual(spikeOf(high, samples)?.z as number)
    }),
  )
})

test('one week gone mad, however mad, moves the usual no further than to the next of the others', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 20, max: 40 }), { minLength: 7, maxLength: 8 }), fc.nat(1_000_000), (samples, mad) => {
      const { expected, z } = spikeOf(150, [...samples.slice(1), mad]) as NonNullable<ReturnType<typeof spikeOf>>
      expect(expected).toBeGreaterThanOrEqual(20)
      expect(expected).toBeLessThanOrEqual(40)
      expect(z).toBeGreaterThan(3)
    }),
  )
})

test('with too few weeks nobody knows what is usual', () => {
  expect(spikeOf(100, [1, 2, 3])).toBeNull()
})

test('three where none is usual is no spike, thirty is', () => {
  expect(spikeOf(3, [0, 0, 1, 0])?.z).toBeLessThanOrEqual(3)
  expect(spikeOf(30, [0, 0, 1, 0])?.z).toBeGreaterThan(8)
})

test('of a thousand quiet windows hardly one is called a spike; of a thousand tripled ones nearly all', () => {
  const random = new Random(7)
  const poisson = (mean: number) => {
    let count = 0
    for (let at = random.exponential(1); at < mean; at += random.exponential(1)) count++
    return count
  }
  let alarms = 0
  let found = 0
  for (let n = 0; n < 1_000; n++) {
    const samples = Array.from({ length: 8 }, () => poisson(25))
    if ((spikeOf(poisson(25), samples)?.z ?? 0) >= 5) alarms++
    if ((spikeOf(poisson(75), samples)?.z ?? 0) >= 5) found++
  }
  expect(alarms).toBeLessThan(10)
  expect(found).toBeGreaterThan(880)
})

test('the parts of an excess add up to all of it, the largest first', () => {
  const side = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(100)).map((all) => new Map(Object.entries(all)))
  fc.assert(
    fc.property(side, fc.array(side, { minLength: 1, maxLength: 8 }), (now, samples) => {
      const parts = partsOfExcess(now, samples)
      if (parts.length > 0) expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
      expect(parts.map(({ share }) => share)).toEqual(parts.map(({ share }) => share).toSorted((a, b) => b - a))
    }),
  )
})
