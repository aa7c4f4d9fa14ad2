import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'

const count = z.number().int().min(0).max(1_000_000).default(0)

export const Meeting = z.object({
  code: z.string().min(1).max(200),
  /** Code, alias or name of who calls it. */
  unit: z.string().min(1),
  level: z.enum(['national', 'province', 'commune']),
  status: z.enum(['planned', 'held', 'cancelled']),
  starts_at: z.date(),
  ended_at: z.date().nullish(),
  endpoints_invited: count,
  endpoints_joined: count,
  participants: count,
  failed_connections: count,
  updated_at: z.date().nullish(),
})
type Meeting = z.infer<typeof Meeting>
const Key = Meeting.pick({ code: true, updated_at: true })

export default defineNormaliser({
  schema: Meeting as z.ZodType<Meeting>,
  columns: {
    level: 'text',
    status: 'text',
    starts_at: 'timestamptz',
    ended_at: 'timestamptz',
    endpoints_invited: 'integer',
    endpoints_joined: 'integer',
    participants: 'integer',
    failed_connections: 'integer',
  },
  toFact(meeting, context) {
    const { code, unit: name, updated_at, ended_at = null, ...fields } = meeting
    const unit = context.unit(name, meeting.starts_at)
    const problems = problemsOf(meeting, unit)
    if (problems.length > 0 || unit === null) return { problems }
    return {
      fact: {
        external_id: code,
        source_version: (updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        ...fields,
        ended_at,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function problemsOf({ unit: name, ...meeting }: Meeting, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    const message = `Không nhận ra đơn vị chủ trì «${name}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
    problems.push({ field: 'unit', code: 'unknown_unit', message })
  }
  if (meeting.status === 'held' && !meeting.ended_at) {
    const message = 'Cuộc họp đã diễn ra nhưng thiếu giờ kết thúc. Bổ sung tại hệ thống họp.'
    problems.push({ field: 'ended_at', code: 'required', message })
  }
  return problems
}
