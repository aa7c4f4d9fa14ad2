import type { Moment } from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import type { TileData } from '../../contract/index.ts'
import type { TileContext } from './context.ts'

/** How one kind of tile is computed: what its picture needs, and nothing the browser would have to compute. */
export type Build<K extends Tile['kind']> = (
  context: TileContext,
  tile: Extract<Tile, { kind: K }>,
  moment: Moment,
) => Promise<Extract<TileData, { kind: K }>>

/** The domain that declares a tile, an indicator or a measure; `feeds` for tiles about the product itself. */
export function domainOf({ id }: Pick<Tile, 'id'>): string {
  return id.split('.')[0] as string
}
