/** The first `room` rows in the order they came, each with its part of the largest of all, be it below zero; what has no number has no bar. */
export function withParts<T extends { value: number | null }>(rows: readonly T[], room: number): (T & { part: number })[] {
  const sizeOf = ({ value }: T) => Math.abs(value ?? 0)
  const largest = Math.max(0, ...rows.map(sizeOf))
  return rows.slice(0, room).map((row) => ({ ...row, part: largest === 0 ? 0 : sizeOf(row) / largest }))
}
