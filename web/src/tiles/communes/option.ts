import type { Level, TileOf } from '@ioc/server/contract'

type Communes = Pick<TileOf<'communes'>, 'cells' | 'levels' | 'direction'>
export type Cell = TileOf<'communes'>['cells'][number]

// Cells stand in odd-r offset coordinates: hexagons with a point upwards, every odd row pushed right by half a hexagon.
// The radius of a hexagon, from its middle to a point, is 1.
export const WIDTH = Math.sqrt(3)
const GAP = 0.94

export const middleOf = ({ column, row }: Pick<Cell, 'column' | 'row'>) => ({
  x: WIDTH * (column + (Math.abs(row) % 2) / 2),
  y: 1.5 * row,
})

/** The corners of a hexagon around the origin, a little smaller than its place so that neighbours stay apart. */
export const HEXAGON = [0, 1, 2, 3, 4, 5]
  .map((corner) => {
    const angle = ((60 * corner - 90) * Math.PI) / 180
    return `${(Math.cos(angle) * GAP).toFixed(3)} ${(Math.sin(angle) * GAP).toFixed(3)}`
  })
  .join(' ')

const isPast = (level: Level | null): level is Exclude<Level, 'good'> => level !== null && level !== 'good'

export type Class = { kind: 'step'; step: number; from: number } | { kind: 'level'; level: Exclude<Level, 'good'>; from: number }

const STEPS = 5
const QUANTILES = [0.2, 0.45, 0.7, 0.9]
/** Of what lies above a value so common that it has a blue of its own, as no case at all often is. */
const ABOVE_COMMON = [0, 0.4, 0.7, 0.9]

/** The classes of the map, mild to severe: blue steps among the cells within the thresholds, then the thresholds. */
export function classesOf(
  { cells, levels, direction }: Omit<Communes, 'cells'> & { cells: readonly Pick<Cell, 'value' | 'level'>[] },
  decimals: number,
): Class[] {
  // Cut, not rounded, so that no value lies below the start of its own blue.
  const cut = (value: number) => Math.floor(value * 10 ** decimals) / 10 ** decimals
  const values = cells.flatMap(({ value, level }) => (value === null || isPast(level) ? [] : [cut(value)])).sort((a, b) => a - b)
  const steps = stepsOf(values).map((from, index) => ({ kind: 'step' as const, step: index + 1, from }))
  const past = (['watch', 'warn', 'critical'] as const).flatMap((level) => {
    const from = levels[level]
    return from === undefined || direction === 'none' ? [] : [{ kind: 'level' as const, level, from }]
  })
  return [...steps, ...past]
}

/** Where each blue starts, of values from the lowest on: at every value where they are few, else so that each blue has its part of the map. */
export function stepsOf(values: readonly number[]): number[] {
  const [lowest] = values
  if (lowest === undefined) return []
  const each = [...new Set(values)]
  if (each.length <= STEPS) return each
  const above = values.filter((value) => value > lowest)
  const isCommon = above.length < (1 - (QUANTILES[0] ?? 0)) * values.length
  const [of, parts] = isCommon ? [above, ABOVE_COMMON] : [values, QUANTILES]
  const breaks = parts.map((part) => of[Math.floor(part * (of.length - 1))] ?? 0)
  return [...new Set([lowest, ...breaks.filter((value) => value > lowest)])]
}

/** Which blue a cell is, or the level it has passed into; null without a number. */
export function classOf(
  { value, level }: Pick<Cell, 'value' | 'level'>,
  classes: readonly Class[],
): number | Exclude<Level, 'good'> | null {
  if (value === null) return null
  if (isPast(level)) return level
  const step = classes.findLast((one) => one.kind === 'step' && value >= one.from)
  return step?.kind === 'step' ? step.step : 1
}

/** The few that need somebody, worst first. Zeros are not bad where less is better, nor is what nobody betters where more is. */
export function worstOf({ cells, direction }: Communes, count: number): (Cell & { value: number })[] {
  const best = Math.max(...cells.flatMap(({ value }) => (value === null ? [] : [value])))
  return cells
    .filter(
      (cell): cell is Cell & { value: number } =>
        cell.value !== null && (direction === 'up' ? cell.value < best : cell.value > 0),
    )
    .sort((a, b) => (direction === 'up' ? a.value - b.value : b.value - a.value))
    .slice(0, count)
}
