import { z } from 'zod'
import type { Calendar } from '../../src/calendar/calendar.ts'
import { defineNormaliser, type Problem } from '../../src/pack/normalise.ts'
import { startOfDay } from '../../src/time/hanoi.ts'

/** Of a province; a ministry has 20 and 10. */
const ANNOUNCED_DAYS_BEFORE = 5
const PUBLISHED_WITHIN_DAYS = 5

export const ProcedureListing = z.object({
  /** The procedure's own code: each decision about it is a record of its own. */
  code: z.string().min(1).max(100),
  /** Who answers for it: the province. */
  unit: z.string().min(1),
  /** The decision that announces it, and from when what it carries out holds; yyyy-mm-dd. */
  decided_on: z.iso.date(),
  effective_on: z.iso.date().nullish(),
  published_on: z.iso.date().nullish(),
  complete: z.boolean(),
  online: z.enum(['full', 'partial', 'none']),
  has_fee: z.boolean(),
  payable_online: z.boolean(),
  /** Whether its result is a document; unknown where the source leaves it out. */
  yields_document: z.boolean().nullish(),
  /** Who may ask for it. */
  subjects: z.array(z.object({ subject: z.enum(['citizen', 'organisation']).nullish() })).default([]),
  /** The longest it may take. */
  term: z.number().positive().max(3_660).nullish(),
  term_unit: z.enum(['hour', 'day', 'working_day', 'month']).default('working_day'),
  deleted: z.boolean().default(false),
  updated_at: z.date().nullish(),
})
type ProcedureListing = z.infer<typeof ProcedureListing>
const Key = ProcedureListing.pick({ code: true, decided_on: true, updated_at: true })

export default defineNormaliser({
  schema: ProcedureListing as z.ZodType<ProcedureListing>,
  columns: {
    procedure: 'text',
    decided_on: 'date',
    effective_on: 'date',
    publish_by: 'date',
    published_on: 'date',
    announced: 'text',
    complete: 'boolean',
    online: 'text',
    payment: 'text',
    yields_document: 'boolean',
    subject: 'text',
    term: 'numeric',
    term_unit: 'text',
    replaced_on: 'date',
    month_announced: 'text',
    month_published: 'text',
  },
  toFact(listing, context) {
    const unit = context.unit(listing.unit, startOfDay(listing.decided_on))
    const problems = problemsOf(listing, unit, context.calendar)
    if (problems.length > 0 || unit === null || !context.calendar) return { problems }
    const { decided_on, effective_on = null, published_on = null, complete, online, has_fee, payable_online } = listing
    return {
      fact: {
        external_id: idOf(listing),
        source_version: (listing.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        deleted: listing.deleted,
        procedure: procedureOf(listing.code),
        decided_on,
        effective_on,
        publish_by: context.calendar.addWorkingDays(decided_on, PUBLISHED_WITHIN_DAYS),
        published_on,
        announced: announcedOf(listing, context.calendar),
        complete,
        online,
        payment: has_fee ? (payable_online ? 'online' : 'missing') : 'free',
        yields_document: listing.yields_document ?? null,
        subject: subjectOf(listing),
        term: listing.term ?? null,
        term_unit: listing.term ? listing.term_unit : null,
        // The database knows the other decisions: resolve.sql, and the trigger of the table.
        replaced_on: null,
        month_announced: null,
        month_published: null,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: idOf(known), source_version: known.updated_at?.getTime() ?? null } : null
  },
})

/** A decision replaces the one before it, and both were announced in time or late. */
const idOf = ({ code, decided_on }: { code: string; decided_on: string }) => `${procedureOf(code)}|${decided_on}`

/** The national code without what a locality or a portal hangs on it: 1.010708 of «1.010708.000.00.00.H56». */
const procedureOf = (code: string) => /^[1-3]\.\d{6}(?=\.|$)/.exec(code)?.[0] ?? code

function subjectOf({ subjects }: ProcedureListing): string | null {
  const named = new Set(subjects.flatMap(({ subject }) => subject ?? []))
  const [only] = named
  return named.size > 1 ? 'both' : (only ?? null)
}

function announcedOf({ decided_on, effective_on }: ProcedureListing, calendar: Calendar): string {
  if (!effective_on) return 'undated'
  return calendar.addWorkingDays(decided_on, ANNOUNCED_DAYS_BEFORE) <= effective_on ? 'in_time' : 'late'
}

function problemsOf({ unit: name }: ProcedureListing, unit: number | null, calendar?: Calendar): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    const message = `Không nhận ra đơn vị «${name}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
    problems.push({ field: 'unit', code: 'unknown_unit', message })
  }
  if (!calendar) {
    const message = 'Không có lịch ngày làm việc nên không tính được hạn công khai. Khai lịch của tỉnh, rồi chạy lại.'
    problems.push({ field: 'decided_on', code: 'no_calendar', message })
  }
  return problems
}
