import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'
import { startOfDay } from '../../../src/time/hanoi.ts'

const count = z.number().int().min(0).default(0)

export const Posture = z.object({
  day: z.iso.date(),
  /** Code, alias or name of the unit looked at. */
  unit: z.string().min(1),
  endpoints: count,
  endpoints_covered: count,
  servers: count,
  servers_covered: count,
  log_sources: count,
  log_sources_alive: count,
  events_per_second: z.number().min(0).default(0),
  accounts: count,
  accounts_without_mfa: count,
  infected: count,
  sites: count,
  sites_down: count,
  backups: count,
  backups_tested: count,
  phishing_domains: count,
  attacks_blocked: count,
  updated_at: z.date().nullish(),
})
type Posture = z.infer<typeof Posture>
const Key = Posture.pick({ day: true, unit: true, updated_at: true })

export default defineNormaliser({
  schema: Posture as z.ZodType<Posture>,
  columns: {
    day: 'date',
    endpoints: 'integer',
    endpoints_covered: 'integer',
    servers: 'integer',
    servers_covered: 'integer',
    log_sources: 'integer',
    log_sources_alive: 'integer',
    events_per_second: 'numeric',
    accounts: 'integer',
    accounts_without_mfa: 'integer',
    infected: 'integer',
    sites: 'integer',
    sites_down: 'integer',
    backups: 'integer',
    backups_tested: 'integer',
    phishing_domains: 'integer',
    attacks_blocked: 'integer',
  },
  toFact(posture, context) {
    const { unit: name, updated_at, ...fields } = posture
    const unit = context.unit(name, startOfDay(posture.day))
    const problems = problemsOf(posture, unit)
    if (problems.length > 0 || unit === null) return { problems }
    return {
      fact: {
        external_id: `${posture.day}|${unit}`,
        source_version: (updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        ...fields,
      },
    }
  },
  identify(record, context) {
    const { data: known } = Key.safeParse(record)
    const unit = known ? context.unit(known.unit, startOfDay(known.day)) : null
    if (!known || unit === null) return null
    return { external_id: `${known.day}|${unit}`, source_version: known.updated_at?.getTime() ?? null }
  },
})

function problemsOf(posture: Posture, unit: number | null): Problem[] {
  const problems: Problem[] = []
  if (unit === null) {
    const message = `Không nhận ra đơn vị «${posture.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
    problems.push({ field: 'unit', code: 'unknown_unit', message })
  }
  return problems
}
