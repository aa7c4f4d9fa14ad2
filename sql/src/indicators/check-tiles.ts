import type { Tile } from '../pack/pack.ts'
import type { Registry } from './registry.ts'

/** Why a tile has nothing to show; null where it has. */
export function tileTrouble(tile: Tile, { indicators, measures }: Pick<Registry, 'indicators' | 'measures'>): string | null {
  const { shown, counted } = namedBy(tile)
  const indicator = shown.find((id) => !indicators.some((known) => known.id === id))
  if (indicator) return `the tile ${tile.id} shows «${indicator}», which is no indicator.`
  const measure = counted.find((id) => !measures.some((known) => known.id === id))
  if (measure) return `the tile ${tile.id} shows «${measure}», which is no measure.`
  if (tile.kind !== 'ranking') return null
  const dims = measures.find(({ id }) => id === tile.measure)?.dims ?? []
  return dims.includes(tile.by)
    ? null
    : `the tile ${tile.id} ranks by «${tile.by}»; ${tile.measure} has ${dims.join(', ') || 'no dimension'}.`
}

function namedBy(tile: Tile): { shown: string[]; counted: string[] } {
  switch (tile.kind) {
    case 'stat':
    case 'communes':
      return { shown: [tile.indicator], counted: [] }
    case 'progress':
      return { shown: [tile.actual, tile.plan], counted: [] }
    case 'trend':
      return { shown: tile.indicators, counted: [] }
    case 'bars':
      return { shown: [], counted: [tile.measure, tile.stories] }
    case 'ranking':
      return { shown: [], counted: [tile.measure] }
    case 'stream':
    case 'feeds':
      return { shown: [], counted: [] }
  }
}
