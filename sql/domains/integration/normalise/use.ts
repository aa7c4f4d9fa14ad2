import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'
import { startOfDay } from '../../../src/time/hanoi.ts'

const count = z.number().int().min(0)

export const Use = z.object({
  day: z.iso.date(),
  system: z.string().min(1).max(200),
  /** Code, alias or name of the agency that calls. */
  unit: z.string().min(1),
  consumer: z.string().min(1).max(200),
  calls: count,
  timed_out: count.default(0),
  refused: count.default(0),
  broken: count.default(0),
  ms_100: count.default(0),
  ms_300: count.default(0),
  ms_1000: count.default(0),
  ms_3000: count.default(0),
  ms_over: count.default(0),
  quota: count.nullish(),
  updated_at: z.date().nullish(),
})
type Use = z.infer<typeof Use>
const Key = Use.pick({ day: true, system: true, consumer: true, updated_at: true })

export default defineNormaliser({
  schema: Use as z.ZodType<Use>,
  columns: {
    day: 'date',
    system: 'text',
    consumer: 'text',
    calls: 'bigint',
    timed_out: 'bigint',
    refused: 'bigint',
    broken: 'bigint',
    ms_100: 'bigint',
    ms_300: 'bigint',
    ms_1000: 'bigint',
    ms_3000: 'bigint',
    ms_over: 'bigint',
    quota: 'bigint',
  },
  toFact(use, context) {
    const unit = context.unit(use.unit, startOfDay(use.day))
    const problems = problemsOf(use, unit)
    if (problems.length > 0 || unit === null) return { problems }
    const { unit: _, updated_at, quota = null, ...fields } = use
    return {
      fact: {
        external_id: idOf(use),
        source_version: (updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        ...fields,
        quota,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: idOf(known), source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function idOf({ day, system, consumer }: Pick<Use, 'day' | 'system' | 'consumer'>): string {
  return `${day}|${system}|${consumer}`
}

function problemsOf(use: Use, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    const message = `Không nhận ra đơn vị khai thác «${use.unit}». Thêm tên hoặc mã này vào danh mục đơn vị, rồi chạy lại.`
    problems.push({ field: 'unit', code: 'unknown_unit', message })
  }
  const failed = use.timed_out + use.refused + use.broken
  if (failed > use.calls) {
    const message = `Số lần gọi lỗi (${failed}) nhiều hơn số lần gọi (${use.calls}). Kiểm tra cách đếm của trục tích hợp.`
    problems.push({ field: 'calls', code: 'more_failed_than_called', message })
  }
  const timed = use.ms_100 + use.ms_300 + use.ms_1000 + use.ms_3000 + use.ms_over
  if (timed > 0 && timed !== use.calls - failed) {
    const message = `Số lần trả lời theo thời gian (${timed}) khác số lần gọi thành công (${use.calls - failed}). Kiểm tra bảng phân bố thời gian tại trục tích hợp.`
    problems.push({ field: 'ms_100', code: 'does_not_add_up', message })
  }
  return problems
}
