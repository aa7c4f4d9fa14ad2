import { z } from 'zod'
import { instant } from './tiles.ts'

// The wall's clock tells the lunar day; the one lunar calendar of the house is pure, so the browser may have it.
export { lunarDate } from '@ioc/sql/lunar'

/** A day off or a worked weekend, and the act or notice that says so. */
const ListedDay = z.object({
  day: z.iso.date(),
  name: z.string(),
  notice: z.string(),
  article: z.string().nullable(),
})

const Session = z.object({ from: z.iso.time(), to: z.iso.time() })

export const CalendarYearAnswer = z.object({
  year: z.number(),
  /** Provisional while a notice is awaited: days may still move. */
  status: z.enum(['official', 'provisional']),
  /** Mùng 1 Tết. */
  tet: z.iso.date(),
  workingDays: z.number(),
  /** Working hours, each from a day on; the first since ever where it names none. */
  hours: z.array(
    z.object({
      from: z.iso.date().nullable(),
      morning: Session,
      afternoon: Session,
      status: z.enum(['official', 'provisional']),
      notice: z.string(),
    }),
  ),
  off: z.array(ListedDay),
  worked: z.array(ListedDay),
})
export type CalendarYearAnswer = z.infer<typeof CalendarYearAnswer>

export const DeadlineAnswer = z.object({
  from: z.union([z.iso.date(), instant]),
  days: z.number().nullable(),
  hours: z.number().nullable(),
  due: z.iso.date(),
  /** Null where whole days were counted from a day. */
  at: instant.nullable(),
  /** How sure the calendar is of the days counted; unknown where a year has no notice and only weekends are left out. */
  status: z.enum(['official', 'provisional', 'unknown']),
  /** Days that did not count, and why. */
  skipped: z.array(
    z.discriminatedUnion('why', [
      ListedDay.extend({ why: z.literal('off') }),
      z.object({ day: z.iso.date(), why: z.literal('weekend') }),
    ]),
  ),
  /** Weekend days that did count. */
  worked: z.array(ListedDay),
})
export type DeadlineAnswer = z.infer<typeof DeadlineAnswer>
