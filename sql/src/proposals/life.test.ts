import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Doer, type ProposalAction, type ProposalState, proposalAfter, proposalTrouble, REVIEWED } from './life.ts'

const LAN: Doer = { account: 1, by: 'Nguyễn Thị Lan' }
const HOA: Doer = { account: 2, by: 'Trần Thị Hoa' }
const waiting = {
  about: 'feeds' as const,
  state: 'waiting' as const,
  account: LAN.account,
  by: LAN.by,
  madeBy: [] as string[],
  hands: [] as number[],
}

test('whoever proposes a change does not publish it, under another spelling of the name or another account of theirs neither', () => {
  expect(proposalTrouble(waiting, 'publish', HOA, null)).toBeNull()
  expect(proposalTrouble(waiting, 'publish', LAN, null)?.vi).toMatch(/Nhờ người có thẩm quyền khác duyệt/)
  expect(proposalTrouble(waiting, 'publish', { account: 9, by: 'nguyễn thị  LAN' }, null)).not.toBeNull()
})

test('whoever had a hand in it does not publish it', () => {
  expect(proposalTrouble({ ...waiting, madeBy: [HOA.by] }, 'publish', HOA, null)?.vi).toMatch(/có sửa phần/)
})

test('nor under another name that they were given since', () => {
  expect(proposalTrouble(waiting, 'publish', { ...LAN, by: 'Lê Thị Mai' }, null)).not.toBeNull()
  expect(proposalTrouble({ ...waiting, madeBy: [HOA.by], hands: [2] }, 'publish', { ...HOA, by: 'Mai' }, null)).not.toBeNull()
})

test('handing back says why; taking back is for whoever proposed it', () => {
  expect(proposalTrouble(waiting, 'return', HOA, null)?.vi).toMatch(/^Ghi lý do trả lại/)
  expect(proposalTrouble(waiting, 'return', HOA, 'sai địa chỉ')).toBeNull()
  expect(proposalTrouble(waiting, 'withdraw', HOA, null)?.vi).toMatch(/^Chỉ Nguyễn Thị Lan/)
  expect(proposalTrouble(waiting, 'withdraw', LAN, null)).toBeNull()
})

test('what was typed is mended where it was typed; what was made elsewhere is made anew', () => {
  expect(proposalAfter({ about: 'plans' }, 'waiting', 'return')).toBe('returned')
  expect(proposalAfter({ about: 'plans' }, 'waiting', 'withdraw')).toBe('draft')
  expect(proposalAfter({ about: 'rules' }, 'waiting', 'return')).toBe('withdrawn')
})

test('whatever three people do in whatever order, what is published was proposed by another, and nothing more is done to it', () => {
  const people = [LAN, HOA, { account: 3, by: 'Lê Văn Nam' }]
  const step = fc.record({
    action: fc.constantFrom<ProposalAction>('submit', 'withdraw', 'return', 'publish'),
    who: fc.constantFrom(...people),
    types: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.constantFrom(...REVIEWED), fc.array(step, { maxLength: 30 }), (about, steps) => {
      const typed = about === 'plans' || about === 'indicators'
      let state: ProposalState = typed ? 'draft' : 'waiting'
      let author = LAN
      let hands: Doer[] = []
      for (const { action, who, types } of steps) {
        if (types && (state === 'draft' || state === 'returned') && typed && who.account !== author.account)
          hands = [...hands, who]
        const trouble = proposalTrouble(
          { about, state, ...author, madeBy: [], hands: hands.map(({ account }) => account) },
          action,
          who,
          'vì thế',
        )
        if (trouble) continue
        if (action === 'submit') {
          hands = [...hands, author].filter(({ account }) => account !== who.account)
          author = who
        }
        if (action === 'publish') expect([author, ...hands].map(({ account }) => account)).not.toContain(who.account)
        expect(state).not.toBe('published')
        state = proposalAfter({ about }, state, action)
      }
    }),
    { numRuns: 2_000 },
  )
})
