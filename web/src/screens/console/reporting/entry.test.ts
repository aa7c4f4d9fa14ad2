import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterLocking, afterOthers, afterSaving, type Cells, EMPTY, type Entry, toSave, withChoice, withTexts } from './entry.ts'

const cell = fc.constantFrom('a', 'b', 'c')
const text = fc.constantFrom('', '1', '2', '3')
const step = fc.oneof(
  fc.record({ kind: fc.constant('type' as const), who: fc.nat(1), cell, text }),
  fc.record({ kind: fc.constant('save' as const), who: fc.nat(1) }),
  fc.record({ kind: fc.constant('choose' as const), who: fc.nat(1), cell, isMine: fc.boolean() }),
)

/** The server, and what each of two people sees of it. */
function play(steps: (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) {
  let server: Cells = {}
  let edit = 0
  const desks = [0, 1].map(() => ({ entry: EMPTY as Entry, seen: {} as Cells, seenEdit: 0 }))
  const seenBy: Cells[] = [{}, {}]
  for (const each of steps) {
    const desk = desks[each.who] as (typeof desks)[number]
    if (each.kind === 'type') desk.entry = withTexts(desk.entry, { [each.cell]: each.text }, desk.seen)
    else if (each.kind === 'choose') desk.entry = withChoice(desk.entry, each.cell, each.isMine)
    else {
      if (desk.seenEdit !== edit) {
        desk.entry = afterOthers(desk.entry, desk.seen, server)
        Object.assign(desk, { seen: server, seenEdit: edit })
      }
      const sent = toSave(desk.entry)
      // What is overwritten was seen by whoever overwrites it.
      for (const id of Object.keys(sent)) expect(desk.seen[id] ?? '').toBe(server[id] ?? '')
      server = Object.fromEntries(Object.entries({ ...server, ...sent }).filter(([, said]) => said.trim() !== ''))
      edit++
      desk.entry = afterSaving(desk.entry, server)
      Object.assign(desk, { seen: server, seenEdit: edit })
      seenBy[each.who] = server
    }
  }
  return { server, desks }
}

test('two people who type into one report never overwrite what they have not seen, and lose nothing they typed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { server, desks } = play(steps)
      for (const { entry } of desks) {
        // Whatever is in dispute is still there in both wordings.
        for (const id of Object.keys(entry.clashes)) expect(entry.typed[id]).toBeDefined()
      }
      // Once each has chosen their own and saved, the report says what the last of them typed.
      const last = desks[0] as (typeof desks)[number]
      const settled = Object.keys(afterOthers(last.entry, last.seen, server).clashes).reduce(
        (entry, id) => withChoice(entry, id, true),
        afterOthers(last.entry, last.seen, server),
      )
      expect(toSave(settled)).toEqual(settled.typed)
    }),
    { numRuns: 500 },
  )
})

test('cells that only one of them changed go together without a question', () => {
  const mine = withTexts(EMPTY, { a: '1', b: '2' }, {})
  expect(afterOthers(mine, {}, { c: '3' })).toEqual(mine)
  const clashing = afterOthers(mine, {}, { b: '9', c: '3' })
  expect(clashing).toEqual({ typed: { a: '1', b: '2' }, clashes: { b: '9' } })
  expect(toSave(clashing)).toEqual({ a: '1' })
  expect(toSave(withChoice(clashing, 'b', true))).toEqual({ a: '1', b: '2' })
  expect(withChoice(clashing, 'b', false)).toEqual({ typed: { a: '1' }, clashes: {} })
})

test('what was left unsaved when a report was locked waits for a person to choose, also once it is unlocked', () => {
  const left = afterLocking({ typed: { a: '1', b: '2' }, clashes: {} }, { a: '1', b: '9' })
  expect(left).toEqual({ typed: { b: '2' }, clashes: { b: '9' } })
  expect(toSave(left)).toEqual({})
  expect(toSave(afterOthers(left, { a: '1', b: '9' }, { a: '1', b: '9' }))).toEqual({})
  expect(withChoice(left, 'b', false)).toEqual(EMPTY)
})

test('what was typed on while a save was under way stays to be saved, and is no clash with oneself', () => {
  expect(afterSaving({ typed: { a: '12' }, clashes: {} }, { a: '1' })).toEqual({ typed: { a: '12' }, clashes: {} })
  expect(afterSaving({ typed: { a: '1' }, clashes: {} }, { a: '1' })).toEqual(EMPTY)
  // Nor where one's own save is met before its answer; what somebody else wrote meanwhile still is one.
  const on = { typed: { a: '12', b: '2' }, clashes: {} }
  expect(afterOthers(on, {}, { a: '1' }, { a: '1 ', b: '2' })).toEqual(on)
  expect(afterOthers(on, {}, { a: '9' }, { a: '1', b: '2' }).clashes).toEqual({ a: '9' })
})
