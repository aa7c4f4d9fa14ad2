import { z } from 'zod'
import { defineNormaliser } from '../../src/pack/normalise.ts'
import { startOfDay } from '../../src/time/hanoi.ts'

/** How many đồng one of a reported unit is. Whole words only: an unknown spelling is held, never guessed. */
const SCALES: Record<string, bigint> = {
  đồng: 1n,
  'nghìn đồng': 1_000n,
  'ngàn đồng': 1_000n,
  '1.000 đồng': 1_000n,
  '1000 đồng': 1_000n,
  'triệu đồng': 1_000_000n,
  'tr đồng': 1_000_000n,
  '1.000.000 đồng': 1_000_000n,
  'tỷ đồng': 1_000_000_000n,
  'tỉ đồng': 1_000_000_000n,
}

export const BudgetFigure = z.object({
  unit: z.string().min(1),
  /** `revenue` and `expenditure` are the totals; anything else is a line below them. */
  item: z.string().min(1).max(200),
  scope: z.enum(['estimate', 'actual', 'settlement']),
  /** The last day the figure covers, yyyy-mm-dd. */
  as_of: z.iso.date(),
  /** As the source wrote it, in `unit_reported`: a plain decimal, no separators. */
  amount: z
    .string()
    .max(60)
    .regex(/^-?\d+(\.\d+)?$/),
  unit_reported: z.string().min(1),
  final: z.boolean().default(true),
  updated_at: z.date().nullish(),
})
type BudgetFigure = z.infer<typeof BudgetFigure>
const Key = BudgetFigure.pick({ unit: true, item: true, scope: true, as_of: true, updated_at: true })

export default defineNormaliser({
  schema: BudgetFigure as z.ZodType<BudgetFigure>,
  columns: {
    item: 'text',
    scope: 'text',
    as_of: 'date',
    amount: 'numeric',
    amount_reported: 'numeric',
    unit_reported: 'text',
    final: 'boolean',
  },
  toFact(figure, context) {
    const unit = context.unit(figure.unit, startOfDay(figure.as_of))
    if (unit === null) {
      const message = `Không nhận ra đơn vị «${figure.unit}» tại ngày ${figure.as_of}. Thêm tên này vào danh mục đơn vị, rồi chạy lại.`
      return { problems: [{ field: 'unit', code: 'unknown_unit', message }] }
    }
    const scale = SCALES[figure.unit_reported.normalize('NFC').trim().toLowerCase()]
    if (scale === undefined) {
      const message = `Không nhận ra đơn vị tính «${figure.unit_reported}». Sửa lại thành «đồng», «triệu đồng» hoặc «tỷ đồng».`
      return { problems: [{ field: 'unit_reported', code: 'unknown_unit_of_measurement', message }] }
    }
    return {
      fact: {
        external_id: idOf(unit, figure),
        source_version: (figure.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        item: figure.item,
        scope: figure.scope,
        as_of: figure.as_of,
        amount: times(figure.amount, scale),
        amount_reported: figure.amount,
        unit_reported: figure.unit_reported,
        final: figure.final,
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

function idOf(unit: number, { scope, item, as_of }: Pick<BudgetFigure, 'scope' | 'item' | 'as_of'>): string {
  return [unit, scope, item, as_of].join('|')
}

/** A decimal string times a power of ten, exactly; no binary fraction comes near the money. */
function times(decimal: string, scale: bigint): string {
  const negative = decimal.startsWith('-')
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const scaled = (BigInt(whole + fraction) * scale).toString().padStart(fraction.length + 1, '0')
  const point = scaled.length - fraction.length
  const tail = scaled.slice(point).replace(/0+$/, '')
  return `${negative ? '-' : ''}${scaled.slice(0, point)}${tail ? `.${tail}` : ''}`
}
