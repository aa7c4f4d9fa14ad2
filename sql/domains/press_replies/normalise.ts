import { z } from 'zod'
import { defineNormaliser } from '../../src/pack/normalise.ts'

const count = z.number().int().min(0).default(0)
const moment = z.date().nullish()

export const PressReply = z.object({
  url: z.string().min(1).max(1_000),
  outlet: z.string().min(1).max(200),
  published_at: z.date(),
  /** Code, alias or name of the agency that is to answer. */
  unit: z.string().min(1),
  /** Whom the article is about: an agency or a place, never a person. */
  target: z.string().max(200).nullish(),
  views: count,
  interactions: count,
  needs_reply: z.boolean().default(false),
  assigned_at: moment,
  due_at: moment,
  answered_at: moment,
  result: z.enum(['corrected', 'explained', 'refuted']).nullish(),
  updated_at: moment,
})
type PressReply = z.infer<typeof PressReply>
const Key = PressReply.pick({ url: true, updated_at: true })

export default defineNormaliser({
  schema: PressReply as z.ZodType<PressReply>,
  columns: {
    outlet: 'text',
    published_at: 'timestamptz',
    target: 'text',
    views: 'bigint',
    interactions: 'bigint',
    needs_reply: 'boolean',
    assigned_at: 'timestamptz',
    due_at: 'timestamptz',
    answered_at: 'timestamptz',
    result: 'text',
  },
  toFact(reply, context) {
    const unit = context.unit(reply.unit, reply.published_at)
    if (unit === null) {
      const message = `Không nhận ra cơ quan phải phản hồi «${reply.unit}». Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
      return { problems: [{ field: 'unit', code: 'unknown_unit', message }] }
    }
    return {
      fact: {
        external_id: reply.url,
        source_version: (reply.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        outlet: reply.outlet,
        published_at: reply.published_at,
        target: targetOf(reply, context.unit),
        views: reply.views,
        interactions: reply.interactions,
        needs_reply: reply.needs_reply,
        assigned_at: reply.assigned_at ?? null,
        due_at: reply.due_at ?? null,
        answered_at: reply.answered_at ?? null,
        result: reply.answered_at ? (reply.result ?? null) : null,
      },
    }
  },
  identify(record) {
    const { data: known } = Key.safeParse(record)
    return known ? { external_id: known.url, source_version: known.updated_at?.getTime() ?? null } : null
  },
})

/** Only what is a unit of the registry: a person's name that slipped in is not kept. */
function targetOf({ target, published_at }: PressReply, unit: (name: string, at: Date) => number | null): string | null {
  const name = target?.trim()
  return name && unit(name.replace(/^(UBND|Ủy ban nhân dân) /, ''), published_at) !== null ? name : null
}
