import { isIndicatorOn, type Registry } from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import type { TileContext } from './context.ts'

/** A tile a domain declares; else, where an indicator has its id, that number alone. */
export function findTile({ tiles, province }: TileContext, { indicators }: Registry, id: string): Tile | undefined {
  const declared = tiles.get(id)
  if (declared) return declared
  const isShown = indicators.some((indicator) => indicator.id === id) && isIndicatorOn(province.domains, id)
  return isShown ? { id, kind: 'stat', indicator: id } : undefined
}
