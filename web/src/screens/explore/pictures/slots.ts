import type { Say } from '../../../text/say.ts'
import type { Step } from '../view.ts'

type Words = Pick<Say, 'day' | 'dayMonth' | 'monthYear' | 'minute'>

/** An instant as the beginning of an hour, a day, a month or a year. */
export function sayOfStep(at: string, step: Step, { day, monthYear, minute }: Words): string {
  if (step === 'hour') return `${minute(at)} ${day(at)}`
  if (step === 'day') return day(at)
  return step === 'month' ? monthYear(at) : (monthYear(at).split('/').at(-1) ?? '')
}

/** The same, as short as it stands below an axis. */
export function sayShort(at: string, step: Step, words: Words): string {
  if (step === 'hour') return words.minute(at)
  return step === 'day' ? words.dayMonth(at) : sayOfStep(at, step, words)
}

/** How far the clock in Vietnam is ahead of UTC. */
export const HANOI_MS = 7 * 3_600_000
const LENGTH_MS = { hour: 3_600_000, day: 86_400_000 }

/** The instant at which a slot ends that begins at `at`. */
export function endOf(at: string, step: Step): string {
  const from = Date.parse(at)
  if (step === 'hour' || step === 'day') return new Date(from + LENGTH_MS[step]).toISOString()
  const begins = new Date(from + HANOI_MS)
  const months = step === 'month' ? 1 : 12
  return new Date(Date.UTC(begins.getUTCFullYear(), begins.getUTCMonth() + months, 1) - HANOI_MS).toISOString()
}
