import { expect, test } from 'vitest'
import { registryOf } from '../indicators/registry.fixture.ts'
import { CORE_UNITS } from './units-of-measurement.ts'

test('only bare numbers are without words', () => {
  const wordless = Object.entries(CORE_UNITS).filter(([, { vi, en }]) => vi === '' || en === '')
  expect(wordless.map(([id]) => id)).toEqual(['count', 'ratio'])
})

const dossier = { vi: 'hồ sơ', en: 'dossiers' }
const compiled = (more: object) => () => registryOf({ unitsOfMeasurement: { dossier, ...more } })

test('an indicator tells the words of what it counts in', () => {
  expect(registryOf({}).indicator('a.share').unitOfMeasurement).toEqual({ id: 'percent', vi: '%', en: '%' })
  expect(registryOf({}).indicator('a.share').wordsOf('dossier')).toEqual({ id: 'dossier', ...dossier })
})

test('the same unit may be declared twice word for word, and not otherwise', () => {
  expect(compiled({ dong: { vi: 'đồng', en: 'dong' } })).not.toThrow()
  expect(compiled({ dong: { vi: 'VND', en: 'dong' } })).toThrow(
    'unitsOfMeasurement dong: dong is already declared as «đồng», «dong»; use the same words or another id.',
  )
})

test('what nobody declares is refused, with what is near it', () => {
  expect(() => registryOf({ unitsOfMeasurement: {} })).toThrow('a.received counts in «dossier», which nobody declares')
  expect(compiled({ per: { vi: 'a', en: 'a', of: 'dosier', per: 'person' } })).toThrow(
    'unitsOfMeasurement per: per counts in «dosier», which nobody declares; declare it under unitsOfMeasurement. Near it: «dossier».',
  )
})

test('a unit of a ratio says both of what and per what', () => {
  expect(compiled({ half: { vi: 'a', en: 'a', of: 'dossier' } })).toThrow(
    'half is a unit of a ratio; say both of what and per what.',
  )
  expect(compiled({ tenth: { vi: 'a', en: 'a', each: 10 } })).toThrow('tenth counts for each 10 of nothing; say per what.')
})
