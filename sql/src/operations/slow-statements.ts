import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { seeingAll } from '../sight/sight.ts'

/** A statement that took long, as all its executions together. Times are milliseconds. */
export interface SlowStatement {
  /** Without what was asked for: neither parameters nor literals. */
  text: string
  calls: number
  mean: number
  most: number
}

export const SLOW_MS = 100
/** Of a process; what took least in all is let go for what is new. */
const MOST_KEPT = 200
const TOLD = 15
const LONGEST = 600

const kept = new Map<string, { calls: number; total: number; most: number }>()

/** Told of every statement of this process’s pools, by Kysely (db.ts). */
export function noteStatement(text: string, ms: number): void {
  if (ms < SLOW_MS) return
  const statement = withoutValues(text)
  const { calls, total, most } = kept.get(statement) ?? { calls: 0, total: 0, most: 0 }
  kept.set(statement, { calls: calls + 1, total: total + ms, most: Math.max(most, ms) })
  if (kept.size <= MOST_KEPT) return
  const [least] = [...kept].toSorted(([, one], [, other]) => one.total - other.total)
  if (least) kept.delete(least[0])
}

/** The executions of this process that took longer than SLOW_MS, those first that took most in all. */
export function slowOfProcess(): SlowStatement[] {
  return worst([...kept].map(([text, { calls, total, most }]) => ({ text, calls, mean: total / calls, most })))
}

/** The same of several processes, as one list. */
export function together(lists: SlowStatement[][]): SlowStatement[] {
  const all = new Map<string, SlowStatement>()
  for (const { text, calls, mean, most } of lists.flat()) {
    const known = all.get(text) ?? { text, calls: 0, mean: 0, most: 0 }
    const sum = known.calls + calls
    all.set(text, { text, calls: sum, mean: (known.calls * known.mean + calls * mean) / sum, most: Math.max(known.most, most) })
  }
  return worst([...all.values()])
}

const worst = (statements: SlowStatement[]): SlowStatement[] =>
  statements.toSorted((one, other) => other.calls * other.mean - one.calls * one.mean).slice(0, TOLD)

/**
 * What PostgreSQL itself counted of this database (pg_stat_statements), whoever asked, since it was reset: statements that take SLOW_MS on
 * the average. Null where it does not count.
 */
export async function slowOfDatabase(db: Db): Promise<{ since: Date; statements: SlowStatement[] } | null> {
  const { rows: found } = await sql<{ schema: string }>`
    select nspname as schema from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
    where extname = 'pg_stat_statements' and current_setting('shared_preload_libraries', true) ~ 'pg_stat_statements'`.execute(db)
  const [extension] = found
  if (!extension) return null
  // Who is held to a scope is told no statement of others: these are of nobody’s rows.
  return seeingAll(async () => {
    const of = (name: string) => sql.id(extension.schema, name)
    const { rows } = await sql<SlowStatement>`
      select query as text, calls::float8, mean_exec_time as mean, max_exec_time as most from ${of('pg_stat_statements')}
      where dbid = (select oid from pg_database where datname = current_database()) and mean_exec_time >= ${SLOW_MS}
      order by total_exec_time desc limit ${TOLD}`.execute(db)
    const { rows: reset } = await sql<{ since: Date }>`select stats_reset as since from ${of('pg_stat_statements_info')}`.execute(
      db,
    )
    return {
      since: reset[0]?.since ?? new Date(),
      statements: rows.map((row) => ({ ...row, text: withoutValues(row.text) })),
    }
  })
}

/** A statement as it is told: literals may be somebody’s. */
export function withoutValues(text: string): string {
  const bare = text
    .replaceAll(/--.*$/gm, ' ')
    .replaceAll(/\$([a-z_]\w*)?\$[\s\S]*?\$\1\$/gi, "'…'")
    .replaceAll(/'(?:[^']|'')*'/g, "'…'")
    .replaceAll(/(?<![\w$.])\d{4,}(?:\.\d+)?/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return bare.length > LONGEST ? `${bare.slice(0, LONGEST)}…` : bare
}
