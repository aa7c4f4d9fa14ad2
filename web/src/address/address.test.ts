import { expect, test } from 'vitest'
import {
  factOf,
  pathOf,
  questionOf,
  replayOf,
  sceneAt,
  toScene,
  withFact,
  withoutProof,
  withQuestion,
  withReplay,
} from './address.ts'

const NINE = '2026-10-01T09:00:00.000Z'

test('a wall with an instant in its address is a replay, standing still unless it says how fast', () => {
  expect(replayOf('?asOf=2026-10-01T08:00%2B07:00&speed=600')).toEqual({ at: Date.parse('2026-10-01T01:00Z'), speed: 600 })
  expect(replayOf('?asOf=2026-10-01T08:00+07:00')).toEqual({ at: Date.parse('2026-10-01T01:00Z'), speed: 0 })
  expect(replayOf('?asOf=2026-10-01')).toEqual({ at: Date.parse('2026-10-01T16:59:59.999Z'), speed: 0 })
  expect(replayOf('?asOf=yesterday&speed=60')).toBeNull()
  expect(replayOf('')).toBeNull()
})

test('a question about the past leaves the wall behind it live', () => {
  const search = withQuestion('?lang=en', { indicator: 'dossiers.overdue', asOf: NINE })
  expect(questionOf(search)).toMatchObject({ indicator: 'dossiers.overdue', asOf: NINE, unit: undefined })
  expect(replayOf(search)).toBeNull()
  expect(withoutProof(search)).toBe('?lang=en')
})

test('a question asked of a replay stops it there, and closing it leaves the replay', () => {
  const search = withQuestion(withReplay('', { at: 0, speed: 600 }), { indicator: 'a.b', unit: 'xa-x', asOf: NINE })
  expect(replayOf(search)).toEqual({ at: Date.parse(NINE), speed: 0 })
  expect(replayOf(withoutProof(search))).toEqual({ at: Date.parse(NINE), speed: 0 })
  expect(withReplay(search, null)).toBe('')
})

test('a record is named by its feed and whatever id its source gave it', () => {
  const fact = { feed: 'press-sim', id: 'báo.vn/tin/1.html?a=b&c' }
  expect(factOf(withFact('?proof=a.b', fact))).toEqual(fact)
  expect(factOf(withQuestion(withFact('?proof=a.b', fact), { indicator: 'c.d' }))).toBeNull()
})

test('a scene has an address of its own, and what is shown there is of the same moment', () => {
  expect(['overview', 'tình hình/1'].map((scene) => sceneAt(pathOf(scene)))).toEqual(['overview', 'tình hình/1'])
  expect(sceneAt('/wall')).toBe('overview')
  expect(toScene('?lang=en&full=a.b&proof=c.d', 0)).toBe('?lang=en')
  expect(replayOf(toScene(withReplay('?full=a.b', { at: 0, speed: 60 }), 9_000))).toEqual({ at: 9_000, speed: 60 })
})
