import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'
import { Severity } from './severity.ts'

const moment = z.date().nullish()

export const Incident = z.object({
  code: z.string().min(1).max(200),
  /** Code, alias or name of whose systems it befell. */
  unit: z.string().min(1),
  severity: Severity,
  type: z.enum(['malware', 'phishing', 'intrusion', 'defacement', 'denial', 'leak', 'misuse', 'other']),
  occurred_at: moment,
  detected_at: z.date(),
  acknowledged_at: moment,
  contained_at: moment,
  closed_at: moment,
  reportable: z.boolean().default(false),
  reported_at: moment,
  personal_data: z.boolean().default(false),
  /** A false alarm: it stays and counts for nothing. */
  dismissed: z.boolean().default(false),
  updated_at: moment,
})
type Incident = z.infer<typeof Incident>
const Key = Incident.pick({ code: true, updated_at: true })

export default defineNormaliser({
  schema: Incident as z.ZodType<Incident>,
  columns: {
    severity: 'text',
    type: 'text',
    occurred_at: 'timestamptz',
    detected_at: 'timestamptz',
    acknowledged_at: 'timestamptz',
    contained_at: 'timestamptz',
    closed_at: 'timestamptz',
    reportable: 'boolean',
    reported_at: 'timestamptz',
    personal_data: 'boolean',
  },
  toFact(incident, context) {
    const unit = context.unit(incident.unit, incident.detected_at)
    const problems = problemsOf(incident, unit)
    if (problems.length > 0 || unit === null) return { problems }
    return {
      fact: {
        external_id: incident.code,
        source_version: (incident.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        deleted: incident.dismissed,
        severity: incident.severity,
        type: incident.type,
        occurred_at: incident.occurred_at ?? null,
        detected_at: incident.detected_at,
        acknowledged_at: incident.acknowledged_at ?? null,
        contained_at: incident.contained_at ?? null,
        closed_at: incident.closed_at ?? null,
        reportable: incident.reportable,
        reported_at: incident.reported_at ?? null,
        personal_data: incident.personal_data,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function problemsOf(incident: Incident, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    const message = `Không nhận ra đơn vị bị sự cố «${incident.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
    problems.push({ field: 'unit', code: 'unknown_unit', message })
  }
  if (incident.closed_at && !incident.contained_at) {
    const message = 'Sự cố đã đóng nhưng thiếu thời điểm khoanh vùng. Bổ sung, hoặc đánh dấu là báo động giả.'
    problems.push({ field: 'contained_at', code: 'required', message })
  }
  return problems
}
