import { firstWholeDay, type Slot, slotsOf, stretchesOf } from '../../baseline/slots.ts'
import { median, type Part, partsOfExcess, type Spike, spikeOf } from '../../baseline/spike.ts'
import type { Calendar } from '../../calendar/calendar.ts'
import type { Db } from '../../db.ts'
import type { Term } from '../../indicators/formula.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import { lastHours } from '../asked/period.ts'
import { coverageOf } from '../heard/coverage.ts'
import { type Reading, readIndicator } from '../read.ts'
import { readSeries, type SeriesPoint } from '../series/series.ts'
import { type HourOfDims, readHoursByDim } from '../totals/hours-by-dim.ts'

export interface SpikeReading {
  /** Over the last hours asked about; null where it may not be told, or too little is known of what is usual. */
  spike: Spike | null
  observed: Reading
  /** How many days it could be set against. */
  known: number
  series: { at: Date; observed: SeriesPoint; expected: number | null }[]
  /** What makes up the excess, by each dimension and by `unit`. */
  parts: Map<string, Part[]>
}

/** The dimension of places: the key is the id of a unit. */
export const PLACES = 'unit'

/** How a count of the last hours, an indicator that is nothing but its measure, stands against the same hours of alike days of the weeks before. */
export async function readSpike(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  moment: Moment,
  { by, hours, weeks, calendar }: { by: string[]; hours: number; weeks: number; calendar: Calendar },
): Promise<SpikeReading> {
  const { compiled, domains } = indicator
  const [{ measure }] = compiled.terms as [Term]
  const told = (await coverageOf(db, units, compiled, domains, [unitId], moment))(unitId)
  const slots = slotsOf(moment.at, calendar, weeks, firstWholeDay(told))
  const cells = await readHoursByDim(db, units, measure, unitId, stretchesOf(slots), moment)
  const byHour = new Map<number, HourOfDims[]>()
  for (const cell of cells) byHour.set(cell.at.getTime(), [...(byHour.get(cell.at.getTime()) ?? []), cell])
  const at = (hour: Date) => byHour.get(hour.getTime()) ?? []

  const watched = slots.slice(-hours)
  const known = Math.min(...watched.map(({ references }) => references.length))
  const samples = Array.from({ length: known }, (_, n) => samplesOf(watched, n, at))
  const now = watched.flatMap(({ at: hour }) => at(hour))
  const shown = { from: (slots[0] as Slot).at, to: lastHours(1, moment.at).to }
  const [observed, series] = await Promise.all([
    readIndicator(db, units, indicator, unitId, moment, lastHours(hours, moment.at)),
    readSeries(db, units, indicator, unitId, shown, 'hour', moment),
  ])
  const keys: [string, (cell: HourOfDims) => string][] = [
    [PLACES, ({ unit }) => String(unit)],
    ...by.map((dim): [string, (cell: HourOfDims) => string] => [dim, ({ dims }) => dims[dim] ?? '']),
  ]
  return {
    spike: observed.value === null ? null : spikeOf(observed.value, samples.map(total)),
    observed,
    known,
    series: slots.map(({ at: hour, part, references }, place) => ({
      at: hour,
      observed: series[place] as SeriesPoint,
      expected: references.length === 0 ? null : median(references.map((reference) => total(at(reference)))) * part,
    })),
    parts: new Map(
      keys.map(([dim, key]) => [
        dim,
        partsOfExcess(
          sumBy(now, key),
          samples.map((sample) => sumBy(sample, key)),
        ),
      ]),
    ),
  }
}

/** The n-th of the alike days over the hours watched, of the hour under way no more than has gone by. */
function samplesOf(watched: Slot[], n: number, at: (hour: Date) => HourOfDims[]): HourOfDims[] {
  return watched.flatMap(({ references, part }) =>
    at(references[n] as Date).map((cell) => ({ ...cell, value: cell.value * part })),
  )
}

function total(cells: HourOfDims[]): number {
  return cells.reduce((sum, { value }) => sum + value, 0)
}

function sumBy(cells: HourOfDims[], key: (cell: HourOfDims) => string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const cell of cells) sums.set(key(cell), (sums.get(key(cell)) ?? 0) + cell.value)
  return sums
}
