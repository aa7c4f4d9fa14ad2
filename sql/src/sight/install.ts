import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Registry } from '../indicators/registry.ts'
import { classesOf } from './classes.ts'

/** What a domain’s tables are to whoever asks within a scope, and for whom its records and figures are (migrations/…_sight.sql). */
export async function installSight(db: Db, registry: Registry, tables: { domain: string; table: string }[]): Promise<void> {
  await syncClasses(db, registry)
  for (const { domain, table } of tables) await guardFacts(db, domain, table)
  await letIn(db)
}

async function syncClasses(db: Db, registry: Registry): Promise<void> {
  const classes = classesOf(registry)
  const domains = [...classes.domains].map(([id, classification]) => ({ id, classification }))
  const measures = [...classes.measures].map(([code, classification]) => ({ code, classification }))
  await sql`
    insert into domain (id, classification)
    select id, classification from jsonb_to_recordset(${JSON.stringify(domains)}::jsonb) said (id text, classification text)
    on conflict (id) do update set classification = excluded.classification
    where domain.classification <> excluded.classification`.execute(db)
  await sql`
    update measure set classification = said.classification
    from jsonb_to_recordset(${JSON.stringify(measures)}::jsonb) said (code text, classification text)
    where measure.code = said.code and measure.classification <> said.classification`.execute(db)
}

async function guardFacts(db: Db, domain: string, table: string): Promise<void> {
  const { rows } =
    await sql`select from pg_policies where schemaname = 'public' and tablename = ${table} and policyname = 'in_sight'`.execute(
      db,
    )
  if (rows.length > 0) return
  await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
  await sql`
    create policy in_sight on ${sql.table(table)} to ioc_viewer using (
      ${sql.lit(domain)} = any((select domains_in_sight())::text[]) and ((select sees_every_unit()) or unit_id = any((select units_in_sight())::integer[]))
    )`.execute(db)
}

/** Whoever asks within a scope reads and writes what there is, as far as policies and append-only tables let them. */
async function letIn(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', nspname, relname) as name
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname in ('public', 'exercised') and relkind in ('r', 'v', 'p') and not has_table_privilege('ioc_viewer', pg_class.oid, 'insert')
    order by 1`.execute(db)
  for (const { name } of rows) await sql.raw(`grant select, insert, update, delete on ${name} to ioc_viewer`).execute(db)
  const sequences = await sql<{ name: string }>`
    select name from (select format('%I.%I', schemaname, sequencename) as name from pg_sequences where schemaname in ('public', 'exercised')) each
    where not has_sequence_privilege('ioc_viewer', name, 'usage') order by 1`.execute(db)
  for (const { name } of sequences.rows) await sql.raw(`grant usage, select on sequence ${name} to ioc_viewer`).execute(db)
  for (const schema of ['public', 'exercised']) {
    const known = await sql<{ has: boolean }>`select has_schema_privilege('ioc_viewer', ${schema}, 'usage') as has`.execute(db)
    if (!known.rows[0]?.has) await sql`grant usage on schema ${sql.id(schema)} to ioc_viewer`.execute(db)
  }
}
