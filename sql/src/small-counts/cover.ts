import { isTooSmall } from '../readings/state.ts'

/** One count of a table. */
export interface Cell {
  /** It may not be told. */
  isHidden: boolean
  /** How much of it there is; what is nothing hides nothing. */
  size: number
}

/** Counts that come to another, by their places among the cells: whoever knows all of them but one knows that one. */
interface Line {
  parts: readonly number[]
  whole: number
}

/**
 * A table of units by values of a dimension, its last row the whole of the units and its last column the whole of the values: hides as
 * many more counts as it takes for no row, column or margin to lack exactly one, or so little that it tells each of those it lacks. The margins come first and by themselves, for they are
 * told to whoever asks by units or by the dimension alone. Where `isTopSettled`, others have said what is told of the last row. Changes
 * `table`.
 */
export function coverTable(table: readonly Cell[][], smallest: number, isTopSettled = false): void {
  const [down, across] = [table.length - 1, (table[0]?.length ?? 0) - 1]
  const cells = table.flat()
  const place = (row: number, column: number) => row * (across + 1) + column
  const column = (of: number): Line => ({ parts: range(down).map((row) => place(row, of)), whole: place(down, of) })
  const row = (of: number): Line => ({ parts: range(across).map((each) => place(of, each)), whole: place(of, across) })
  const margins = [...(down > 0 ? [column(across)] : []), ...(across > 0 ? [row(down)] : [])]
  const settled = new Set(isTopSettled ? range(across + 1).map((each) => place(down, each)) : [])
  for (const margin of margins) cover(cells, [margin], smallest, settled)
  for (const { parts, whole } of margins) for (const each of [...parts, whole]) settled.add(each)
  if (down > 0 && across > 0) cover(cells, [...range(across).map(column), ...range(down).map(row)], smallest, settled)
}

const range = (length: number) => Array.from({ length }, (_, n) => n)

/**
 * Of each line that lacks exactly one, or too little in all, its smallest part that hides anything, one that another line does not give away before one
 * that it does; the whole where there is no such part.
 */
function cover(cells: Cell[], lines: readonly Line[], smallest: number, settled: ReadonlySet<number>): void {
  const cell = (place: number) => cells[place] as Cell
  const all = ({ parts, whole }: Line) => [...parts, whole]
  const canHide = (place: number) => !cell(place).isHidden && !settled.has(place) && cell(place).size > 0
  const tellsOne = ({ parts, whole }: Line) => {
    const lacking = parts.filter((place) => cell(place).isHidden)
    if (cell(whole).isHidden) return lacking.length === 0
    return (
      lacking.length === 1 ||
      isTooSmall(
        { smallest },
        lacking.reduce((sum, place) => sum + cell(place).size, 0),
      )
    )
  }
  const linesOf = new Map<number, Line[]>()
  for (const line of lines) for (const place of all(line)) linesOf.set(place, [...(linesOf.get(place) ?? []), line])
  const isGivenAway = (place: number, within: Line) =>
    (linesOf.get(place) ?? []).some(
      (line) => line !== within && all(line).every((other) => other === place || (!cell(other).isHidden && !canHide(other))),
    )
  const waiting = [...lines]
  for (let line = waiting.shift(); line; line = waiting.shift()) {
    const of = line
    if (!tellsOne(of)) continue
    const [next] = of.parts
      .filter(canHide)
      .map((place) => ({ place, isLast: isGivenAway(place, of), size: cell(place).size }))
      .sort((a, b) => Number(a.isLast) - Number(b.isLast) || a.size - b.size || a.place - b.place)
    const chosen = next?.place ?? (canHide(of.whole) ? of.whole : undefined)
    if (chosen === undefined) continue
    cell(chosen).isHidden = true
    waiting.push(...(linesOf.get(chosen) ?? []))
  }
}
