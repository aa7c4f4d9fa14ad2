import { startOfDay } from '../time/hanoi.ts'

/** A month of the Vietnamese calendar: 2026-11, from its first instant to the first of the next. */
export interface Month {
  month: string
  from: Date
  to: Date
}

/** So many months up to and with one, the oldest first. */
export function monthsUpTo(month: string, count: number): Month[] {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const name = (n: number) => new Date(Date.UTC(year, number - 1 + n, 1)).toISOString().slice(0, 7)
  return Array.from({ length: count }, (_, n) => {
    const back = n - count + 1
    return { month: name(back), from: startOfDay(`${name(back)}-01`), to: startOfDay(`${name(back + 1)}-01`) }
  })
}
