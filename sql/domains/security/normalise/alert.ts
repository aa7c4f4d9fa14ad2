import { z } from 'zod'
import { defineNormaliser } from '../../../src/pack/normalise.ts'
import { Severity } from './severity.ts'

export const Alert = z.object({
  code: z.string().min(1).max(200),
  /** Code, alias or name of whose network it was raised in. */
  unit: z.string().min(1),
  severity: Severity,
  category: z.enum(['scan', 'malware', 'botnet', 'phishing', 'web_attack', 'brute_force', 'denial', 'policy', 'other']),
  blocked: z.boolean(),
  raised_at: z.date(),
})
type Alert = z.infer<typeof Alert>
const Key = Alert.pick({ code: true })

export default defineNormaliser({
  schema: Alert as z.ZodType<Alert>,
  columns: { severity: 'text', category: 'text', blocked: 'boolean', raised_at: 'timestamptz' },
  toFact({ code, unit: name, ...fields }, context) {
    const unit = context.unit(name, fields.raised_at)
    if (unit === null) {
      const message = `Không nhận ra đơn vị «${name}». Thêm mã này vào danh mục đơn vị, hoặc sửa nhãn đơn vị ở thiết bị.`
      return { problems: [{ field: 'unit', code: 'unknown_unit', message }] }
    }
    return { fact: { external_id: code, source_version: context.receivedAt.getTime(), unit_id: unit, ...fields } }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: null } : null
  },
})
