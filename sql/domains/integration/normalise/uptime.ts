import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'
import { startOfDay } from '../../../src/time/hanoi.ts'

const minutes = z.number().int().min(0).max(1_440)

export const Uptime = z.object({
  day: z.iso.date(),
  system: z.string().min(1).max(200),
  /** Code, alias or name of who runs the platform. */
  unit: z.string().min(1),
  watched_minutes: minutes,
  up_minutes: minutes,
  outages: z.number().int().min(0).default(0),
  updated_at: z.date().nullish(),
})
type Uptime = z.infer<typeof Uptime>
const Key = Uptime.pick({ day: true, system: true, updated_at: true })

export default defineNormaliser({
  schema: Uptime as z.ZodType<Uptime>,
  columns: { day: 'date', system: 'text', watched_minutes: 'integer', up_minutes: 'integer', outages: 'integer' },
  toFact(uptime, context) {
    const { day, system, unit: name, watched_minutes, up_minutes, outages, updated_at } = uptime
    const unit = context.unit(name, startOfDay(day))
    const problems: Problem[] = []
    if (unit === null) {
      const message = `Không nhận ra đơn vị vận hành «${name}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
      problems.push({ field: 'unit', code: 'unknown_unit', message })
    }
    if (problems.length > 0 || unit === null) return { problems }
    return {
      fact: {
        external_id: idOf(uptime),
        source_version: (updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        day,
        system,
        watched_minutes,
        up_minutes,
        outages,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: idOf(known), source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function idOf({ day, system }: Pick<Uptime, 'day' | 'system'>): string {
  return `${day}|${system}`
}
