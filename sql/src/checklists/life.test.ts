import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChecklistStep } from './checklist.ts'
import {
  type ChecklistAct,
  type ChecklistEvent,
  type ChecklistLife,
  leftUndone,
  lifeOf,
  mayAct,
  next,
  nextLook,
  toldNow,
} from './life.ts'

const MINUTE_MS = 60_000
const START = Date.parse('2026-11-28T01:00:00Z')
const iso = (ms: number) => new Date(ms).toISOString()
const by = 'Lan'

const step = (id: string, minutes: number, done: ChecklistStep['done'], after?: string): ChecklistStep => ({
  ...{ id, title: { vi: id, en: id }, role: 'specialist', of: 'owner', done },
  due: { minutes, counts: 'always', ...(after && { after }) },
})
const SPEC = {
  steps: [
    step('see', 15, 'acknowledged'),
    step('check', 30, 'note'),
    step('call', 20, 'tick', 'check'),
    step('show', 60, 'evidence', 'check'),
    step('over', 120, 'resolved'),
  ],
}

/** What the rooms around the life do: count dues, and refuse what may not be. */
const dues = (wanted: (each: ChecklistStep) => boolean, at: number) =>
  Object.fromEntries(SPEC.steps.filter(wanted).map(({ id, due }) => [id, iso(at + due.minutes * MINUTE_MS)]))
const fromStart = dues(({ due }) => due.after === undefined, START)
const started: ChecklistEvent = { kind: 'started', at: iso(START), by: null, alert: 1, due: fromStart }
const begun = lifeOf(SPEC, [started])
const stepOf = ({ steps }: ChecklistLife, id: string) => steps.find((each) => each.id === id)

test('a step that waits for another is due once that is done, and waits again if it is undone', () => {
  expect(stepOf(begun, 'call')?.dueAt).toBeNull()
  const due = dues(({ due }) => due.after === 'check', START)
  const done = next(SPEC, begun, { kind: 'ticked', at: iso(START), by, step: 'check', note: 'ba xã', due })
  expect(stepOf(done, 'call')?.dueAt).toBe(due.call)
  const undone = next(SPEC, done, { kind: 'undone', at: iso(START), by, step: 'check', why: 'nhầm', due: { check: iso(START) } })
  expect(stepOf(undone, 'call')).toMatchObject({ status: 'open', dueAt: null, tellAt: null })
  expect(stepOf(undone, 'check')).toMatchObject({ status: 'open', round: 1 })
})

test('what asks for a note, evidence or an event is not done by a tick alone', () => {
  expect(mayAct(SPEC, begun, 'ticked', 'check', false)).toBe(false)
  expect(mayAct(SPEC, begun, 'ticked', 'check', true)).toBe(true)
  expect(mayAct(SPEC, begun, 'ticked', 'show')).toBe(false)
  const shown = next(SPEC, begun, { kind: 'shown', at: iso(START), by, step: 'show', file: 1, name: 'sau.jpg' })
  expect(mayAct(SPEC, shown, 'ticked', 'show', false)).toBe(true)
  expect(mayAct(SPEC, begun, 'ticked', 'see')).toBe(false)
  expect(mayAct(SPEC, begun, 'skipped', 'see', false)).toBe(false)
  expect(mayAct(SPEC, begun, 'skipped', 'see', true)).toBe(true)
})

test('when an alert comes back, what was left is asked for anew, what people did stays, and what the alert itself does is awaited again', () => {
  const note: ChecklistEvent = { kind: 'ticked', at: iso(START), by, step: 'check', note: 'x', due: {} }
  const seen: ChecklistEvent = { kind: 'happened', at: iso(START), by, step: 'see', due: {} }
  const closed: ChecklistEvent = { kind: 'closed', at: iso(START), by: null, why: '', left: ['call', 'show', 'over'] }
  const back: ChecklistEvent = { kind: 'resumed', at: iso(START), alert: 1, due: { see: iso(START), call: iso(START) } }
  const life = [note, seen, closed, back].reduce((made, event) => next(SPEC, made, event), begun)
  expect(life).toMatchObject({ status: 'running', returns: 1, closedAt: null })
  expect(life.steps.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'see open',
    'check done',
    'call open',
    'show open',
    'over open',
  ])
})

type Move =
  | { do: ChecklistAct | 'happened' | 'over' | 'back' | 'look'; step: string; isSaid: boolean }
  /** The clock jumps, back as well. */
  | { do: 'clock'; minutes: number }

