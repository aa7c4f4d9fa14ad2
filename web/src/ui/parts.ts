/** The first `room` rows in the order they came, each with its part of the largest of all; what has no number has no bar. */
export function withParts<T extends { value: number | null }>(rows: readonly T[], room: number): (T & { part: number })[] {
  const largest = Math.max(0, ...rows.map(({ value }) => value ?? 0))
  return rows.slice(0, room).map((row) => ({ ...row, part: largest === 0 ? 0 : Math.max(0, row.value ?? 0) / largest }))
}
