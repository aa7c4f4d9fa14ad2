import { statSync } from 'node:fs'
import type { Database } from '@ioc/sql'
import { sumMonths } from '@ioc/sql'
import { csvHouse } from './csv-house.ts'
import { cpuSeconds, round } from './support.ts'

const ROWS = Number(process.env.BENCH_ROWS ?? 100_000)
const PER = 1_000

/**
 * What a record costs to take in and to keep, in processor seconds and bytes a thousand, indexes included: told first, told once more as it
 * was, and told otherwise. By the tables that grew; `csv` is what came. Bytes hardly depend on the machine.
 */
export async function size(adminUrl: string) {
  const { database, tell, close } = await csvHouse(adminUrl)
  const results: Record<string, unknown> = { rows: ROWS }
  try {
    const first = tell.file(0, ROWS)
    const passes = {
      first: { file: first, expected: { inserted: ROWS } },
      again: { file: tell.file(0, ROWS), expected: { inserted: 0, updated: 0 } },
      otherwise: { file: tell.file(0, ROWS, 24), expected: { updated: ROWS } },
    }
    for (const [name, { file, expected }] of Object.entries(passes)) {
      const before = await bytesByTable(database)
      const cpu = await cpuSeconds(adminUrl, () => tell.ingest(file, expected))
      const after = await bytesByTable(database)
      const grown = [...after].map(([table, bytes]) => [table, bytes - (before.get(table) ?? 0)] as const)
      const each = (bytes: number) => Math.round((bytes * PER) / ROWS)
      const large = grown.filter(([, bytes]) => each(bytes) >= PER).sort(([, a], [, b]) => b - a)
      results[name] = {
        cpu_s: round((cpu * PER) / ROWS, 3),
        csv: each(statSync(file).size),
        kept: each(grown.reduce((sum, [, bytes]) => sum + bytes, 0)),
        ...Object.fromEntries(large.map(([table, bytes]) => [table, each(bytes)])),
      }
    }
    await sumMonths(database.db, { quietMs: 0 })
    const { rows } = await database.pool.query(
      `select (select count(*)::int from cell) as cells, (select count(*)::int from ledger_entry) as entries,
              pg_total_relation_size('month_total') + pg_total_relation_size('day_total') as summed`,
    )
    return { ...results, ...rows[0] }
  } finally {
    await close()
  }
}

async function bytesByTable({ pool }: Database): Promise<Map<string, number>> {
  // What is free within a table's pages is its own.
  const { rows } = await pool.query(
    "select relname as name, pg_total_relation_size(oid) as bytes from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  )
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]))
}
