import { dayNumberOf, dayOfNumber, startOfNumber } from './day.ts'
import { type Hours, isWorkedIn, type Listed } from './file.ts'

interface Stretch {
  from: number
  to: number
}

/** The hours that hold on a day. */
export function hoursOn({ hours }: Listed, number: number): Hours {
  const day = dayOfNumber(number)
  // The first has no `from` and holds since ever.
  return hours.findLast(({ from }) => from === undefined || from <= day) as Hours
}

/** The stretches of work after an instant, in order and without end; begins in the middle of one where `at` does. */
export function* stretchesFrom(listed: Listed, at: number): Generator<Stretch, never> {
  for (let day = dayNumberOf(new Date(at)); ; day++) {
    if (!isWorkedIn(listed, day)) continue
    const { morning, afternoon } = hoursOn(listed, day)
    const midnight = startOfNumber(day).getTime()
    for (const session of [morning, afternoon]) {
      const from = Math.max(at, midnight + sinceMidnight(session.from))
      const to = midnight + sinceMidnight(session.to)
      if (from < to) yield { from, to }
    }
  }
}

/** The instant by which `ms` of work have passed; at the end of a session rather than the beginning of the next. */
export function addWork(listed: Listed, at: number, ms: number): number {
  if (ms === 0) return at
  const stretches = stretchesFrom(listed, at)
  for (let left = ms; ; ) {
    const { from, to } = stretches.next().value
    if (left <= to - from) return from + left
    left -= to - from
  }
}

/** Milliseconds of work in the time from one instant to a later one. */
export function workBetween(listed: Listed, start: number, end: number): number {
  let sum = 0
  for (const { from, to } of stretchesFrom(listed, start)) {
    if (from >= end) break
    sum += Math.min(to, end) - from
  }
  return sum
}

/** 07:30 → milliseconds. */
function sinceMidnight(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
}
