import { ViewSearch } from '@ioc/server/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PICTURES, STEPS, type View, viewOf, withView } from '../view.ts'
import { lookOnly, sharedView } from './shared.ts'

const word = fc.stringMatching(/^[a-zà-ỹ0-9:._ -]{1,20}$/)
const look: fc.Arbitrary<Partial<View>> = fc.record(
  { picture: fc.constantFrom(...PICTURES), picked: fc.uniqueArray(word, { maxLength: 3 }), sort: word },
  { requiredKeys: [] },
)
const view: fc.Arbitrary<View> = fc
  .record({
    indicators: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
    ...{ unit: fc.option(word), period: fc.option(word), by: fc.option(word), path: fc.option(word), sort: fc.option(word) },
    step: fc.option(fc.constantFrom(...STEPS)),
    picture: fc.option(fc.constantFrom(...PICTURES)),
    where: fc.uniqueArray(word, { maxLength: 4 }),
    picked: fc.uniqueArray(word, { maxLength: 4 }),
    trail: fc.array(word, { maxLength: 3 }),
    term: fc.integer({ min: 0, max: 99 }),
  })
  .map((some) => ({ ...viewOf(''), ...some }))

test('every view of the explorer can be kept, and is the same when it is opened', () => {
  fc.assert(
    fc.property(view, (each) => {
      expect(viewOf(`?${ViewSearch.parse(withView('?lang=en', each).replace('lang=en&', ''))}`)).toEqual(
        viewOf(withView('', each)),
      )
    }),
  )
})

test('however a link is looked at, it asks what it was made for, as known then', () => {
  const asOf = '2026-11-01T02:00:00.000Z'
  fc.assert(
    fc.property(view, look, view, (each, looked, other) => {
      const share = { search: withView('', each).slice(1), asOf }
      const shown = sharedView(share, withView('', { ...other, ...looked }))
      const { picture: _, picked: __, zoom: ___, sort: ____, ...question } = viewOf(withView('', each))
      expect(shown).toMatchObject({ ...question, asOf, at: null })
    }),
  )
})

test('what would ask something else changes nothing', () => {
  expect(lookOnly({ sort: 'name' })).toEqual({ sort: 'name' })
  expect(lookOnly({ picked: ['a'] })).toEqual({ picked: ['a'] })
  expect(lookOnly({ unit: 'xa-a', picked: [] })).toEqual({})
  expect(lookOnly({ asOf: null })).toEqual({})
})
