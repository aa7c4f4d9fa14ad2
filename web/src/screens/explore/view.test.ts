import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMPARED, PICTURES, STEPS, type View, viewOf, withView } from './view.ts'

const key = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .filter((text) => text === text.trim() && !/\ud800/.test(text))
const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const anyView: fc.Arbitrary<View> = fc.record({
  indicators: fc.uniqueArray(key, { maxLength: 4 }),
  unit: fc.option(key),
  period: fc.option(key),
  running: fc.boolean(),
  step: fc.option(fc.constantFrom(...STEPS)),
  by: fc.option(key),
  picture: fc.option(fc.constantFrom(...PICTURES)),
  compare: fc.option(fc.constantFrom(...COMPARED)),
  where: fc.uniqueArray(key, { maxLength: 4 }),
  geo: fc.option(fc.constant('2025-06-30')),
  asOf: fc.option(instant),
  picked: fc.uniqueArray(key, { maxLength: 4 }),
  alone: fc.boolean(),
  path: fc.option(key),
  sort: fc.option(key),
  goal: fc.option(fc.integer()),
  adds: fc.uniqueArray(key, { maxLength: 4 }),
  term: fc.nat({ max: 99 }),
  trail: fc.array(key, { maxLength: 3 }),
  at: fc.option(instant),
  zoom: fc.option(
    fc
      .tuple(instant, instant)
      .filter(([one, other]) => one !== other)
      .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one })),
  ),
})
/** Where nothing is picked there is nothing to be alone. */
const view = anyView.map((each) => ({ ...each, alone: each.alone && each.picked.length > 0 }))

test('whatever is chosen stands in the address, and is chosen again by whoever opens it', () => {
  fc.assert(
    fc.property(view, (chosen) => {
      expect(viewOf(withView('', chosen))).toEqual(chosen)
    }),
  )
})

test('what else stands in the address stays: an open proof, and the language', () => {
  const search = withView('?lang=en&proof=dossiers.overdue&unit=xa-a', {
    ...viewOf(''),
    indicators: ['dossiers.on_time_rate'],
    unit: 'xa-b',
  })
  expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
    lang: 'en',
    proof: 'dossiers.overdue',
    unit: 'xa-a',
    indicator: 'dossiers.on_time_rate',
    of: 'xa-b',
  })
})

test('what nobody could have chosen counts as not chosen', () => {
  expect(viewOf('?picture=pie&step=week&compare=mars&at=soon&zoom=a..b&indicator=')).toEqual(viewOf(''))
})

test('a moment the calendar has none of is left out, as anything else that says nothing', () => {
  for (const at of ['2026-13-01T00:00:00Z', '2026-11-01T00:00:00.0.0Z', '2026-02-01T99Z']) {
    const view = viewOf(`?indicator=a&at=${at}&zoom=2026-01-01T00:00:00Z..${at}`)
    expect([view.at, view.zoom]).toEqual([null, null])
  }
})
