import {
  type DefinedIndicator,
  domainsOfTile,
  type Freshness,
  freshnessBehind,
  indicatorOf,
  type Moment,
  namedBy,
  type Reading as Read,
  readFreshness,
  readIndicator,
  type Span,
  stateOfAll,
} from '@ioc/sql'
import type { Tile } from '@ioc/sql/pack'
import type { Cell, Clocks, Reading, ReadingState } from '../../contract/index.ts'
import type { TileContext } from './context.ts'

/** A reading in the wire's words. */
export async function readingOf(
  context: TileContext,
  indicatorId: string,
  moment: Moment,
): Promise<{ indicator: DefinedIndicator; reading: Reading; read: Read }> {
  const indicator = context.registry.indicator(indicatorId)
  const read = await readIndicator(context.database.db, context.units, indicator, context.province.unitId, moment)
  return {
    indicator,
    read,
    reading: {
      indicator: indicator.id,
      title: indicator.title,
      unit: indicator.unitOfMeasurement,
      decimals: indicator.decimals,
      direction: indicator.direction,
      period: indicator.period,
      value: read.value,
      state: read.state,
      level: read.level,
      clocks: clocksOf(read.span, read.freshness, read.computedAt),
      lateBy: read.freshness.lateBy,
      simulated: read.freshness.simulated,
      owner: ownerOf(context, indicator),
      target: read.target && { value: read.target.value, clause: read.target.clause },
      before: read.before,
      estimate: read.estimate,
      reconstructed: read.freshness.reconstructed,
      heldUntil: read.heldUntil?.toISOString() ?? null,
    },
  }
}

/** Who answers for the number, which need not be who runs its source. */
function ownerOf({ units }: TileContext, { owner }: DefinedIndicator): string {
  return typeof owner === 'string' ? units.find(owner).name : owner.vi
}

function clocksOf(span: Span, freshness: Freshness, computedAt: Date): Clocks {
  return {
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    sourceAsOf: freshness.sourceAsOf?.toISOString() ?? null,
    receivedAt: freshness.receivedAt?.toISOString() ?? null,
    computedAt: computedAt.toISOString(),
  }
}

/** Clocks and trust of a tile that shows many values, by the values and the feeds behind them. */
export async function trustOf(
  context: TileContext,
  tile: Tile,
  span: Span,
  moment: Moment,
  values: readonly Pick<Cell, 'value' | 'state'>[],
): Promise<{ clocks: Clocks; state: ReadingState; lateBy: number; simulated: boolean }> {
  return { ...(await heardOf(context, tile, span, moment)), state: stateOfAll(values) }
}

/** When those who tell of a tile's numbers were heard; of one that counts nothing, those of its domain. */
export async function heardOf(
  context: TileContext,
  tile: Tile,
  span: Span,
  moment: Moment,
): Promise<{ clocks: Clocks; lateBy: number; simulated: boolean }> {
  const { database, units, registry, province } = context
  const { shown, counted } = namedBy(tile)
  const indicators = [...new Set([...shown, ...counted])].map((id) => indicatorOf(registry, id))
  const freshness =
    indicators.length > 0
      ? await freshnessBehind(database.db, units, indicators, province.unitId, moment, span)
      : await readFreshness(database.db, domainsOfTile(tile, registry), moment)
  const { lateBy, simulated } = freshness
  return { clocks: clocksOf(span, freshness, moment.at), lateBy, simulated }
}
