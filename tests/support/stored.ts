import { gunzipSync } from 'node:zlib'
import type { Database } from '@ioc/sql'

/** Everything a database holds as one text, every table of every schema and the pages unpacked: where a canary would be found. */
export async function everythingStored({ pool }: Database): Promise<string> {
  const { rows: tables } = await pool.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const parts: string[] = []
  for (const { name } of tables) {
    const { rows } = await pool.query(`select to_jsonb(t)::text as row from ${name} t`)
    parts.push(...rows.map(({ row }) => row))
  }
  const { rows: chunks } = await pool.query('select body from page_chunk')
  parts.push(...chunks.map(({ body }) => gunzipSync(body).toString('utf8')))
  return parts.join('\n')
}
