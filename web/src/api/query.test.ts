import { expect, test } from 'vitest'
import { Forbidden, NotThere, Outdated, Refused, Unanswered } from './get.ts'
import { isWorthAskingAgain } from './query.ts'

test('what the server refused, or does not have, is not asked for again', () => {
  for (const Kind of [Refused, Forbidden, Outdated, NotThere]) expect(isWorthAskingAgain(0, new Kind())).toBe(false)
})

test('what it did not answer, or broke over, is asked for once more', () => {
  for (const error of [new Unanswered(), new Error('GET /api/feeds: 500')]) {
    expect(isWorthAskingAgain(0, error)).toBe(true)
    expect(isWorthAskingAgain(1, error)).toBe(false)
  }
})
