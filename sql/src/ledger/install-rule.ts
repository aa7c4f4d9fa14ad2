import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Domain } from '../pack/load.ts'

/**
 * Puts a domain's contribution rule under its fact table as triggers, so that nothing writes facts and skips the ledger,
 * psql included. When the rule's text differs from the one installed, the difference it makes over all facts is appended:
 * as-of still tells what was shown before.
 */
export async function installRule(db: Db, { pack, table, contributions }: Pick<Domain, 'pack' | 'table' | 'contributions'>) {
  const installed = await ruleAsOf(db, table, null)
  if (installed === contributions) return

  await sql.raw(`lock table ${table} in share row exclusive mode`).execute(db)
  await sql.raw(triggersOf(pack.id, table, contributions)).execute(db)
  await sql.raw(recompute(pack.id, table, contributions)).execute(db)
}

/** The rule the totals followed at a position; null where there was none yet. The newest where no position is given. */
export async function ruleAsOf(db: Db, table: string, position: number | null): Promise<string | null> {
  const found = await db
    .selectFrom('contribution_rule')
    .select('rule')
    .where('fact_table', '=', table)
    .$if(position !== null, (query) => query.where('since', '<=', position as number))
    .orderBy('since', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return found?.rule ?? null
}

/** The rule applied to one set of facts, a table or a select. A deleted fact is a version that contributes nothing. */
export function contributionsOver(facts: string, rule: string): string {
  return `(with fact as not materialized (select * from ${facts} where not deleted)\n${rule})`
}

/** Sums signed contribution rows into the `v_*` arrays: before the ledger's lock is asked for, so that writers wait for each
 * other only while totals change.
 */
function sumUp(domain: string, contributions: string): string {
  return `
  select array_agg(measure.id order by measure.id, d.unit_id, d.bucket), array_agg(d.unit_id order by measure.id, d.unit_id, d.bucket),
         array_agg(d.bucket order by measure.id, d.unit_id, d.bucket), array_agg(d.dims order by measure.id, d.unit_id, d.bucket),
         array_agg(d.value order by measure.id, d.unit_id, d.bucket), array_agg(d.facts order by measure.id, d.unit_id, d.bucket),
         min(d.measure) filter (where measure.id is null)
  into v_measures, v_units, v_buckets, v_dims, v_values, v_facts, v_unknown
  from (
    select c.measure, c.unit_id, c.bucket, c.dims, sum(c.value) as value, sum(c.facts)::int as facts
    from (${contributions}) c
    group by c.measure, c.unit_id, c.bucket, c.dims having sum(c.value) <> 0 or sum(c.facts) <> 0
  ) d left join measure on measure.code = d.measure;
  if v_unknown is not null then
    raise exception 'contributions.sql of ${domain} names a measure that is not declared: %', v_unknown;
  end if;`
}

function append(domain: string, run: string): string {
  return `
  v_position := append_to_ledger('${domain}', ${run}, coalesce(v_measures, '{}'), coalesce(v_units, '{}'),
                                 coalesce(v_buckets, '{}'), coalesce(v_dims, '{}'), coalesce(v_values, '{}'), coalesce(v_facts, '{}'));`
}

const DECLARE = `declare
  v_measures integer[]; v_units integer[]; v_buckets timestamptz[]; v_dims jsonb[]; v_values numeric[]; v_facts integer[]; v_unknown text;
  v_position bigint;`

function triggersOf(domain: string, table: string, rule: string): string {
  const plus = signed(1, contributionsOver('new_facts', rule))
  const minus = signed(-1, contributionsOver('old_facts', rule))
  const on = (event: 'insert' | 'update' | 'delete', { tables, rows, run, keep }: Kept) => `
create or replace function ${table}_${event}ed() returns trigger language plpgsql as $rule$
${DECLARE}
begin
  if not exists (select from ${event === 'delete' ? 'old_facts' : 'new_facts'}) then
    return null;
  end if;${sumUp(domain, rows)}${append(domain, run)}
  ${keep}
  return null;
end $rule$;
create or replace trigger ledger_${event} after ${event} on ${table} referencing ${tables}
  for each statement execute function ${table}_${event}ed();`

  const run = '(select max(run_id) from new_facts)'
  const formerFacts = `insert into former_fact (fact_table, feed_id, external_id, until, fact)
  select '${table}', feed_id, external_id, v_position, to_jsonb(old_facts) from old_facts;`
  return [
    on('insert', {
      tables: 'new table as new_facts',
      rows: plus,
      run,
      keep: 'insert into insertion (id, position) select distinct inserted_by, v_position from new_facts;',
    }),
    on('update', {
      tables: 'old table as old_facts new table as new_facts',
      rows: `${plus}\nunion all\n${minus}`,
      run,
      keep: formerFacts,
    }),
    on('delete', { tables: 'old table as old_facts', rows: minus, run: 'null', keep: formerFacts }),
    `create or replace trigger identity_is_kept before update of feed_id, external_id, inserted_by on ${table}
  for each row when ((old.feed_id, old.external_id, old.inserted_by) is distinct from (new.feed_id, new.external_id, new.inserted_by))
  execute function refuse_new_identity();`,
    `create or replace trigger ledger_truncate before truncate on ${table} for each statement execute function refuse_change();`,
  ].join('\n')
}

/** Contributions as changes: each adds or takes away its value and one fact. */
function signed(sign: 1 | -1, contributions: string): string {
  return `select c.measure, c.unit_id, c.bucket, c.dims, ${sign} * c.value as value, ${sign} as facts from ${contributions} c`
}

interface Kept {
  tables: string
  rows: string
  run: string
  /** What else is written down, once v_position is known. */
  keep: string
}

/** What the facts contribute by this rule, less what the totals hold: no entries on a first installation over no facts. */
function recompute(domain: string, table: string, rule: string): string {
  const shown = `
    select measure.code, cell.unit_id, cell.bucket, dims.dims, -cell.value, -cell.facts
    from cell join measure on measure.id = cell.measure_id join dims on dims.id = cell.dims_id
    where measure.domain = '${domain}' and (cell.value <> 0 or cell.facts <> 0)`
  return `do $recompute$
${DECLARE}
begin${sumUp(domain, `${signed(1, contributionsOver(table, rule))}\nunion all\n${shown}`)}
  if v_measures is null then
    v_position := coalesce((select max(position) from ledger_batch), 0);
  else${append(domain, 'null')}
  end if;
  insert into contribution_rule (fact_table, since, domain, rule) values ('${table}', v_position, '${domain}', $rule$${rule}$rule$);
end $recompute$`
}
