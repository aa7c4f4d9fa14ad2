import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import type { Database } from '@ioc/sql'
import { blank } from '../support/database.ts'

// 0.1.0.sql.br is a house of the first release with what a day of work left in it: every simulated source a month long, people, alerts and their
// messages, two communes that signed November, feeds that are paused. Its database was dumped by
//
//   pg_dump --no-owner --inserts --rows-per-insert=500
//
// of PostgreSQL 15, the oldest it runs on, after `IOC_SCALE=0.001 IOC_HISTORY_MONTHS=1 npm start`. It is never made anew: it is what is out there.

/** A database as the first release left it, gone when the test is over. */
export async function firstRelease(): Promise<Database> {
  const database = await blank()
  const dump = brotliDecompressSync(readFileSync(join(import.meta.dirname, '0.1.0.sql.br'))).toString('utf8')
  const client = await database.pool.connect()
  await client.query(dump)
  // It has set a search path of its own.
  client.release(true)
  return database
}
