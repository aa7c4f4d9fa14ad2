import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { evaluate } from './evaluate.ts'
import type { Moment } from './moment.ts'
import { type Span, spanOf } from './period.ts'
import { type Level, levelOf } from './state.ts'

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
