import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defined, indicator, MEASURES, registryOf } from './registry.fixture.ts'

const by = { vi: 'Văn phòng', en: 'Office' }
const fits = defined().certification.definition
const certified = { by, on: '2026-01-05', definition: fits }
const stateAfter = (more: object) => defined({ certified, ...more }).certification.state

test('an indicator nobody certified says so, and what a certificate would have to name', () => {
  expect(defined().certification).toEqual({ state: 'never', definition: fits, by: null, on: null })
  expect(fits).toMatch(/^[0-9a-f]{12}$/)
})

test('a certificate of the definition as it stands certifies it', () => {
  expect(stateAfter({})).toBe('certified')
})

const MEANING = [
  { formula: 'share(a.completed, a.received, 0)' },
  { formula: 'share(a.open, a.received, none)' },
  { formula: 'share(a.completed, whole(a.received), none)' },
  { formula: "share(pick(a.received, channel, 'online'), a.received, none)" },
  { formula: 'ratio(a.completed, a.received, none)', unit: 'ratio' },
  { direction: 'down' },
  { period: 'year' },
  { basis: 'Quyết định 2' },
  {
    formula: undefined,
    basis: undefined,
    definitions: [{ from: '2020-01-01', formula: 'share(a.completed, a.received, none)', basis: 'Quyết định 1', note: by }],
  },
]
const LOOKS = [
  { title: { vi: 'Khác', en: 'Other' } },
  { decimals: 2 },
  { levels: { watch: 5 } },
  { owner: 'so-tai-chinh' },
  { maxAge: 60 },
  { formula: '  share( a.completed,a.received , none )' },
]
const merged = (changes: object[]) => Object.assign({}, ...changes)

test('certification drops on any change of meaning, whatever else changes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...MEANING), fc.subarray(LOOKS.slice(0, -1)), (meaning, looks) => {
      expect(stateAfter({ ...merged(looks), ...meaning })).toBe('changed')
    }),
  )
})

test('certification outlasts any change of looks', () => {
  fc.assert(
    fc.property(fc.subarray(LOOKS), (looks) => {
      expect(stateAfter(merged(looks))).toBe('certified')
    }),
  )
})

test('certification drops when a measure counts otherwise', () => {
  const stateWith = (declared: object) =>
    registryOf({ indicators: [indicator({ certified })], ...declared }).indicator('a.share').certification.state
  expect(stateWith({ rule: 'another contributions.sql' })).toBe('changed')
  expect(stateWith({ measures: MEASURES.map((each) => ({ ...each, basis: 'area' })) })).toBe('changed')
  expect(stateWith({ measures: MEASURES.map((each) => ({ ...each, title: by })) })).toBe('certified')
})

test('certification drops when silence means something else, or another source is trusted first', () => {
  const stateFrom = (before: object, after: object) => {
    const registry = (more: object, certificate?: object) =>
      registryOf({
        measures: MEASURES.map((each) => ({ ...each, ...more })),
        indicators: [indicator({ certified: certificate })],
      }).indicator('a.share')
    const { definition } = registry(before).certification
    return registry(after, { ...certified, definition }).certification.state
  }
  const trusting = (...sources: string[]) => ({ dims: ['channel', 'source'], sources })
  expect(stateFrom(trusting('treasury', 'ministry'), trusting('treasury', 'ministry'))).toBe('certified')
  expect(stateFrom(trusting('treasury', 'ministry'), trusting('ministry', 'treasury'))).toBe('changed')
  expect(stateFrom({}, { reported: true })).toBe('changed')
  expect(stateFrom({}, { countedWith: 'a.open' })).toBe('changed')
})

test('a certificate that no longer fits is noticed, with the definition to certify now', () => {
  const { notices } = registryOf({ indicators: [indicator({ certified: { ...certified, definition: 'former' } })] })
  expect(notices).toEqual([
    `indicators a.share: a.share was certified on 2026-01-05 and means something else since; the definition to certify now is '${fits}'.`,
  ])
})
