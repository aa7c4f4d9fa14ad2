import { asOneAnswer, type Moment } from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import type { TileData } from '../../contract/index.ts'
import { ageingTile } from './ageing.ts'
import { alertsTile } from './alerts.ts'
import { barsTile } from './bars.ts'
import { breakdownTile } from './breakdown.ts'
import type { Build } from './build.ts'
import { communesTile } from './communes.ts'
import { comparisonTile } from './comparison.ts'
import type { TileContext } from './context.ts'
import { countdownTile } from './countdown.ts'
import { directivesTile } from './directives.ts'
import { feedsTile } from './feeds.ts'
import { funnelTile } from './funnel.ts'
import { heatTile } from './heat.ts'
import { mentionsTile } from './mentions.ts'
import { outlookTile } from './outlook.ts'
import { planTile } from './plan.ts'
import { progressTile } from './progress.ts'
import { rankingTile } from './ranking.ts'
import { scorecardTile } from './scorecard.ts'
import { spikeTile } from './spike.ts'
import { statTile } from './stat.ts'
import { streamTile } from './stream.ts'
import { tableTile } from './table.ts'
import { trendTile } from './trend.ts'

type Kind = Tile['kind']

const BUILDERS: { [K in Kind]: Build<K> } = {
  alerts: alertsTile,
  directives: directivesTile,
  stat: statTile,
  progress: progressTile,
  communes: communesTile,
  trend: trendTile,
  bars: barsTile,
  heat: heatTile,
  countdown: countdownTile,
  ranking: rankingTile,
  breakdown: breakdownTile,
  outlook: outlookTile,
  scorecard: scorecardTile,
  comparison: comparisonTile,
  ageing: ageingTile,
  table: tableTile,
  funnel: funnelTile,
  stream: streamTile,
  mentions: mentionsTile,
  spike: spikeTile,
  feeds: feedsTile,
  plan: planTile,
}

/** A tile's newest state. Snapshot, patch and API answer all come from here. */
export async function computeTile(context: TileContext, tile: Tile, moment: Moment): Promise<TileData> {
  const data = await asOneAnswer(() => (BUILDERS[tile.kind] as Build<Kind>)(context, tile as never, moment))
  return tile.note ? { ...data, note: tile.note } : data
}
