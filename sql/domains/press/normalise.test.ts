import { expect, test } from 'vitest'
import normaliser, { Article } from './normalise.ts'

const context = {
  unit: (name: string) => ({ 'Tỉnh Hưng Yên': 1, 'Phường Phố Hiến': 7 })[name] ?? null,
  place: (text: string) => (text.includes('phường Phố Hiến') ? 7 : null),
  receivedAt: new Date('2026-11-20T03:00:00Z'),
} as unknown as Parameters<typeof normaliser.toFact>[1]
const told = (over: object = {}) =>
  normaliser.toFact(
    Article.parse({
      url: 'https://www.bao.example/tin/1.html?utm_source=zalo&trang=2#binh-luan',
      title: 'Người dân bức xúc vì bãi rác gây ô nhiễm',
      summary: 'Khói bụi mù mịt nhiều ngày nay.',
      outlet: 'Báo Phố Hiến',
      published_at: new Date('2026-11-20T01:00:00Z'),
      unit: 'Tỉnh Hưng Yên',
      ...over,
    }),
    context,
  )
const fact = (over: object = {}): Record<string, unknown> => {
  const result = told(over)
  return 'fact' in result ? result.fact : { problems: result.problems.map(({ code }) => code) }
}

test('one article has one id, whatever hangs on its address', () => {
  const id = fact().external_id
  expect(id).toBe('bao.example/tin/1.html?trang=2')
  expect(fact({ url: 'http://bao.example/tin/1.html?trang=2&fbclid=x' }).external_id).toBe(id)
  expect(fact({ guid: 'tin-1' }).external_id).toBe('tin-1')
  expect(normaliser.identify({ url: 'http://bao.example/tin/1.html?trang=2' }, context)?.external_id).toBe(id)
})

test('an article is the unit’s whose place it names, else the one the feed speaks of; of a feed that names none it is held', () => {
  expect(fact().unit_id).toBe(1)
  expect(fact({ title: 'Bãi rác ở phường Phố Hiến gây ô nhiễm' }).unit_id).toBe(7)
  expect(fact({ unit: 'Atlantis' })).toEqual({ problems: ['unknown_unit'] })
})

test('what a person said stands before the machine’s word, and the machine’s is kept beside it', () => {
  expect(fact()).toMatchObject({
    sentiment: 'negative',
    machine_sentiment: 'negative',
    topic: 'moi_truong',
    reviewed_sentiment: null,
  })
  expect(fact({ reviewed_sentiment: 'neutral', reviewed_by: 'Biên tập viên' })).toMatchObject({
    sentiment: 'neutral',
    machine_sentiment: 'negative',
    reviewed_sentiment: 'neutral',
  })
})

test('whom an article names stays; a number by which somebody is reached or known does not', () => {
  const { title, summary } = fact({
    title: 'Bà Nguyễn Thị Lan (CCCD 033095001234) tố bị lừa qua số 0912 345 678',
    summary: 'Chuyển vào tài khoản 1903456789012, thư lan.nguyen88@gmail.com; thiệt hại 1.250.000.000 đồng.',
  })
  expect([title, summary]).toEqual([
    'Bà Nguyễn Thị Lan (CCCD [số giấy tờ]) tố bị lừa qua số [số điện thoại]',
    'Chuyển vào tài khoản [số giấy tờ], thư [thư điện tử]; thiệt hại 1.250.000.000 đồng.',
  ])
})

test('it begins as a story of its own', () => {
  const { external_id, story_id, bands } = fact()
  expect(story_id).toBe(external_id)
  expect((bands as number[]).length).toBeGreaterThan(0)
})
