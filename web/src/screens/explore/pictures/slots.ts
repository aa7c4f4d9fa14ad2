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
