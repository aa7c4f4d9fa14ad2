import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { dayOf } from '../time/hanoi.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { coveredFrom } from './coverage.ts'
import { evaluate } from './evaluate.ts'
import { readFreshness } from './freshness.ts'
import type { Moment } from './moment.ts'
import { type Span, spanOf } from './period.ts'
import { coversSome, nothingHappened } from './read.ts'
import { isTooSmall, type Level, levelOf } from './state.ts'
import type { Step } from './term.ts'

export interface UnitSeries {
  unit: RegistryUnit
  points: { at: Date; value: number | null; estimate: boolean }[]
}

/** An indicator for each of several units over time: the steps at which a unit has a number. */
export async function readUnitSeries(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  { at, geo, asOf }: Moment,
  span: Span,
  step: Step,
): Promise<UnitSeries[]> {
  const rows = await evaluate(db, registry, indicator, { roots: units.map((unit) => unit.id), geo, span, at, asOf, step })
  const points = new Map<number, UnitSeries['points']>(units.map((unit) => [unit.id, []]))
  for (const { root, slot, value, estimate } of rows)
    points.get(root)?.push({ at: slot as Date, value: isTooSmall(indicator, value) ? null : value, estimate })
  return units.map((unit) => ({ unit, points: (points.get(unit.id) ?? []).sort((a, b) => Number(a.at) - Number(b.at)) }))
}

export interface UnitValue {
  unit: RegistryUnit
  value: number | null
  level: Level | null
  estimate: boolean
}

/** An indicator for each of several units, over its own period or another span. */
export async function readByUnit(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  moment: Moment,
  span: Span = spanOf(indicator.period, moment.at),
): Promise<UnitValue[]> {
  const { at, geo, asOf } = moment
  const rows = await evaluate(db, registry, indicator, { roots: units.map((unit) => unit.id), geo, span, at, asOf })
  const found = new Map(rows.map((row) => [row.root, row]))
  const isWhole = units.every((unit) => found.has(unit.id))
  const nothing = isWhole ? null : await valueOfNothing(db, registry, indicator, units, moment, span)
  return units.map((unit) => {
    const { value = nothing, estimate = false } = found.get(unit.id) ?? {}
    const shown = isTooSmall(indicator, value) ? null : value
    return { unit, value: shown, level: levelOf(shown, indicator.levels, indicator.direction), estimate }
  })
}

/** What a unit without a row has: as for a single reading, 0 of a count where the source would have told. */
async function valueOfNothing(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  [first]: RegistryUnit[],
  moment: Moment,
  span: Span,
): Promise<number | null> {
  if (!first || span.from > moment.at || (indicator.definedFrom !== null && dayOf(span.from) < indicator.definedFrom)) return null
  const { receivedAt, stepsKnown } = await readFreshness(db, indicator.domain, moment)
  if (receivedAt === null || (indicator.period === 'now' && moment.asOf !== null && !stepsKnown)) return null
  const since = await coveredFrom(db, registry, indicator.compiled, indicator.domain, first.id, moment)
  return since !== null && coversSome(since, span) ? nothingHappened(indicator.definitionOn(dayOf(span.from)).compiled) : null
}
