import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../src/pack/normalise.ts'

export const Certificate = z.object({
  serial: z.string().min(1).max(200),
  /** Code, alias or name of the agency that uses it. */
  unit: z.string().min(1),
  type: z.enum(['personal', 'organisation', 'tls', 'system']),
  issuer: z.string().min(1).max(200),
  valid_from: z.date(),
  expires_at: z.date(),
  ended_at: z.date().nullish(),
  status: z.enum(['valid', 'revoked', 'replaced']),
  updated_at: z.date().nullish(),
})
type Certificate = z.infer<typeof Certificate>
const Key = Certificate.pick({ serial: true, updated_at: true })

export default defineNormaliser({
  schema: Certificate as z.ZodType<Certificate>,
  columns: {
    type: 'text',
    issuer: 'text',
    valid_from: 'timestamptz',
    expires_at: 'timestamptz',
    ended_at: 'timestamptz',
    status: 'text',
  },
  toFact(certificate, context) {
    const { serial, unit: name, updated_at, type, issuer, valid_from, expires_at, ended_at = null, status } = certificate
    // A certificate outlives the agency it was issued to, so its unit is looked up as of the day it was issued.
    const unit = context.unit(name, valid_from)
    const problems = problemsOf(certificate, unit)
    if (problems.length > 0 || unit === null) return { problems }
    return {
      fact: {
        external_id: serial,
        source_version: (updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        type,
        issuer,
        valid_from,
        expires_at,
        ended_at,
        status,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.serial, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function problemsOf({ unit: name, ended_at, status }: Certificate, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    problems.push({
      field: 'unit',
      code: 'unknown_unit',
      message: `Không nhận ra đơn vị «${name}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`,
    })
  }
  if (status !== 'valid' && !ended_at) {
    problems.push({
      field: 'ended_at',
      code: 'required',
      message: 'Chứng thư đã thu hồi hoặc thay thế nhưng thiếu ngày chấm dứt. Bổ sung tại nguồn.',
    })
  }
  return problems
}
