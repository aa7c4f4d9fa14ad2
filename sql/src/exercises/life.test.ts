import fc from 'fast-check'
import { expect, test } from 'vitest'
import { begun, dueNow, type ExerciseAct, type ExerciseEvent, elapsedAt, mayAct, next, nextLook } from './life.ts'
import type { Scenario } from './scenario.ts'

const MINUTE_MS = 60_000
const START = Date.parse('2026-11-28T01:00:00Z')
const iso = (minutes: number) => new Date(START + minutes * MINUTE_MS).toISOString()
const at = (minutes: number) => new Date(START + minutes * MINUTE_MS)
const by = 'Lan'
const inject = (minutes: number) => ({ minutes }) as Scenario['injects'][number]
const SPEC = { lasts: 60, injects: [inject(0), inject(10), inject(10), inject(40)] }
const LIFE = begun({ kind: 'started', at: iso(0), by, sends: false })

test('what is due is shown in order; a pause stands its clock still, and who goes on to the next moves it', () => {
  const shown = (life: typeof LIFE, minutes: number) =>
    dueNow(SPEC, life, at(minutes)).map((each) => (each.kind === 'shown' ? each.inject : each.kind))
  expect(shown(LIFE, 0)).toEqual([0])
  expect(shown(LIFE, 12)).toEqual([0, 1, 2])
  const first = dueNow(SPEC, LIFE, at(0)).reduce((life, event) => next(SPEC, life, event), LIFE)
  const paused = next(SPEC, first, { kind: 'paused', at: iso(5), by })
  expect(shown(paused, 50)).toEqual([])
  const on = next(SPEC, paused, { kind: 'resumed', at: iso(100), by })
  expect(nextLook(SPEC, on)).toEqual(at(105))
  const ahead = next(SPEC, on, { kind: 'shown', at: iso(101), by, inject: 1 })
  expect(elapsedAt(ahead, at(101))).toBe(10 * MINUTE_MS)
  expect(shown(ahead, 101)).toEqual([2])
})

test('one that is forgotten ends by itself, running or paused', () => {
  expect(dueNow(SPEC, LIFE, at(60)).at(-1)).toMatchObject({ kind: 'ended', by: null })
  const paused = next(SPEC, LIFE, { kind: 'paused', at: iso(5), by })
  expect(dueNow(SPEC, paused, at(179))).toEqual([])
  expect(dueNow(SPEC, paused, at(180))).toMatchObject([{ kind: 'ended' }])
})

test('in whatever order things are done and however the clock jumps, everything is shown once and in order, and what has ended stays so', () => {
  const moves = fc.oneof(
    fc.constantFrom<ExerciseAct | 'look'>('paused', 'resumed', 'shown', 'look', 'look', 'ended'),
    fc.integer({ min: -20, max: 30 }),
  )
  fc.assert(
    fc.property(fc.array(moves, { maxLength: 60 }), (todo) => {
      let minutes = 0
      let life = LIFE
      const seen: number[] = []
      const apply = (event: ExerciseEvent) => {
        expect(life.status).not.toBe('ended')
        if (event.kind === 'shown') seen.push(event.inject)
        life = next(SPEC, life, event)
      }
      for (const move of todo) {
        if (typeof move === 'number') minutes += move
        else if (move === 'look') for (const event of dueNow(SPEC, life, at(minutes))) apply(event)
        else if (mayAct(SPEC, life, move))
          apply(
            move === 'shown' ? { kind: move, at: iso(minutes), by, inject: life.shown } : { kind: move, at: iso(minutes), by },
          )
        expect(seen).toEqual(seen.map((_, index) => index))
        expect(life.elapsedMs).toBeGreaterThanOrEqual(0)
        expect(nextLook(SPEC, life) === null).toBe(life.status === 'ended')
      }
      for (const event of dueNow(SPEC, life, at(minutes + 100_000))) apply(event)
      expect(life.status).toBe('ended')
    }),
    { numRuns: 2_000 },
  )
})
