import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Invalid } from '../errors.ts'

/** Where the chain ends: whoever keeps it elsewhere can tell whether its end was cut off, or all of it made anew. */
export interface Head {
  position: number
  /** Hexadecimal. */
  hash: string
}

export interface Verified {
  entries: number
  head: Head | null
  /** The first thing that is wrong; null where nothing is. */
  broken: Broken | null
}

/**
 * `changed`: the entry does not come to its link’s hash; `moved`: a link is not bound to the one before; `missing`: positions are left out, or the
 * chain ends before a head that was kept; `unchained`: an entry has no link; `other`: at the position of a head that was kept stands another.
 */
export interface Broken {
  why: 'changed' | 'moved' | 'missing' | 'unchained' | 'other'
  position: number | null
  entry: number | null
}

/** Walks the whole chain in one snapshot, against `kept` heads where there are any. */
export async function verifyAudit(db: Db, kept: readonly Head[] = []): Promise<Verified> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      const { rows } = await sql<{ entries: number }>`select count(*) as entries from audit_entry`.execute(snapshot)
      const broken = (await brokenLink(snapshot)) ?? (await brokenHead(snapshot, kept))
      return { entries: rows[0]?.entries ?? 0, head: await auditHead(snapshot), broken }
    })
}

/** Where the chain ends now; null where nothing was ever told. */
export async function auditHead(db: Db): Promise<Head | null> {
  const { rows } = await sql<Head>`
    select position, encode(hash, 'hex') as hash from audit_link order by position desc limit 1`.execute(db)
  return rows[0] ?? null
}

async function brokenLink(db: Db): Promise<Broken | null> {
  const { rows } = await sql<Broken>`
    with walked as (
      select link.position, coalesce(link.entry_id, entry.id) as entry,
             case when link.position is null then 'unchained'
                  when link.position <> coalesce(lag(link.position) over linked, 0) + 1 then 'missing'
                  when link.previous <> coalesce(lag(link.hash) over linked, '') then 'moved'
                  when entry.id is null or link.hash <> sha256(link.previous || audit_text(entry)) then 'changed' end as why
      from audit_link link full join audit_entry entry on entry.id = link.entry_id
      window linked as (order by link.position nulls last)
    )
    select * from walked where why is not null order by position nulls last, entry limit 1`.execute(db)
  return rows[0] ?? null
}

async function brokenHead(db: Db, kept: readonly Head[]): Promise<Broken | null> {
  for (const { position, hash } of kept.toSorted((a, b) => a.position - b.position)) {
    const { rows } = await sql<{ hash: string; entry: number }>`
      select encode(hash, 'hex') as hash, entry_id as entry from audit_link where position = ${position}`.execute(db)
    const [found] = rows
    if (!found) return { why: 'missing', position, entry: null }
    if (found.hash !== hash) return { why: 'other', position, entry: found.entry }
  }
  return null
}

/** A head as it is written down: `1234:9f86d0…`. */
export function parseHead(text: string): Head {
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? []
  if (position === undefined || hash === undefined)
    throw new Invalid({
      vi: `«${text}» không phải đầu chuỗi. Ghi như lệnh «ioc audit verify» đã in: vị trí, dấu hai chấm, 64 chữ số thập lục phân.`,
      en: `«${text}» is no head of the chain. Write it as «ioc audit verify» printed it: position, colon, 64 hexadecimal digits.`,
    })
  return { position: Number(position), hash }
}
