import { addDays, loadCalendar, neededPerDay, pacePerDay, pathOf, startOfDay } from '@ioc/sql'
import type { Build } from './build.ts'
import { courseOf } from './course.ts'
import { readingOf } from './reading.ts'

/** How many days make the pace. */
const PACE_DAYS = 30
/** The path is drawn by weeks. */
const PATH_STEP_DAYS = 7

/** A year's running total on its way to its plan, by how past years went. */
export const outlookTile: Build<'outlook'> = async (context, tile, moment) => {
  const { indicator, reading: actual, read } = await readingOf(context, tile.actual, moment)
  const { reading: plan } = await readingOf(context, tile.plan, moment)
  const late = tile.late === undefined ? null : context.registry.indicator(tile.late)
  const course = await courseOf(context, indicator, read, plan.value, moment, late)
  const { year, today, share, elapsed, level, steps, lastDay, past, ahead } = course
  const total = actual.value
  const last = dayAt(year, today)
  const end = dayAt(year, lastDay)
  const calendar = loadCalendar(context.province.key)
  const workdays = calendar.workingDaysBetween(last, end)
  const paceFrom = steps.findLast(({ day }) => day <= today - PACE_DAYS)
  const paceDays = paceFrom ? calendar.workingDaysBetween(dayAt(year, paceFrom.day), last) : 0
  return {
    id: tile.id,
    title: tile.title,
    kind: 'outlook',
    actual,
    plan,
    planned: tile.planned,
    share,
    elapsed,
    level,
    neededPerDay: total !== null && plan.value !== null ? neededPerDay(total, plan.value, workdays) : null,
    daysLeft: workdays,
    end: startOfDay(end).toISOString(),
    pacePerDay: paceFrom && total !== null ? pacePerDay(paceFrom, { day: today, total }, paceDays) : null,
    band: ahead?.band ?? null,
    years: ahead?.years ?? 0,
    yearsNeeded: ahead?.needed ?? 0,
    steps: steps.map(({ day, total }) => ({ at: startOfDay(dayAt(year, day)).toISOString(), value: total })),
    path:
      ahead?.band && total !== null
        ? pathOf(today, total, past, days(today, lastDay)).map(({ day, ...band }) => ({
            at: startOfDay(dayAt(year, day)).toISOString(),
            ...band,
          }))
        : [],
  }
}

function days(from: number, to: number): number[] {
  const all: number[] = []
  for (let day = from; day < to; day += PATH_STEP_DAYS) all.push(day)
  return [...all, to]
}

function dayAt(year: number, day: number): string {
  return addDays(`${year}-01-01`, day - 1)
}
