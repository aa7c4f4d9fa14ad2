import { differenceOf, growthOf } from './changes.ts'
import type { Cell, Column, Cube, Row } from './cube.ts'
import type { View } from './view.ts'

export const BY_NAME = 'name'
export const byChange = (indicator: string) => `change:${indicator}`
export const byGrowth = (indicator: string) => `growth:${indicator}`
/** Over time: what it was at one of the times alone. */
export const bySlot = (at: string) => `at:${at}`

/** What rows come by: what was chosen; else, where they are compared, whatever got worst comes first. */
export function sortOf(
  { sort, compare, isOverTime }: Pick<View, 'sort' | 'compare'> & { isOverTime: boolean },
  { id, direction }: Pick<Column, 'id' | 'direction'>,
): string {
  if (sort !== null) return sort
  if (compare === null || isOverTime) return id
  return direction === 'up' ? `-${byChange(id)}` : byChange(id)
}

/**
 * Rows by one of its columns or how much that changed, the largest first, or by name; the other way round where a minus stands before
 * it. What has no value comes last either way. By its leading column where nothing is said; over time by the mean of its values.
 */
export function sorted(cube: Cube, sort: string | null, language: string): Cube {
  if (cube.slots !== null && cube.rows.length < 2) return cube
  const [by, turn] = sort?.startsWith('-') ? [sort.slice(1), -1] : [sort, 1]
  const height = heightBy(cube, by)
  const leading = heightBy(cube, null)
  const byName = (a: Row, b: Row) => a.member.name.localeCompare(b.member.name, language)
  const byValue = (a: Row, b: Row) => {
    const [one, other] = [height(a), height(b)]
    // Where none can be told apart, as nothing is there to compare with, the leading column does.
    if (one === null && other === null) return descending(leading(a), leading(b)) || byName(a, b)
    if (one === null || other === null) return one === null ? 1 : -1
    return turn * (other - one) || byName(a, b)
  }
  return { ...cube, rows: cube.rows.toSorted(by === BY_NAME ? (a, b) => turn * byName(a, b) : byValue) }
}

function heightBy({ columns, slots }: Cube, by: string | null): (row: Row) => number | null {
  if (by?.startsWith(bySlot(''))) {
    const slot = slots?.indexOf(by.slice(bySlot('').length)) ?? -1
    if (slot >= 0) return ({ cells }) => cells[0]?.[slot]?.value ?? null
  }
  const [, what, id = by] = /^(change|growth):(.*)$/s.exec(by ?? '') ?? []
  const place = Math.max(
    0,
    columns.findIndex((column) => column.id === id),
  )
  const column = columns[place]
  const of = (cell: Cell | null) => {
    if (what === undefined || !column) return cell?.value ?? null
    return what === 'change' ? differenceOf(cell, column) : growthOf(cell, column)
  }
  return ({ cells }) => mean((cells[place] ?? []).flatMap((cell) => of(cell) ?? []))
}

/** What is not known comes last. */
const descending = (a: number | null, b: number | null) => (b ?? Number.MIN_SAFE_INTEGER) - (a ?? Number.MIN_SAFE_INTEGER)

const mean = (values: readonly number[]) =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
