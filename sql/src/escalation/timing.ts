import type { Severity } from '../alerts/rule.ts'
import type { Calendar } from '../calendar/calendar.ts'
import { addDays, dayOf, startOfDay } from '../time/hanoi.ts'
import type { Chain, EscalationPlan, Step } from './plan.ts'

const MINUTE_MS = 60_000

/** Until when whoever was told at a moment may say that they see to it, before the next is told. */
export function nextStepAt(
  calendar: Calendar,
  { counts }: Pick<Chain, 'counts'>,
  { wait }: Pick<Step, 'wait'>,
  told: Date,
): Date {
  return counts === 'always' ? new Date(told.getTime() + wait * MINUTE_MS) : calendar.addWorkingHours(told, wait / 60)
}

/** When a message of this severity may go out at the earliest: at once if critical, otherwise not at night, and what can wait with its like. */
export function sendableFrom({ quiet, digest }: Pick<EscalationPlan, 'quiet' | 'digest'>, level: Severity, at: Date): Date {
  if (level === 'critical') return at
  const gathered = digest?.levels.includes(level) ? nextOf(digest.at, at) : at
  if (!quiet) return gathered
  return isNight(quiet, gathered) ? nextOf([quiet.to], gathered) : gathered
}

/** The next moment, this one included, at which the clock in Hanoi shows one of these times. */
function nextOf(times: string[], at: Date): Date {
  const day = dayOf(at)
  const moments = [day, addDays(day, 1)].flatMap((each) => times.map((time) => momentOf(each, time)))
  return new Date(Math.min(...moments.filter((moment) => moment >= at).map((moment) => moment.getTime())))
}

/** A night may reach over midnight. */
function isNight({ from, to }: { from: string; to: string }, at: Date): boolean {
  const day = dayOf(at)
  const [begin, end] = [momentOf(day, from), momentOf(day, to)]
  return from <= to ? begin <= at && at < end : at >= begin || at < end
}

function momentOf(day: string, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(startOfDay(day).getTime() + (60 * hours + minutes) * MINUTE_MS)
}
