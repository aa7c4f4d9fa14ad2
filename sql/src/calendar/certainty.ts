import { dayOfNumber } from './day.ts'
import type { Listed, Status } from './file.ts'

/** How sure the calendar is: a year with nothing listed is unknown, and only its weekends are left out. */
export type Certainty = Status | 'unknown'

const ORDER: Certainty[] = ['unknown', 'provisional', 'official']

export function statusOf({ years }: Listed, number: number): Certainty {
  return years.get(dayOfNumber(number).slice(0, 4)) ?? 'unknown'
}

export function lesser(a: Certainty, b: Certainty): Certainty {
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b
}
