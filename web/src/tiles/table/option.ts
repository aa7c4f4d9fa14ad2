import type { TileOf } from '@ioc/server/contract'

type Section = TileOf<'table'>['sections'][number]

/** Of one section alone the table’s own heading says what its rows are. */
export const hasHeadings = (sections: readonly Section[]): boolean => sections.length > 1

/** As many rows of each section as stand in `room` rows with its heading: a share of the room, what one does not need left to the others. */
export function sectionsThatFit(
  sections: readonly Section[],
  room: number,
): { shown: (Section & { hidden: number })[]; hidden: number } {
  let left = Math.max(0, room - (hasHeadings(sections) ? sections.length : 0))
  const bySize = sections.map(({ rows }, place) => ({ place, size: rows.length })).sort((a, b) => a.size - b.size)
  const given = new Map<number, number>()
  for (const [index, { place, size }] of bySize.entries()) {
    const rows = Math.min(size, Math.floor(left / (bySize.length - index)))
    given.set(place, rows)
    left -= rows
  }
  const shown = sections.map((section, place) => {
    const rows = section.rows.slice(0, given.get(place))
    return { ...section, rows, hidden: section.rows.length - rows.length }
  })
  return { shown, hidden: shown.reduce((sum, { hidden }) => sum + hidden, 0) }
}
