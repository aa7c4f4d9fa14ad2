import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { identified } from '../ledger/identified.ts'
import { contributionsOver } from '../ledger/install-rule.ts'
import type { Kind } from '../pack/load-kind.ts'

/** Of what PostgreSQL refuses because it is signed; of its class 23, so that one record of a batch is found out as any it refuses. */
export const SIGNED = '23SGN'

type Guarded = Pick<Kind, 'table' | 'contributions'>

/**
 * Puts a guard on a domain's fact tables, before the ledger's own: what would change a contribution to a figure that is signed is
 * refused, whoever writes it, with the records by name. Where nothing of the domain is signed it looks once and is done.
 */
export async function installSignoffGuards(db: Db, domain: string, kinds: Guarded[]): Promise<void> {
  for (const kind of kinds) {
    const body = guardOf(domain, kind)
    const { rows } = await sql<{ prosrc: string }>`
      select prosrc from pg_proc where proname = ${`${kind.table}_kept_as_signed`} and pronamespace = 'public'::regnamespace`.execute(
      db,
    )
    if (rows[0]?.prosrc === body) continue
    await sql.raw(triggersOf(kind.table, body)).execute(db)
  }
}

const EVENTS = {
  insert: 'new table as new_facts',
  update: 'old table as old_facts new table as new_facts',
  delete: 'old table as old_facts',
} as const

/** Of several triggers PostgreSQL takes them by name: «kept» comes before «ledger». */
function triggersOf(table: string, body: string): string {
  const each = Object.entries(EVENTS).map(
    ([event, tables]) => `
create or replace trigger kept_as_signed_${event} after ${event} on ${table} referencing ${tables}
  for each statement execute function ${table}_kept_as_signed();`,
  )
  return `create or replace function ${table}_kept_as_signed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp set work_mem = '64MB' as $signed$${body}$signed$;${each.join('')}`
}

function guardOf(domain: string, kind: Guarded): string {
  const plus = `select 1 as sign, c.* from ${byRecord('new_facts', kind.contributions)} c`
  const minus = `select -1 as sign, c.* from ${byRecord('old_facts', kind.contributions)} c`
  return `
declare
  v_touched jsonb;
begin
  -- A snapshot from before a signing would not show it.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'facts are written in a transaction that is read committed, not %', current_setting('transaction_isolation');
  end if;
  -- A signing waits for whoever writes, and whoever comes after sees it.
  perform pg_advisory_xact_lock_shared(hashtext('signoff'), hashtext('${domain}'));
  if not exists (select from signoff_lock where domain = '${domain}') then return null; end if;
  case tg_op
    when 'INSERT' then ${touched(plus)}
    when 'DELETE' then ${touched(minus)}
    else ${touched(`${plus}\nunion all\n${minus}`)}
  end case;
  if v_touched is not null then
    raise exception using errcode = '${SIGNED}', message = 'what is signed is locked', detail = v_touched::text;
  end if;
  return null;
end `
}

/** Of records that change what a signed figure counts, each with the signing: the province's where there is one, which is undone first. */
function touched(contributions: string): string {
  return `
    with said as materialized (${contributions}), moved as (
      select distinct external_id, action_id from (
        select external_id, locked.action_id
        from said join signoff_locked locked on locked.unit_id = said.unit_id and locked.measure = said.measure and said.bucket < locked.until
          and (locked.since is null or said.bucket >= locked.since)
          and not exists (select from jsonb_each(locked.dims) as asked (dim, among) where not asked.among ? coalesce(said.dims ->> asked.dim, ''))
        group by locked.action_id, locked.measure, locked.since, locked.dims, said.feed_id, external_id, said.unit_id, said.bucket,
          case when locked.exact then said.dims end
        having sum(said.sign * said.value) <> 0 or sum(said.sign) <> 0
      ) each
    ), named as (
      select distinct on (external_id) external_id, action.* from moved join signoff_action action on action.id = action_id
      order by external_id, action.level, action.id
    )
    select jsonb_agg(jsonb_build_object('record', external_id, 'signed', named.id, 'unit', unit.name, 'level', level, 'every', every,
             'period', period, 'by', by, 'at', at))
    into v_touched from named join unit on unit.id = named.unit_id;`
}

/** Every contribution with the record it is of. */
function byRecord(facts: string, rule: string): string {
  const named = identified(rule)
  if (named) return contributionsOver(facts, named)
  const one = contributionsOver(
    `(select * from ${facts} where feed_id = each.feed_id and external_id = each.external_id) one`,
    rule,
  )
  return `(select each.feed_id, each.external_id, c.* from ${facts} each cross join lateral ${one} c)`
}
