import type { Calendar } from '../calendar/calendar.ts'
import type { Localised } from '../pack/pack.ts'
import { dueDay, lastDayFrom, periodsBefore } from '../punctuality/periods.ts'
import type { Span } from '../readings/asked/period.ts'
import { addDays, startOfDay } from '../time/hanoi.ts'
import type { Round } from './round.ts'

/** A period of a round: its first and last day, and by which the units and the province are to sign it. */
export interface SignedPeriod {
  from: string
  last: string
  due: string
  provinceDue: string
}

type Days = Pick<Calendar, 'isWorkingDay'>

/** The newest periods of a round that are over, the oldest first. */
export function periodsOfRound(calendar: Days, round: Round, now: Date, count: number): SignedPeriod[] {
  return periodsBefore(now, round.every, count)
    .filter(({ from }) => from >= round.from)
    .map(({ from }) => periodFrom(calendar, round, from))
}

export function periodFrom(calendar: Days, { every, dueDays, provinceDueDays }: Round, from: string): SignedPeriod {
  const last = lastDayFrom(from, every)
  return { from, last, due: dueDay(calendar, last, dueDays), provinceDue: dueDay(calendar, last, provinceDueDays) }
}

export const spanOfPeriod = ({ from, last }: Pick<SignedPeriod, 'from' | 'last'>): Span => ({
  from: startOfDay(from),
  to: startOfDay(addDays(last, 1)),
})

/** As people write it in a question: 2026-10, 2026-Q4, 2026. */
export function periodKey(every: Round['every'], from: string): string {
  if (every === 'month') return from.slice(0, 7)
  return every === 'year' ? from.slice(0, 4) : `${from.slice(0, 4)}-Q${quarterOf(from)}`
}

/** «tháng 10/2026», «quý IV/2026», «năm 2026». */
export function sayPeriod(every: Round['every'], from: string): Localised {
  const [year, month] = [from.slice(0, 4), from.slice(5, 7)]
  if (every === 'month') return { vi: `tháng ${month}/${year}`, en: `${month}/${year}` }
  if (every === 'year') return { vi: `năm ${year}`, en: year }
  return { vi: `quý ${['I', 'II', 'III', 'IV'][quarterOf(from) - 1]}/${year}`, en: `quarter ${quarterOf(from)}/${year}` }
}

const quarterOf = (from: string) => Math.ceil(Number(from.slice(5, 7)) / 3)
