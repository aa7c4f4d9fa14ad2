/** Cells copied from a spreadsheet: rows by lines, columns by tabs; a quoted cell may hold both. */
export function cellsIn(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const closeCell = () => {
    ;(rows.at(-1) as string[]).push(cell)
    cell = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string
    if (quoted && sign === '"' && text[at + 1] === '"') cell += text[at++]
    else if (quoted && sign === '"') quoted = false
    else if (quoted) cell += sign
    else if (sign === '"' && cell === '') quoted = true
    else if (sign === '\t') closeCell()
    else if (sign === '\n') {
      closeCell()
      rows.push([])
    } else if (sign !== '\r') cell += sign
  }
  closeCell()
  // A copied column ends with a line break; it means no row.
  const last = rows.at(-1) as string[]
  if (rows.length > 1 && last.length === 1 && last[0] === '') rows.pop()
  return rows
}

export interface CellEdit {
  row: number
  column: string
  text: string
}

/** What was pasted, and how much of it found no cell: lines below the last row, cells right of the last column. */
export interface Pasted {
  edits: CellEdit[]
  left: { rows: number; columns: number }
}

/** What pasting at a cell changes: down the rows and across the columns from there, as far as there are any. */
export function pasteAt(text: string, at: { row: number; column: string }, rows: number[], columns: string[]): Pasted {
  const [top, left] = [rows.indexOf(at.row), columns.indexOf(at.column)]
  const cells = cellsIn(text)
  // Somebody may copy a million lines by mistake: only those that find a row are gone through cell by cell.
  const edits = cells.slice(0, rows.length - top).flatMap((line, down) =>
    line.flatMap((cell, across) => {
      const [row, column] = [rows[top + down], columns[left + across]]
      return row === undefined || column === undefined ? [] : [{ row, column, text: cell }]
    }),
  )
  const widest = cells.reduce((most, line) => Math.max(most, line.length), 0)
  const beyond = (count: number, places: number) => Math.max(0, count - places)
  return { edits, left: { rows: beyond(cells.length, rows.length - top), columns: beyond(widest, columns.length - left) } }
}
