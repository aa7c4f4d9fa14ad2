import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DirectiveAct, type DirectiveEvent, type DirectiveLife, lacking, lifeOf, mayAct, next } from './life.ts'

const ISSUED: DirectiveEvent = { kind: 'issued', at: '2026-11-20T01:00:00Z', by: 'Phó Chủ tịch', dueAt: '2026-11-27T10:00:00Z' }
const at = '2026-11-21T01:00:00Z'
const by = 'Lan'
const accepted: DirectiveEvent = { kind: 'accepted', at, by }
const met: DirectiveEvent = { kind: 'looked', at, measured: 99, isMet: true }
const unmet: DirectiveEvent = { kind: 'looked', at, measured: 80, isMet: false }
const untold: DirectiveEvent = { kind: 'looked', at, measured: null, isMet: null }
const shown: DirectiveEvent = { kind: 'shown', at, by, file: 1, name: 'sau.jpg', what: 'after' }
const signed: DirectiveEvent = { kind: 'signed', at, by, note: '' }
const relapsed: DirectiveEvent = { kind: 'relapsed', at, measured: 80, dueAt: '2026-12-04T10:00:00Z' }
const terms = { times: 3 }

test('it may be signed off only once it is accepted, the number has recovered so often in a row, and there is evidence', () => {
  expect(lacking(lifeOf([ISSUED]), terms)).toEqual(['acceptance', 'recovery', 'evidence'])
  expect(lacking(lifeOf([ISSUED, accepted, met, met, unmet, met, met, shown]), terms)).toEqual(['recovery'])
  expect(lacking(lifeOf([ISSUED, accepted, met, met, met]), terms)).toEqual(['evidence'])
  expect(lacking(lifeOf([ISSUED, accepted, met, met, met, shown]), terms)).toEqual([])
  expect(lacking(lifeOf([ISSUED, accepted, shown]), { times: null })).toEqual([])
})

test('a look that nobody can tell by neither counts nor begins anew', () => {
  expect(lifeOf([ISSUED, accepted, met, untold, met]).recovered).toBe(2)
})

test('who closed it has to see it closed anew after a relapse: recovery, explanation and evidence are asked for again', () => {
  const life = lifeOf([ISSUED, accepted, met, met, met, shown, signed, relapsed])
  expect(life).toMatchObject({ status: 'accepted', relapses: 1, closedAt: null, explainedAt: null, dueAt: relapsed.dueAt })
  expect(lacking(life, terms)).toEqual(['recovery', 'evidence'])
})

const ACTS: DirectiveEvent[] = [
  accepted,
  met,
  unmet,
  untold,
  shown,
  signed,
  relapsed,
  { kind: 'explained', at, by, cause: 'thiếu người', remedy: 'tăng ca', doneBy: null },
  { kind: 'progressed', at, by, progress: 60, note: '' },
  { kind: 'extension_asked', at, by, days: 3, why: 'mưa bão' },
  { kind: 'extension_granted', at, by, dueAt: '2026-12-01T10:00:00Z' },
  { kind: 'extension_refused', at, by, why: 'không đủ lý do' },
  { kind: 'withdrawn', at, by, why: 'ban hành nhầm' },
]

/** Whatever comes in whatever order, what may not be is left out, as the store does. */
function allowed(life: DirectiveLife, event: DirectiveEvent): boolean {
  const isOpen = life.status === 'issued' || life.status === 'accepted'
  if (event.kind === 'looked') return isOpen
  if (event.kind === 'relapsed') return life.status === 'closed'
  return mayAct(life, event.kind as DirectiveAct, terms)
}

test('in whatever order things happen, nothing is ever closed that lacked recovery, evidence or acceptance, and what is withdrawn stays so', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 60 }), (events) => {
      let life = lifeOf([ISSUED])
      for (const event of events) {
        if (!allowed(life, event)) continue
        const before = life
        life = next(life, event)
        if (life.status === 'closed' && before.status !== 'closed') expect(lacking(before, terms)).toEqual([])
        if (before.status === 'withdrawn') expect(life.status).toBe('withdrawn')
        if (life.status === 'closed' || life.status === 'withdrawn') expect(life.extension).toBeNull()
        expect(life.relapses).toBeGreaterThanOrEqual(before.relapses)
      }
    }),
    { numRuns: 2_000 },
  )
})
