import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { Moment } from '../readings/asked/moment.ts'
import { addDays, dayOf } from '../time/hanoi.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { backTested } from './predict.ts'
import { forecastKind } from './read-forecast.ts'
import { YEARS_BACK } from './year-ahead.ts'
import { LEAST_YEARS } from './year-pace.ts'
import { readYears } from './years.ts'

export interface BackTest {
  indicator: DefinedIndicator
  /** Whole past years there are, and how many a forecast needs. */
  years: number
  needed: number
  /** So many predictions were made of years the others alone were known of; in so many the outcome lay between P10 and P90. */
  tested: number
  inside: number
}

/** How well the bands of every indicator that grows through its year would have done, by its own past: most tested first. */
export async function backTestForecasts(
  db: Db,
  units: UnitRegistry,
  indicators: readonly DefinedIndicator[],
  unit: RegistryUnit,
  moment: Moment,
): Promise<BackTest[]> {
  const tests: BackTest[] = []
  const last = addDays(dayOf(moment.at), -1)
  for (const indicator of indicators.filter((each) => forecastKind(each) === 'year')) {
    const years = await readYears(db, units, indicator, unit.id, { last, back: YEARS_BACK }, moment)
    const past = years.filter(({ year }) => year < Number(last.slice(0, 4)))
    tests.push({ indicator, needed: LEAST_YEARS, ...backTested(past) })
  }
  return tests.toSorted((a, b) => b.tested - a.tested || (a.indicator.id < b.indicator.id ? -1 : 1))
}
