import type { TileOf } from '@ioc/server/contract'
import type { Tone } from '../../ui/Shape.tsx'

export type Feed = TileOf<'feeds'>['feeds'][number]

const ORDER: Record<Feed['state'], number> = { failing: 0, late: 1, waiting: 2, running: 3, ok: 4 }

export const toneOf: Record<Feed['state'], Tone> = {
  failing: 'critical',
  late: 'watch',
  waiting: 'not_yet_due',
  running: 'provisional',
  ok: 'good',
}

export const isTroubled = ({ state }: Feed): boolean => state === 'failing' || state === 'late'

/** What needs a person comes first; then as the server lists them, so that rows do not jump at every run. */
export function feedRows(feeds: readonly Feed[], room: number): Feed[] {
  const rank = ({ state }: Feed) => Math.min(ORDER[state], ORDER.running)
  return feeds.toSorted((a, b) => rank(a) - rank(b)).slice(0, room)
}
