import { expect, test } from 'vitest'
import normaliser from './normalise.ts'

const context = { unit: () => 7, place: () => null, receivedAt: new Date('2026-11-26T03:00:00Z') }
const report = { unit: 'H99.101', form: 'month', as_of: '2026-10-31', source: '', part: '' }

test('a month’s report is one fact', () => {
  const read = normaliser.toFact({ ...report, cases: 5, solved: 4 }, context)
  expect(read).toMatchObject({ fact: { unit_id: 7, figures: { cases: 5, solved: 4 } } })
})
