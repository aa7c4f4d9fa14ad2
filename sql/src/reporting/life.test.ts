import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionsIn, lifeAfter, lifeTrouble, REPORT_ACTIONS, type ReportLife, typingTrouble } from './life.ts'

const NEW: ReportLife = { state: 'draft', revision: 0, hands: { submitted: null, checked: null, typed: [] } }
const named = (by: string, account: number | null = null) => ({ account, by })
const step = fc.record({
  action: fc.constantFrom(...REPORT_ACTIONS),
  by: fc.constantFrom('Nguyễn Thị Lan', ' nguyễn thị  lan', 'Trần Văn Hùng', 'Lê Minh', ' '),
  note: fc.option(fc.constantFrom('sai số', ' '), { nil: undefined }),
})
const person = (name: string) => name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')

test('whatever people try in whatever order, only what two others have seen is ever approved, and each approval is one revision', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let life = NEW
      let approvals = 0
      let hands: { submitted?: string; checked?: string } = {}
      for (const { action, by, note } of steps) {
        const trouble = lifeTrouble(life, { action, hand: named(by), note })
        const isMeant = actionsIn(life.state).includes(action)
        if (trouble !== null) {
          // Whoever is refused is told what to do.
          expect([trouble.vi, trouble.en]).toEqual([expect.stringMatching(/\./), expect.stringMatching(/\./)])
          continue
        }
        expect(isMeant).toBe(true)
        const before = life
        life = lifeAfter(life, action, named(by))
        if (action === 'submit') hands = { submitted: person(by) }
        if (action === 'check') hands.checked = person(by)
        if (action === 'approve') {
          approvals++
          expect(before.state).toBe('checked')
          expect(new Set([hands.submitted, hands.checked, person(by)]).size).toBe(3)
        }
        if (action === 'return' || action === 'unlock') expect(note?.trim()).toBeTruthy()
        expect(life.revision).toBe(before.revision + (action === 'unlock' ? 1 : 0))
        // Locked is locked: only a draft is typed into.
        expect(typingTrouble(life.state) === null).toBe(life.state === 'draft')
        // A draft has nobody's word behind it.
        if (life.state === 'draft') expect([life.hands.submitted, life.hands.checked]).toEqual([null, null])
      }
      expect(approvals).toBe(life.revision + (life.state === 'approved' ? 1 : 0))
    }),
    { numRuns: 500 },
  )
})

test('whoever typed into a revision neither checks nor approves it; of the next they may', () => {
  const typed = { ...NEW, hands: { ...NEW.hands, typed: [named('Lan'), named('Hùng', 7)] } }
  const submitted = lifeAfter(typed, 'submit', named('Lan'))
  expect(lifeTrouble(submitted, { action: 'check', hand: named('hùng') })?.vi).toContain(
    'do chính hùng nhập. Nhờ người khác kiểm tra',
  )
  const checked = lifeAfter(submitted, 'check', named('Mai'))
  expect(lifeTrouble(checked, { action: 'approve', hand: named('Hùng') })?.vi).toContain('Nhờ người khác duyệt')
  const unlocked = lifeAfter(lifeAfter(checked, 'approve', named('Minh')), 'unlock', named('Minh'))
  expect(lifeTrouble(lifeAfter(unlocked, 'submit', named('Lan')), { action: 'check', hand: named('Hùng', 7) })).toBeNull()
})

test('an account that is called otherwise by now is still whoever typed, submitted or checked', () => {
  const typed = { ...NEW, hands: { ...NEW.hands, typed: [named('Hùng', 7)] } }
  const submitted = lifeAfter(typed, 'submit', named('Lan', 3))
  const checked = lifeAfter(submitted, 'check', named('Mai', 5))
  for (const account of [7, 3]) expect(lifeTrouble(submitted, { action: 'check', hand: named('Bình', account) })).not.toBeNull()
  for (const account of [7, 3, 5])
    expect(lifeTrouble(checked, { action: 'approve', hand: named('Bình', account) })).not.toBeNull()
  expect(lifeTrouble(checked, { action: 'approve', hand: named('Bình', 9) })).toBeNull()
})

test('from every state there is a way on, and approval is reached by three persons', () => {
  for (const state of ['draft', 'submitted', 'checked', 'approved'] as const) expect(actionsIn(state).length).toBeGreaterThan(0)
  const submitted = lifeAfter(NEW, 'submit', named('Lan', 3))
  expect(lifeTrouble(submitted, { action: 'check', hand: named('LAN') })?.vi).toContain('Nhờ người khác')
  const checked = lifeAfter(submitted, 'check', named('Hùng', 7))
  expect(lifeTrouble(checked, { action: 'approve', hand: named('Hùng ') })?.vi).toContain('chính Hùng kiểm tra')
  expect(lifeAfter(checked, 'approve', named('Minh'))).toEqual({
    ...NEW,
    state: 'approved',
    hands: { ...NEW.hands, submitted: named('Lan', 3), checked: named('Hùng', 7) },
  })
})
