import { sql } from 'kysely'
import type { z } from 'zod'
import { type Db, inTransaction } from '../db.ts'
import { sha256 } from '../indicators/certification.ts'

// What is changed today changes nothing of what was meant until then: every version is kept for good.

/** What was configured at an instant, and its fingerprint. */
export interface Then<T> {
  value: T
  sha256: string
}

/** A part of the province's configuration of which a table keeps every version, whole. */
export function versionsOf<T>(table: 'plan_version' | 'indicator_version', schema: z.ZodType<T>) {
  /** By fingerprint, since that is the same in any database. */
  const read = new Map<string, T>()
  return {
    /** Keeps it, where it is not what was kept last. */
    async record(db: Db, value: T): Promise<void> {
      const spec = JSON.stringify(value)
      const hash = sha256(spec)
      await inTransaction(db, async (trx) => {
        await sql`select pg_advisory_xact_lock(hashtext(${table}))`.execute(trx)
        await sql`
          insert into ${sql.table(table)} (spec, sha256) select ${spec}::jsonb, ${hash}
          where ${hash} is distinct from (select sha256 from ${sql.table(table)} order by id desc limit 1)`.execute(trx)
      })
    },

    /**
     * What was known at an instant, or the newest. Before the first was kept, that, unless definitions were kept already: then
     * there was none. Null where none ever was.
     */
    async asOf(db: Db, asOf: Date | null): Promise<Then<T> | null> {
      const { rows } = await sql<{ id: number; sha256: string }>`
        select id, sha256 from ${sql.table(table)}
        where ${asOf}::timestamptz is null or recorded_at <= ${asOf}
          or (id = (select min(id) from ${sql.table(table)})
            and not exists (select from definition_version where recorded_at <= ${asOf}))
        order by id desc limit 1`.execute(db)
      const [version] = rows
      if (!version) return null
      let value = read.get(version.sha256)
      if (value === undefined) {
        const { spec } = await db.selectFrom(table).select('spec').where('id', '=', version.id).executeTakeFirstOrThrow()
        value = schema.parse(spec)
        read.set(version.sha256, value)
      }
      return { value, sha256: version.sha256 }
    },
  }
}
