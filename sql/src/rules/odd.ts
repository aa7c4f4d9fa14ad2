import type { Kind } from '../pack/load-kind.ts'
import type { FactDraft } from '../pack/normalise.ts'

/** A fact that breaks a rule of history, with what it says and what that is held against. */
export interface Odd {
  draft: FactDraft
  values: Record<string, unknown>
}

/** Whose facts are judged. A rehearsal asks what would have been caught of what is stored; otherwise that is no news. */
export interface JudgedFor {
  feedId: number
  isRehearsal: boolean
}

/** The type of a fact's column; undefined where there is no such column. */
export function typeOf({ normaliser }: Pick<Kind, 'normaliser'>, column: string): string | undefined {
  return column === 'unit_id' ? 'integer' : normaliser.columns[column]
}
