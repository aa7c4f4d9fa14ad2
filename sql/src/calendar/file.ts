import { parse } from 'yaml'
import { z } from 'zod'
import { type Day, numberOfDay, weekdayOf } from './day.ts'

// What calendar files say: the national one, and over it a province's own where it has one.

const Status = z.enum(['official', 'provisional'])
export type Status = z.infer<typeof Status>

/** 07:30-11:30 */
const Session = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'Write a session as 07:30-11:30')
  .transform((text) => ({ from: text.slice(0, 5), to: text.slice(6) }))

const Hours = z
  .strictObject({
    /** The day from which they hold; left out, since ever. */
    from: z.iso.date().optional(),
    morning: Session,
    afternoon: Session,
    status: Status,
    notice: z.string().min(1),
  })
  .refine(
    ({ morning, afternoon }) => morning.from < morning.to && morning.to <= afternoon.from && afternoon.from < afternoon.to,
    'A morning ends after it begins, and before the afternoon does',
  )
export type Hours = z.infer<typeof Hours>

const Exception = z.strictObject({
  days: z.array(z.iso.date()).min(1),
  name: z.string().min(1),
  /** The law or notice the days come from. */
  notice: z.string().min(1),
  article: z.string().nullable().default(null),
})
type Exception = z.infer<typeof Exception>

const CalendarFile = z.strictObject({
  zone: z.literal('Asia/Ho_Chi_Minh').optional(),
  hours: z.array(Hours).min(1).optional(),
  years: z
    .record(
      z.string().regex(/^\d{4}$/),
      z.strictObject({
        status: Status.optional(),
        off: z.array(Exception).default([]),
        worked: z.array(Exception).default([]),
      }),
    )
    .default({}),
})

/** A day that differs from its weekday: off, or a weekend that is worked. */
export interface ListedDay {
  day: Day
  name: string
  notice: string
  article: string | null
}

/** A calendar file as read. */
export interface CalendarText {
  path: string
  text: string
}

export interface Listed {
  years: Map<string, Status>
  /** By day number. */
  days: Map<number, ListedDay & { worked: boolean }>
  /** In order of the day from which they hold. */
  hours: Hours[]
}

/** Lays calendar files over one another, the later over the earlier. Throws, naming the file, where one says what cannot be meant. */
export function layOver(files: CalendarText[]): Listed {
  const listed: Listed = { years: new Map(), days: new Map(), hours: [] }
  for (const { path, text } of files) {
    try {
      lay(listed, text)
    } catch (error) {
      throw new Error(`${path}: ${error instanceof Error ? error.message : error}`, { cause: error })
    }
  }
  if (listed.hours.length === 0) throw new Error(`${files[0]?.path}: lists no working hours`)
  return listed
}

function lay(listed: Listed, text: string) {
  const parsed = CalendarFile.safeParse(parse(text, { schema: 'core' }) ?? {})
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error))
  const { hours, years } = parsed.data
  if (hours) listed.hours = inOrder(hours)
  const here = new Set<Day>()
  for (const [year, { status = listed.years.get(year), off, worked }] of Object.entries(years)) {
    if (!status) throw new Error(`${year} has no status: official, or provisional while a notice is awaited`)
    listed.years.set(year, status)
    for (const exception of off) except(listed, year, exception, false, here)
    for (const exception of worked) except(listed, year, exception, true, here)
  }
}

function except(listed: Listed, year: string, { days, name, notice, article }: Exception, worked: boolean, here: Set<Day>) {
  for (const day of days) {
    const number = numberOfDay(day)
    if (!day.startsWith(year)) throw new Error(`${day} (${name}) is listed under ${year}`)
    if (here.has(day)) throw new Error(`${day} (${name}) is listed twice`)
    // An exception that changes nothing is a slip of the pen: a weekend day off, a weekday worked.
    if (isWorkedIn(listed, number) === worked) throw new Error(`${day} (${name}) is ${stands(number, worked)} anyway`)
    here.add(day)
    listed.days.set(number, { day, name, notice, article, worked })
  }
}

/** Whether a day is worked, as far as is listed. */
export function isWorkedIn({ days }: Listed, number: number): boolean {
  return days.get(number)?.worked ?? weekdayOf(number) <= 5
}

function stands(number: number, worked: boolean): string {
  if (weekdayOf(number) > 5) return worked ? 'worked' : 'on a weekend'
  return worked ? 'a weekday' : 'off'
}

function inOrder(hours: Hours[]): Hours[] {
  const sorted = hours.toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? ''))
  if (sorted[0]?.from !== undefined) throw new Error('The first working hours have a «from»: say which held before, without one')
  const twice = sorted.find((each, index) => index > 0 && each.from === sorted[index - 1]?.from)
  if (twice) throw new Error(`Two lists of working hours hold from ${twice.from ?? 'ever'}`)
  return sorted
}
