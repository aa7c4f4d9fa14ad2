/** The months in which periods end. */
export const ALL: Record<'month' | 'quarter', readonly number[]> = {
  month: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  quarter: [3, 6, 9, 12],
}

/** The months said once one is ticked or unticked: nothing where all are meant; the last one stays. */
export function ticked(every: keyof typeof ALL, months: number[] | undefined, month: number): number[] | undefined {
  const said = months ?? ALL[every]
  const next = said.includes(month) ? said.filter((each) => each !== month) : [...said, month].sort((a, b) => a - b)
  if (next.length === 0) return [month]
  return ALL[every].every((each) => next.includes(each)) ? undefined : next
}
