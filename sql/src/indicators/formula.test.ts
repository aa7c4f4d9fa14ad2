import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Measure } from '../pack/pack.ts'
import { CORE_UNITS } from '../pack/units-of-measurement.ts'
import { compileFormula, termsWithin } from './formula.ts'
import { MEASURES, UNITS } from './registry.fixture.ts'

const measures = new Map(MEASURES.map((measure) => [measure.id, Measure.parse(measure)]))
const units = { ...CORE_UNITS, ...UNITS }
const compile = (text: string, wanted?: string) => compileFormula(text, measures, units, wanted)

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

test('sources that tell the same thing over again are picked, one at a time, never added up', () => {
  const told = Measure.parse({ ...MEASURES[0], id: 'a.people', dims: ['source', 'sex'], apart: 'source' })
  const of = (text: string) => compileFormula(text, new Map([[told.id, told]]), units)
  expect(of("pick(a.people, source, 'police')").terms).toHaveLength(1)
  for (const text of ['a.people', "pick(a.people, sex, 'male')", "pick(a.people, source, 'police', 'statistics')"])
    expect(() => of(text)).toThrow('the values of a.people by «source» tell the same thing over again; pick one of them')
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

describe('a median of what is counted in bins', () => {
  const { terms, unit, additive, evaluate } = compile('median(a.received, channel, hour, 4, 8, 24)')

  test('asks for a number a bin, and one for what lies beyond', () => {
    expect(unit).toBe('hour')
    expect(terms.map(({ dim, values }) => [dim, values])).toEqual(['4', '8', '24', 'over'].map((value) => ['channel', [value]]))
    expect(additive).toEqual({ units: false, time: false })
  })

  test('lies where half is on either side, evenly within its bin; beyond the last edge it is at least that edge', () => {
    expect(evaluate([4, 0, 0, 0])).toBe(2)
    expect(evaluate([1, 2, 1, 0])).toBe(6)
    expect(evaluate([1, 0, 3, 0])).toBeCloseTo(8 + 16 / 3)
    expect(evaluate([1, 0, 0, 9])).toBe(24)
    expect(evaluate([0, 0, 0, 0])).toBeNull()
    expect(evaluate([null, 1, 1, 1])).toBeNull()
  })

  test('is refused without a unit of measurement, or with edges out of order', () => {
    expect(() => compile('median(a.received, channel, parsec, 4, 8)')).toThrow('what its edges are measured in')
    expect(() => compile('median(a.received, channel, hour, 8, 4)')).toThrow('each above the one before')
    expect(() => compile("median(a.received, channel, hour, '4')")).toThrow('numbers above 0')
    expect(() => compile('median(a.received, field, hour, 4)')).toThrow('no dimension «field»')
  })
})

test('a percentile is a median with another share below it', () => {
  const { terms, unit, evaluate } = compile('percentile(95, a.received, channel, hour, 4, 8, 24)')
  expect([terms.length, unit]).toEqual([4, 'hour'])
  expect(evaluate([90, 5, 5, 0])).toBe(8)
  expect(evaluate([100, 0, 0, 0])).toBeCloseTo(3.8)
  expect(evaluate([50, 0, 0, 50])).toBe(24)
  expect(() => compile('percentile(100, a.received, channel, hour, 4)')).toThrow('a number between 0 and 100')
  expect(() => compile('percentile(95, a.received, channel, hour)')).toThrow('«percentile» with 4 arguments')
})

describe('points for a percentage', () => {
  const { unit, additive, evaluate } = compile('score(share(a.completed, a.received, none), 80, 12)')

  test('are all given from the threshold on, and in proportion below it', () => {
    expect(unit).toBe('point')
    expect(evaluate([80, 100])).toBe(12)
    expect(evaluate([99, 100])).toBe(12)
    expect(evaluate([40, 100])).toBe(6)
    expect(evaluate([0, 100])).toBe(0)
  })

  test('do not exist where there is no percentage, and are never added up over parts', () => {
    expect(evaluate([1, 0])).toBeNull()
    expect(evaluate([null, 100])).toBeNull()
    expect(additive).toEqual({ units: false, time: false })
    const two = compile(
      'score(share(a.completed, a.received, none), 80, 12) + score(share(a.received, a.completed, none), 100, 3)',
    )
    expect([two.unit, two.additive.units]).toEqual(['point', false])
  })

  test('may be for a percentage of a percentage', () => {
    const product = compile('of(share(a.completed, a.received, none), share(a.received, a.completed, none))')
    expect(product.unit).toBe('percent')
    expect(product.evaluate([60, 100])).toBeCloseTo(100)
    expect(
      compile('score(of(share(a.completed, a.received, none), share(a.completed, a.received, none)), 50, 4)').evaluate([50, 100]),
    ).toBe(2)
  })

  test('are refused for anything else', () => {
    expect(() => compile('score(a.received, 80, 12)')).toThrow('score is of a percentage, not of dossier')
    expect(() => compile('score(share(a.completed, a.received, none), 0, 12)')).toThrow('from which all points are given')
    expect(() => compile('score(share(a.completed, a.received, none), 80, a.received)')).toThrow(
      'from which all points are given',
    )
    expect(() => compile('of(a.received, a.completed)')).toThrow(
      'of takes two percentages, or points and a percentage, not dossier and dossier',
    )
    expect(() => compile('score(share(a.completed, a.received, none), 80)')).toThrow('«score» with 2 arguments')
  })
})

test('a ratio counts for each so many, where its unit of measurement is declared so', () => {
  const { unit, evaluate } = compile('ratio(a.received, a.people, none)')
  expect(unit).toBe('dossier_per_1000')
  expect(evaluate([3, 60_000])).toBe(0.05)
})

test('where a ratio could have several units of measurement, the one the indicator says counts', () => {
  const several = { ...units, dossier_per_person: { vi: 'hồ sơ/người', en: 'each', of: 'dossier', per: 'person' } }
  const text = 'ratio(a.received, a.people, none)'
  expect(compileFormula(text, measures, several, 'dossier_per_person').evaluate([3, 60])).toBe(0.05)
  expect(() => compileFormula(text, measures, several)).toThrow('may be dossier_per_1000 or dossier_per_person')
})

test('sums of what adds up add up, over units and over time apart; a share never does', () => {
  const additive = (text: string) => compile(text).additive
  expect(additive('a.received - a.completed * 2')).toEqual({ units: true, time: true })
  expect(additive('a.money')).toEqual({ units: true, time: false })
  expect(additive('begun(a.open)')).toEqual({ units: true, time: false })
  expect(additive('due(a.open, 30)')).toEqual({ units: true, time: false })
  expect(additive('a.rank')).toEqual({ units: false, time: false })
  // One more for the whole is not one more for each part.
  expect(additive('a.rank + 1')).toEqual({ units: false, time: false })
  expect(additive('share(a.completed, a.received, none) * 2')).toEqual({ units: false, time: false })
})

test('a line on the calendar may lie days after the moment of reading or before it, and stand beside a dimension', () => {
  const term = (text: string) => compile(text).terms[0]
  expect(term('begun(a.open)')).toMatchObject({ begun: true })
  expect(term('begun(a.open)')).not.toHaveProperty('days')
  expect(term('due(a.open, 30)')).toMatchObject({ begun: true, days: 30 })
  expect(term('begun(a.open, 90)')).toMatchObject({ begun: true, days: -90 })
  expect(term("pick(due(a.received, 7), channel, 'online')")).toMatchObject({ days: 7, dim: 'channel', values: ['online'] })
  expect(compile('due(a.open, 30) - begun(a.open)').terms).toHaveLength(2)
})

test('what stood at the end of a period is no sum of what stood before, and may be picked from', () => {
  expect(compile('stood(a.open)').terms[0]).toMatchObject({ begun: false, stood: true })
  expect(compile("pick(stood(a.received), channel, 'online')").terms[0]).toMatchObject({ stood: true, dim: 'channel' })
  expect(compile('stood(a.open)').additive).toEqual({ units: true, time: false })
})

test('points lost are those a percentage does not bring; a part of them is a percentage of them', () => {
  const value = (text: string, ...values: number[]) => compile(text).evaluate(values)
  const lost = (text: string) => `lost(share(${text}, 100), 80, 12)`
  expect(value(lost('a.completed, a.received'), 40, 100)).toBe(6)
  expect(value(lost('a.completed, a.received'), 90, 100)).toBe(0)
  // Where nothing is counted nothing is lost.
  expect(value(lost('a.completed, a.received'), 0, 0)).toBe(0)
  const { unit, terms, evaluate } = compile(
    `of(${lost('whole(a.completed), whole(a.received)')}, share(a.open, whole(a.received), none))`,
  )
  expect(unit).toBe('point')
  expect(terms.map(({ measure, whole }) => [measure.id, whole ?? false])).toEqual([
    ['a.completed', true],
    ['a.received', true],
    ['a.open', false],
  ])
  expect(evaluate([40, 100, 25])).toBe(1.5)
  expect(compile('whole(share(a.completed, a.received, none))').terms.every(({ whole }) => whole)).toBe(true)
})

test('the year before is counted apart from this one, by whole days, and its parts make no whole over time', () => {
  const growth = compile('a.received - yearBefore(a.received)')
  expect(growth.terms).toEqual([expect.not.objectContaining({ yearBefore: true }), expect.objectContaining({ yearBefore: true })])
  expect(growth).toMatchObject({ additive: { units: true, time: false }, grain: 'day' })
  expect(growth.evaluate([70, 50])).toBe(20)
  const change = compile('points(share(a.completed, a.received, none), yearBefore(share(a.completed, a.received, none)))')
  expect(change).toMatchObject({ unit: 'percentage_point', additive: { units: false, time: false } })
  expect(change.evaluate([90, 100, 70, 100])).toBe(20)
  expect(change.evaluate([90, 100, 0, 0])).toBeNull()
})

test('what stands behind a measure is counted apart from what it adds up to, in a unit of measurement of its own', () => {
  const { terms, unit } = compile(
    "ratio(a.received, count(pick(a.received, channel, 'online'), person), none)",
    'dossier_per_1000',
  )
  expect(unit).toBe('dossier_per_1000')
  expect(terms.map(({ count, dim }) => [count, dim])).toEqual([
    [undefined, undefined],
    ['person', 'channel'],
  ])
  expect(compile('count(a.received, person)').additive).toEqual({ units: true, time: true })
})

const ONLINE = "pick(a.received, channel, 'online')"

test('how many values occur is counted in a unit of measurement of its own, and adds up over neither units nor time', () => {
  const { terms, unit, additive, evaluate } = compile(`distinct(${ONLINE}, channel, person)`)
  expect([unit, additive, evaluate([4])]).toEqual(['person', { units: false, time: false }, 4])
  expect(terms).toMatchObject([{ dim: 'channel', values: ['online'], distinct: { dim: 'channel', unit: 'person' } }])
})

test('values that must occur in something else too are of that as well: it is asked, and tells how fine the number is', () => {
  const monthly = { ...(measures.get('a.received') as Measure), id: 'a.listed', grain: 'month' as const }
  const among = (text: string) => compileFormula(text, new Map([...measures, [monthly.id, monthly]]), units)
  const part = 'distinct(a.received, channel, person, stood(a.listed))'
  const alone = among(part)
  expect([alone.terms.length, alone.grain]).toEqual([1, 'month'])
  expect(termsWithin(alone.terms).map(({ measure, stood }) => [measure.id, stood ?? false])).toEqual([
    ['a.received', false],
    ['a.listed', true],
  ])
  // What is set beside it anyway is not counted once more.
  const { terms } = among(`share(${part}, distinct(stood(a.listed), channel, person), none)`)
  expect(termsWithin(terms)).toEqual(terms)
  const growth = among(`${part} - yearBefore(${part})`)
  expect(growth.terms[1]).toMatchObject({ yearBefore: true, distinct: { among: { yearBefore: true } } })
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
    ['ratio(a.people, a.money, none)', 'ratio mixes person and dong; declare what one per the other is called'],
    ['a.received / a.completed', 'only a number other than 0 may divide; write share(a, b, none) or ratio(a, b, none)'],
    ['a.received / 0', 'only a number other than 0 may divide'],
    ['a.received / (2 - 2)', 'only a number other than 0 may divide'],
    ['a.received * a.completed', '«*» needs a number on one side'],
    ["pick(a.received, colour, 'red')", 'has no dimension «colour» (channel)'],
    ['pick(a.received, channel, online)', "pick takes values in quotes: 'online'"],
    ["pick(a.received, channel, 'post', 'post')", 'pick names a value twice'],
    ["pick(pick(a.received, channel, 'post'), channel, 'post')", 'pick within pick'],
    ['count(a.received)', '«count» with 1 arguments'],
    ['count(a.received, 3)', 'count says what it counts in: count(dossiers.days_taken, dossier)'],
    ['count(a.received, cow)', 'count says what it counts in'],
    ['count(a.money, dossier)', 'a.money does not add up over time, so nobody counts what is behind it'],
    ['count(a.received, dossier) + a.people', '«+» mixes dossier and person'],
    ['distinct(a.received, channel)', '«distinct» with 2 arguments'],
    ['distinct(a.received, colour, dossier)', 'a.received has no dimension «colour» (channel)'],
    ['distinct(a.received, channel, a.open, dossier)', 'distinct says what the values are counted in'],
    ['distinct(a.received, channel, dossier, a.open)', 'a.open has no dimension «channel» (none)'],
    ['distinct(a.received, channel, person) + a.received', '«+» mixes person and dossier'],
    ['due(a.open)', '«due» with 1 arguments'],
    ['due(a.open, 0.5)', 'a line is drawn whole days away, 1 to 3660: due(a.open, 30)'],
    ['soFar(begun(a.open))', 'what has begun has done so by the moment of reading'],
    ['stood(a.open, 3)', '«stood» with 2 arguments'],
    ['stood(a.money)', 'a.money does not add up over time'],
    ['soFar(stood(a.open))', 'what stood at the end of a period is no part of it'],
    ['whole(3) + a.received', 'whole is of a measure or a formula, not of a number'],
    ['lost(a.received, 80, 12)', 'lost is of a percentage, not of dossier: lost(share(a, b, none), 80, 12)'],
    ['of(a.received, share(a.completed, a.received, none))', 'of takes two percentages, or points and a percentage'],
    ['due(a.open, 9999)', 'a line is drawn whole days away'],
    ["begun(a.open, 'x')", 'a line is drawn whole days away'],
    ['due(a.money, 30)', 'a.money does not add up over time, so nothing of it has begun'],
    ['begun(a.open, 1, 2)', '«begun» with 3 arguments'],
    ['share(a.received)', '«share» with 1 arguments'],
    ['yearBefore(a.received)', 'it begins with the year before; name first what that is set against'],
    ['a.received - yearBefore(a.received - yearBefore(a.received))', 'yearBefore within yearBefore'],
    ['a.received - yearBefore(1)', 'yearBefore is of a measure or a formula, not of a number'],
    ['a.open - yearBefore(begun(a.open))', 'had begun a year ago is asked with asOf'],
    ['a.rank - yearBefore(a.rank)', 'a unit born of a merger has none of the year before'],
    ['a.received - yearBefore(a.money)', '«-» mixes dossier and dong'],
    ['a.received - yearBefore(a.received, 2)', '«yearBefore» with 2 arguments'],
    ['points(a.received, yearBefore(a.received))', 'points takes two percentages, not dossier and dossier'],
    ['points(share(a.completed, a.received, none), a.received)', 'points takes two percentages, not percent and dossier'],
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
    fc.constantFrom(...MEASURES.map(({ id }) => id), 'begun(a.open)', 'due(a.open, 30)', "pick(a.received, channel, 'online')"),
    fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, noNaN: true })).map(String),
    fc
      .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    tie('tree').map((of) => `yearBefore(${of})`),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `points(${a}, ${b})`),
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
