import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'

/**
 * Whose account somebody is whom another house has signed in: the one linked to its subject, else the one whose login it names, which is
 * linked by that for good. Null where there is none, where it is off, or where that login is linked to somebody else.
 */
export async function accountOfIdentity(
  db: Db,
  { issuer, subject, login }: { issuer: string; subject: string; login: string },
): Promise<{ account: number; name: string } | null> {
  return inTransaction(db, async (trx) => {
    const { rows: linked } = await sql<{ account: number; name: string; isOff: boolean }>`
      select account.id as account, name, disabled_at is not null as "isOff"
      from account_identity join account on account.id = account_id
      where issuer = ${issuer} and subject = ${subject}`.execute(trx)
    const [known] = linked
    if (known) return known.isOff ? null : { account: known.account, name: known.name }
    const { rows } = await sql<{ account: number; name: string }>`
      insert into account_identity (issuer, subject, account_id)
      select ${issuer}, ${subject}, id from account where login = ${login.trim().toLowerCase()} and disabled_at is null
      on conflict do nothing
      returning account_id as account, (select name from account where id = account_id) as name`.execute(trx)
    return rows[0] ?? null
  })
}
