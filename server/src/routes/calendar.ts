import { type Calendar, Invalid, loadCalendar, NotFound } from '@ioc/sql'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { CalendarYearAnswer, DeadlineAnswer } from '../../contract/index.ts'
import type { TileContext } from '../tiles/context.ts'

const tags = ['calendar']
const MAX_DAYS = 1_000
const MAX_HOURS = 8_000
const DAY = z.iso.date()
/** To the minute or finer. */
const INSTANT = z.union([z.iso.datetime({ offset: true, precision: -1 }), z.iso.datetime({ offset: true })])

/** The working calendar of the province: its years, and deadlines counted in it. */
export function calendarRoutes(app: FastifyInstance, { province }: Pick<TileContext, 'province'>): void {
  const api = app.withTypeProvider<ZodTypeProvider>()
  const calendar = loadCalendar(province.key)

  api.get(
    '/api/calendar/:year',
    {
      config: { permission: 'figures.read', tagged: true },
      schema: {
        tags,
        summary: 'Days off and worked weekends of a year, each with its notice, and working hours',
        params: z.object({ year: z.coerce.number().int().min(1900).max(2199) }),
        response: { 200: CalendarYearAnswer },
      },
    },
    async ({ params }) => yearOf(calendar, params.year),
  )
  api.get(
    '/api/calendar/deadline',
    {
      config: { permission: 'figures.read', tagged: true },
      schema: {
        tags,
        summary: 'When so many working days or hours have passed, the days skipped on the way and why',
        querystring: z.object({
          from: z
            .string()
            .max(40)
            .describe('An instant with its zone, 2026-11-20T16:00+07:00 (in a URL + is %2B), or a day, 2026-11-20'),
          days: z.coerce
            .number()
            .int()
            .min(0)
            .max(MAX_DAYS)
            .optional()
            .describe('Working days; the day after `from` is day 1, and an instant keeps its time of day'),
          hours: z.coerce
            .number()
            .min(0)
            .max(MAX_HOURS)
            .optional()
            .describe('Working hours, counted from `from`, a day from its beginning'),
        }),
        response: { 200: DeadlineAnswer },
      },
    },
    async ({ query: { from: text, days, hours } }) => {
      const from = fromOf(text)
      const length = lengthOf(days, hours)
      const { at, ...rest } = calendar.deadline(from, length)
      return {
        from: typeof from === 'string' ? from : from.toISOString(),
        days: days ?? null,
        hours: hours ?? null,
        at: at?.toISOString() ?? null,
        ...rest,
      }
    },
  )
}

function yearOf(calendar: Calendar, year: number): CalendarYearAnswer {
  const found = calendar.year(year)
  if (!found) throw new NotFound(`There is no calendar for ${year} yet. Add the year and its notice to calendar.yaml.`)
  return { ...found, hours: found.hours.map(({ from = null, ...rest }) => ({ from, ...rest })) }
}

function fromOf(text: string): string | Date {
  const isDay = DAY.safeParse(text).success
  if (!isDay && !INSTANT.safeParse(text).success) {
    throw new Invalid(
      `from «${text}» is no instant and no day. Write 2026-11-20T16:00+07:00 (the zone must be said; in a URL + is %2B) or 2026-11-20.`,
    )
  }
  if (!/^(19|20|21)/.test(text)) throw new Invalid(`from «${text}» is outside the years 1900 to 2199.`)
  return isDay ? text : new Date(text)
}

function lengthOf(days: number | undefined, hours: number | undefined): { days: number } | { hours: number } {
  if (days !== undefined && hours === undefined) return { days }
  if (hours !== undefined && days === undefined) return { hours }
  throw new Invalid('Say either days or hours, such as days=5 or hours=4.')
}
