import type { TileOf } from '@ioc/server/contract'
import { stepsOf } from '../communes/option.ts'

export type HeatCell = TileOf<'heat'>['cells'][number]

/** Means are told to a tenth, cut so that no hour lies below the start of its own blue. */
const cut = (value: number) => Math.floor(value * 10) / 10

/** Where each blue starts, from little to much. */
export function bluesOf(cells: readonly HeatCell[]): number[] {
  return stepsOf(cells.flatMap(({ value }) => (value === null ? [] : [cut(value)])).sort((a, b) => a - b))
}

/** Which blue an hour has, from 1; null without a number. */
export function blueOf({ value }: HeatCell, blues: readonly number[]): number | null {
  return value === null ? null : Math.max(1, blues.findLastIndex((from) => cut(value) >= from) + 1)
}

/** The busiest hour of the week, the first of several; null where nothing occurred. */
export function peakOf(cells: readonly HeatCell[]): (HeatCell & { value: number }) | null {
  return cells.reduce<(HeatCell & { value: number }) | null>(
    (most, { value, ...cell }) => (value !== null && value > (most?.value ?? 0) ? { ...cell, value } : most),
    null,
  )
}
