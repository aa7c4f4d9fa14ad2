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
    const message = `Không nhận ra đơn vị khai thác «${use.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
    problems.push({ field: 'unit', code: 'unknown_unit', message })
  }
  return problems
}
