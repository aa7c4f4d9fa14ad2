import type { TileOf } from '@ioc/server/contract'
import type { Tone } from '../../ui/Shape.tsx'

export type Feed = TileOf<'feeds'>['feeds'][number]

const ORDER: Record<Feed['state'], number> = { failing: 0, stopped: 1, late: 2, waiting: 3, running: 4, ok: 5 }

export const toneOf: Record<Feed['state'], Tone> = {
  failing: 'critical',
  stopped: 'warn',
  late: 'watch',
  waiting: 'not_yet_due',
  running: 'provisional',
  ok: 'good',
}

export const isTroubled = ({ state }: Feed): boolean => state === 'failing' || state === 'stopped' || state === 'late'

/** What the rows leave out: whether any of it needs a person is said with it. */
export function restOf(feeds: readonly Feed[], shown: readonly Feed[]): { count: number; isQuiet: boolean } {
  const rest = feeds.filter((feed) => !shown.includes(feed))
  return { count: rest.length, isQuiet: rest.every(({ state }) => state === 'ok') }
}

/** What needs a person comes first; then as the server lists them, so that rows do not jump at every run. */
export function feedRows(feeds: readonly Feed[], room: number): Feed[] {
  const rank = ({ state }: Feed) => Math.min(ORDER[state], ORDER.running)
  return feeds.toSorted((a, b) => rank(a) - rank(b)).slice(0, room)
}
