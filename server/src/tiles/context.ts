import {
  type CurrentProvince,
  currentProvince,
  type Database,
  loadRegistry,
  loadTiles,
  loadUnitTree,
  type Registry,
  type UnitTree,
} from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'

/** What a tile is computed from, besides the moment. */
export interface TileContext {
  database: Database
  registry: Registry
  tree: UnitTree
  province: CurrentProvince
  tiles: Map<string, Tile>
}

export async function loadTileContext(database: Database): Promise<TileContext> {
  return {
    database,
    registry: await loadRegistry(),
    tree: await loadUnitTree(database.db),
    province: await currentProvince(database.db),
    tiles: new Map((await loadTiles()).map((tile) => [tile.id, tile])),
  }
}
