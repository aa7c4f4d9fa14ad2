import type { StockAhead, YearAhead } from '@ioc/server/contract'
import type { Language } from '../../../text/i18n.ts'

// What would come if units brought, or cleared, more a working day than they did of late. Pure.

/** So much more a working day. */
export interface Change {
  unit: string
  perDay: number
}

const WRITTEN = /^(.+):(-?\d+(?:\.\d+)?)$/

/** As they stand in the address, `unit:rate` each; of one unit the last holds, and what is written otherwise is left out. */
export function changesOf(written: readonly string[]): Change[] {
  const changes = new Map<string, Change>()
  for (const each of written) {
    const [, unit, rate] = WRITTEN.exec(each) ?? []
    const perDay = Number(rate)
    if (unit && rate !== undefined && Number.isFinite(perDay) && perDay !== 0) changes.set(unit, { unit, perDay })
  }
  return [...changes.values()]
}

export const writeChange = ({ unit, perDay }: Change): string => `${unit}:${perDay}`

/** As a person types it, the decimals behind a comma or a point; null for what is no number. */
export function rateOf(typed: string): number | null {
  const written = typed.trim().replace('−', '-').replace(',', '.')
  return /^[+-]?\d+(?:\.\d+)?$/.test(written) ? Number(written) : null
}

/** What rateOf reads, as a pattern of a field. */
export const TYPED = '\\s*[\\-−+]?\\d+([.,]\\d+)?\\s*'

/** A number as it stands in a field, as rateOf reads it. */
export const asTyped = (value: number, language: Language): string =>
  language === 'vi' ? String(value).replace('.', ',') : String(value)

/** In how many decimals a number is written whole, up to six. */
export const decimalsOf = (value: number): number => String(Number(value.toFixed(6))).split('.')[1]?.length ?? 0

/** By how much a year comes to more than it else would, after so many working days. */
export const moreBy = (changes: readonly Change[], workdays: number): number =>
  changes.reduce((sum, { perDay }) => sum + perDay * workdays, 0)

/** What a year comes to if things go on at the pace of late; null where there is none. */
export function atThisPace({ total, perDay, workdaysLeft }: Pick<YearAhead, 'total' | 'perDay' | 'workdaysLeft'>): number | null {
  return total === null || perDay === null ? null : total + perDay * workdaysLeft
}

/** How a year comes out against a mark: less is better for some, and a mark is not to be passed then. */
export type Verdict = 'reaches' | 'mayReach' | 'misses' | 'stays' | 'mayPass' | 'passes'

/** What is foretold against a mark, by its middle and by the better end of its spread. */
export function verdictOf({ p10, p50, p90 }: { p10: number; p50: number; p90: number }, mark: number, isDown: boolean): Verdict {
  if (isDown) return p50 <= mark ? 'stays' : p10 <= mark ? 'mayPass' : 'passes'
  return p50 >= mark ? 'reaches' : p90 >= mark ? 'mayReach' : 'misses'
}

/**
 * What stands open after so many working days: the whole goes on at its own pace, and comes to less by what the units that clear
 * more have less than they else would. None of them goes below nothing.
 */
export function openAfter(
  { value, perDay, units }: Pick<StockAhead, 'value' | 'perDay' | 'units'>,
  changes: readonly Change[],
  workdays: number,
): number {
  const asNow = Math.max(0, (value ?? 0) + (perDay ?? 0) * workdays)
  const changed = units
    .filter(({ key }) => changes.some(({ unit }) => unit === key))
    .reduce((sum, unit) => sum + unitAfter(unit, changes, workdays) - unitAfter(unit, [], workdays), 0)
  return Math.max(0, asNow + changed)
}

type UnitStock = StockAhead['units'][number]

/** Of whom no pace is known, what stands open stays. */
function unitAfter({ key, value, perDay }: UnitStock, changes: readonly Change[], workdays: number): number {
  const more = changes.find(({ unit }) => unit === key)?.perDay ?? 0
  return Math.max(0, (value ?? 0) + ((perDay ?? 0) - more) * workdays)
}

/** After how many working days a unit has nothing left open; null where that never comes, or is not known. */
export function clearedAfter({ key, value, perDay }: UnitStock, changes: readonly Change[]): number | null {
  const falls = (changes.find(({ unit }) => unit === key)?.perDay ?? 0) - (perDay ?? 0)
  if (value === null) return null
  if (value <= 0) return 0
  return falls > 0 ? Math.ceil(value / falls) : null
}
