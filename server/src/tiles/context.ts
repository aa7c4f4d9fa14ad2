import {
  type CurrentProvince,
  currentProvince,
  type Database,
  isTileOn,
  loadTiles,
  loadUnitRegistry,
  type Registry,
  registryAsOf,
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
  /** The database is that of the world of exercises. */
  isExercised?: boolean
}

export async function loadTileContext(database: Database): Promise<TileContext> {
  const province = await currentProvince(database.db)
  const tiles = (await loadTiles()).filter((tile) => isTileOn(province.domains, tile))
  return {
    database,
    registry: await registryAsOf(database.db, null),
    units: await loadUnitRegistry(database.db),
    province,
    tiles: new Map(tiles.map((tile) => [tile.id, tile])),
  }
}
