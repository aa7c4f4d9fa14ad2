import type { SeenField } from '@ioc/server/contract'

type Column = Pick<SeenField, 'name' | 'type' | 'unitPercent'>

/** Most of what stands in a column of names is the name of a unit. */
const NAMES_PERCENT = 50

/**
 * Of a ranking in which each column of figures is sorted beside names of its own: the column of names that stands before each
 * column of figures, by what both are called. Where one column names the units for all, nothing.
 */
export function bearersIn(columns: Column[]): Map<string, string> {
  const isNames = ({ type, unitPercent }: Column) => (type === 'text' || type === 'code') && unitPercent >= NAMES_PERCENT
  const bearers = new Map<string, string>()
  let names: string | undefined
  for (const column of columns) {
    if (isNames(column)) names = column.name
    else if (names !== undefined && (column.type === 'number' || column.type === 'integer')) bearers.set(column.name, names)
  }
  return new Set(bearers.values()).size < 2 ? new Map() : bearers
}
