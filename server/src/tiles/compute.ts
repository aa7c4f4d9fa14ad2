import type { Moment } from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import type { TileData } from '../../contract/index.ts'
import { barsTile } from './bars.ts'
import type { Build } from './build.ts'
import { communesTile } from './communes.ts'
import type { TileContext } from './context.ts'
import { feedsTile } from './feeds.ts'
import { progressTile } from './progress.ts'
import { rankingTile } from './ranking.ts'
import { statTile } from './stat.ts'
import { streamTile } from './stream.ts'
import { trendTile } from './trend.ts'

type Kind = Tile['kind']

const BUILDERS: { [K in Kind]: Build<K> } = {
  stat: statTile,
  progress: progressTile,
  communes: communesTile,
  trend: trendTile,
  bars: barsTile,
  ranking: rankingTile,
  stream: streamTile,
  feeds: feedsTile,
}

/** A tile's newest state. Snapshot, patch and API answer all come from here. */
export function computeTile(context: TileContext, tile: Tile, moment: Moment): Promise<TileData> {
  return (BUILDERS[tile.kind] as Build<Kind>)(context, tile as never, moment)
}
