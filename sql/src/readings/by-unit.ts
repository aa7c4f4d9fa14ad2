import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { evaluate } from './evaluate.ts'
import type { Moment } from './moment.ts'
import { type Span, spanOf } from './period.ts'
import { type Level, levelOf } from './state.ts'
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
  for (const { root, slot, value, estimate } of rows) points.get(root)?.push({ at: slot as Date, value, estimate })
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
  { at, geo, asOf }: Moment,
  span: Span = spanOf(indicator.period, at),
): Promise<UnitValue[]> {
  const rows = await evaluate(db, registry, indicator, { roots: units.map((unit) => unit.id), geo, span, at, asOf })
  const found = new Map(rows.map((row) => [row.root, row]))
  return units.map((unit) => {
    const { value = null, estimate = false } = found.get(unit.id) ?? {}
    return { unit, value, level: levelOf(value, indicator.levels, indicator.direction), estimate }
  })
}
