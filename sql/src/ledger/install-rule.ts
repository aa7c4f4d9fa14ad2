import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Kind } from '../pack/load-kind.ts'

/**
 * Puts a domain's contribution rules under its fact tables as triggers, so that nothing writes facts and skips the ledger,
 * psql included. When a rule's text differs from the one installed, the difference it makes over all facts is appended:
 * as-of still tells what was shown before.
 */
export async function installRules(db: Db, domain: string, kinds: Rule[]) {
  const changed: Rule[] = []
  for (const kind of kinds) if ((await ruleAsOf(db, kind.table, null)) !== kind.contributions) changed.push(kind)
  if (changed.length === 0) return

  await sql.raw(`lock table ${kinds.map(({ table }) => table).join(', ')} in share row exclusive mode`).execute(db)
  for (const kind of changed) await sql.raw(triggersOf(domain, kind)).execute(db)
  await sql.raw(recompute(domain, kinds, changed)).execute(db)
}

/** A fact table and what its facts add. */
type Rule = Pick<Kind, 'table' | 'contributions'>

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
  with d as materialized (
    select c.measure, c.unit_id, c.bucket, c.dims, sum(c.value) as value, sum(c.facts)::int as facts
    from (${contributions}) c
    group by c.measure, c.unit_id, c.bucket, c.dims having sum(c.value) <> 0 or sum(c.facts) <> 0
  ), kind as materialized (
    select dims, row_number() over ()::int as n from (select distinct dims from d) each
  )
  select array_agg(measure.id), array_agg(d.unit_id), array_agg(d.bucket), array_agg(kind.n), array_agg(d.value), array_agg(d.facts),
         min(d.measure) filter (where measure.id is null), (select array_agg(dims order by n) from kind)
  into v_measures, v_units, v_buckets, v_kinds, v_values, v_facts, v_unknown, v_dims
  from d join kind using (dims) left join measure on measure.code = d.measure;
  if v_unknown is not null then
    raise exception 'a contribution rule of ${domain} names a measure that is not declared: %', v_unknown;
  end if;`
}

function append(domain: string): string {
  return `
  v_position := append_to_ledger('${domain}', v_feed, coalesce(v_measures, '{}'), coalesce(v_units, '{}'),
                                 coalesce(v_buckets, '{}'), coalesce(v_kinds, '{}'), coalesce(v_values, '{}'), coalesce(v_facts, '{}'),
                                 coalesce(v_dims, '{}'));`
}

const DECLARE = `declare
  v_measures integer[]; v_units integer[]; v_buckets timestamptz[]; v_kinds integer[]; v_values numeric[]; v_facts integer[]; v_dims jsonb[];
  v_unknown text; v_position bigint; v_since bigint; v_feed integer;`

/** Those of some facts that are the feed's in hand. A planner expects few rows of «feed_id = v_feed», though it is nearly always all. */
const mine = (facts: string) => `(select * from ${facts} where case feed_id when v_feed then true else false end) mine`

/** What a statement changes of several feeds' facts is a change of each: each has its own clock. */
function triggersOf(domain: string, { table, contributions: rule }: Rule): string {
  const plus = signed(1, contributionsOver(mine('new_facts'), rule))
  const minus = signed(-1, contributionsOver(mine('old_facts'), rule))
  const on = (event: 'insert' | 'update' | 'delete', { tables, facts, changes, rows, keep }: Kept) => `
create or replace function ${table}_${event}ed() returns trigger language plpgsql set work_mem = '64MB' as $rule$
${DECLARE}
begin
  for v_feed in select distinct feed_id from ${facts} loop${changes ? `\n  continue when not exists (${changes});` : ''}${sumUp(domain, rows)}${append(domain)}
  ${keep}
  end loop;
  return null;
end $rule$;
create or replace trigger ledger_${event} after ${event} on ${table} referencing ${tables}
  for each statement execute function ${table}_${event}ed();`

  const formerFacts = `insert into former_fact (fact_table, feed_id, external_id, until, fact)
  select '${table}', feed_id, external_id, v_position, to_jsonb(mine) from ${mine('old_facts')};`
  return [
    on('insert', {
      tables: 'new table as new_facts',
      facts: 'new_facts',
      rows: plus,
      keep: `insert into insertion (id, position) select distinct inserted_by, v_position from ${mine('new_facts')};`,
    }),
    on('update', {
      tables: 'old table as old_facts new table as new_facts',
      facts: 'new_facts',
      // That the source said the same again changes nothing.
      changes: `select from new_facts n join old_facts o using (feed_id, external_id)
    where n.feed_id = v_feed and to_jsonb(n) - 'confirmed' is distinct from to_jsonb(o) - 'confirmed'`,
      rows: `${plus}\nunion all\n${minus}`,
      keep: formerFacts,
    }),
    on('delete', {
      tables: 'old table as old_facts',
      facts: 'old_facts',
      rows: minus,
      keep: formerFacts,
    }),
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
  facts: string
  /** Those of a feed that changed; without any, nothing is written. */
  changes?: string
  rows: string
  /** What else is written down, once v_position is known. */
  keep: string
}

/**
 * What each feed's facts contribute by these rules, less what its entries come to: no entries on a first installation over no
 * facts. The new rule holds from the first of them.
 */
function recompute(domain: string, kinds: Rule[], changed: Rule[]): string {
  const shown = `
    select measure.code, cell.unit_id, cell.bucket, dims.dims, -sum(entry.delta), -sum(entry.facts)
    from (
      select cell_id, position, delta, facts - lag(facts, 1, 0) over (partition by cell_id order by position) as facts
      from ledger_entry
      where cell_id in (select cell.id from cell join measure on measure.id = measure_id where measure.domain = '${domain}')
    ) entry join ledger_batch batch using (position) join cell on cell.id = entry.cell_id
    join measure on measure.id = cell.measure_id join dims on dims.id = cell.dims_id
    where batch.feed_id = v_feed group by 1, 2, 3, 4`
  const counted = kinds.map(({ table, contributions }) => signed(1, contributionsOver(mine(table), contributions)))
  return `do $recompute$
${DECLARE}
begin
  perform set_config('ioc.rule', 'on', true);
  for v_feed in select distinct feed_id from (${kinds.map(({ table }) => `select feed_id from ${table}`).join(' union all ')}) every loop${sumUp(domain, [...counted, shown].join('\nunion all\n'))}
    if v_measures is not null then${append(domain)}
    v_since := coalesce(v_since, v_position);
    end if;
  end loop;
  perform set_config('ioc.rule', '', true);
  v_since := coalesce(v_since, (select max(position) from ledger_batch), 0);
  insert into contribution_rule (fact_table, since, domain, rule) values
    ${changed.map(({ table, contributions }) => `('${table}', v_since, '${domain}', $rule$${contributions}$rule$)`).join(', ')};
end $recompute$`
}
