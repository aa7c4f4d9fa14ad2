export type Move = 'on' | 'back' | 'up' | 'down' | 'left' | 'right'

interface Section {
  id: string
  rows: { id: string }[]
  columns: { id: string }[]
}

/**
 * The cell a key leads to. Arrows stay within their table or go to the one above or below; `on` goes down a column, then to
 * the top of the next, then to the next table, as figures are read off a list.
 */
export function cellAfter(sections: Section[], cell: string, move: Move): string {
  const [sectionId, rowId, columnId] = cell.split('.')
  const at = sections.findIndex(({ id }) => id === sectionId)
  const section = sections[at]
  if (!section) return cell
  const row = section.rows.findIndex(({ id }) => id === rowId)
  const column = section.columns.findIndex(({ id }) => id === columnId)
  const { length: height } = section.rows
  const { length: width } = section.columns
  const of = (other: Section | undefined, toRow: number, toColumn: number) =>
    other ? `${other.id}.${other.rows.at(toRow)?.id}.${other.columns.at(toColumn)?.id}` : cell
  const within = (other: Section | undefined) => Math.min(column, (other?.columns.length ?? 1) - 1)
  const [before, after] = [sections[at - 1], sections[at + 1]]
  if (move === 'left') return of(section, row, Math.max(0, column - 1))
  if (move === 'right') return of(section, row, Math.min(width - 1, column + 1))
  if (move === 'up') return row > 0 ? of(section, row - 1, column) : of(before, -1, within(before))
  if (move === 'down') return row < height - 1 ? of(section, row + 1, column) : of(after, 0, within(after))
  if (move === 'on') {
    if (row < height - 1) return of(section, row + 1, column)
    return column < width - 1 ? of(section, 0, column + 1) : of(after, 0, 0)
  }
  if (row > 0) return of(section, row - 1, column)
  return column > 0 ? of(section, -1, column - 1) : of(before, -1, -1)
}
