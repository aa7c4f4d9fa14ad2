import { expect, test } from 'vitest'
import normaliser from './normalise.ts'

const receivedAt = new Date('2026-11-26T10:00:00+07:00')
const context = {
  unit: (name: string) => ({ 'hung-yen': 1, 'viet-nam': 2 })[name] ?? null,
  place: (text: string) => (/như quỳnh/i.test(text) ? 7 : null),
  receivedAt,
}
const POST = {
  id: 'fb-1',
  channel: 'facebook',
  outlet: 'Chuyện làng Như Quỳnh',
  text: 'Xã Như Quỳnh rác ùn ứ, hôi quá 😡 gọi 0912345678 nhé',
  published_at: new Date('2026-11-26T08:00:00+07:00'),
  likes: 5,
  comments: 2,
  shares: 1,
  unit: 'hung-yen',
}

function factOf(changes: object = {}) {
  const outcome = normaliser.toFact(normaliser.schema.parse({ ...POST, ...changes }), context)
  return 'fact' in outcome ? outcome.fact : outcome.problems
}

test('a post becomes a fact with its place, field, sentiment and interactions, and no number of anyone', () => {
  expect(factOf()).toMatchObject({
    external_id: 'fb-1',
    unit_id: 7,
    topic: 'moi_truong',
    sentiment: 'negative',
    reviewed_sentiment: null,
    reviewed_by: null,
    interactions: 8,
    text: 'Xã Như Quỳnh rác ùn ứ, hôi quá 😡 gọi [số điện thoại] nhé',
    source_version: receivedAt.getTime(),
  })
})

test('a person’s own account has no name', () => {
  expect(factOf({ outlet: undefined })).toMatchObject({ outlet: 'Tài khoản cá nhân' })
})

test('a person’s judgement stands before the machine’s', () => {
  expect(factOf({ reviewed_sentiment: 'neutral', reviewed_topic: 'ha_tang' })).toMatchObject({
    sentiment: 'neutral',
    topic: 'ha_tang',
    reviewed_sentiment: 'neutral',
  })
})

test('a field nobody knows, such as a poster, is refused', () => {
  expect(normaliser.schema.safeParse({ ...POST, author: 'Lan' }).success).toBe(false)
})

test('what can not be is held with what to mend', () => {
  expect(factOf({ unit: 'atlantis', text: 'mưa' })).toMatchObject([{ code: 'unknown_unit' }])
})
