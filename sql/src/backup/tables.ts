import { sql } from 'kysely'
import type { Db } from '../db.ts'

/** What goes into a backup: every table of ours but the list of migrations, which whoever restores has by itself. What waits in the queue is asked for again. */
export async function tablesKept(db: Db): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select format('%I.%I', nspname, relname) as name, array_agg(quote_ident(attname) order by attnum) as columns
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace join pg_attribute on attrelid = pg_class.oid
    where nspname in ('public', 'exercised') and relkind = 'r' and relname not in ('kysely_migration', 'kysely_migration_lock')
      and attnum > 0 and not attisdropped and attgenerated = ''
    group by 1 order by 1`.execute(db)
  return rows
}

export async function sequencesKept(db: Db): Promise<{ name: string; last: number | null }[]> {
  const { rows } = await sql<{ name: string; last: number | null }>`
    select format('%I.%I', schemaname, sequencename) as name, last_value as last
    from pg_sequences where schemaname in ('public', 'exercised') order by 1`.execute(db)
  return rows
}

export async function migrationsOf(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}
