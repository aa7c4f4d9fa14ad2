import { readFileSync } from 'node:fs'
import { EVALUATION_FILE, sentimentNote } from '@ioc/sql/listening'
import { describe, expect, test } from 'vitest'
import { hasLabelled } from './labelled.ts'
import { measureSentiment } from './sentiment.ts'

const written = JSON.parse(readFileSync(EVALUATION_FILE, 'utf8'))

test('the accuracy on the wall is that of the classifier as it stands, with its data set and its day', () => {
  const [year, month, day] = written.measuredOn.split('-')
  expect(sentimentNote().long.vi, 'the classifier has changed: npm run evaluate').toBe(
    `Sắc thái do máy chấm, đúng ${Math.round(written.sentiment.accuracy * 100)}\u202f% trên ${written.sentiment.items} câu UIT-VSFC, đo ${day}/${month}/${year}`,
  )
})

describe.skipIf(!hasLabelled())('sentences that people labelled', () => {
  test('measured again, it is what was written down', () => {
    expect(measureSentiment(written.measuredOn)).toEqual(written)
  })

  test('it is well above always saying the commonest label', () => {
    expect(written.sentiment.accuracy).toBeGreaterThan(written.sentiment.majority + 0.2)
  })
})
