import { expect, test } from 'vitest'
import normaliser, { PressReply } from './normalise.ts'

const UNITS: Record<string, number> = { 'Sở Y tế': 3, 'H31.05': 5, 'Phường Phố Hiến': 7, 'phường Phố Hiến': 7 }
const context = {
  unit: (name: string) => UNITS[name] ?? null,
  place: () => null,
  receivedAt: new Date('2026-11-26T00:00:00Z'),
} as unknown as Parameters<typeof normaliser.toFact>[1]
const at = (text: string) => new Date(`${text}+07:00`)
const GIVEN = {
  url: 'http://bao.example/1.html',
  outlet: 'Báo Phố Hiến',
  published_at: at('2026-11-20T08:00'),
  unit: 'H31.05',
  needs_reply: true,
  due_at: at('2026-11-22T17:00'),
}
const told = (over: object) => normaliser.toFact(PressReply.parse({ ...GIVEN, ...over }), context)
const target = (name: string | null) => {
  const result = told({ target: name })
  return 'fact' in result ? result.fact.target : result.problems
}

test('whom it is about is an agency or a place of the province; a person’s name is not kept', () => {
  expect(target('Sở Y tế')).toBe('Sở Y tế')
  expect(target('UBND phường Phố Hiến')).toBe('UBND phường Phố Hiến')
  expect(target('ông Nguyễn Văn Mẫu')).toBeNull()
  expect(target(null)).toBeNull()
})

test('what came of it counts once it was answered', () => {
  expect(told({ result: 'explained' })).toMatchObject({ fact: { answered_at: null, result: null } })
  expect(told({ result: 'explained', answered_at: at('2026-11-21T09:00') })).toMatchObject({ fact: { result: 'explained' } })
})

test('what a unit nobody bears is to answer is held', () => {
  expect(told({ unit: 'Sở Không Có' })).toMatchObject({ problems: [{ field: 'unit', code: 'unknown_unit' }] })
})
