import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../src/pack/normalise.ts'

const STATUSES = [
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

export const Copy = z.object({
  code: z.string().min(1).max(200),
  /** Whose list it stands in. */
  side: z.enum(['province', 'portal']),
  /** Code, alias or name of the agency that holds the dossier. */
  unit: z.string().min(1),
  status: z.enum(STATUSES),
  submitted_at: z.date().nullish(),
  received_at: z.date().nullish(),
  /** The province's own time of the state; a portal repeats it. */
  changed_at: z.date(),
  /** When the portal heard of it. */
  synced_at: z.date().nullish(),
})
type Copy = z.infer<typeof Copy>
const Key = Copy.pick({ code: true, side: true, changed_at: true, synced_at: true }).partial({ side: true, changed_at: true })

export default defineNormaliser({
  schema: Copy as z.ZodType<Copy>,
  columns: {
    side: 'text',
    status: 'text',
    received_at: 'timestamptz',
    changed_at: 'timestamptz',
    synced_at: 'timestamptz',
    other_status: 'text',
  },
  toFact(copy, context) {
    const receivedAt = copy.received_at ?? copy.submitted_at ?? copy.changed_at
    const unit = context.unit(copy.unit, receivedAt)
    const problems = problemsOf(copy, unit)
    if (problems.length > 0 || unit === null) return { problems }
    return {
      fact: {
        external_id: copy.code,
        source_version: (copy.synced_at ?? copy.changed_at).getTime(),
        unit_id: unit,
        side: copy.side,
        status: copy.status,
        received_at: receivedAt,
        changed_at: copy.changed_at,
        synced_at: copy.synced_at ?? null,
        // The table looks for itself.
        other_status: null,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: (known.synced_at ?? known.changed_at)?.getTime() ?? null } : null
  },
})

function problemsOf(copy: Copy, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    problems.push({
      field: 'unit',
      code: 'unknown_unit',
      message: `Không nhận ra đơn vị «${copy.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`,
    })
  }
  if (copy.side === 'portal' && !copy.synced_at) {
    problems.push({ field: 'synced_at', code: 'required', message: 'Hồ sơ trên Cổng quốc gia thiếu thời điểm đồng bộ.' })
  }
  return problems
}
