import type { Mark } from './simulate.ts'

/** Before everything a source has told. */
export const BEGINNING: Mark = { at: 0, code: '', copy: -1 }

export function isAfter(position: Mark, mark: Mark): boolean {
  if (position.at !== mark.at) return position.at > mark.at
  if (position.code !== mark.code) return position.code > mark.code
  return position.copy > mark.copy
}

/** The place of the first entry told at or after a moment, of entries in order. */
export function firstFrom<E>(entries: E[], at: number, toldAt: (entry: E) => number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (toldAt(entries[middle] as E) < at) low = middle + 1
    else high = middle
  }
  return low
}
