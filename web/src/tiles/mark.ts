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
