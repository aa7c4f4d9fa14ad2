import {
  type CurrentProvince,
  currentProvince,
  type Database,
  loadRegistry,
  loadTiles,
  loadUnitRegistry,
  type Registry,
  type UnitRegistry,
} from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'

/** What a tile is computed from, besides the moment. */
export interface TileContext {
  database: Database
  registry: Registry
  units: UnitRegistry
  province: CurrentProvince
  tiles: Map<string, Tile>
}

export async function loadTileContext(database: Database): Promise<TileContext> {
  return {
    database,
    registry: await loadRegistry(),
    units: await loadUnitRegistry(database.db),
    province: await currentProvince(database.db),
    tiles: new Map((await loadTiles()).map((tile) => [tile.id, tile])),
  }
}
