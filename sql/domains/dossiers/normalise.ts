import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../src/pack/normalise.ts'
import { dayOf } from '../../src/time/hanoi.ts'

/** The states of the National Public Service Portal, by its codes 1–10. */
export const STATUSES = [
  'new',
  'received',
  'refused',
  'processing',
  'supplement',
  'fee',
  'withdrawn',
  'stopped',
  'done',
  'returned',
] as const

const moment = z.date().nullish()

export const Dossier = z.object({
  code: z.string().min(1).max(200),
  /** Code, alias or name of the agency that holds it. */
  unit: z.string().min(1),
  status: z.enum(STATUSES),
  procedure: z.string().nullish(),
  field: z.string().min(1).max(200),
  channel: z.enum(['direct', 'online', 'post']),
  submitted_at: moment,
  received_at: moment,
  due_at: moment,
  finished_at: moment,
  updated_at: moment,
  supplement_count: z.number().int().min(0).max(1_000).default(0),
  deleted: z.boolean().default(false),
})
type Dossier = z.infer<typeof Dossier>
const Key = Dossier.pick({ code: true, updated_at: true })

export default defineNormaliser({
  schema: Dossier as z.ZodType<Dossier>,
  columns: {
    procedure: 'text',
    field: 'text',
    channel: 'text',
    status: 'text',
    submitted_at: 'timestamptz',
    received_at: 'timestamptz',
    due_at: 'timestamptz',
    finished_at: 'timestamptz',
    supplement_count: 'integer',
    outcome: 'text',
  },
  toFact(dossier, context) {
    const receivedAt = dossier.received_at ?? dossier.submitted_at ?? null
    const unit = context.unit(dossier.unit, receivedAt ?? undefined)
    const problems = problemsOf(dossier, receivedAt, unit)
    if (problems.length > 0 || unit === null) return { problems }
    return {
      fact: {
        external_id: dossier.code,
        source_version: (dossier.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        deleted: dossier.deleted,
        procedure: dossier.procedure ?? null,
        field: dossier.field,
        channel: dossier.channel,
        status: dossier.status,
        submitted_at: dossier.submitted_at ?? null,
        received_at: receivedAt,
        due_at: dossier.due_at ?? null,
        finished_at: dossier.finished_at ?? null,
        supplement_count: dossier.supplement_count,
        outcome: outcomeOf(dossier),
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function problemsOf(dossier: Dossier, receivedAt: Date | null, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    problems.push({
      field: 'unit',
      code: 'unknown_unit',
      message: `Không nhận ra đơn vị «${dossier.unit}». Thêm tên hoặc mã này vào danh mục đơn vị, rồi chạy lại.`,
    })
  }
  if (!receivedAt && dossier.status !== 'new') {
    problems.push({ field: 'received_at', code: 'required', message: 'Hồ sơ đã tiếp nhận nhưng thiếu ngày tiếp nhận.' })
  }
  if (['done', 'returned'].includes(dossier.status) && !dossier.finished_at) {
    problems.push({ field: 'finished_at', code: 'required', message: 'Hồ sơ đã xử lý xong nhưng thiếu ngày kết thúc xử lý.' })
  }
  if (receivedAt && dossier.finished_at && dossier.finished_at < receivedAt) {
    problems.push({ field: 'finished_at', code: 'before_received', message: 'Ngày kết thúc xử lý sớm hơn ngày tiếp nhận.' })
  }
  return problems
}

/**
 * Early, on time or late by the formula note of Decision 766/QĐ-TTg: the end is the day processing finished, and a second
 * request for supplements makes the dossier late whatever its dates say.
 */
function outcomeOf({ status, finished_at, due_at, supplement_count }: Dossier): string | null {
  if (!finished_at || !(status === 'done' || status === 'returned')) return null
  if (supplement_count >= 2) return 'late'
  if (!due_at) return 'no_deadline'
  if (finished_at > due_at) return 'late'
  return dayOf(finished_at) < dayOf(due_at) ? 'early' : 'on_time'
}
