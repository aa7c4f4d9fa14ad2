import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@ioc/sql'

const LEFT_WITHIN_MS = 2_000

/** Whether anybody but whoever asks is at a database of the same PostgreSQL. Whoever has just gone may take a moment to be gone. */
export async function isInUse({ pool }: Database, name: string): Promise<boolean> {
  for (const end = Date.now() + LEFT_WITHIN_MS; ; await sleep(100)) {
    const { rows } = await pool.query(
      `select count(*)::int as n from pg_stat_activity
       where datname = $1 and backend_type = 'client backend' and pid <> pg_backend_pid()`,
      [name],
    )
    if (rows[0].n === 0) return false
    if (Date.now() > end) return true
  }
}

/** The database an address leads to, by name. */
export const nameOfDatabase = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))
