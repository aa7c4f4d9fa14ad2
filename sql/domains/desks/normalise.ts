import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../src/pack/normalise.ts'

const DeskStep = z.object({
  /** The dossier's number. */
  code: z.string().min(1).max(200),
  /** Code, alias or name of the agency the desk belongs to. */
  unit: z.string().min(1),
  desk: z.string().min(1).max(200),
  started_at: z.date(),
  due_at: z.date().nullish(),
  done_at: z.date().nullish(),
  updated_at: z.date().nullish(),
})
type DeskStep = z.infer<typeof DeskStep>
const Key = DeskStep.pick({ code: true, started_at: true, updated_at: true })

export default defineNormaliser({
  schema: DeskStep as z.ZodType<DeskStep>,
  columns: { desk: 'text', started_at: 'timestamptz', due_at: 'timestamptz', done_at: 'timestamptz' },
  toFact(step, context) {
    const unit = context.unit(step.unit, step.started_at)
    const problems = problemsOf(step, unit)
    if (problems.length > 0 || unit === null) return { problems }
    return {
      fact: {
        external_id: keyOf(step),
        source_version: (step.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        desk: step.desk,
        started_at: step.started_at,
        due_at: step.due_at ?? null,
        done_at: step.done_at ?? null,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: keyOf(known), source_version: known.updated_at?.getTime() ?? null } : null
  },
})

/** A dossier comes to a desk once at a time; the source gives its events no number. */
function keyOf({ code, started_at }: Pick<DeskStep, 'code' | 'started_at'>): string {
  return `${code} ${started_at.toISOString()}`
}

function problemsOf(step: DeskStep, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    problems.push({
      field: 'unit',
      code: 'unknown_unit',
      message: `Không nhận ra đơn vị «${step.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`,
    })
  }
  return problems
}
