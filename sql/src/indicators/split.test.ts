import { expect, test } from 'vitest'
import { MEASURES, registryOf } from './registry.fixture.ts'
import { splitDims, splitTrouble } from './split.ts'

const [, , , ...others] = MEASURES
const counted = (name: string, dims: string[]) => ({ ...MEASURES[0], id: `a.${name}`, dims })

function compile(formula: string, unit: string) {
  const measures = [counted('received', ['channel', 'field']), counted('completed', ['field']), counted('open', []), ...others]
  const more = { formula, unit, id: 'a.one', title: { vi: 'a', en: 'a' }, direction: 'none', period: 'month', basis: 'b' }
  return registryOf({ measures, indicators: [{ ...more, owner: { vi: 'a', en: 'a' } }] }).indicator('a.one').compiled
}

test.each([
  ['a.received', 'dossier', ['channel', 'field']],
  ['a.received + a.completed', 'dossier', ['field']],
  // A share of all for each value is one; all that was completed out of one channel is none.
  ['share(a.completed, a.received, none)', 'percent', ['field']],
  ['share(a.received, a.completed, none)', 'percent', ['channel', 'field']],
  ['share(a.received, whole(a.received), none)', 'percent', ['channel', 'field']],
  ['share(a.open, a.received, none)', 'percent', []],
  ["share(pick(a.received, channel, 'online'), a.received, none)", 'percent', ['field']],
  ["pick(a.received, channel, 'online')", 'dossier', ['field']],
  ["pick(a.received, channel, 'online', 'post')", 'dossier', ['channel', 'field']],
  ['share(a.received, yearBefore(a.received), none)', 'percent', ['channel', 'field']],
])('%s can be split by what tells all of it apart', (formula, unit, dims) => {
  const compiled = compile(formula, unit)
  expect(splitDims(compiled)).toEqual(dims)
  for (const dim of ['channel', 'field']) expect(splitTrouble(compiled, dim) === null).toBe(dims.includes(dim))
})

test('what cannot be split says what lacks the dimension, and by what it can be', () => {
  expect(splitTrouble(compile('a.received + a.completed', 'dossier'), 'channel')).toBe(
    'a.completed has no dimension «channel». It can be split by field.',
  )
  expect(splitTrouble(compile('a.open', 'dossier'), 'field')).toBe(
    'a.open has no dimension «field». It can be split by units only.',
  )
  expect(splitTrouble(compile("pick(a.received, channel, 'online')", 'dossier'), 'channel')).toBe(
    'It counts only some values of «channel», so it says nothing by it. It can be split by field.',
  )
})
