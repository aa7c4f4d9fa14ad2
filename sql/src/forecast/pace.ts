import type { RegistryUnit } from '../units/registry.ts'

/** How many days make the pace. */
export const PACE_DAYS = 28

export interface UnitPace {
  unit: RegistryUnit
  /** Its part of the total so far, or of what stands open. */
  value: number
  /** By how much a working day changed it of late. */
  perDay: number
}
