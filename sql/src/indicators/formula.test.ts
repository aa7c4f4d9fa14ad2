import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Measure } from '../pack/pack.ts'
import { compileFormula } from './formula.ts'
import { MEASURES } from './registry.fixture.ts'

const measures = new Map(MEASURES.map((measure) => [measure.id, Measure.parse(measure)]))
const compile = (text: string) => compileFormula(text, measures)

test('a measure is itself', () => {
  const { terms, unit, evaluate } = compile('a.received')
  expect(terms).toHaveLength(1)
  expect(unit).toBe('dossier')
  expect(evaluate([7])).toBe(7)
})

test('a measure named twice is fetched once', () => {
  const { terms, evaluate } = compile('share(a.completed, a.completed + a.open, none)')
  expect(terms.map(({ measure }) => measure.id)).toEqual(['a.completed', 'a.open'])
  expect(evaluate([3, 1])).toBe(75)
})

test('a share of nothing is what the formula says it is: no number, or 0', () => {
  const part = "pick(a.received, channel, 'online')"
  const { evaluate, unit } = compile(`share(${part}, a.received, none)`)
  expect(unit).toBe('percent')
  expect(evaluate([3, 4])).toBe(75)
  expect(evaluate([0, 4])).toBe(0)
  expect(evaluate([3, 0])).toBeNull()
  expect(compile(`share(${part}, a.received, 0)`).evaluate([3, 0])).toBe(0)
  expect(compile('share(a.completed, a.received, 100)').evaluate([0, 0])).toBe(100)
})

test('the lack of a number is no zero: it stays one through every operation', () => {
  expect(compile('a.received - a.completed').evaluate([null, 2])).toBeNull()
  expect(compile('share(a.received, a.completed, 0)').evaluate([1, null])).toBeNull()
  expect(compile('share(a.received, a.completed, 0)').evaluate([null, 1])).toBeNull()
})

test('numbers scale what they multiply and divide', () => {
  expect(compile('a.received * 2 + a.completed').evaluate([3, 1])).toBe(7)
  expect(compile('a.money / 1000000').evaluate([5_000_000])).toBe(5)
})

test('a ratio of unlike units has the unit that names it; of like units, none', () => {
  const { unit, evaluate } = compile('ratio(a.money, a.people, none)')
  expect(unit).toBe('dong_per_person')
  expect(evaluate([100, 4])).toBe(25)
  expect(evaluate([100, 0])).toBeNull()
  expect(compile('ratio(a.completed, a.received, none)').unit).toBe('ratio')
})

test('sums of what adds up add up, over units and over time apart; a share never does', () => {
  const additive = (text: string) => compile(text).additive
  expect(additive('a.received - a.completed * 2')).toEqual({ units: true, time: true })
  expect(additive('a.money')).toEqual({ units: true, time: false })
  expect(additive('begun(a.open)')).toEqual({ units: true, time: false })
  expect(additive('a.rank')).toEqual({ units: false, time: false })
  // One more for the whole is not one more for each part.
  expect(additive('a.rank + 1')).toEqual({ units: false, time: false })
  expect(additive('share(a.completed, a.received, none) * 2')).toEqual({ units: false, time: false })
})

test('a formula is as fine as its coarsest measure', () => {
  expect(compile('a.received').grain).toBe('hour')
  expect(compile('ratio(a.received, a.people, none)').grain).toBe('year')
})

