import { expect, test } from 'vitest'
import normaliser from './commune_dti.ts'

const context = { unit: (name: string) => (name === 'Xã Như Quỳnh' ? 7 : null), place: () => null, receivedAt: new Date(0) }
const group = (over: object) =>
  normaliser.toFact(
    {
      unit: 'Xã Như Quỳnh',
      criteria_group: 'economy',
      month: '2026-10-31',
      scale: 100,
      self: 70,
      appraised: 61.5,
      done: 5,
      under_way: 2,
      evidence_wanted: 1,
      not_begun: 1,
      ...over,
    },
    context as Parameters<typeof normaliser.toFact>[1],
  )

test('a group of criteria is told once a month, whatever its day', () => {
  expect(group({})).toMatchObject({
    fact: { external_id: '7|economy|2026-10-01', month: '2026-10-01', self: 70, appraised: 61.5 },
  })
  expect(group({ month: '2026-10-15' })).toMatchObject({ fact: { external_id: '7|economy|2026-10-01' } })
})

test('what is not appraised yet has no appraised score, which is not 0', () => {
  expect(group({ appraised: null })).toMatchObject({ fact: { appraised: null } })
})

test('a group and a commune nobody knows are held, each with its reason', () => {
  expect(group({ criteria_group: 'x', unit: 'Atlantis' })).toMatchObject({
    problems: [{ code: 'unknown_group' }, { code: 'unknown_unit' }],
  })
})

test('progress is what the commune typed in, kept beside the scores and never taken for one', () => {
  expect(group({ progress: 85 })).toMatchObject({ fact: { progress: 85, self: 70 } })
  expect(group({})).toMatchObject({ fact: { progress: null } })
})
