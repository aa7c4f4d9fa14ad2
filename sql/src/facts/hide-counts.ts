/** What stands in for a count that is not told. */
const UNTOLD = '•••'

/** A record with every count in it that is among those not told left out, whatever field it stands in. */
export function hideCounts(value: unknown, isUntold: (count: number) => boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => hideCounts(each, isUntold))
  if (typeof value === 'object' && value !== null && !(value instanceof Date))
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, hideCounts(each, isUntold)]))
  const count = countOf(value)
  return count !== null && isUntold(count) ? UNTOLD : value
}

/** All counts in a record, as deep as they lie. */
export function countsIn(value: unknown): number[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(countsIn)
  const count = countOf(value)
  return count === null ? [] : [count]
}

/** A number, as sources write it too. */
function countOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^\s*\d+([.,]0+)?\s*$/.test(value) ? Number.parseInt(value, 10) : null
}