describe('a formula that does not hold together is refused with the reason and the cure', () => {
  test.each([
    ['a.recieved', 'there is no measure «a.recieved»; there are a.received, a.completed'],
    ['a.received + a.money', '«+» mixes dossier and dong; only like units add up'],
    ['a.received + 3', '«+» mixes dossier and count'],
    ['share(a.received, a.money, none)', 'share mixes dossier and dong; for unlike units write ratio(a, b, none)'],
    [
      'share(a.received, a.completed)',
      'share must say what it means where the second is 0: share(a, b, none) for no number, or share(a, b, 0)',
    ],
    ['ratio(a.money, a.people)', 'ratio must say what it means where the second is 0'],
    ["share(a.received, a.completed, 'none')", 'share must say what it means where the second is 0'],
    ['ratio(a.people, a.money, none)', 'ratio mixes person and dong; name the unit of one per the other'],
    ['a.received / a.completed', 'only a number other than 0 may divide; write share(a, b, none) or ratio(a, b, none)'],
    ['a.received / 0', 'only a number other than 0 may divide'],
    ['a.received / (2 - 2)', 'only a number other than 0 may divide'],
    ['a.received * a.completed', '«*» needs a number on one side'],
    ["pick(a.received, colour, 'red')", 'has no dimension «colour» (channel)'],
    ['pick(a.received, channel, online)', "pick takes values in quotes: 'online'"],
    ["pick(a.received, channel, 'post', 'post')", 'pick names a value twice'],
    ['share(a.received)', '«share» with 1 arguments'],
    ['evil(a.received)', '«evil» with 1 arguments'],
    ['a.received > 3', '«>» is not part of the language'],
    ['a.received ? 1 : 2', 'is not part of the language'],
    ['a.received * 1e999', 'stands where a number should'],
    ['a.received * (1e300 * 1e300)', '«*» leaves the range of numbers'],
    ["'text'", 'stands where a number should'],
    ['1 + 1', 'it names no measure'],
    ['a.received +', 'Formula «a.received +»'],
    ['a["received"]', 'there is no measure'],
    ['constructor.constructor', 'there is no measure'],
    ['(() => 1)()', 'Formula'],
  ])('%s', (text, reason) => {
    expect(() => compile(text)).toThrow(reason)
  })
})

// Formulas as a careless or a hostile hand may write them.
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(...MEASURES.map(({ id }) => id), 'begun(a.open)', "pick(a.received, channel, 'online')"),
    fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, noNaN: true })).map(String),
    fc
      .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(fc.constantFrom('share', 'ratio'), tie('tree'), tie('tree'), fc.constantFrom('none', '0', '100'))
      .map(([kind, a, b, zero]) => `${kind}(${a}, ${b}, ${zero})`),
  ),
}))
const values = fc.array(fc.option(fc.oneof(fc.constant(0), fc.double({ noNaN: true, noDefaultInfinity: true }))), {
  minLength: 10,
  maxLength: 10,
})

function compiled(text: string) {
  try {
    return compile(text)
  } catch (error) {
    expect((error as Error).message).toMatch(/^Formula «/)
    return null
  }
}

test('whatever formula is accepted gives a finite number or none, for any values', () => {
  let accepted = 0
  fc.assert(
    fc.property(tree, values, (text, values) => {
      const formula = compiled(text)
      if (!formula) return
      accepted += 1
      const value = formula.evaluate(values)
      expect(value === null || Number.isFinite(value), text).toBe(true)
    }),
    { numRuns: 5_000 },
  )
  expect(accepted).toBeGreaterThan(200)
})

test('adding unlike units is refused however deep they lie', () => {
  fc.assert(
    fc.property(tree, tree, fc.constantFrom('+', '-'), (left, right, operator) => {
      const [a, b] = [compiled(left), compiled(right)]
      const together = compiled(`(${left}) ${operator} (${right})`)
      if (a && b) expect(together !== null).toBe(a.unit === b.unit)
    }),
    { numRuns: 5_000 },
  )
})

test('what is called additive over units is: the parts’ values add up to the whole’s', () => {
  const whole = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 10, maxLength: 10 })
  fc.assert(
    fc.property(tree, whole, whole, (text, north, south) => {
      const formula = compiled(text)
      if (!formula?.additive.units) return
      const both = formula.evaluate(north.map((value, index) => value + (south[index] ?? 0)))
      const [a, b] = [formula.evaluate(north), formula.evaluate(south)]
      if (both === null || a === null || b === null) return
      const size = Math.max(1, Math.abs(a), Math.abs(b))
      expect(Math.abs(both - (a + b)) / size, text).toBeLessThan(1e-6)
    }),
    { numRuns: 5_000 },
  )
})
