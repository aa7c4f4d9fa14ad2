import { z } from 'zod'
import { defineNormaliser, type Problem } from '../../../src/pack/normalise.ts'
import { sayDay, startOfDay } from '../../../src/time/hanoi.ts'
import { ITEMS } from '../items.ts'

export const IndexScore = z.object({
  unit: z.string().min(1),
  item: z.string().min(1),
  /** A day of the edition's year, yyyy-mm-dd, on which the unit stood. */
  as_of: z.iso.date(),
  /** Some publish places and no scores, some scores and no places. */
  score: z.number().nullish(),
  /** The most that could be scored. */
  scale: z.number().positive().nullish(),
  rank: z.number().int().nullish(),
  /** How many were ranked. */
  ranked: z.number().int().nullish(),
  updated_at: z.date().nullish(),
})
type IndexScore = z.infer<typeof IndexScore>
const Key = IndexScore.pick({ unit: true, item: true, as_of: true, updated_at: true })

export default defineNormaliser({
  schema: IndexScore as z.ZodType<IndexScore>,
  columns: { item: 'text', edition: 'integer', score: 'numeric', scale: 'numeric', rank: 'integer', ranked: 'integer' },
  toFact(record, context) {
    const unit = context.unit(record.unit, startOfDay(record.as_of))
    const problems = problemsOf(record)
    if (unit === null) {
      const message = `Không nhận ra đơn vị «${record.unit}» tại ngày ${sayDay(record.as_of)}. Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
      problems.push({ field: 'unit', code: 'unknown_unit', message })
    }
    if (unit === null || problems.length > 0) return { problems }
    return {
      fact: {
        external_id: idOf(unit, record),
        source_version: (record.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        item: record.item,
        edition: editionOf(record),
        score: record.score ?? null,
        scale: record.scale ?? null,
        rank: record.rank ?? null,
        ranked: record.ranked ?? null,
      },
    }
  },
  identify(record, context) {
    const { data: known } = Key.safeParse(record)
    const unit = known ? context.unit(known.unit, startOfDay(known.as_of)) : null
    if (!known || unit === null) return null
    return { external_id: idOf(unit, known), source_version: known.updated_at?.getTime() ?? null }
  },
})

function problemsOf({ item, score, rank, ranked }: IndexScore): Problem[] {
  const problems: Problem[] = []
  if (!(item in ITEMS)) {
    const message = `Chưa biết chỉ số «${item}». Quy đổi về một chỉ số đã có ở bước «Ghép cột»; chỉ số mới thì nhờ người quản trị khai báo.`
    problems.push({ field: 'item', code: 'unknown_item', message })
  }
  if (score == null && rank == null) {
    const message = 'Không có điểm cũng không có hạng. Bổ sung ít nhất một trong hai tại nguồn.'
    problems.push({ field: 'score', code: 'neither', message })
  }
  if (score === 0 && !item.includes('/')) {
    const message = `Cả bộ chỉ số «${item}» được 0 điểm: thường là tổng của các ô trống, khi kết quả năm đó không được công bố. Để trống ô này tại nguồn.`
    problems.push({ field: 'score', code: 'sum_of_nothing', message })
  }
  if (rank && !ranked) {
    const message = `Có hạng ${rank} nhưng không ghi trong bao nhiêu đơn vị: hạng 11/34 và 11/63 không so được với nhau. Bổ sung số đơn vị được xếp hạng.`
    problems.push({ field: 'ranked', code: 'rank_of_what', message })
  }
  return problems
}

function idOf(unit: number, record: Pick<IndexScore, 'item' | 'as_of'>): string {
  return [unit, record.item, editionOf(record)].join('|')
}

function editionOf({ as_of }: Pick<IndexScore, 'as_of'>): number {
  return Number(as_of.slice(0, 4))
}
