import type { Alarm, Playlist } from '@ioc/server/contract'
import { formatClock } from '../../../text/time.ts'
import { darkness, follow, type Round, type Sight, shownBy } from '../../paired/round.ts'

/** A stretch of a day, in minutes from its beginning; `to` is no part of it. */
export interface Stretch {
  from: number
  to: number
}

export interface DayLine {
  /** Of each scene that is shown, in the order of the playlist: when it takes its turns, how often, and for how long in all. */
  scenes: { scene: string; during: Stretch[]; turns: number; seconds: number }[]
  /** When the screens are darker. */
  dark: Stretch[]
}

const SLOT_MINUTES = 15
const DAY_MINUTES = 1_440
const DAY_MS = DAY_MINUTES * 60_000
/** A turn is looked at once it is over; whose time it is by the clock is looked at as often as a screen would. */
const LOOK_MS = 500

/** What a screen that begins the day at midnight shows until the next, while as grave alerts are open as `alarm` says. */
export function dayLine(playlist: Playlist, alarm: Alarm, midnight: number, zone: string): DayLine {
  const told = new Map<string, { slots: Set<number>; turns: number; seconds: number }>()
  const orders = { turn: null, pinned: null, visitors: false }
  let round: Round | null = null
  for (let now = midnight; now < midnight + DAY_MS; ) {
    const sight: Sight = { playlist, orders, alarm, now, zone }
    round = follow(round, sight)
    const { scene } = shownBy(round, sight)
    const until = Math.min(Math.max(round.until, now + LOOK_MS), midnight + DAY_MS)
    const mine = told.get(scene) ?? { slots: new Set<number>(), turns: 0, seconds: 0 }
    mine.turns++
    mine.seconds += (until - now) / 1_000
    for (let at = now; at < until; at += SLOT_MINUTES * 60_000) mine.slots.add(slotOf(at - midnight))
    mine.slots.add(slotOf(until - 1 - midnight))
    told.set(scene, mine)
    now = until
  }
  const order = [...new Set(playlist.scenes.map(({ scene }) => scene))]
  return {
    scenes: order.flatMap((scene) => {
      const mine = told.get(scene)
      return mine ? [{ scene, during: stretchesOf(mine.slots), turns: mine.turns, seconds: mine.seconds }] : []
    }),
    dark: stretchesOf(
      new Set(slots().filter((slot) => darkness({ playlist, now: midnight + slot * SLOT_MINUTES * 60_000, zone }) > 0)),
    ),
  }
}

/** Midnight of the day an instant falls on. */
export function midnightOf(at: number, zone: string): number {
  const [hours, minutes, seconds] = formatClock(at, zone).split(':').map(Number) as [number, number, number]
  return Math.floor(at / 1_000) * 1_000 - ((hours * 60 + minutes) * 60 + (seconds || 0)) * 1_000
}

const slotOf = (sinceMidnight: number) => Math.floor(sinceMidnight / 60_000 / SLOT_MINUTES)
const slots = () => Array.from({ length: DAY_MINUTES / SLOT_MINUTES }, (_, slot) => slot)

function stretchesOf(within: ReadonlySet<number>): Stretch[] {
  const found: Stretch[] = []
  for (const slot of slots()) {
    if (!within.has(slot)) continue
    const last = found.at(-1)
    const [from, to] = [slot * SLOT_MINUTES, (slot + 1) * SLOT_MINUTES]
    if (last && last.to === from) last.to = to
    else found.push({ from, to })
  }
  return found
}
