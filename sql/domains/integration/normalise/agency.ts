import { z } from 'zod'
import { defineNormaliser } from '../../../src/pack/normalise.ts'

export const Agency = z.object({
  /** Who keeps the catalogue: an agency nobody knows here is told of there. */
  keeper: z.string().min(1),
  code: z.string().min(1).max(50),
  name: z.string().min(1).max(300),
  /** The decision that gave the code or changed it last, and its day. */
  act: z.string().max(200).nullish(),
  act_on: z.iso.date().nullish(),
  updated_at: z.date().nullish(),
})
type Agency = z.infer<typeof Agency>
const Key = Agency.pick({ code: true, updated_at: true })

/** How an agency of the shared catalogue stands beside our register of units. */
type Standing = 'same' | 'new_code' | 'new_name' | 'at_odds' | 'unknown'

export default defineNormaliser({
  schema: Agency as z.ZodType<Agency>,
  columns: { code: 'text', name: 'text', act: 'text', act_on: 'date', standing: 'text', proposal: 'text' },
  toFact({ keeper, code, name, act = null, act_on = null, updated_at }, context) {
    const home = context.unit(keeper, context.receivedAt)
    if (home === null) {
      const message = `Không nhận ra đơn vị giữ danh mục «${keeper}». Sửa «keeper» trong phần ghép cột của nguồn.`
      return { problems: [{ field: 'keeper', code: 'unknown_unit', message }] }
    }
    const [byCode, byName] = [context.unit(code, context.receivedAt), context.unit(name, context.receivedAt)]
    const standing = standingOf(byCode, byName)
    return {
      fact: {
        external_id: code,
        source_version: (updated_at ?? context.receivedAt).getTime(),
        unit_id: byCode ?? byName ?? home,
        code,
        name,
        act,
        act_on,
        standing,
        proposal: PROPOSALS[standing]?.(code, name) ?? null,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.code, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

function standingOf(byCode: number | null, byName: number | null): Standing {
  if (byCode === null) return byName === null ? 'unknown' : 'new_code'
  if (byName === null) return 'new_name'
  return byCode === byName ? 'same' : 'at_odds'
}

/** What to put into units.csv; nothing is put there by itself. */
const PROPOSALS: Partial<Record<Standing, (code: string, name: string) => string>> = {
  new_code: (code, name) => `Thêm mã «${code}» vào tên gọi khác của «${name}».`,
  new_name: (code, name) =>
    `Thêm tên «${name}» vào tên gọi khác của đơn vị mang mã «${code}», hoặc đổi tên đơn vị theo quyết định.`,
  at_odds: (code, name) => `Mã «${code}» và tên «${name}» ở đây là của hai đơn vị: đối chiếu với quyết định, sửa một trong hai.`,
  unknown: (code, name) => `Thêm đơn vị «${name}» với mã «${code}», có hiệu lực từ ngày của quyết định.`,
}
