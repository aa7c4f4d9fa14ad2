import { sql } from 'kysely'
import { actor } from '../audit/actor.ts'
import { tellAudit } from '../audit/tell.ts'
import { type Db, inTransaction } from '../db.ts'
import { Conflict } from '../errors.ts'
import { findFeed } from '../feeds/find.ts'
import { keyFile } from '../secrets/key-file.ts'
import { unseal } from '../secrets/seal.ts'
import { openIdentityKeys } from './keys.ts'
import { placeOfIdentity } from './token.ts'

/** So many records an hour are opened by one person, on all servers together: who answers citizens asks for one, who copies them for all. */
export const REVEALS_AN_HOUR = 30

/** A field of a record's source whose words are sealed. */
export interface SealedField {
  field: string
  token: Buffer
}

interface Wanted {
  feed: string
  record: string
  fields: SealedField[]
  /** Why it must be known, in their words. */
  reason: string
}

/**
 * What sealed fields of a record say; null of one whose time is over, or that no key opens any more. The audit tells of it in the very
 * transaction, with who and why and never with what they say. Throws Conflict of whoever opens too many.
 */
export async function revealIdentities(
  db: Db,
  { feed: key, record, fields, reason }: Wanted,
  file = keyFile(),
): Promise<{ field: string; words: string | null }[]> {
  const feed = await findFeed(db, key)
  return inTransaction(db, async (trx) => {
    await refuseTooMany(trx)
    const tokens = fields.map(({ token }) => token)
    const { rows } = await sql<{ token: Buffer; key: number; sealed: Buffer }>`
      select token, identity_key_id as key, sealed from sealed_identity
      where feed_id = ${feed.id} and token = any(${tokens}::bytea[])`.execute(trx)
    const keys = await openIdentityKeys(trx, file, [...new Set(rows.map((row) => row.key))])
    const said = fields.map(({ field, token }) => {
      const row = rows.find((each) => each.token.equals(token))
      const opening = row && keys.get(row.key)
      return { field, words: row && opening ? open(row.sealed, opening, placeOfIdentity(feed.id, token)) : null }
    })
    const opened = said.filter(({ words }) => words !== null).map(({ field }) => field)
    await tellAudit(trx, { ...TOLD, id: `${key}/${record}`, detail: { reason, fields: opened } })
    return said
  })
}

function open(sealed: Buffer, key: Buffer, place: string): string {
  try {
    return unseal(sealed, key, place)
  } catch (cause) {
    throw new Conflict(
      {
        vi: 'Danh tính đã niêm phong của bản ghi này đã bị sửa trong cơ sở dữ liệu nên không mở được. Báo quản trị hệ thống xem lại, so với bản sao lưu.',
        en: 'The sealed identity of this record was changed in the database and does not open. Tell an administrator to compare it with a backup.',
      },
      { cause },
    )
  }
}

const TOLD = { action: 'revealed', entity: 'sealed_identity' }

async function refuseTooMany(trx: Db): Promise<void> {
  const { kind, id } = actor() ?? {}
  if (kind !== 'account' || id === undefined) return
  // One reveal of theirs after the other, or two at once would count alike.
  await sql`select pg_advisory_xact_lock(hashtext('reveal'), ${id})`.execute(trx)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit_entry
    where entity = ${TOLD.entity} and action = ${TOLD.action} and at > clock_timestamp() - interval '1 hour'
      and actor->>'kind' = 'account' and (actor->>'id')::int = ${id}`.execute(trx)
  if ((rows[0]?.n ?? 0) < REVEALS_AN_HOUR) return
  throw new Conflict({
    vi: `Bạn đã mở danh tính của ${REVEALS_AN_HOUR} bản ghi trong một giờ. Chờ rồi mở tiếp, hoặc tra trong hệ thống tiếp nhận phản ánh.`,
    en: `You have opened the identities of ${REVEALS_AN_HOUR} records within an hour. Wait, or look them up in the system that took them in.`,
  })
}
