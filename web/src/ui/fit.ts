/** How many rows of a height stand in a space whole. */
export function rowsThatFit(space: number, row: number, gap = 0): number {
  return row <= 0 ? 0 : Math.max(0, Math.floor((space + gap) / (row + gap)))
}

/**
 * How many of these widths stand side by side. The last may be cut short to `least`, so that a long headline does not
 * leave half the strip empty.
 */
export function widthsThatFit(widths: readonly number[], space: number, least: number): number {
  let used = 0
  for (const [index, width] of widths.entries()) {
    if (used + Math.min(width, least) > space) return index
    used += width
    if (used > space) return index + 1
  }
  return widths.length
}
