import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'
import { startOfDay } from '../../../src/time/hanoi.ts'

const day = z.iso.date().nullish()

export const System = z.object({
  code: z.string().min(1).max(200),
  /** Code, alias or name of who runs it. */
  unit: z.string().min(1),
  level: z.number().int().min(1).max(5),
  dossier: z.enum(['none', 'submitted', 'approved']),
  registered_on: z.iso.date(),
  scanned_on: day,
  logs_reviewed_on: day,
  risks_listed_on: day,
  /** The day its testing programme was approved. */
  programme_on: day,
  exercised_on: day,
  pentested_outside_on: day,
  pentested_inside_on: day,
  /** Months for which its logs are kept. */
  log_months: z.number().int().min(0).max(600).default(0),
  /** How many people it holds personal data of, and sensitive personal data; blank where none. */
  basic_subjects: z.number().int().min(0).nullish(),
  sensitive_subjects: z.number().int().min(0).nullish(),
  retired: z.boolean().default(false),
  updated_at: z.date().nullish(),
})
type System = z.infer<typeof System>
const Key = System.pick({ code: true, updated_at: true })

/** From so many people on a system is of level 3 (Decree 331/2026/NĐ-CP, articles 12.2.b and 13.2.c); below them of level 2. */
const LEVEL_3_FROM = { basic: 100_000, sensitive: 10_000 }

const DAYS = [
  ['scanned_on', 'rà quét lỗ hổng'],
  ['logs_reviewed_on', 'rà soát nhật ký'],
  ['risks_listed_on', 'xác định rủi ro'],
  ['programme_on', 'phê duyệt chương trình kiểm thử'],
  ['exercised_on', 'diễn tập'],
  ['pentested_outside_on', 'kiểm thử xâm nhập từ bên ngoài'],
  ['pentested_inside_on', 'kiểm thử xâm nhập từ bên trong'],
] as const

export default defineNormaliser({
  schema: System as z.ZodType<System>,
  columns: {
    level: 'integer',
    dossier: 'text',
    registered_on: 'date',
    scanned_on: 'date',
    logs_reviewed_on: 'date',
    risks_listed_on: 'date',
    programme_on: 'date',
    exercised_on: 'date',
    pentested_outside_on: 'date',
    pentested_inside_on: 'date',
    log_months: 'integer',
    owed_level: 'integer',
  },
  toFact(system, context) {
    const problems: Problem[] = []
    const unit = context.unit(system.unit)
    if (unit === null) {
      const message = `Không nhận ra đơn vị vận hành «${system.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
      problems.push({ field: 'unit', code: 'unknown_unit', message })
    }
    for (const [field, words] of DAYS) {
      const on = system[field]
      if (!on || startOfDay(on) <= context.receivedAt) continue
      const message = `Ngày ${words} ${on} chưa tới. Ghi ngày đã làm, không ghi ngày dự kiến.`
      problems.push({ field, code: 'in_the_future', message })
    }
    if (problems.length > 0 || unit === null) return { problems }
    return {
      fact: {
        external_id: system.code,
        source_version: (system.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        deleted: system.retired,
        level: system.level,
        dossier: system.dossier,
        registered_on: system.registered_on,
        scanned_on: system.scanned_on ?? null,
        logs_reviewed_on: system.logs_reviewed_on ?? null,
        risks_listed_on: system.risks_listed_on ?? null,
        programme_on: system.programme_on ?? null,
        exercised_on: system.exercised_on ?? null,
        pentested_outside_on: system.pentested_outside_on ?? null,
        pentested_inside_on: system.pentested_inside_on ?? null,
        log_months: system.log_months,
        owed_level: owedLevel(system),
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

/** The least level a system may have for the personal data it holds; null where it holds none. */
function owedLevel({ basic_subjects, sensitive_subjects }: System): number | null {
  const [basic, sensitive] = [basic_subjects ?? 0, sensitive_subjects ?? 0]
  if (basic === 0 && sensitive === 0) return null
  return basic >= LEVEL_3_FROM.basic || sensitive >= LEVEL_3_FROM.sensitive ? 3 : 2
}
