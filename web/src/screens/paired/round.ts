import type { Alarm, Orders, Playlist } from '@ioc/server/contract'
import { formatClock } from '../../text/time.ts'

// Which scene a screen shows, and until when. Times are the server's, in milliseconds.

/** Where a screen is in its playlist. */
export interface Round {
  /** Of the entries of the playlist. */
  index: number
  /** When its time is over; while an alarm lasts, how much of it is left stands in `left`. */
  until: number
  left: number | null
  /** The order to go on from a scene that was followed last. */
  turn: string | null
}

export interface Sight {
  playlist: Playlist
  orders: Pick<Orders, 'turn' | 'pinned' | 'visitors'>
  alarm: Alarm
  now: number
  zone: string
}

export interface Shown {
  scene: string
  because: 'turn' | 'pinned' | 'alarm'
}

const GRAVITY = ['watch', 'warn', 'critical'] as const

/**
 * The next place in the round: another entry once the time of this one is over, or where somebody said so; the same while an alarm
 * holds the screen, with all the time it had left.
 */
export function follow(round: Round | null, sight: Sight): Round {
  const {
    playlist,
    orders: { turn },
    now,
  } = sight
  const entries = playlist.scenes
  const lengthOf = (index: number) => (entries[index]?.for ?? 0) * 1_000
  const asked = turn && turn.at !== round?.turn ? entries.findIndex(({ scene }) => scene === turn.scene) : -1
  if (asked >= 0 && turn) return { index: asked, until: now + lengthOf(asked), left: null, turn: turn.at }
  const told = turn?.at ?? null
  const at = round && round.index < entries.length ? round : null
  const isAlarmed = alarmHolds(sight)
  if (at && isAlarmed) return { ...at, left: at.left ?? Math.max(0, at.until - now), turn: told }
  if (at && at.left !== null) return { ...at, until: now + at.left, left: null, turn: told }
  if (at && now < at.until) return at.turn === told ? at : { ...at, turn: told }
  const index = nextOf(at?.index ?? -1, sight)
  return { index, until: now + lengthOf(index), left: isAlarmed ? lengthOf(index) : null, turn: told }
}

/** What stands on the screen now. A pinned scene stays whatever happens: somebody stands before it. */
export function shownBy(round: Round, sight: Sight): Shown {
  const { playlist, orders } = sight
  if (orders.pinned !== null) return { scene: orders.pinned, because: 'pinned' }
  if (playlist.alarm && alarmHolds(sight)) return { scene: playlist.alarm.scene, because: 'alarm' }
  return { scene: (playlist.scenes[round.index] ?? playlist.scenes[0])?.scene ?? 'overview', because: 'turn' }
}

/** How dark it is by the hour. */
export function darkness({ playlist, now, zone }: Pick<Sight, 'playlist' | 'now' | 'zone'>): number {
  const { night } = playlist
  return night && isWithin(night.hours, now, zone) ? night.dim : 0
}

/** Whoever turns to a scene after the alert has seen it: it holds the screen no longer. Before visitors none does. */
function alarmHolds({ playlist, orders: { turn, visitors }, alarm, now }: Sight): boolean {
  if (!playlist.alarm || alarm.criticalSince === null || visitors) return false
  const since = Date.parse(alarm.criticalSince)
  return now < since + playlist.alarm.for * 1_000 && !(turn && Date.parse(turn.at) >= since)
}

/** The next entry whose time it is, this one last; where it is the time of none, this one stays. */
function nextOf(index: number, sight: Pick<Sight, 'playlist' | 'alarm' | 'now' | 'zone'>): number {
  const entries = sight.playlist.scenes
  for (let step = 1; step <= entries.length; step++) {
    const at = (index + step) % entries.length
    if (isDue(entries[at] as Playlist['scenes'][number], sight)) return at
  }
  return Math.max(0, index)
}

function isDue(
  { hours, whileOpen }: Playlist['scenes'][number],
  { alarm, now, zone }: Pick<Sight, 'alarm' | 'now' | 'zone'>,
): boolean {
  if (hours && !isWithin(hours, now, zone)) return false
  if (!whileOpen) return true
  const { level, domains } = whileOpen
  return alarm.open.some(
    (open) =>
      GRAVITY.indexOf(open.level) >= GRAVITY.indexOf(level) &&
      (domains === undefined || (open.domain !== null && domains.includes(open.domain))),
  )
}

/** From the first minute on and before the second, over midnight where the first is the later. */
function isWithin([from, to]: readonly [string, string], now: number, zone: string): boolean {
  const minute = formatClock(now, zone).slice(0, 5)
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to
}
