import { oneLine } from '../../values/text.ts'
import { isFilled, type Merge, type Row } from './sheet.ts'

/** The text of every column's heading, gathered top to bottom through merged cells, on one line; what two rows print alike is said once. */
export function flattenHeader(rows: readonly Row[], merges: readonly Merge[]): string[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  const top = Math.min(...byNumber.keys()) - 1
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  return Array.from({ length: width }, (_, column) => {
    const texts: string[] = []
    let last: Merge | undefined
    for (const { number } of rows) {
      const merge = merges.find(
        (one) => number - 1 >= one.top && number - 1 <= one.bottom && column >= one.left && column <= one.right && one.top >= top,
      )
      if (merge && merge === last) continue
      last = merge
      const cell = merge ? byNumber.get(merge.top + 1)?.cells[merge.left] : byNumber.get(number)?.cells[column]
      const text = isFilled(cell) ? oneLine(String(cell)) : ''
      // A word printed down its column letter by letter has the same letter twice: S, T, T.
      const isAgain = text.length > 1 && text === texts.at(-1)
      if (text !== '' && !isAgain) texts.push(text)
    }
    return oneLine(texts.join(' '))
  })
}
