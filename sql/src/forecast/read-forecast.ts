import type { Calendar } from '../calendar/calendar.ts'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'
import { isSum } from '../indicators/formula-tree.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import type { Moment } from '../readings/asked/moment.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { readStockAhead, type StockAhead } from './stock-ahead.ts'
import { readYearAhead, type YearAhead } from './year-ahead.ts'

/** Whether an indicator grows through its year or stands open from day to day; null where it does neither, and nothing is foretold. */
export function forecastKind({ additive, period, grain, compiled: { terms, tree } }: DefinedIndicator): 'year' | 'stock' | null {
  if (period === 'now') return additive.units ? 'stock' : null
  if (grain === 'year' || !isSum(tree)) return null
  const isRunningTotal = terms.every(
    ({ measure, yearBefore }) => measure.time === 'last' && measure.runsFrom === 'year' && !yearBefore,
  )
  return additive.time || (period === 'year' && isRunningTotal) ? 'year' : null
}

/** Reads what a forecast of an indicator of a unit is made from, and makes it. Throws Invalid for what cannot be foretold. */
export async function readForecast(
  db: Db,
  units: UnitRegistry,
  registry: Registry,
  indicator: DefinedIndicator,
  unit: RegistryUnit,
  moment: Moment,
  calendar: Calendar,
): Promise<YearAhead | StockAhead> {
  const kind = forecastKind(indicator)
  if (kind === 'stock') return readStockAhead(db, units, indicator, unit, moment, calendar)
  if (kind === 'year') return readYearAhead(db, units, registry, indicator, unit, moment, calendar)
  throw new Invalid(
    `${indicator.id} neither adds up through the year nor counts what stands open; nothing is foretold of it. Choose a count, a sum or a running total.`,
  )
}
