import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db.ts'
import { namedBy } from '../indicators/check-tiles.ts'
import { termsWithin } from '../indicators/formula.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import type { Localised, Tile } from '../pack/pack.ts'
import type { Plan } from '../plans/plan.ts'
import { type Moment, momentOf } from '../readings/asked/moment.ts'
import type { SceneFile } from '../screens/scene.ts'
import { dayOf } from '../time/hanoi.ts'

/** What is drawn from the measures: the numbers, the tiles that show them, the scenes those stand in, the plans. */
export interface House {
  registry: Pick<Registry, 'measures' | 'indicators'>
  tiles: Tile[]
  scenes: SceneFile[]
  plans: Plan[]
}

export interface FeedLineage {
  /** What it has ever told of, of how many units; `alone` where no other feed tells of it. */
  measures: { id: string; title: Localised; units: number; alone: boolean }[]
  /** What is computed from that. Without the feed one that `stops` has no new value; others go on with what other feeds tell. */
  indicators: { id: string; title: Localised; stops: boolean; measures: string[] }[]
  tiles: { id: string; title: Localised; stops: boolean; scenes: { id: string; title: Localised }[] }[]
  clauses: { plan: string; title: Localised; clause: string; text: string; indicator: string; stops: boolean }[]
}

type Then = Pick<Moment, 'at' | 'asOf'>

/**
 * Everything that rests on a feed: what would stand still, and what would go on in part, if it stopped. As of an instant, by what it
 * and others had told by then.
 */
export async function lineageOfFeed(db: Db, house: House, feedId: number, then: Then = momentOf()): Promise<FeedLineage> {
  const told = await toldBy(db, feedId, then)
  const measures = house.registry.measures.flatMap(({ id, title }) => {
    const its = told.get(id)
    return its ? [{ id, title, ...its }] : []
  })
  const alone = new Set(measures.flatMap((measure) => (measure.alone ? [measure.id] : [])))
  const indicators = house.registry.indicators.flatMap((indicator) => {
    const its = measuresOf(indicator, then).filter((id) => told.has(id))
    return its.length === 0
      ? []
      : [{ id: indicator.id, title: indicator.title, measures: its, stops: its.some((id) => alone.has(id)) }]
  })
  const stops = new Map(indicators.map((indicator) => [indicator.id, indicator.stops]))
  const tiles = [...house.tiles, ...numbersAlone(house)].flatMap((tile) => {
    const { shown, counted } = namedBy(tile)
    const its = [...shown.filter((id) => stops.has(id)), ...counted.filter((id) => told.has(id))]
    if (its.length === 0) return []
    return [
      {
        id: tile.id,
        title: titleOf(tile, house.registry.indicators),
        stops: its.some((id) => stops.get(id) ?? alone.has(id)),
        scenes: house.scenes
          .filter(({ places, strip }) => strip === tile.id || places.some((place) => place.tile === tile.id))
          .map(({ id, title }) => ({ id, title })),
      },
    ]
  })
  const clauses = house.plans.flatMap(({ id, title, clauses }) =>
    clauses.flatMap(({ id: clause, text, indicator }) => {
      const isStopped = indicator === undefined ? undefined : stops.get(indicator)
      return isStopped === undefined ? [] : [{ plan: id, title, clause, text, indicator: indicator as string, stops: isStopped }]
    }),
  )
  return { measures, indicators, tiles, clauses }
}

/** The indicators that stand in scenes by their own ids, without a tile declared for them. */
function numbersAlone({ registry, tiles, scenes }: House): Tile[] {
  const placed = new Set(scenes.flatMap(({ places }) => places.map(({ tile }) => tile)))
  for (const { id } of tiles) placed.delete(id)
  return registry.indicators.flatMap(({ id }) => (placed.has(id) ? [{ id, kind: 'stat' as const, indicator: id }] : []))
}

/** The feeds an indicator has ever rested on, or had by an instant, by what they told of. */
export async function feedsOfIndicator(
  db: Db,
  indicator: DefinedIndicator,
  then: Then = momentOf(),
): Promise<{ feed: string; title: Localised; enabled: boolean; measures: string[] }[]> {
  const { rows } = await sql<{ feed: string; title: Localised; enabled: boolean; measures: string[] }>`
    select feed.key as feed, coalesce(version.spec, feed.spec)->'title' as title, ${isEnabled(then)} as enabled, array_agg(distinct measure.code order by measure.code) as measures
    from ${toldThen(then)} join feed on feed.id = told.feed_id join measure on measure.id = told.measure_id
    left join lateral (
      select spec from feed_version where feed_id = feed.id and (version = 1 or applied_at <= ${then.asOf}::timestamptz) order by version desc limit 1
    ) version on ${then.asOf !== null}
    where measure.code = any(${measuresOf(indicator, then)}::text[]) group by feed.id, version.spec order by feed.key`.execute(db)
  return rows
}

/** Those of the definition in force; what an earlier one counted stands still anyway. */
function measuresOf(indicator: DefinedIndicator, { at }: Then): string[] {
  return [...new Set(termsWithin(indicator.definitionOn(dayOf(at)).compiled.terms).map(({ measure }) => measure.id))]
}

/** What feeds had told of by then. */
function toldThen({ asOf }: Then): RawBuilder<unknown> {
  if (asOf === null) return sql`told`
  return sql`(select told.* from told join ledger_batch on position = since where known_at <= ${asOf}) told`
}

/** Whether a feed was asked then; of one that is no more, until when it was is kept. */
const isEnabled = ({ asOf }: Then) => sql<boolean>`(feed.enabled or coalesce(feed.disabled_at > ${asOf}::timestamptz, false))`

async function toldBy(db: Db, feedId: number, then: Then): Promise<Map<string, { units: number; alone: boolean }>> {
  const { rows } = await sql<{ id: string; units: number; alone: boolean }>`
    with other as (select * from ${toldThen(then)})
    select measure.code as id, count(*)::float8 as units,
           not exists (select from other join feed on feed.id = other.feed_id and ${isEnabled(then)}
                       where other.measure_id = measure.id and other.feed_id <> ${feedId}) as alone
    from other told join measure on measure.id = told.measure_id
    where told.feed_id = ${feedId} group by measure.id`.execute(db)
  return new Map(rows.map(({ id, ...its }) => [id, its]))
}

function titleOf(tile: Tile, indicators: DefinedIndicator[]): Localised {
  if ('title' in tile && tile.title) return tile.title
  const [first] = namedBy(tile).shown
  return indicators.find(({ id }) => id === first)?.title ?? { vi: tile.id, en: tile.id }
}
