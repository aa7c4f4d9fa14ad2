import { z } from 'zod'
import { defineNormaliser } from '../../src/pack/normalise.ts'
import { sayDay, startOfDay } from '../../src/time/hanoi.ts'
import { isKnownItem, NATIONAL } from './items.ts'

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

const THOUSAND_BILLION = 1_000_000_000_000n
/**
 * No province's year comes near it, so a figure above it was already in đồng where the heading says «triệu đồng», or its
 * separators were misread. What is collected on the territory of Hồ Chí Minh City was to be 226 thousand billion in 2014, by the
 * plan the Ministry of Finance published.
 */
const IMPOSSIBLE_DONG = {
  revenue: 1_000n * THOUSAND_BILLION,
  other: 200n * THOUSAND_BILLION,
  national: 10_000n * THOUSAND_BILLION,
}

/** An item by its code, not under its printed name. */
const CODE = /^[a-z_]+(\/[a-z_]+)+$/

export const BudgetFigure = z.object({
  unit: z.string().min(1),
  /** A total (`revenue`), a value of a split (`revenue/tax/fdi`), or a line under its printed name: items.ts. */
  item: z.string().min(1).max(200),
  /** The project owner whose part of `capital` it is. */
  owner: z.string().min(1).max(180).nullish(),
  /** Three estimates: as laid before the council, as the central government assigned it, and as the council decided. */
  scope: z.enum(['submitted', 'assigned', 'estimate', 'actual', 'settlement']),
  /** The last day the figure covers, yyyy-mm-dd. */
  as_of: z.iso.date(),
  /** The budget year it belongs to, where that goes on after its last day: capital may be disbursed in the January after. */
  year: z.number().int().nullish(),
  /** As the source wrote it, in `unit_reported`: a plain decimal, no separators. */
  amount: z
    .string()
    .max(60)
    .regex(/^-?\d+(\.\d+)?$/),
  unit_reported: z.string().min(1),
  final: z.boolean().default(true),
  source: z.enum(['treasury', 'disclosure', 'ministry']).default('treasury'),
  updated_at: z.date().nullish(),
})
type BudgetFigure = z.infer<typeof BudgetFigure>
const Key = BudgetFigure.pick({ unit: true, item: true, owner: true, scope: true, as_of: true, year: true, updated_at: true })

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
    source: 'text',
    flags: 'text[]',
    late: 'boolean',
  },
  toFact(figure, context) {
    const unit = context.unit(figure.unit, startOfDay(figure.as_of))
    if (unit === null) {
      const message = `Không nhận ra đơn vị «${figure.unit}» tại ngày ${sayDay(figure.as_of)}. Sửa thành tên hoặc mã có trong danh mục đơn vị; nếu đã đúng, báo người quản trị thêm vào danh mục.`
      return { problems: [{ field: 'unit', code: 'unknown_unit', message }] }
    }
    if (CODE.test(figure.item) && !isKnownItem(itemOf(figure))) {
      const message = `Chưa biết khoản «${figure.item}». Quy đổi về một khoản đã có ở bước «Ghép cột»; khoản mới thì nhờ người quản trị khai báo.`
      return { problems: [{ field: 'item', code: 'unknown_item', message }] }
    }
    const scale = SCALES[figure.unit_reported.normalize('NFC').trim().toLowerCase()]
    if (scale === undefined) {
      const message = `Không nhận ra đơn vị tính «${figure.unit_reported}». Sửa lại thành «đồng», «triệu đồng» hoặc «tỷ đồng».`
      return { problems: [{ field: 'unit_reported', code: 'unknown_unit_of_measurement', message }] }
    }
    const amount = times(figure.amount, scale)
    const most = mostOf(figure)
    if (BigInt(amount.replace(/^-|\..*$/g, '')) > most) {
      const message = `${figure.amount} ${figure.unit_reported} là hơn ${most / THOUSAND_BILLION} nghìn tỷ đồng, không tỉnh nào có. Có thể số này đã là đồng dưới tiêu đề «${figure.unit_reported}», hoặc dấu phần nghìn bị đọc sai: đối chiếu và sửa tại nguồn.`
      return { problems: [{ field: 'amount', code: 'impossible_amount', message }] }
    }
    return {
      fact: {
        external_id: idOf(unit, figure),
        source_version: (figure.updated_at ?? context.receivedAt).getTime(),
        unit_id: unit,
        item: itemOf(figure),
        scope: figure.scope,
        as_of: dayWithin(figure),
        amount,
        amount_reported: figure.amount,
        unit_reported: figure.unit_reported,
        final: figure.final,
        source: figure.source,
        // Told by its history, which resolve.sql looks at.
        flags: [],
        late: isLate(figure),
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

function mostOf({ item }: Pick<BudgetFigure, 'item'>): bigint {
  if (item in NATIONAL) return IMPOSSIBLE_DONG.national
  return item.startsWith('revenue') ? IMPOSSIBLE_DONG.revenue : IMPOSSIBLE_DONG.other
}

type Figure = Pick<BudgetFigure, 'scope' | 'item' | 'owner' | 'as_of' | 'year'>

function idOf(unit: number, figure: Figure): string {
  return [unit, isLate(figure) ? 'late' : figure.scope, itemOf(figure), dayWithin(figure)].join('|')
}

function itemOf({ item, owner }: Pick<Figure, 'item' | 'owner'>): string {
  return owner ? `${item}/owner/${owner}` : item
}

/**
 * The day that a figure is of: the last one of its budget year of what stands for all of it, however often it is told again;
 * and what is added after the year is over makes its last running total anew. Capital goes on being paid out in January, and what
 * is told of it later is of January’s end.
 */
function dayWithin(figure: Figure): string {
  const last = isLate(figure) ? lateEndOf(figure) : lastDayOf(figure)
  return figure.scope !== 'actual' || figure.as_of > last ? last : figure.as_of
}

/** Capital of a budget year may be paid out until 31 January of the next. */
function isLate(figure: Figure): boolean {
  return figure.scope === 'actual' && figure.item.split('/')[0] === 'capital' && figure.as_of > lastDayOf(figure)
}

function lastDayOf(figure: Pick<Figure, 'as_of' | 'year'>): string {
  return `${yearOf(figure)}-12-31`
}

function lateEndOf(figure: Pick<Figure, 'as_of' | 'year'>): string {
  return `${yearOf(figure) + 1}-01-31`
}

const yearOf = ({ as_of, year }: Pick<Figure, 'as_of' | 'year'>): number => Number(year ?? as_of.slice(0, 4))

/** A decimal string times a power of ten, exactly; no binary fraction comes near the money. */
function times(decimal: string, scale: bigint): string {
  const negative = decimal.startsWith('-')
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.')
  const scaled = (BigInt(whole + fraction) * scale).toString().padStart(fraction.length + 1, '0')
  const point = scaled.length - fraction.length
  const tail = scaled.slice(point).replace(/0+$/, '')
  return `${negative ? '-' : ''}${scaled.slice(0, point)}${tail ? `.${tail}` : ''}`
}
