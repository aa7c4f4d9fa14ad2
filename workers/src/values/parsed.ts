/** A value read from text: `null` where the source left it blank, or why it can't be read. Nothing here guesses. */
export type Parsed<T> = { ok: true; value: T | null } | { ok: false; reason: 'ambiguous' | 'invalid' }

export const BLANK = { ok: true, value: null } as const
export const INVALID = { ok: false, reason: 'invalid' } as const
export const AMBIGUOUS = { ok: false, reason: 'ambiguous' } as const

/** Statisticians write a dash or dots where there is no figure. Neither is 0. */
export function isBlank(text: string): boolean {
  return /^[\s\u00a0]*(?:[-–—−]|\.{3,}|…)?[\s\u00a0]*$/.test(text)
}
