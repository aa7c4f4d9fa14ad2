import type { Calendar } from '../calendar/calendar.ts'
import { DAY_MS } from '../calendar/day.ts'
import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { type Moment, momentOf } from '../readings/asked/moment.ts'
import { readByUnit } from '../readings/by-unit.ts'
import { readIndicator } from '../readings/read.ts'
import { addDays, dayOf } from '../time/hanoi.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { PACE_DAYS } from './pace.ts'

/** So far is drawn: a quarter. */
const WEEKS_AHEAD = 13

/** How what stands open changes of late. */
export interface StockAhead {
  kind: 'stock'
  value: number | null
  /** As it stood so long ago, as known then. */
  earlier: number | null
  earlierAt: Date
  perDay: number | null
  /** The days of the next weeks, and how many working days lie up to each: the first is today. */
  weeks: { day: string; workdays: number }[]
  units: UnitStock[]
}

/** What stands open at a unit right below; null what it does not tell, of now or of its pace since then. */
interface UnitStock {
  unit: RegistryUnit
  value: number | null
  perDay: number | null
}

/** Reads what stands open, and how it stood some weeks ago as was known then. */
export async function readStockAhead(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unit: RegistryUnit,
  moment: Moment,
  calendar: Calendar,
): Promise<StockAhead> {
  const thenAt = new Date(moment.at.getTime() - PACE_DAYS * DAY_MS)
  const before = momentOf({ asOf: thenAt, geo: moment.geo })
  const below = units.children(unit.id, moment.geo)
  const [now, then, unitsNow, unitsThen] = await Promise.all([
    readIndicator(db, units, indicator, unit.id, moment),
    readIndicator(db, units, indicator, unit.id, before),
    readByUnit(db, units, indicator, below, moment, undefined, unit),
    readByUnit(db, units, indicator, below, before, undefined, unit),
  ])
  const today = dayOf(moment.at)
  const days = Math.max(1, calendar.workingDaysBetween(thenAt, moment.at))
  const stood = new Map(unitsThen.map(({ unit: { id }, value }) => [id, value]))
  return {
    kind: 'stock',
    value: now.value,
    earlier: then.value,
    earlierAt: thenAt,
    perDay: now.value === null || then.value === null ? null : (now.value - then.value) / days,
    weeks: Array.from({ length: WEEKS_AHEAD + 1 }, (_, week) => {
      const day = addDays(today, 7 * week)
      return { day, workdays: calendar.workingDaysBetween(today, day) }
    }),
    // Whoever had something open at either end is named, or the rows would not add up to the whole.
    units: unitsNow.flatMap(({ unit: each, value }): UnitStock[] => {
      const earlier = stood.get(each.id) ?? null
      if (value !== null && earlier !== null) return [{ unit: each, value, perDay: (value - earlier) / days }]
      return (value ?? earlier ?? 0) === 0 ? [] : [{ unit: each, value, perDay: null }]
    }),
  }
}
