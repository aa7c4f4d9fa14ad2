import type { Say } from '../../text/say.ts'
import { changeOf } from '../../ui/compare.ts'
import type { Cell, Column } from './cube.ts'
import type { View } from './view.ts'

// How far cells are from what they are set beside. What is counted differs by an amount and by a percentage of what was before;
// percentages differ by points alone.

type Of = Pick<Cell, 'value' | 'before'> | null
type Beside = 'p25' | 'before' | 'p75'
type In = Pick<Column, 'unitOfMeasurement'>

/** What stands beside a value, in the order of the table: of peers the quarters about their middle, too. */
export const besideOf = (compare: View['compare']): readonly Beside[] =>
  compare === null ? [] : compare === 'peers' ? ['p25', 'before', 'p75'] : ['before']

export const besideIn = (cell: Pick<Cell, 'before' | 'quartiles'> | null, beside: Beside): number | null =>
  (beside === 'before' ? cell?.before : cell?.quartiles?.[beside]) ?? null

export const isOfPoints = ({ unitOfMeasurement: { id } }: In): boolean => id === 'percent' || id === 'ratio'

/** In the indicator’s own unit of measurement, or in points. Null where one of the two is not known. */
export function differenceOf(cell: Of, { unitOfMeasurement }: In): number | null {
  if (cell?.value == null || cell.before === null) return null
  return (cell.value - cell.before) * (unitOfMeasurement.id === 'ratio' ? 100 : 1)
}

/** In percent of what was before; null of percentages, and where nothing was there to grow from. */
export function growthOf(cell: Of, column: In): number | null {
  const difference = isOfPoints(column) ? null : differenceOf(cell, column)
  return difference === null || !cell?.before ? null : (100 * difference) / Math.abs(cell.before)
}

/** Which way it went, as far as it can be read, and whether that is better; null where nothing is compared. */
export function wayOf(cell: Of, { unitOfMeasurement: unit, direction }: Pick<Column, 'unitOfMeasurement' | 'direction'>) {
  const difference = differenceOf(cell, { unitOfMeasurement: unit })
  if (difference === null || !cell) return null
  const change = changeOf({ ...cell, unit, direction })
  const way = change?.way ?? (difference > 0 ? ('up' as const) : difference < 0 ? ('down' as const) : ('same' as const))
  return { way, better: way === 'same' || direction === 'none' ? null : way === direction }
}

/** As it is read: «−12,0 điểm» of percentages, «+3» of what is counted; null where nothing is compared. */
export function sayDifference(cell: Of, column: Pick<Column, 'unitOfMeasurement' | 'decimals'>, say: Say): string | null {
  const difference = differenceOf(cell, column)
  if (difference === null) return null
  const size = Math.abs(difference)
  if (isOfPoints(column)) return signed(difference, `${say.number(size, 1)} ${say.t('explore.point')}`)
  const { text, unit } = say.amount(size, column.unitOfMeasurement, column.decimals)
  return signed(difference, typeof unit === 'string' ? `${text} ${say.t(`unit.${unit}`)}` : text)
}

/** As it is read: «+150,0 %»; null where nothing was there to grow from. */
export function sayGrowth(cell: Of, column: In, say: Pick<Say, 'number'>): string | null {
  const growth = growthOf(cell, column)
  return growth === null ? null : signed(growth, `${say.number(Math.abs(growth), 1)} %`)
}

/** What reads as 0 has no sign. */
const signed = (value: number, said: string) => `${!/[1-9]/.test(said) ? '' : value > 0 ? '+' : '−'}${said}`
