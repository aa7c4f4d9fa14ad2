import type { Database } from '@ioc/sql'

/** What a database is made of, a line for each column, index, rule and trigger: the same for two that are alike, whatever order they were made in. */
export async function catalogueOf({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query(`
    with ours as (select oid, nspname from pg_namespace where nspname in ('public', 'exercised')),
         relation as (select pg_class.oid, nspname || '.' || relname as name, relkind, relrowsecurity from pg_class join ours on ours.oid = relnamespace)
    select line from (
      select name || ' ' || relkind::text || case when relrowsecurity then ' guarded' else '' end as line from relation where relkind in ('r', 'v', 'S')
      union all
      select name || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || attidentity::text || attgenerated::text
             || coalesce(' ' || pg_get_expr(adbin, adrelid), '')
      from pg_attribute join relation on relation.oid = attrelid left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attnum > 0 and not attisdropped and relkind in ('r', 'v')
      union all
      select pg_get_indexdef(indexrelid) || case when indisvalid then '' else ' INVALID' end from pg_index join relation on relation.oid = indrelid
      union all
      select name || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid) from pg_constraint join relation on relation.oid = conrelid
      where contype <> 'n'
      union all
      select pg_get_triggerdef(pg_trigger.oid) from pg_trigger join relation on relation.oid = tgrelid where not tgisinternal
      union all
      select name || ' ' || polname || ' ' || coalesce(pg_get_expr(polqual, polrelid), '') || coalesce(pg_get_expr(polwithcheck, polrelid), '')
      from pg_policy join relation on relation.oid = polrelid
      union all
      select pg_get_functiondef(pg_proc.oid) from pg_proc join ours on ours.oid = pronamespace where prokind = 'f'
    ) each where line not like '%kysely_migration%' order by 1`)
  // Versions of PostgreSQL set other parentheses.
  return rows.map(({ line }) => line.replaceAll(/[()\s]+/g, ' ')).sort()
}
