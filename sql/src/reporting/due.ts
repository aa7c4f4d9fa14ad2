import type { Calendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { findFeed } from '../feeds/find.ts'
import type { Expectation } from '../punctuality/expectation.ts'
import { type DuePeriod, duePeriods, lastDayFrom } from '../punctuality/periods.ts'
import { addDays, startOfDay } from '../time/hanoi.ts'
import type { RegistryUnit } from '../units/registry.ts'
import { findTemplate, listReports, listTemplates, type StoredReport, type StoredTemplate } from './find.ts'

export interface DueReport {
  template: StoredTemplate['spec']
  period: DuePeriod
  every: Expectation['every']
  /** Undefined where nobody has begun it. */
  report: StoredReport | undefined
  /** Whole days its due day is past while it is not told, or by which it was told late. */
  lateDays: number
}

/** Periods that are over and shown although nobody has begun them. */
const PERIODS_OWED = 3
/** What was begun long ago is shown as well. */
const PERIODS_KNOWN = 36

/** The reports a unit is to make or has made, those to do first, then the newest. */
export async function reportsOf(db: Db, calendar: Calendar, unit: RegistryUnit, now: Date): Promise<DueReport[]> {
  const begun = await listReports(db, { unitId: unit.id })
  const due: DueReport[] = []
  for (const template of await listTemplates(db)) {
    const expectation = await expectationOf(db, template.spec)
    if (expectation.level !== unit.kind) continue
    const periods = duePeriods(calendar, expectation, now, PERIODS_KNOWN)
    for (const [place, period] of periods.entries()) {
      const report = begun.find((each) => each.template === template.spec.id && each.period === period.from)
      const isAsked = period.last >= unit.valid_from && place >= periods.length - PERIODS_OWED
      if (report || isAsked)
        due.push({ template: template.spec, period, every: expectation.every, report, lateDays: lateBy(period, report, now) })
    }
  }
  const isDone = ({ report }: DueReport) => report !== undefined && report.state !== 'draft'
  return due.sort(
    (a, b) => Number(isDone(a)) - Number(isDone(b)) || (isDone(a) ? -1 : 1) * (a.period.due < b.period.due ? -1 : 1),
  )
}

/** Who reports on a form, how often and by when. */
export async function expectationOf(db: Db, { feed, measure }: StoredTemplate['spec']): Promise<Expectation> {
  const { spec } = await findFeed(db, feed)
  const expectation = spec.expects.find((each) => each.measure === measure)
  if (!expectation)
    throw new NotFound(`Nguồn «${feed}» không còn chờ «${measure}», nên mẫu này không có kỳ báo cáo. Báo người quản trị.`)
  return expectation
}

/** The period of a form that begins on a day, where it is over and asked for; undefined otherwise. */
export async function periodOf(
  db: Db,
  calendar: Calendar,
  { template, from }: { template: string; from: string },
  now: Date,
): Promise<{ period: DuePeriod; expectation: Expectation } | undefined> {
  const expectation = await expectationOf(db, (await findTemplate(db, template)).spec)
  const period = duePeriods(calendar, expectation, now, PERIODS_KNOWN).find((each) => each.from === from)
  return period && { period, expectation }
}

/** The last day of a report's period. */
export async function lastDayOfReport(db: Db, { template, version, period }: StoredReport): Promise<Day> {
  const { every } = await expectationOf(db, (await findTemplate(db, template, version)).spec)
  return lastDayFrom(period, every)
}

export function lateBy({ due }: DuePeriod, report: StoredReport | undefined, now: Date): number {
  const told = report?.toldAt ?? now
  const closes = startOfDay(addDays(due, 1)).getTime()
  return Math.max(0, Math.ceil((told.getTime() - closes) / 86_400_000))
}
