import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { TreeUnit, UnitTree } from '../units/tree.ts'
import { evaluate } from './evaluate.ts'
import { spanOf } from './period.ts'
import { type Level, levelOf } from './state.ts'

export interface UnitValue {
  unit: TreeUnit
  value: number | null
  level: Level | null
}

/** An indicator for each of several units. */
export async function readByUnit(
  db: Db,
  tree: UnitTree,
  indicator: DefinedIndicator,
  units: TreeUnit[],
  at: Date,
): Promise<UnitValue[]> {
  const span = spanOf(indicator.period, at)
  const rows = await evaluate(db, tree, indicator.compiled, { roots: units.map((unit) => unit.id), span, at })
  const values = new Map(rows.map((row) => [row.root, row.value]))
  return units.map((unit) => {
    const value = values.get(unit.id) ?? null
    return { unit, value, level: levelOf(value, indicator.levels, indicator.direction) }
  })
}
