import { z } from 'zod'
import { defineNormaliser, type Problem, type RecordContext } from '../../src/pack/normalise.ts'
import { dayOf } from '../../src/time/hanoi.ts'
import { endOf, type Family, familyOf, loadSla } from './sla.ts'

export const STATUSES = [
  'new',
  'distributing',
  'waiting',
  'in_progress',
  'pending_approval',
  'completed',
  'rejected',
  'duplicate',
] as const

const moment = z.date().nullish()
const count = z.number().int().min(0).max(1_000).default(0)

export const Report = z.object({
  code: z.string().min(1).max(200),
  /** Code, alias or name of the commune it happened in. */
  unit: z.string().min(1),
  source: z.string().min(1).max(50),
  category: z.string().min(1).max(200),
  /** Of a petition on the national portal: what it is about (Decree 20/2008/NĐ-CP, article 5). */
  about: z.enum(['conduct', 'regulation', 'proposal']).nullish(),
  priority: z.enum(['normal', 'high', 'urgent']).default('normal'),
  status: z.enum(STATUSES),
  received_at: z.date(),
  accepted_at: moment,
  /** When more was asked of the citizen. */
  asked_at: moment,
  refused_at: moment,
  completed_at: moment,
  published_at: moment,
  /** The deadline the source itself keeps, which then stands; ours by sla.yaml where it keeps none. */
  due_at: moment,
  updated_at: moment,
  photos_before: count,
  photos_after: count,
  rating: z.number().int().min(1).max(5).nullish(),
  reopened: count,
  /** The report it repeats. */
  duplicate_of: z.string().nullish(),
  unmerged: z.boolean().default(false),
  /** Only that there is one is kept. */
  public_reason: z.string().nullish(),
  deleted: z.boolean().default(false),
})
type Report = z.infer<typeof Report>
const Key = Report.pick({ code: true, updated_at: true })

export default defineNormaliser({
  schema: Report as z.ZodType<Report>,
  columns: {
    source: 'text',
    category: 'text',
    about: 'text',
    priority: 'text',
    status: 'text',
    received_at: 'timestamptz',
    accepted_at: 'timestamptz',
    asked_at: 'timestamptz',
    refused_at: 'timestamptz',
    completed_at: 'timestamptz',
    published_at: 'timestamptz',
    due_at: 'timestamptz',
    near_at: 'timestamptz',
    outcome: 'text',
    steps: 'text[]',
    photos_before: 'integer',
    photos_after: 'integer',
    rating: 'integer',
    reopened: 'integer',
    unmerged: 'boolean',
    duplicate_of: 'text',
    closed_with_master_at: 'timestamptz',
    cluster_id: 'text',
    cluster_place: 'integer',
  },
  toFact(report, context) {
    const unit = context.unit(report.unit, report.received_at)
    const problems = problemsOf(report, unit)
    if (problems.length > 0 || unit === null) return { problems }
    const family = familyOf(report, loadSla(context.province))
    const due = report.due_at ?? endOf(family?.due, report.received_at, context.calendar)
    return {
      fact: {
        external_id: report.code,
        source_version: (report.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        deleted: report.deleted,
        source: report.source,
        category: report.category,
        about: report.about ?? null,
        priority: report.priority,
        status: report.status,
        received_at: report.received_at,
        accepted_at: report.accepted_at ?? null,
        asked_at: report.asked_at ?? null,
        refused_at: report.status === 'rejected' ? (report.refused_at ?? null) : null,
        completed_at: report.status === 'completed' ? (report.completed_at ?? null) : null,
        published_at: report.published_at ?? null,
        due_at: due,
        near_at: nearOf(report, family, due, context),
        outcome: outcomeOf(report, due),
        steps: family ? stepsOf(report, family, context) : [],
        photos_before: report.photos_before,
        photos_after: report.photos_after,
        rating: report.rating ?? null,
        reopened: report.reopened,
        unmerged: report.unmerged,
        duplicate_of: report.status === 'duplicate' ? (report.duplicate_of ?? null) : null,
        // The database closes a duplicate when its master is closed: resolve.sql, and the trigger of the table.
        closed_with_master_at: null,
        // resolve.sql puts the cluster here where there is one.
        cluster_id: report.code,
        cluster_place: 1,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function problemsOf(report: Report, unit: number | null): Problem[] {
  const problems: Problem[] = []
  const add = (field: string, code: string, message: string) => problems.push({ field, code, message })
  const { status, completed_at } = report
  if (unit === null) {
    add(
      'unit',
      'unknown_unit',
      `Không nhận ra xã, phường «${report.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`,
    )
  }
  if (status === 'rejected' && !report.public_reason) {
    add('public_reason', 'required', 'Phản ánh bị từ chối nhưng thiếu lý do công khai. Bổ sung lý do tại nguồn.')
  }
  if (status === 'duplicate' && !report.duplicate_of) {
    add('duplicate_of', 'required', 'Phản ánh trùng nhưng không ghi gộp vào phản ánh nào. Bổ sung mã phản ánh chính tại nguồn.')
  }
  if (status === 'completed' && !completed_at) {
    add('completed_at', 'required', 'Phản ánh đã hoàn thành nhưng thiếu thời điểm hoàn thành. Bổ sung tại nguồn.')
  }
  return problems
}

function outcomeOf({ status, completed_at }: Report, due: Date | null): string | null {
  if (status !== 'completed' || !completed_at) return null
  if (!due) return 'no_deadline'
  if (completed_at > due) return 'late'
  return dayOf(completed_at) < dayOf(due) ? 'early' : 'on_time'
}

/** Where the source gave a fresh clock (a report split off from another), the warning keeps its distance to the deadline. */
function nearOf({ received_at }: Report, family: Family | null, due: Date | null, { calendar }: RecordContext): Date | null {
  const ours = endOf(family?.due, received_at, calendar)
  const near = endOf(family?.near, received_at, calendar)
  return due && ours && near ? new Date(due.getTime() - (ours.getTime() - near.getTime())) : null
}

/** The sub-deadlines whose step has been taken, kept or missed. */
function stepsOf(report: Report, family: Family, { calendar }: RecordContext): string[] {
  const taken = [
    ['accept', endOf(family.accept, report.received_at, calendar), report.accepted_at],
    ['refuse', endOf(family.refuse, report.received_at, calendar), report.status === 'rejected' ? report.refused_at : null],
    ['ask', endOf(family.ask, report.received_at, calendar), report.asked_at],
    ['publish', endOf(family.publish, report.completed_at, calendar), report.published_at],
  ] as const
  return taken.flatMap(([step, end, at]) => (end && at ? [`${step}:${at <= end ? 'in_time' : 'late'}`] : []))
}
