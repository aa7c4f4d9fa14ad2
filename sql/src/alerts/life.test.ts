import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AlertLife, type Conduct, FLAP_MS, FLAP_TURNS, RETURN_MS, type Sight, see, type Turn } from './life.ts'
import { rank } from './severity.ts'

const MINUTE = 60_000
const level = fc.constantFrom<Sight['level']>('good', 'watch', 'warn', 'critical', 'unknown')
/** Sights as a worker may meet them: late, early, twice, hours apart, by a clock that goes back. */
const sight = fc.record({ at: fc.integer({ min: 0, max: 48 * 60 }).map((minutes) => minutes * MINUTE), level })
const sights = fc.array(sight, { maxLength: 60 })
const conduct = fc.record({
  holdMs: fc.constantFrom(0, 5 * MINUTE, 60 * MINUTE),
  settleMs: fc.constantFrom(0, 10 * MINUTE, 60 * MINUTE),
})

interface Lived {
  life: AlertLife | null
  turns: Turn[]
  /** The lives that were begun. */
  begun: number
  seenAt: number | null
}

function live(seen: Sight[], how: Conduct): Lived {
  const lived: Lived = { life: null, turns: [], begun: 0, seenAt: null }
  for (const each of seen) {
    const { life, turns, isAnother } = see(lived.life, each, how, lived.seenAt)
    lived.seenAt = Math.max(each.at, lived.seenAt ?? 0)
    lived.life = life
    lived.turns.push(...turns)
    if (isAnother) lived.begun++
  }
  return lived
}

const inOrder = (seen: Sight[]) => [...new Map(seen.map((each) => [each.at, each])).values()].sort((a, b) => a.at - b.at)

test('an alert fires before it is resolved and is resolved before it returns', () => {
  fc.assert(
    fc.property(sights, conduct, (seen, how) => {
      let isFiring = false
      for (const { kind } of live(seen, how).turns) {
        if (kind === 'fired' || kind === 'returned') {
          expect(isFiring).toBe(false)
          isFiring = true
        } else if (kind === 'resolved') {
          expect(isFiring).toBe(true)
          isFiring = false
        } else if (kind === 'worsened' || kind === 'eased' || kind === 'blinded') expect(isFiring).toBe(true)
      }
    }),
  )
})

test('what is seen twice, or comes after what is newer, changes nothing', () => {
  fc.assert(
    fc.property(sights, conduct, fc.infiniteStream(fc.nat(5)), (seen, how, back) => {
      const orderly = inOrder(seen)
      const disorderly = orderly.flatMap((each, place) => [
        each,
        ...orderly.slice(Math.max(0, place - (back.next().value ?? 0)), place + 1),
      ])
      expect(live(disorderly, how)).toEqual(live(orderly, how))
    }),
  )
})

test('silence never resolves an alert, however long it lasts', () => {
  fc.assert(
    fc.property(sights, conduct, fc.array(fc.nat(24 * 60)), (seen, how, silences) => {
      const { life, seenAt } = live(inOrder(seen), how)
      if (!life || life.status === 'resolved') return
      let at = seenAt as number
      let silent: AlertLife | null = life
      for (const minutes of silences) {
        at += 1 + minutes * MINUTE
        silent = see(silent, { at, level: 'unknown' }, how).life
      }
      expect(silent?.status).toBe(life.status)
    }),
  )
})

test('without hold or settling, an alert is open exactly while what was last known is wrong', () => {
  fc.assert(
    fc.property(sights, (seen) => {
      const orderly = inOrder(seen)
      const last = orderly.findLast((each) => each.level !== 'unknown')
      const { life } = live(orderly, { holdMs: 0, settleMs: 0 })
      const isOpen = life !== null && life.status !== 'resolved'
      expect(isOpen).toBe(last !== undefined && last.level !== 'good')
      if (isOpen) expect(life.level).toBe(last?.level)
    }),
  )
})

test('nothing fires that was not wrong for as long as the rule asks, nor ends that was not well for as long', () => {
  fc.assert(
    fc.property(sights, conduct, (seen, how) => {
      const orderly = inOrder(seen)
      for (const turn of live(orderly, how).turns) {
        const known = orderly.filter(({ at, level }) => at <= turn.at && level !== 'unknown')
        const isWell = (each: Sight) => each.level === 'good'
        const since = known.findLastIndex((each) => isWell(each) !== (turn.kind === 'resolved'))
        const first = known[since + 1]
        if (turn.kind === 'fired' || turn.kind === 'returned')
          expect(turn.at - (first?.at ?? 0)).toBeGreaterThanOrEqual(how.holdMs)
        if (turn.kind === 'resolved') expect(turn.at - (first?.at ?? 0)).toBeGreaterThanOrEqual(how.settleMs)
      }
    }),
  )
})

test('what comes back within a day is the same alert, later it is another', () => {
  const how = { holdMs: 0, settleMs: 0 }
  const first: Sight[] = [
    { at: 0, level: 'warn' },
    { at: MINUTE, level: 'good' },
  ]
  const back = live([...first, { at: MINUTE + RETURN_MS, level: 'warn' }], how)
  expect(back).toMatchObject({ begun: 1, life: { status: 'firing', returns: 1 } })
  expect(back.turns.map(({ kind }) => kind)).toEqual(['fired', 'resolved', 'returned'])
  const another = live([...first, { at: MINUTE + RETURN_MS + 1, level: 'warn' }], how)
  expect(another).toMatchObject({ begun: 2, life: { status: 'firing', returns: 0 } })
})

test('one that flaps disturbs a few times, says that it flaps, and says when it is steady again', () => {
  const how = { holdMs: 0, settleMs: 0 }
  const trembling = Array.from({ length: 50 }, (_, n): Sight => ({ at: n * MINUTE, level: n % 2 === 0 ? 'critical' : 'good' }))
  const { turns, life } = live(trembling, how)
  const loud = turns.filter(({ quiet }) => !quiet)
  expect(loud.map(({ kind }) => kind)).toEqual(['fired', 'resolved', 'returned', 'resolved', 'returned', 'flapping'])
  expect(loud).toHaveLength(FLAP_TURNS)
  const calm = see(life, { at: 50 * MINUTE + FLAP_MS, level: 'critical' }, how)
  expect(calm.turns.map(({ kind, quiet }) => [kind, quiet])).toEqual([
    ['steadied', false],
    ['returned', false],
  ])
})

test('who has seen a warning is told anew when it becomes critical, and not when it eases', () => {
  const how = { holdMs: 0, settleMs: 0 }
  const { life } = live([{ at: 0, level: 'warn' }], how)
  const seen: AlertLife = { ...(life as AlertLife), status: 'acknowledged', acknowledged: 'warn' }
  expect(see(seen, { at: 2 * MINUTE, level: 'watch' }, how).life?.status).toBe('acknowledged')
  expect(see(seen, { at: 2 * MINUTE, level: 'critical' }, how).life).toMatchObject({ status: 'firing', acknowledged: null })
})

test('its peak is the worst it has been since it last fired', () => {
  fc.assert(
    fc.property(sights, conduct, (seen, how) => {
      const { life } = live(inOrder(seen), how)
      if (life) expect(rank(life.peak)).toBeGreaterThanOrEqual(rank(life.level))
    }),
  )
})
