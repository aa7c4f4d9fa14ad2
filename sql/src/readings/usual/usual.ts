import { type Usual, usualOf } from '../../baseline/usual.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import type { Db } from '../../db.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { SeriesPoint } from '../series/series.ts'
import { readAlike, type UsualStep } from './alike.ts'

/** Where an indicator usually lies at the points of a series of it, by its own figures before each; nothing where too few are alike. */
export async function readUsual(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  line: { points: readonly SeriesPoint[]; step: UsualStep },
  moment: Moment,
  calendar: Calendar,
): Promise<(Usual & { at: Date })[]> {
  const alike = await readAlike(db, units, indicator, unitId, line, moment, calendar)
  return alike.flatMap(({ point: { at }, figures }) => {
    const usual = usualOf(figures.map(({ value }) => value))
    return usual ? [{ at, ...usual }] : []
  })
}
