/** How many rows of a height stand in a space whole. */
export function rowsThatFit(space: number, row: number, gap = 0): number {
  return row <= 0 ? 0 : Math.max(0, Math.floor((space + gap) / (row + gap)))
}

/** The rows that so many lines have room for; where there are more, the last line is left to say how many. */
export function rowsShown<T>(rows: readonly T[], lines: number): { rows: T[]; rest: number } {
  if (rows.length <= lines) return { rows: [...rows], rest: 0 }
  const room = Math.max(0, lines - 1)
  return { rows: rows.slice(0, room), rest: rows.length - room }
}

/**
 * How many of these widths stand side by side, and whether the last of them is cut short: it may be, down to `least`, so
 * that a long headline does not leave half the strip empty.
 */
export function widthsThatFit(widths: readonly number[], space: number, least: number): { shown: number; cut: boolean } {
  let left = space
  for (const [index, width] of widths.entries()) {
    if (width > left) return left >= least ? { shown: index + 1, cut: true } : { shown: index, cut: false }
    left -= width
  }
  return { shown: widths.length, cut: false }
}
