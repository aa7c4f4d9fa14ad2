import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Domain } from '../pack/load.ts'

/**
 * Puts a domain's contribution rule under its fact table as triggers, so that nothing writes facts and skips the ledger,
 * psql included. When the rule's text differs from the one installed, the difference it makes over all facts is appended:
 * as-of still tells what was shown before.
 */
export async function installRule(db: Db, { pack, table, contributions }: Pick<Domain, 'pack' | 'table' | 'contributions'>) {
  const installed = await db.selectFrom('contribution_rule').select('rule').where('fact_table', '=', table).executeTakeFirst()
  if (installed?.rule === contributions) return

  await sql.raw(`lock table ${table} in share row exclusive mode`).execute(db)
  await sql.raw(triggersOf(pack.id, table, contributions)).execute(db)
  await sql.raw(recompute(pack.id, table, contributions)).execute(db)
  await sql`
    insert into contribution_rule (fact_table, domain, rule) values (${table}, ${pack.id}, ${contributions})
    on conflict (fact_table) do update set rule = excluded.rule, installed_at = now()
  `.execute(db)
}

/** The rule applied to one set of facts. A deleted fact is a version that contributes nothing. */
export function contributionsOver(facts: string, rule: string): string {
  return `(with fact as (select * from ${facts} where not deleted)\n${rule})`
}

/**
 * Appends the sum of signed contribution rows to the ledger, from inside a function with `v_*` arrays declared.
 * Deltas are summed before the ledger's lock is asked for, so writers wait for each other only while totals change.
 */
function append(domain: string, contributions: string, run: string): string {
  return `
  select array_agg(measure.id order by measure.id, d.unit_id, d.bucket), array_agg(d.unit_id order by measure.id, d.unit_id, d.bucket),
         array_agg(d.bucket order by measure.id, d.unit_id, d.bucket), array_agg(d.dims order by measure.id, d.unit_id, d.bucket),
         array_agg(d.value order by measure.id, d.unit_id, d.bucket), min(d.measure) filter (where measure.id is null)
  into v_measures, v_units, v_buckets, v_dims, v_values, v_unknown
  from (
    select c.measure, c.unit_id, c.bucket, c.dims, sum(c.value) as value
    from (${contributions}) c
    group by c.measure, c.unit_id, c.bucket, c.dims having sum(c.value) <> 0
  ) d left join measure on measure.code = d.measure;
  if v_unknown is not null then
    raise exception 'contributions.sql of ${domain} names a measure that is not declared: %', v_unknown;
  end if;
  if v_measures is not null then
    perform append_to_ledger('${domain}', ${run}, v_measures, v_units, v_buckets, v_dims, v_values);
  end if;`
}

const DECLARE = `declare
  v_measures integer[]; v_units integer[]; v_buckets timestamptz[]; v_dims jsonb[]; v_values numeric[]; v_unknown text;`

function triggersOf(domain: string, table: string, rule: string): string {
  const plus = contributionsOver('new_facts', rule)
  const minus = `select o.measure, o.unit_id, o.bucket, o.dims, -o.value as value from ${contributionsOver('old_facts', rule)} o`
  const on = (event: 'insert' | 'update' | 'delete', referencing: string, rows: string, run: string) => `
create or replace function ${table}_${event}ed() returns trigger language plpgsql as $rule$
${DECLARE}
begin${append(domain, rows, run)}
  return null;
end $rule$;
create or replace trigger ledger_${event} after ${event} on ${table} referencing ${referencing}
  for each statement execute function ${table}_${event}ed();`

  return [
    on('insert', 'new table as new_facts', plus, '(select max(run_id) from new_facts)'),
    on(
      'update',
      'old table as old_facts new table as new_facts',
      `${plus}\nunion all\n${minus}`,
      '(select max(run_id) from new_facts)',
    ),
    on('delete', 'old table as old_facts', minus, 'null'),
    `create or replace trigger ledger_truncate before truncate on ${table} for each statement execute function refuse_change();`,
  ].join('\n')
}

/** What the facts contribute by this rule, less what the totals hold: nothing on a first installation over no facts. */
function recompute(domain: string, table: string, rule: string): string {
  const shown = `
    select measure.code, cell.unit_id, cell.bucket, dims.dims, -cell.value
    from cell join measure on measure.id = cell.measure_id join dims on dims.id = cell.dims_id
    where measure.domain = '${domain}' and cell.value <> 0`
  return `do $recompute$
${DECLARE}
begin${append(domain, `${contributionsOver(table, rule)}\nunion all\n${shown}`, 'null')}
end $recompute$`
}
