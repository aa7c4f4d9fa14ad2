import type { Cell, ReadingState } from '@ioc/server/contract'
import type { Tone } from '../ui/Shape.tsx'
import type { Trust } from './kind.ts'

/** The one state a tile shows beside its name: a doubt about the number comes before what the number says. */
export function markOf({ state, level }: Pick<Trust, 'state' | 'level'>): {
  tone: Tone
  text: `state.${Trust['state']}` | `level.${NonNullable<Trust['level']>}`
} | null {
  switch (state) {
    case 'missing':
    case 'not_yet_due':
    case 'stale':
    case 'suppressed':
    case 'withdrawn':
      return { tone: state, text: `state.${state}` }
    case 'ok':
    case 'zero':
    case 'provisional':
      if (level) return { tone: level, text: `level.${level}` }
      return state === 'ok' ? null : { tone: state, text: `state.${state}` }
  }
}

type Doubtful = Exclude<ReadingState, 'ok' | 'zero'>

const isDoubtful = (state: ReadingState): state is Doubtful => state !== 'ok' && state !== 'zero'

/**
 * Of numbers beside each other, the doubt to be marked at one: of what is no number always; of a number, where not all are in
 * the same, for then the tile says it once.
 */
export function doubtsOf(cells: readonly Cell[]): (cell: Cell) => Doubtful | null {
  const [first, ...others] = new Set(cells.flatMap(({ value, state }) => (value === null ? [] : [state])))
  const shared = others.length === 0 ? first : undefined
  return ({ value, state }) => (isDoubtful(state) && (value === null || state !== shared) ? state : null)
}

/** The states some of its numbers are in that a tile says nowhere else: what their shapes mean. A number that is not there needs no explaining. */
export function legendOf(cells: readonly Cell[], said: ReadingState): Doubtful[] {
  const states = new Set(cells.map(({ state }) => state))
  return [...states].filter(isDoubtful).filter((state) => state !== said && state !== 'missing')
}
