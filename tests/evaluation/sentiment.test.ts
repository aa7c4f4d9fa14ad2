import { readFileSync } from 'node:fs'
import { EVALUATION_FILE, sentimentNote } from '@ioc/sql/listening'
import { describe, expect, test } from 'vitest'
import { hasLabelled } from './labelled.ts'
import { measureSentiment } from './sentiment.ts'

const written = JSON.parse(readFileSync(EVALUATION_FILE, 'utf8'))

test('the accuracy on the wall is that of the classifier as it stands, with what texts it was measured on, how many and when', () => {
  const [year, month, day] = written.measuredOn.split('-')
  const right = `đúng ${Math.round(written.sentiment.accuracy * 100)}\u202f%`
  const { long, short } = sentimentNote()
  expect(long.vi, 'the classifier has changed: npm run evaluate').toBe(
    `Sắc thái do máy chấm, chưa đo trên tin bài: ${right} trong ${written.sentiment.items} góp ý của sinh viên (UIT-VSFC), đo ${day}/${month}/${year}`,
  )
  expect(short.vi).toBe(`Máy chấm, ${right} trên góp ý của sinh viên`)
})

describe.skipIf(!hasLabelled())('sentences that people labelled', () => {
  test('measured again, it is what was written down', () => {
    expect(measureSentiment(written.measuredOn)).toEqual(written)
  })

  test('it is well above always saying the commonest label', () => {
    expect(written.sentiment.accuracy).toBeGreaterThan(written.sentiment.majority + 0.2)
  })
})
