import type { Target } from '../pack/pack.ts'

/** A unit as targets speak of it. */
export interface TargetedUnit {
  key: string
  /** province, commune, department, … */
  kind: string
  /** Keys of the units it is within, the nearest first. */
  ancestors: string[]
}

/**
 * The target that holds for a unit on a day. The most particular wins: one set for the unit itself, one for its kind below
 * the nearest unit, one for its kind anywhere, one for everybody.
 */
export function targetFor(targets: Target[], unit: TargetedUnit, day: string): Target | null {
  const ranked = targets
    .filter(({ from, to }) => from <= day && day <= to)
    .map((target) => ({ target, distance: distanceOf(target, unit) }))
    .filter(({ distance }) => distance < Number.POSITIVE_INFINITY)
  return ranked.toSorted((a, b) => a.distance - b.distance)[0]?.target ?? null
}

function distanceOf({ unit, level }: Target, { key, kind, ancestors }: TargetedUnit): number {
  if (level !== undefined && level !== kind) return Number.POSITIVE_INFINITY
  if (unit === undefined) return ancestors.length + (level === undefined ? 3 : 2)
  if (level === undefined) return unit === key ? 0 : Number.POSITIVE_INFINITY
  const above = ancestors.indexOf(unit)
  return above < 0 ? Number.POSITIVE_INFINITY : above + 1
}