const MOVES = fc.oneof(
  fc.record({
    do: fc.constantFrom(
      'ticked',
      'skipped',
      'noted',
      'shown',
      'undone',
      'happened',
      'look',
      'look',
      'look',
      'over',
      'back',
      'closed' as const,
    ),
    step: fc.constantFrom(...SPEC.steps.map(({ id }) => id)),
    isSaid: fc.boolean(),
  }),
  fc.record({ do: fc.constant('clock' as const), minutes: fc.integer({ min: -120, max: 300 }) }),
) as fc.Arbitrary<Move>

/** What comes of a move at a moment; nothing where it may not be. */
function eventsOf(life: ChecklistLife, move: Exclude<Move, { do: 'clock' }>, now: number): ChecklistEvent[] {
  const at = iso(now)
  const { step, isSaid } = move
  const after = dues(({ due }) => due.after === step, now)
  const own = dues(({ id }) => id === step, now)
  const may = (act: ChecklistAct) => mayAct(SPEC, life, act, step, isSaid)
  switch (move.do) {
    case 'ticked':
      return may('ticked') ? [{ kind: 'ticked', at, by, step, note: '', due: after }] : []
    case 'skipped':
      return may('skipped') ? [{ kind: 'skipped', at, by, step, why: 'không cần', due: after }] : []
    case 'noted':
      return may('noted') ? [{ kind: 'noted', at, by, step, note: 'ghi' }] : []
    case 'shown':
      return may('shown') ? [{ kind: 'shown', at, by, step, file: 1, name: 'a.jpg' }] : []
    case 'undone':
      return may('undone') ? [{ kind: 'undone', at, by, step, why: 'nhầm', due: own }] : []
    case 'happened':
      return life.status === 'running' && stepOf(life, step)?.status === 'open'
        ? [{ kind: 'happened', at, by, step, due: after }]
        : []
    case 'over':
    case 'closed':
      return life.status === 'running' ? [{ kind: 'closed', at, by: null, why: '', left: leftUndone(life) }] : []
    case 'back':
      return life.status === 'closed'
        ? [{ kind: 'resumed', at, alert: 1, due: dues(({ due }) => due.after === undefined, now) }]
        : []
    case 'look':
      return toldNow(life, new Date(now)).map(({ step, kind }) =>
        kind === 'late'
          ? { kind, at, step, told: 'specialist', tellAt: iso(now + 15 * MINUTE_MS) }
          : { kind, at, step, told: 'director' },
      )
  }
}

test('whatever is done in whatever order, however the clock jumps: no step is lost, nobody is told twice, and whoever must be told is', () => {
  fc.assert(
    fc.property(fc.array(MOVES, { maxLength: 80 }), (moves) => {
      let now = START
      let life = begun
      const told = new Set<string>()
      const apply = (event: ChecklistEvent) => {
        if (event.kind === 'late' || event.kind === 'unheeded') {
          const key = `${event.step} ${stepOf(life, event.step)?.round} ${event.kind}`
          expect(told.has(key)).toBe(false)
          expect(stepOf(life, event.step)?.status).toBe('open')
          told.add(key)
        }
        if (event.kind === 'closed')
          expect(event.left).toEqual(life.steps.filter(({ status }) => status === 'open').map(({ id }) => id))
        life = next(SPEC, life, event)
      }
      for (const move of moves) {
        if (move.do === 'clock') {
          now += move.minutes * MINUTE_MS
          continue
        }
        for (const event of eventsOf(life, move, now)) apply(event)
        expect(life.steps.map(({ id }) => id)).toEqual(SPEC.steps.map(({ id }) => id))
        for (const each of life.steps) if (each.status !== 'open') expect(each.tellAt).toBeNull()
        const look = nextLook(life)
        if (life.status === 'closed') expect(look).toBeNull()
      }
      // However long nobody looked, two looks after all is late everybody has been told who must be.
      for (const later of [10_000, 20_000])
        for (const event of eventsOf(life, { do: 'look', step: '', isSaid: true }, now + later * MINUTE_MS)) apply(event)
      if (life.status === 'running')
        for (const each of life.steps) if (each.status === 'open' && each.dueAt !== null) expect(each.told).toBe(2)
      expect(nextLook(life)).toBeNull()
    }),
    { numRuns: 2_000 },
  )
})
