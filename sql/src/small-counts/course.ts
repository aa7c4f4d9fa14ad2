import { isTooSmall } from '../readings/state.ts'
import { slotBefore } from '../time/slots.ts'

/** What is counted of one thing over time: what each of its buckets brought, in the order of time; those that brought nothing left out. */
export interface Course {
  at: readonly Date[]
  values: readonly number[]
}

export interface Moments {
  /** Whether a span that is told may begin or end at a moment. */
  isOpen(at: Date): boolean
}

/**
 * The moments at which spans of a course may begin and end, so that between any two of them lies nothing, or enough to be told: any
 * difference of spans that are told is then enough too. A moment is opened where it leaves enough on either side, up to the open ones
 * next to it: first the end and the beginning, then the years, the months and the days. Of what is too little altogether only that
 * nothing came since can be told.
 */
export function momentsOf({ at, values }: Course, smallest: number): Moments {
  const before = [0]
  for (const value of values) before.push((before.at(-1) as number) + value)
  const isEnough = (from = 0, to = 0) => !isTooSmall({ smallest }, (before[to] as number) - (before[from] as number))
  const end = values.length
  const open = [end]
  const tryOpening = (place: number) => {
    const next = open.findIndex((other) => other >= place)
    const [left = place, right = place] = [open[next - 1], open[next]]
    if (right !== place && isEnough(left, place) && isEnough(place, right)) open.splice(next, 0, place)
  }
  tryOpening(0)
  const between = Array.from({ length: Math.max(0, end - 1) }, (_, place) => place + 1)
  const levels = between.map((place) => levelOf(at[place - 1] as Date, at[place] as Date))
  for (const level of LEVELS) for (const place of between) if (levels[place - 1] === level) tryOpening(place)
  const opened = new Set(open)
  const placeOf = (moment: Date) => {
    const found = at.findIndex((bucket) => bucket >= moment)
    return found < 0 ? end : found
  }
  return { isOpen: (moment) => opened.has(placeOf(moment)) }
}

const LEVELS = ['year', 'month', 'day'] as const

/** The longest step that begins after one bucket and not after the next. */
function levelOf(last: Date, next: Date): (typeof LEVELS)[number] {
  if (slotBefore(next, 'year') > last) return 'year'
  return slotBefore(next, 'month') > last ? 'month' : 'day'
}
