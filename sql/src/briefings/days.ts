import { termsWithin } from '../indicators/formula.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { Period } from '../pack/pack.ts'
import { monthStart, type Span } from '../readings/asked/period.ts'
import type { Reading } from '../readings/read.ts'
import { addDays, dayOf, sayDay, startOfDay } from '../time/hanoi.ts'
import type { Cadence } from './cadence.ts'

// Of which days a report is, and of which its figures are.

type Every = Cadence['every']

/** What a report of an occasion is of, as its sentences name it: the day, the seven days before, the whole month before. */
export function daysOf(every: Every, occasion: Date): Span {
  const day = dayOf(occasion)
  if (every === 'month') return { from: monthStart(day, -1), to: monthStart(day, 0) }
  const [from, to] = every === 'week' ? [-7, 0] : [0, 1]
  return { from: startOfDay(addDays(day, from)), to: startOfDay(addDays(day, to)) }
}

/** What names say of a period of their own, which is not so of other days. */
const NAMED: Partial<Record<Period, { ending: RegExp; fits: Every }>> = {
  today: { ending: / hôm nay$/, fits: 'working_day' },
  last24h: { ending: /,? 24 giờ$/, fits: 'working_day' },
  last7d: { ending: /,? (7 ngày|bảy ngày qua)$/, fits: 'week' },
  month: { ending: / trong tháng$/, fits: 'month' },
}

/** Whether a number is counted over whatever days are asked for, and its own are only those it is mostly asked over. */
export function takesDays({ period, grain, definitions }: DefinedIndicator, every: Every): boolean {
  if (!(period in NAMED) || grain === 'year' || (grain === 'month' && every !== 'month')) return false
  const terms = definitions.flatMap(({ compiled }) => termsWithin(compiled.terms))
  return terms.every(({ measure, begun, stood }) => measure.time === 'sum' && !begun && !stood)
}

/** The name of a number over the report’s days. */
export function nameOver({ title, period }: Pick<DefinedIndicator, 'title' | 'period'>, every: Every): string {
  const named = NAMED[period]
  return named && named.fits !== every ? title.vi.replace(named.ending, '') : title.vi
}

/** Of when a figure is, where that is not the report’s days: «tháng 11/2026», «lũy kế năm 2026», «hiện tại». */
export function sayPeriod(period: Period, { span, value }: Pick<Reading, 'span' | 'value'>, days: Span): string | null {
  if (period === 'now') return 'hiện tại'
  const [first, last] = [dayOf(span.from), dayOf(new Date(span.to.getTime() - 1))]
  if (first === dayOf(days.from) && last === dayOf(new Date(days.to.getTime() - 1))) return null
  const [year, month] = [first.slice(0, 4), Number(first.slice(5, 7))]
  switch (period) {
    case 'today':
      return `ngày ${sayDay(first)}`
    case 'last24h':
      return '24 giờ qua'
    case 'last7d':
      return '7 ngày qua'
    case 'month':
    case 'last_month':
      return `tháng ${month}/${year}`
    case 'quarter':
      return `quý ${['I', 'II', 'III', 'IV'][Math.ceil(month / 3) - 1]}/${year}`
    case 'year':
      return `lũy kế năm ${year}`
    case 'last12m':
      return `12 tháng, đến hết tháng ${Number(last.slice(5, 7))}/${last.slice(0, 4)}`
    case 'latest':
      return value === null ? 'số mới nhất' : ofNewest(first, last)
  }
}

function ofNewest(first: string, last: string): string {
  if (first === last) return `ngày ${sayDay(first)}`
  if (first.slice(0, 7) === last.slice(0, 7)) return `tháng ${Number(first.slice(5, 7))}/${first.slice(0, 4)}`
  return first.endsWith('-01-01') && !last.endsWith('-12-31') ? `lũy kế năm ${first.slice(0, 4)}` : `năm ${first.slice(0, 4)}`
}
