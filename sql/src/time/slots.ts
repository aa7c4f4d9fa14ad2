import { sql } from 'kysely'
import type { Span } from '../readings/asked/period.ts'
import { addDays, dayOf, startOfDay } from './hanoi.ts'

export type Step = 'hour' | 'day' | 'month' | 'year'

const HOUR_MS = 3_600_000

/** The steps of a span by the province's calendar; the first may begin before it. */
export function slotsOf({ from, to }: Span, step: Step): Span[] {
  const slots: Span[] = []
  for (let start = slotBefore(from, step); start < to; ) {
    const next = following(start, step)
    slots.push({ from: start, to: next })
    start = next
  }
  return slots
}

/** As much of a slot as is over, today included: what is asked for where it is asked for alone. */
export const overOf = ({ from, to }: Span, at: Date): Span => ({
  from,
  to: new Date(Math.min(to.getTime(), startOfDay(addDays(dayOf(at), 1)).getTime())),
})

/** Where the first slot begins that lies wholly at or after a moment. */
export function slotFrom(at: Date, step: Step): Date {
  const start = slotBefore(at, step)
  return start < at ? following(start, step) : start
}

/** Where the slot begins that a moment lies in. */
export function slotBefore(at: Date, step: Step): Date {
  if (step === 'hour') return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS)
  const day = dayOf(at)
  return startOfDay(step === 'day' ? day : step === 'month' ? `${day.slice(0, 7)}-01` : `${day.slice(0, 4)}-01-01`)
}

/** Where the slot after the one beginning at a moment begins. */
export function following(at: Date, step: Step): Date {
  if (step === 'hour') return new Date(at.getTime() + HOUR_MS)
  const day = dayOf(at)
  if (step === 'day') return startOfDay(addDays(day, 1))
  const [year, month] = day.split('-').map(Number) as [number, number]
  return startOfDay(step === 'month' && month < 12 ? `${year}-${String(month + 1).padStart(2, '0')}-01` : `${year + 1}-01-01`)
}

/** Where the month ends that begins at an instant of a statement. */
export const endOfMonth = (month: ReturnType<typeof sql.ref>) =>
  sql<Date>`date_trunc('month', ${month} + interval '32 days', 'Asia/Ho_Chi_Minh')`
