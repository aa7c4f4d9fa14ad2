import { fieldsOf } from '../drift/profile.ts'
import type { Mapping } from '../mapping/mapping.ts'

/** Of some rows, the cells their mapping takes and those that say something. */
export interface Cells {
  taken: number
  filled: number
}

/**
 * Adds a row's cells to a count. Constants, lists and what has a value for a blank are not asked for; of a report, neither is what
 * other forms count.
 */
export function cellCounter(
  mapping: Mapping,
  forms: Record<string, Record<string, string>> = {},
): (record: Record<string, unknown>, cells: Cells) => void {
  const all = fieldsOf(mapping).flatMap(([name, field]) => (field.default === undefined ? [name] : []))
  const counted = new Set(Object.values(forms).flatMap((items) => Object.keys(items)))
  const byForm = new Map(
    Object.entries(forms).map(([form, items]) => [form, all.filter((name) => !counted.has(name) || name in items)]),
  )
  return (record, cells) => {
    const names = byForm.get(String(record.form)) ?? all
    cells.taken += names.length
    for (const name of names) {
      const value = record[name]
      if (value !== undefined && value !== null && value !== '') cells.filled++
    }
  }
}
