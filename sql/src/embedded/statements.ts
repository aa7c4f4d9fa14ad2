import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { findBinaries } from './binaries.ts'

const EXTENSION = 'pg_stat_statements'
/** What differs by its values is one statement; there are some hundreds. */
const MOST = 2_000

/** Has PostgreSQL count what statements take, where its package brings what counts them. Utility statements are left out: they carry what they set. */
export function countingStatements(): string[] {
  const home = dirname(dirname(findBinaries().postgres))
  const isThere = ['postgresql', '.'].some((folder) =>
    ['so', 'dylib', 'dll'].some((ending) => existsSync(join(home, 'lib', folder, `${EXTENSION}.${ending}`))),
  )
  if (!isThere) return []
  return [`shared_preload_libraries=${EXTENSION}`, `${EXTENSION}.track_utility=off`, `${EXTENSION}.max=${MOST}`]
}

/** Lets the counts be read, in a schema of their own. Without them slow statements are told by those who wait for them (sql/src/operations). */
export async function openCounts(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, query_timeout: 30_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(`create schema if not exists statements; create extension if not exists ${EXTENSION} schema statements`)
  } catch {
    // A server that was started before, or another package of it, has none.
  } finally {
    await client.end().catch(() => {})
  }
}
