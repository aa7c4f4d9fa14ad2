import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BLANK, CONDITIONS, draftOf, LEVELS, type RuleDraft, specOf, WHOSE, WORSE } from './rule-form.ts'

const read = (text: string) => Number(text.replace(',', '.'))
const write = (value: number) => String(value).replace('.', ',')

const level = fc.constantFrom(...LEVELS)
const bounds = (values: string[]) => Object.fromEntries(LEVELS.map((each, at) => [each, values[at] ?? ''])) as RuleDraft['levels']
const rising = fc
  .uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 3 })
  .map((all) => all.sort((a, b) => a - b).map((value) => write(value / 4)))
const drafts: fc.Arbitrary<RuleDraft> = fc.record({
  title: fc.constantFrom('Hồ sơ quá hạn', 'Trễ hẹn'),
  is: fc.constantFrom(...CONDITIONS),
  indicator: fc.constantFrom('dossiers.overdue', 'budget.revenue'),
  feed: fc.constantFrom('', 'dossiers-sim'),
  whose: fc.constantFrom(...(Object.keys(WHOSE) as RuleDraft['whose'][])),
  better: fc.constantFrom('up', 'down'),
  worse: fc.constantFrom(...WORSE),
  within: fc.constantFrom('1', '24', '1,5'),
  in: fc.constantFrom('percent', 'unit'),
  weeks: fc.constantFrom('', '4', '12'),
  levels: rising.map(bounds),
  recover: fc.oneof(rising.map(bounds), fc.constant(BLANK.recover)),
  ...{ level, atRisk: level, late: level },
  hold: fc.constantFrom('', '30'),
  settle: fc.constantFrom('', '0,5'),
  during: fc.constantFrom('always', 'working_hours'),
})
/** The severer lies further on the bad side. */
const inOrder = (draft: RuleDraft): RuleDraft =>
  draft.is === 'threshold' && draft.better === 'up'
    ? { ...draft, levels: bounds(LEVELS.map((each) => draft.levels[each]).reverse()) }
    : draft

test('what a person filled in is found filled in the same when the rule is opened again', () => {
  fc.assert(
    fc.property(drafts.map(inOrder), (draft) => {
      const spec = specOf(draft, null, read)
      if (typeof spec === 'string') throw new Error(spec)
      const again = draftOf(spec, write, read)
      expect(again).not.toBeNull()
      expect(specOf(again as RuleDraft, spec, read)).toEqual(spec)
    }),
  )
})

test('a fall is typed without its sign and kept with it', () => {
  const draft: RuleDraft = { ...BLANK, title: 'Thu giảm', is: 'change', indicator: 'budget.revenue', worse: 'fall', within: '24' }
  const spec = specOf({ ...draft, levels: { watch: '', warn: '20', critical: '' } }, null, read)
  expect(spec).toMatchObject({ when: { is: 'change', within: 86_400, worse: 'fall', levels: { warn: -20 } } })
  if (typeof spec !== 'string') expect(draftOf(spec, write, read)?.levels.warn).toBe('20')
})

test.each([
  ['needIndicator', { indicator: '' }],
  ['needLevels', { levels: BLANK.levels }],
  ['wrongNumber', { levels: { ...BLANK.levels, warn: 'năm' } }],
  ['wrongNumber', { hold: '-1' }],
  ['wrongOrder', { levels: { watch: '9', warn: '5', critical: '' } }],
  ['needWithin', { is: 'change' }],
  ['wrongWeeks', { is: 'anomaly', weeks: '2' }],
] as const)('says %s of %j', (trouble, part) => {
  const draft: RuleDraft = { ...BLANK, title: 'Trễ hẹn', indicator: 'dossiers.overdue', levels: { ...BLANK.levels, warn: '5' } }
  expect(specOf({ ...draft, ...(part as Partial<RuleDraft>) }, null, read)).toBe(trouble)
})

test('a rule that says more than the form speaks of is not opened in it, and one that keeps its name keeps its English', () => {
  const spec = specOf(
    { ...BLANK, title: 'Trễ', indicator: 'dossiers.overdue', levels: { ...BLANK.levels, warn: '5' } },
    null,
    read,
  )
  if (typeof spec === 'string') throw new Error(spec)
  expect(draftOf({ ...spec, otherwise: [{ kinds: ['commune'], levels: { warn: 9 }, recover: {} }] }, write, read)).toBeNull()
  expect(draftOf({ ...spec, each: { dim: 'topic', answers: { y_te: 'so-y-te' } } }, write, read)).toBeNull()
  const shipped = { ...spec, title: { vi: 'Trễ', en: 'Late' } }
  const opened = draftOf(shipped, write, read) as RuleDraft
  expect(specOf({ ...opened, hold: '30' }, shipped, read)).toMatchObject({ title: { vi: 'Trễ', en: 'Late' }, hold: 1800 })
})
