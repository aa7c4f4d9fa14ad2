import type { Calendar } from '../calendar/calendar.ts'
import type { Db } from '../db.ts'
import type { Expectation, Rhythm } from '../punctuality/expectation.ts'
import { whoTold } from '../punctuality/who-told.ts'
import { dayOf } from '../time/hanoi.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Month } from './months.ts'

const DAY_MS = 86_400_000
const DAYS: Record<Rhythm, number> = { day: 1, week: 7, month: 28, quarter: 90, year: 365 }
/** A day that is off moves on by less than this. */
const MOVED_DAYS = 15

/** By month: how many reports of a unit for a period fell due in it, and how many of them have come, late or not. */
export async function reportsDue(
  db: Db,
  units: UnitRegistry,
  calendar: Calendar,
  { feedId, expects, under, months, now }: { feedId: number; expects: Expectation[]; under: number; months: Month[]; now: Date },
): Promise<Map<string, { told: number; of: number }>> {
  const due = new Map<string, { told: number; of: number }>()
  const from = months[0]?.from ?? now
  for (const expectation of expects) {
    const days = (now.getTime() - from.getTime()) / DAY_MS + expectation.dueDays + MOVED_DAYS
    const count = Math.max(1, Math.ceil(days / DAYS[expectation.every]) + 1)
    const { periods, rows } = await whoTold(db, units, calendar, { feedId, expectation, under, count, now })
    for (const [n, period] of periods.entries()) {
      const month = period.due.slice(0, 7)
      if (period.due >= dayOf(now) || !months.some((each) => each.month === month)) continue
      const sum = due.get(month) ?? { told: 0, of: 0 }
      for (const { tellings } of rows) {
        const telling = tellings[n]
        if (!telling || telling.expected === 0) continue
        sum.of++
        if (telling.state !== 'overdue') sum.told++
      }
      due.set(month, sum)
    }
  }
  return due
}
