import { addDays, type DefinedIndicator, dayOf, monthStart, type Span, startOfDay } from '@ioc/sql'
import type { Period } from '@ioc/sql/pack'

type Step = 'hour' | 'day' | 'month' | 'year'

const STEPS: Step[] = ['hour', 'day', 'month', 'year']
const SHOWN: Record<Step, number> = { hour: 24, day: 30, month: 13, year: 6 }
const HOUR_MS = 3_600_000

/** The step of the recent past beneath a number: no finer than its figures are told, and coarser where its period is long. */
export function sparkStep({ period, grain }: Pick<DefinedIndicator, 'period' | 'grain'>): Step {
  return STEPS[Math.max(STEPS.indexOf(STEP_OF[period]), STEPS.indexOf(grain))] as Step
}

const STEP_OF: Record<Period, Step> = {
  now: 'day',
  today: 'day',
  last24h: 'hour',
  last7d: 'day',
  month: 'day',
  last_month: 'day',
  quarter: 'day',
  year: 'day',
  last12m: 'month',
  latest: 'day',
}

export function sparkSpan(step: Step, at: Date): Span {
  const back = SHOWN[step] - 1
  const today = dayOf(at)
  const tomorrow = startOfDay(addDays(today, 1))
  switch (step) {
    case 'hour': {
      const hour = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS
      return { from: new Date(hour - back * HOUR_MS), to: new Date(hour + HOUR_MS) }
    }
    case 'day':
      return { from: startOfDay(addDays(today, -back)), to: tomorrow }
    case 'month':
      return { from: monthStart(today, -back), to: tomorrow }
    case 'year':
      return { from: startOfDay(`${Number(today.slice(0, 4)) - back}-01-01`), to: tomorrow }
  }
}
