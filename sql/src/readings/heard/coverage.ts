import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db.ts'
import { type Formula, termsWithin } from '../../indicators/formula.ts'
import { seeingAll } from '../../sight/sight.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import { asKnown, isKnown, knownOf } from '../totals/known.ts'
import { askOnce, untilMoved } from './once.ts'

/**
 * From when on a source's silence about a unit means that nothing happened: since the first thing it told of anyone in the
 * unit's province or, where it never told anything, since it was first heard. Null where neither ever was.
 */
export type Coverage = (unitId: number) => Date | null

export async function coverageOf(
  db: Db,
  units: UnitRegistry,
  formula: Pick<Formula, 'terms'>,
  domains: string[],
  roots: number[],
  moment: Pick<Moment, 'geo' | 'asOf'>,
): Promise<Coverage> {
  const provinces = [...new Set(roots.map((root) => provinceOf(units, root)))]
  const since = new Map(
    await Promise.all(
      provinces.map(async (id) => {
        // Of the whole province, whoever asks: until it told anything, nobody knows nothing.
        const since = await seeingAll(() => coveredFrom(db, units, formula, domains, id, moment))
        return [id, since] as [number, Date | null]
      }),
    ),
  )
  return (unitId) => since.get(provinceOf(units, unitId)) ?? null
}

async function coveredFrom(
  db: Db,
  units: UnitRegistry,
  { terms }: Pick<Formula, 'terms'>,
  domains: string[],
  province: number,
  { geo, asOf }: Pick<Moment, 'geo' | 'asOf'>,
): Promise<Date | null> {
  const within = units.members([province], geo, 'people').map(({ unit }) => unit)
  const measures = [...new Set(termsWithin(terms).map(({ measure }) => measure.countedWith ?? measure.id))]
  const of = [measures, province, geo, asOf]
  return askOnce(db, ['covered', domains, ...of], async () => {
    const told = await untilMoved(db, ['first told', units.sha256, ...of], () => firstTold(db, measures, within, asOf))
    return told ?? (await firstHeard(db, domains, asOf))
  })
}

async function firstHeard(db: Db, domains: string[], asOf: Date | null): Promise<Date | null> {
  const { rows } = await sql<{ heard: Date | null }>`
    select min(heard_from) as heard from feed_heard join feed on feed.id = feed_heard.feed_id
    where feed.spec->>'domain' = any(${domains}::text[]) and feed.spec ? 'every' and heard_from <= ${asOf ?? 'infinity'}::timestamptz
      and not exists (
        select from ledger_batch batch
        where domain = any(${domains}::text[]) and entries > 0 and known_at <= ${asOf ?? 'infinity'}::timestamptz and ${isKnown(asOf)}
      )`.execute(db)
  return rows[0]?.heard ?? null
}

/** The first bucket of some units that has facts or, where none has, that ever had. */
async function firstTold(db: Db, measures: string[], within: number[], asOf: Date | null): Promise<Date | null> {
  const ask = async (held: RawBuilder<unknown>) => {
    const { rows } = await firstBucket(measures, within, asOf, held).execute(db)
    return rows[0]?.told ?? null
  }
  return (await ask(sql`past.facts > 0`)) ?? (await ask(sql`past.facts is not null`))
}

/** Of each unit and measure the first bucket that held something; as of an instant only of those known to be told of, so that nobody looks through what came later. */
function firstBucket(measures: string[], within: number[], asOf: Date | null, held: RawBuilder<unknown>) {
  const first = (past: RawBuilder<unknown>) => sql`
    cross join lateral (
      select cell.bucket from cell cross join lateral ${past} past
      where cell.measure_id = w.measure and cell.unit_id = w.unit and ${held} order by cell.bucket limit 1
    ) first`
  if (asOf === null)
    return sql<{ told: Date | null }>`
      select min(first.bucket) as told
      from (select id as measure, unit from measure, unnest(${within}::int[]) unit where code = any(${measures}::text[])) w
      ${first(sql`(select cell.facts)`)}`
  // Each position is looked up once a measure, not once a unit.
  return sql<{ told: Date | null }>`
    with asked as materialized (
      select measure.id, known.* from measure ${knownOf(sql`measure.id`, asOf)} where code = any(${measures}::text[])
    ), known as materialized (
      select distinct told.measure_id as measure, told.unit_id as unit, asked.position, asked.shared
      from asked join told on told.measure_id = asked.id join ledger_batch batch on batch.position = told.since
      where told.unit_id = any(${within}::int[]) and ${isKnown(asOf)}
    )
    select min(first.bucket) as told
    from known cross join lateral (select known.measure, known.unit) w ${first(asKnown(asOf))}`
}

/** The province that a unit lies in, however many levels are between and above; where there is none, the top. */
function provinceOf(units: UnitRegistry, unitId: number): number {
  let unit = units.get(unitId)
  while (unit.kind !== 'province' && unit.parent_id !== null) unit = units.get(unit.parent_id)
  return unit.id
}
