import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Difference } from '../ledger/verify.ts'
import { lastDayFrom } from '../punctuality/periods.ts'
import { loadUnitRegistry } from '../units/registry.ts'
import { figuresOf, type SignedFigure } from './figures.ts'
import { signingsInForce } from './in-force.ts'
import { sayPeriod } from './periods.ts'

/** Where what is locked does not follow from what people signed, or what they signed is not what the audit tells. Read in one snapshot. */
export async function locksAgainstSignings(db: Db, limit: number): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with newest as (
      select distinct on (round, unit_id, period) * from signoff_action order by round, unit_id, period, id desc
    ), signed as (
      select * from newest where action = 'sign'
    ), due as (
      select id as action_id, unit_id, measure, since, until, dims, coalesce(exact, false) as exact, count(*) as times
      from (
        select id, terms, unnest(units || array(select carried.unit_id from signoff_carried carried where action_id = id)) as unit_id from signed
      ) each, jsonb_to_recordset(terms) as term (measure text, since timestamptz, until timestamptz, dims jsonb, exact boolean)
      group by 1, 2, 3, 4, 5, 6, 7
    ), kept as (
      select action_id, unit_id, measure, since, until, dims, exact, count(*) as times from signoff_locked group by 1, 2, 3, 4, 5, 6, 7
    ), wrong as (
      select coalesce(due.action_id, kept.action_id) as action_id, sum(due.times) as due, sum(kept.times) as kept
      from due full join kept on (due.action_id, due.unit_id, due.measure, due.until, due.dims, due.exact)
        = (kept.action_id, kept.unit_id, kept.measure, kept.until, kept.dims, kept.exact) and due.since is not distinct from kept.since
      where due.times is distinct from kept.times group by 1
    )
    select format('what signing %s locks', action_id) as "where", due::text as expected, kept::text as found from wrong
    union all
    select format('lock of signing %s', coalesce(signed.id, lock.action_id)), signed.id::text, lock.action_id::text
    from signed full join signoff_lock lock on (lock.action_id, lock.round, lock.unit_id, lock.period, lock.level, lock.domain)
      = (signed.id, signed.round, signed.unit_id, signed.period, signed.level, signed.domain)
    where signed.id is null or lock.action_id is null
    union all
    select format('signing %s in the audit', coalesce(action.id, told.id)), told.said, action.said
    from (select id, concat_ws(' ', action, sha256) as said from signoff_action) action
    full join (
      select (detail->>'id')::bigint as id, concat_ws(' ', detail->>'action', detail->>'sha256') as said
      from audit_entry where entity = 'signoff_action' and action = 'insert'
    ) told using (id)
    where action.said is distinct from told.said
    limit ${limit}`.execute(db)
  return rows
}

/** Figures that are signed and locked, and read otherwise now: a rule of counting that a newer version of the program brought may do that. */
export async function signedOtherwise(db: Db, now: Date, limit = 100): Promise<Difference[]> {
  const units = await loadUnitRegistry(db)
  const found: Difference[] = []
  for (const { round, unit, every, period, figures } of await signingsInForce(db)) {
    if (found.length >= limit) break
    const asked = { every, figures: figures.map(({ indicator }) => indicator) }
    const at = { round: asked, unit: units.find(unit), period: { from: period, last: lastDayFrom(period, every) } }
    const read = await figuresOf(db, units, at, now)
    found.push(
      ...figures.flatMap(({ indicator, value }, place) => {
        const is = (read.figures[place] as SignedFigure).value
        const where = `${indicator} of ${unit}, ${sayPeriod(every, period).en}, as signed in «${round}»`
        return is === value ? [] : [{ where, expected: said(value), found: said(is) }]
      }),
    )
  }
  return found.slice(0, limit)
}

const said = (value: number | null) => (value === null ? null : String(value))
