import { expect, test } from 'vitest'
import normaliser from './normalise.ts'

const at = (text: string) => new Date(`${text}:00+07:00`)
const context = { unit: (name: string) => (name === 'H31.101' ? 1 : null), place: () => null, receivedAt: at('2026-11-20T08:00') }
const step = { code: 'H31.101-261110-000001', unit: 'H31.101', desk: 'Phòng Kinh tế', started_at: at('2026-11-11T08:00') }

test('a stay is known by its dossier and the moment it began, so that its end is told of the same one', () => {
  const key = 'H31.101-261110-000001 2026-11-11T01:00:00.000Z'
  expect(normaliser.toFact(step, context)).toMatchObject({ fact: { external_id: key, done_at: null, unit_id: 1 } })
  const ended = { ...step, done_at: at('2026-11-12T08:00'), updated_at: at('2026-11-12T08:01') }
  expect(normaliser.toFact(ended, context)).toMatchObject({ fact: { external_id: key, done_at: ended.done_at } })
  expect(normaliser.identify(ended, context)).toEqual({ external_id: key, source_version: ended.updated_at.getTime() })
})

test('a stay of an agency nobody knows is held with what to do', () => {
  expect(normaliser.toFact({ ...step, unit: 'H31.999' }, context)).toMatchObject({ problems: [{ field: 'unit' }] })
})
