import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'
import { startOfDay } from '../../../src/time/hanoi.ts'
import { COMMUNE_GROUPS } from '../commune-groups.ts'

const count = z.number().int().min(0)

export const CommuneDti = z.object({
  unit: z.string().min(1),
  criteria_group: z.string().min(1),
  /** A day of the month it speaks of, yyyy-mm-dd. */
  month: z.iso.date(),
  scale: z.number().positive(),
  self: z.number(),
  appraised: z.number().nullish(),
  /** What the commune itself says how far it is, 0–100; typed in, and no score. */
  progress: z.number().min(0).max(100).nullish(),
  done: count,
  under_way: count,
  evidence_wanted: count,
  not_begun: count,
  updated_at: z.date().nullish(),
})
type CommuneDti = z.infer<typeof CommuneDti>
const Key = CommuneDti.pick({ unit: true, criteria_group: true, month: true, updated_at: true })

export default defineNormaliser({
  schema: CommuneDti as z.ZodType<CommuneDti>,
  columns: {
    criteria_group: 'text',
    month: 'date',
    scale: 'numeric',
    self: 'numeric',
    appraised: 'numeric',
    progress: 'numeric',
    done: 'integer',
    under_way: 'integer',
    evidence_wanted: 'integer',
    not_begun: 'integer',
  },
  toFact(record, context) {
    const unit = context.unit(record.unit, startOfDay(record.month))
    const problems = problemsOf(record)
    if (unit === null) {
      const message = `Không nhận ra xã, phường «${record.unit}» tại ngày ${record.month}. Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
      problems.push({ field: 'unit', code: 'unknown_unit', message })
    }
    if (unit === null || problems.length > 0) return { problems }
    const { unit: _, updated_at, appraised, progress, ...told } = record
    return {
      fact: {
        external_id: idOf(unit, record),
        source_version: (updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        ...told,
        month: monthOf(record),
        appraised: appraised ?? null,
        progress: progress ?? null,
      },
    }
  },
  identify(record, context) {
    const { data: known } = Key.safeParse(record)
    const unit = known ? context.unit(known.unit, startOfDay(known.month)) : null
    if (!known || unit === null) return null
    return { external_id: idOf(unit, known), source_version: known.updated_at?.getTime() ?? null }
  },
})

function problemsOf({ criteria_group }: CommuneDti): Problem[] {
  const problems: Problem[] = []
  if (!(criteria_group in COMMUNE_GROUPS)) {
    const message = `Chưa biết nhóm tiêu chí «${criteria_group}». Quy đổi về một nhóm đã có ở bước «Ghép cột».`
    problems.push({ field: 'criteria_group', code: 'unknown_group', message })
  }
  return problems
}

type Figure = Pick<CommuneDti, 'criteria_group' | 'month'>

function idOf(unit: number, figure: Figure): string {
  return [unit, figure.criteria_group, monthOf(figure)].join('|')
}

function monthOf({ month }: Pick<Figure, 'month'>): string {
  return `${month.slice(0, 7)}-01`
}
