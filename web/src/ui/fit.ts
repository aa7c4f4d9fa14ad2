/** How many rows of a height stand in a space whole. */
export function rowsThatFit(space: number, row: number, gap = 0): number {
  return row <= 0 ? 0 : Math.max(0, Math.floor((space + gap) / (row + gap)))
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
