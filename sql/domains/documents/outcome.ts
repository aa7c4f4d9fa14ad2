import { dayOf } from '../../src/time/hanoi.ts'

/** Done a day before its deadline or more is early; what has none is neither in time nor late. */
export function outcomeOf(done: Date | null | undefined, due: Date | null | undefined): string | null {
  if (!done) return null
  if (!due) return 'no_deadline'
  if (done > due) return 'late'
  return dayOf(done) < dayOf(due) ? 'early' : 'on_time'
}
