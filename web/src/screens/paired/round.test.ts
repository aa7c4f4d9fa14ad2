import type { Alarm, Playlist } from '@ioc/server/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { darkness, follow, type Round, type Sight, shownBy } from './round.ts'

const zone = 'Asia/Ho_Chi_Minh'
/** 08:00 in Vietnam. */
const MORNING = Date.parse('2026-11-27T01:00:00Z')
const QUIET: Alarm = { open: [], criticalSince: null }
const title = { vi: 'Vòng', en: 'Round' }
const orders = { turn: null, pinned: null, visitors: false }

const daily: Playlist = {
  id: 'day',
  title,
  scenes: [
    { scene: 'overview', for: 60 },
    { scene: 'alerts', for: 30, whileOpen: { level: 'warn' } },
    { scene: 'health', for: 30, hours: ['07:00', '18:00'] },
  ],
  alarm: { scene: 'alerts', for: 120 },
  night: { hours: ['22:00', '05:30'], dim: 0.5 },
}

/** What stands on the screen second by second, as `[scene, seconds]`. */
function watched(from: number, seconds: number, sightAt: (now: number) => Partial<Sight> = () => ({})) {
  const told: [string, number][] = []
  let round: Round | null = null
  for (let second = 0; second < seconds; second++) {
    const now = from + second * 1_000
    const sight: Sight = { playlist: daily, orders, alarm: QUIET, now, zone, ...sightAt(now) }
    round = follow(round, sight)
    const { scene } = shownBy(round, sight)
    const last = told.at(-1)
    if (last?.[0] === scene) last[1]++
    else told.push([scene, 1])
  }
  return told
}

test('each scene stays as long as its playlist says, and those whose time it is not are passed over', () => {
  expect(watched(MORNING, 180)).toEqual([
    ['overview', 60],
    ['health', 30],
    ['overview', 60],
    ['health', 30],
  ])
  const evening = MORNING + 11 * 3_600_000
  expect(watched(evening, 100)).toEqual([['overview', 100]])
  const open = [{ domain: 'budget', level: 'warn' as const, count: 1 }]
  expect(watched(evening, 150, () => ({ alarm: { open, criticalSince: null } }))).toEqual([
    ['overview', 60],
    ['alerts', 30],
    ['overview', 60],
  ])
})

test('a condition on domains hears of no others', () => {
  const playlist: Playlist = {
    ...daily,
    scenes: [
      { scene: 'overview', for: 10 },
      { scene: 'budget', for: 10, whileOpen: { level: 'watch', domains: ['budget'] } },
    ],
  }
  const of = (domain: string | null) => ({
    playlist,
    alarm: { open: [{ domain, level: 'critical' as const, count: 2 }], criticalSince: null },
  })
  expect(watched(MORNING, 20, () => of('budget'))).toEqual([
    ['overview', 10],
    ['budget', 10],
  ])
  expect(watched(MORNING, 20, () => of('health'))).toEqual([['overview', 20]])
  expect(watched(MORNING, 20, () => of(null))).toEqual([['overview', 20]])
})

test('a new critical alert takes the screen at once; the scene it broke into has the rest of its time once somebody sees to it', () => {
  const [begins, seen] = [MORNING + 20_000, MORNING + 50_000]
  const alarm = (now: number): Alarm => ({
    open: [],
    criticalSince: now >= begins && now < seen ? new Date(begins).toISOString() : null,
  })
  expect(watched(MORNING, 120, (now) => ({ alarm: alarm(now) }))).toEqual([
    ['overview', 20],
    ['alerts', 30],
    ['overview', 40],
    ['health', 30],
  ])
})

test('nobody sees to it: after its time the playlist goes on; the next alert takes the screen again', () => {
  const first = new Date(MORNING + 10_000).toISOString()
  const second = new Date(MORNING + 200_000).toISOString()
  const shown = watched(MORNING, 240, (now) => ({
    alarm: { open: [], criticalSince: now < MORNING + 200_000 ? (now < MORNING + 10_000 ? null : first) : second },
  }))
  expect(shown.slice(0, 3)).toEqual([
    ['overview', 10],
    ['alerts', 120],
    ['overview', 50],
  ])
  expect(shown.at(-1)).toEqual(['alerts', 40])
})

test('a pinned scene stays, alert or not; the order to go on from a scene is followed once', () => {
  const alarm = { open: [], criticalSince: new Date(MORNING).toISOString() }
  expect(watched(MORNING, 60, () => ({ alarm, orders: { ...orders, pinned: 'plans' } }))).toEqual([['plans', 60]])
  const turn = { scene: 'health', at: new Date(MORNING).toISOString() }
  const ordered = (now: number) => ({ orders: { ...orders, turn: now < MORNING + 10_000 ? null : turn } })
  expect(watched(MORNING, 130, ordered)).toEqual([
    ['overview', 10],
    ['health', 30],
    ['overview', 60],
    ['health', 30],
  ])
})

test('whoever turns to another scene while an alert holds the screen has it', () => {
  const alarm = { open: [], criticalSince: new Date(MORNING).toISOString() }
  const turn = { scene: 'health', at: new Date(MORNING + 20_000).toISOString() }
  expect(watched(MORNING, 60, (now) => ({ alarm, orders: { ...orders, turn: now < MORNING + 20_000 ? null : turn } }))).toEqual([
    ['alerts', 20],
    ['health', 30],
    ['overview', 10],
  ])
})

test('at night it is darker, over midnight too', () => {
  const at = (time: string) => darkness({ playlist: daily, now: Date.parse(`2026-11-27T${time}:00+07:00`), zone })
  expect(['21:59', '22:00', '00:00', '05:29', '05:30'].map(at)).toEqual([0, 0.5, 0.5, 0.5, 0])
})

test('whatever happens, a scene of the playlist or the one asked for stands there, with no alarm none is held for ever, and before visitors none comes', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
  const entry = fc.record(
    { scene: fc.constantFrom('a', 'b', 'c', 'd'), for: fc.integer({ min: 5, max: 40 }), hours: fc.tuple(clock, clock) },
    { requiredKeys: ['scene', 'for'] },
  )
  const step = fc.record({
    after: fc.integer({ min: -5_000, max: 60_000 }),
    critical: fc.boolean(),
    visitors: fc.boolean(),
    pinned: fc.option(fc.constantFrom('a', 'z'), { freq: 6 }),
    turn: fc.option(fc.constantFrom('a', 'd', 'gone'), { freq: 6 }),
  })
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), fc.array(step, { maxLength: 60 }), (scenes, steps) => {
      const playlist = { ...daily, scenes } as Playlist
      let round: Round | null = null
      let now = MORNING
      for (const [index, { after, critical, visitors, pinned, turn }] of steps.entries()) {
        now += after
        const sight: Sight = {
          playlist,
          // Said before the alert.
          orders: { pinned, visitors, turn: turn === null ? null : { scene: turn, at: new Date(index).toISOString() } },
          alarm: { open: [], criticalSince: critical ? new Date(now - 1_000).toISOString() : null },
          now,
          zone,
        }
        round = follow(round, sight)
        const { scene, because } = shownBy(round, sight)
        if (pinned !== null) expect(scene).toBe(pinned)
        else if (critical && !visitors) expect([scene, because]).toEqual(['alerts', 'alarm'])
        else expect(scenes.map((each) => each.scene)).toContain(scene)
        // Never longer than the entry says, however the clock jumps forward.
        if (round.left === null)
          expect(round.until - now).toBeLessThanOrEqual((scenes[round.index]?.for ?? 0) * 1_000 + 5_000 * steps.length)
      }
    }),
  )
})
