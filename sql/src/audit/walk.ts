import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { AuditFound } from './find.ts'

/** An entry with its place in the chain, so that whoever keeps it elsewhere can hold the chain against it. */
export interface Linked extends AuditFound {
  position: number
  /** Hexadecimal. */
  hash: string
}

const AT_ONCE = 1_000

/** Every entry after a position, in the order of the chain. */
export async function* walkAudit(db: Db, after: number): AsyncGenerator<Linked> {
  for (let position = after; ; ) {
    const { rows } = await sql<Linked>`
      select position, encode(hash, 'hex') as hash, id, at, actor, action, entity, entity_id as "entityId", detail
      from audit_link join audit_entry on id = audit_link.entry_id
      where position > ${position} order by position limit ${AT_ONCE}`.execute(db)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return
    position = last.position
  }
}
