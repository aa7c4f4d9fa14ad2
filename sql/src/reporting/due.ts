import { sql } from 'kysely'
import type { Calendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { Db } from '../db.ts'
import { NotFound } from '../errors.ts'
import { findFeed } from '../feeds/find.ts'
import { Expectation } from '../punctuality/expectation.ts'
import { type DuePeriod, duePeriod, duePeriods, lastDayFrom } from '../punctuality/periods.ts'
import { addDays, startOfDay } from '../time/hanoi.ts'
import { stands } from '../units/crosswalk.ts'
import type { RegistryUnit } from '../units/registry.ts'
import { findTemplate, listReports, listTemplates, type StoredReport, type StoredTemplate } from './find.ts'

type Spec = StoredTemplate['spec']

export interface DueReport {
  template: Spec
  period: DuePeriod
  every: Expectation['every']
  /** Undefined where nobody has begun it. */
  report: StoredReport | undefined
  /** Whole days its due day is past while it is not told, or by which it was told late. */
  lateDays: number
}

/** A report somebody has begun, beside its form and period. */
export type BegunReport = DueReport & { report: StoredReport }

/** Periods that are over and shown although nobody has begun them. */
const PERIODS_OWED = 3
/** Periods that are over and may still be begun, and approved reports that are still listed. */
const PERIODS_KNOWN = 36

/** The reports a unit is to make or has made, those to do first, then the newest. */
export async function reportsOf(db: Db, calendar: Calendar, unit: RegistryUnit, now: Date): Promise<DueReport[]> {
  const reports = await listReports(db, { unitId: unit.id })
  const newer = (report: StoredReport) =>
    reports.filter((each) => each.template === report.template && each.period > report.period).length
  const listed = reports.filter((report) => report.state !== 'approved' || newer(report) < PERIODS_KNOWN)
  const due: DueReport[] = await besideForms(db, calendar, listed, now)
  for (const { spec } of await listTemplates(db)) {
    const expectation = await findExpectation(db, spec)
    if (expectation?.level !== unit.kind) continue
    for (const period of duePeriods(calendar, expectation, now, PERIODS_OWED)) {
      const isBegun = reports.some((each) => each.template === spec.id && each.period === period.from)
      if (isBegun || !period.asked || !stands(unit, period.last)) continue
      due.push({ template: spec, period, every: expectation.every, report: undefined, lateDays: lateBy(period, undefined, now) })
    }
  }
  const isDone = ({ report }: DueReport) => report !== undefined && report.state !== 'draft'
  return due.sort(
    (a, b) => Number(isDone(a)) - Number(isDone(b)) || (isDone(a) ? -1 : 1) * (a.period.due < b.period.due ? -1 : 1),
  )
}

/** The reports of everybody that wait for the department, the longest first. */
export async function reportsWaiting(db: Db, calendar: Calendar, now: Date): Promise<BegunReport[]> {
  return besideForms(db, calendar, await listReports(db, 'waiting'), now)
}

/** Reports beside their forms, each form read once; one whose period nobody can tell is left out. */
async function besideForms(db: Db, calendar: Calendar, reports: StoredReport[], now: Date): Promise<BegunReport[]> {
  const forms = new Map<string, { spec: Spec; expectation: Expectation | undefined }>()
  const found: BegunReport[] = []
  for (const report of reports) {
    const key = `${report.template} ${report.version}`
    if (!forms.has(key)) {
      const { spec } = await findTemplate(db, report.template, report.version)
      forms.set(key, { spec, expectation: await lastExpectation(db, spec) })
    }
    const { spec, expectation } = forms.get(key) as { spec: Spec; expectation: Expectation | undefined }
    if (!expectation) continue
    const period = duePeriod(calendar, expectation, report.period)
    found.push({ template: spec, period, every: expectation.every, report, lateDays: lateBy(period, report, now) })
  }
  return found
}

/** Who reports on a form, how often and by when; undefined where its feed no longer expects it. */
async function findExpectation(db: Db, { feed, measure }: Spec): Promise<Expectation | undefined> {
  const { spec } = await findFeed(db, feed)
  return spec.expects.find((each) => each.measure === measure)
}

/** The same as its feed says or last said: what was begun goes on although nothing new is expected. */
async function lastExpectation(db: Db, { feed, measure }: Spec): Promise<Expectation | undefined> {
  const { rows } = await sql<{ expectation: unknown }>`
    select expectation from feed_version version join feed on feed.id = version.feed_id,
           jsonb_array_elements(version.spec->'expects') expectation
    where feed.key = ${feed} and expectation->>'measure' = ${measure}
    order by version.version desc limit 1`.execute(db)
  return rows[0] && Expectation.parse(rows[0].expectation)
}

/** The kinds of units that report on any form. */
export async function reportingKinds(db: Db): Promise<string[]> {
  const templates = await listTemplates(db)
  const found = await Promise.all(templates.map(({ spec }) => findExpectation(db, spec)))
  return [...new Set(found.flatMap((expectation) => expectation?.level ?? []))]
}

export async function expectationOf(db: Db, spec: Spec): Promise<Expectation> {
  return (await findExpectation(db, spec)) ?? refuse(spec)
}

function refuse({ feed, measure }: Spec): never {
  throw new NotFound({
    vi: `Nguồn «${feed}» không còn chờ «${measure}», nên mẫu này không có kỳ báo cáo. Báo người quản trị.`,
    en: `The feed «${feed}» no longer expects «${measure}», so this form has no periods. Tell the administrator.`,
  })
}

/** The period of a form that begins on a day, where it is over; undefined otherwise. */
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

/** The period of a report that was begun, however long ago that was. */
export async function periodOfReport(
  db: Db,
  calendar: Calendar,
  { template, version, period }: StoredReport,
): Promise<{ period: DuePeriod; expectation: Expectation }> {
  const { spec } = await findTemplate(db, template, version)
  const expectation = (await lastExpectation(db, spec)) ?? refuse(spec)
  return { period: duePeriod(calendar, expectation, period), expectation }
}

/** The last day of a report's period. */
export async function lastDayOfReport(db: Db, { template, version, period }: StoredReport): Promise<Day> {
  const { spec } = await findTemplate(db, template, version)
  const { every } = (await lastExpectation(db, spec)) ?? refuse(spec)
  return lastDayFrom(period, every)
}

export function lateBy({ due, asked }: DuePeriod, report: StoredReport | undefined, now: Date): number {
  if (!asked) return 0
  const told = report?.toldAt ?? now
  const closes = startOfDay(addDays(due, 1)).getTime()
  return Math.max(0, Math.ceil((told.getTime() - closes) / 86_400_000))
}
