import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import { momentOf } from '../readings/asked/moment.ts'
import { readByUnit } from '../readings/by-unit.ts'
import type { RegistryUnit } from '../units/registry.ts'
import { isTold } from './conditions/threshold.ts'
import type { Severity } from './rule.ts'
import type { House } from './sight.ts'

/** A unit below that weighs on a number. */
export interface Contribution {
  unit: RegistryUnit
  value: number
  /** Of the whole, where the number adds up over units. */
  share: number | null
  /** As it was known a week before; null where nobody told. */
  before: number | null
}

const SHOWN = 6
const WEEK_MS = 7 * 86_400_000

/** The units right below one that are worst off, or make the most of it, and how each stood a week before, as known then. */
export async function contributionsTo(
  { db, units }: Pick<House, 'db' | 'units'>,
  indicator: DefinedIndicator,
  unit: RegistryUnit,
  now = new Date(),
): Promise<Contribution[]> {
  const moment = momentOf({}, now)
  const below = units.children(unit.id, moment.geo)
  if (below.length === 0) return []
  const isSum = indicator.additive.units
  const isWorse = indicator.direction === 'up' ? 1 : -1
  const [whole] = isSum ? [] : await readByUnit(db, units, indicator, [unit], moment)
  // Who has none of what adds up makes nothing of it; of what does not, who is no worse than the whole.
  const weighs = (value: number) => (isSum ? value !== 0 : whole?.value == null || isWorse * (value - whole.value) < 0)
  const values = (await readByUnit(db, units, indicator, below, moment)).filter(
    (each) => isTold(each) && each.value !== null && weighs(each.value),
  )
  const sum = isSum ? values.reduce((total, { value }) => total + (value ?? 0), 0) : 0
  const worst = values.sort((a, b) => isWorse * ((a.value ?? 0) - (b.value ?? 0))).slice(0, SHOWN)
  const then = await readByUnit(
    db,
    units,
    indicator,
    worst.map((each) => each.unit),
    momentOf({ asOf: new Date(now.getTime() - WEEK_MS) }),
  )
  const before = new Map(then.filter(isTold).map((each) => [each.unit.id, each.value]))
  return worst.map(({ unit, value }) => ({
    unit,
    value: value as number,
    share: sum === 0 ? null : (value as number) / sum,
    before: before.get(unit.id) ?? null,
  }))
}

/** A case of the same thing that is over. */
export interface PastCase {
  alert: number
  unitName: string | null
  peak: Severity
  firedAt: Date
  resolvedAt: Date
  acknowledgedBy: string | null
  /** What was ordered then, and what its unit said of it. */
  directive: number | null
  cause: string | null
  remedy: string | null
}

/** How the same thing ended before, of whichever unit: those of the same unit first, then the newest. */
export async function pastCases(db: Db, alert: number, limit = SHOWN): Promise<PastCase[]> {
  const { rows } = await sql<PastCase>`
    select past.id as alert, unit.name as "unitName", past.peak, past.fired_at as "firedAt", past.resolved_at as "resolvedAt",
           (select by from alert_event where alert_id = past.id and kind = 'acknowledged' order by id desc limit 1) as "acknowledgedBy",
           directive.id as directive, said.event->>'cause' as cause, said.event->>'remedy' as remedy
    from alert join alert past on past.subject = alert.subject and past.id <> alert.id and past.status = 'resolved' and past.fired_at is not null
    left join unit on unit.id = past.unit_id
    left join lateral (select id from directive where alert_id = past.id and status <> 'withdrawn' order by id desc limit 1) directive on true
    left join lateral (
      select event from directive_event where directive_id = directive.id and event->>'kind' = 'explained' order by id desc limit 1
    ) said on true
    where alert.id = ${alert}
    order by past.unit_id is not distinct from alert.unit_id desc, past.resolved_at desc limit ${limit}`.execute(db)
  return rows
}
