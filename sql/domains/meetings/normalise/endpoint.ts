import { z } from 'zod'
import { defineNormaliser } from '../../../src/pack/normalise.ts'

export const Endpoint = z.object({
  code: z.string().min(1).max(200),
  /** Code, alias or name of whose room it is. */
  unit: z.string().min(1),
  state: z.enum(['up', 'down', 'maintenance']),
  since: z.date(),
  removed: z.boolean().default(false),
  updated_at: z.date().nullish(),
})
type Endpoint = z.infer<typeof Endpoint>
const Key = Endpoint.pick({ code: true, updated_at: true })

export default defineNormaliser({
  schema: Endpoint as z.ZodType<Endpoint>,
  columns: { state: 'text', since: 'timestamptz' },
  toFact({ code, unit: name, state, since, removed, updated_at }, context) {
    const unit = context.unit(name, since)
    if (unit === null) {
      const message = `Không nhận ra đơn vị có điểm cầu «${name}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
      return { problems: [{ field: 'unit', code: 'unknown_unit', message }] }
    }
    const source_version = (updated_at ?? context.receivedAt).getTime()
    return { fact: { external_id: code, source_version, unit_id: unit, deleted: removed, state, since } }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})
