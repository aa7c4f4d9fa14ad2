import { expect, test } from 'vitest'
import { toneParts } from './option.ts'

test('the tones fill the bar, the bad first; what nobody says takes no room', () => {
  expect(toneParts({ sentiment: { negative: 3, neutral: 0, positive: 1 } })).toEqual([
    { tone: 'negative', part: 0.75 },
    { tone: 'positive', part: 0.25 },
  ])
  expect(toneParts({ sentiment: { negative: 0, neutral: 0, positive: 0 } })).toEqual([])
})
