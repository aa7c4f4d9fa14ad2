import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Invalid, NotFound } from '../errors.ts'
import { markBothSteps } from './both-steps.ts'
import { endSessions } from './sessions.ts'

export interface Passkey {
  /** As its authenticator says it. */
  id: string
  name: string
  madeAt: Date
  usedAt: Date | null
}

/** What is checked against, beside what is shown. */
export interface KeptPasskey extends Passkey {
  account: number
  /** Of the account. */
  owner: string
  publicKey: Buffer
  counter: number
  transports: string[]
}

const MOST = 20

/** Whoever changes it, and in which session: all others of the account end by it. */
interface Changing {
  account: number
  session: number
}

export async function keepPasskey(
  db: Db,
  { account, session }: Changing,
  { id, name, publicKey, counter, transports }: Pick<KeptPasskey, 'id' | 'name' | 'publicKey' | 'counter' | 'transports'>,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await sql`select from account where id = ${account} for update`.execute(trx)
    if ((await listPasskeys(trx, account)).length >= MOST)
      throw new Invalid({
        vi: `Mỗi tài khoản tối đa ${MOST} khóa. Xóa khóa không dùng nữa.`,
        en: `At most ${MOST} passkeys an account. Remove one no longer in use.`,
      })
    await sql`
      insert into passkey (id, account_id, name, public_key, counter, transports)
      values (${id}, ${account}, ${name}, ${publicKey}, ${counter}, ${transports})`.execute(trx)
    await endSessions(trx, account, 'factor', session)
    await markBothSteps(trx, session, true)
  })
}

export async function listPasskeys(db: Db, account: number): Promise<Passkey[]> {
  const { rows } = await sql<Passkey>`
    select id, name, made_at as "madeAt", used_at as "usedAt" from passkey where account_id = ${account} order by made_at`.execute(
    db,
  )
  return rows
}

/** One of an account that may sign in; null where there is none. */
export async function findPasskey(db: Db, id: string): Promise<KeptPasskey | null> {
  const { rows } = await sql<KeptPasskey>`
    select passkey.id, passkey.name, passkey.made_at as "madeAt", used_at as "usedAt", account_id as account, account.name as owner,
           public_key as "publicKey", counter, transports
    from passkey join account on account.id = account_id
    where passkey.id = ${id} and disabled_at is null`.execute(db)
  return rows[0] ?? null
}

/** It was used, and how often its authenticator says that it was: one that counts backwards was copied, and opens nothing. */
export async function markPasskey(db: Db, id: string, counter: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update passkey set counter = ${counter}, used_at = clock_timestamp()
    where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter} = 0))`.execute(db)
  return numAffectedRows === 1n
}

export async function removePasskey(db: Db, { account, session }: Changing, id: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { numAffectedRows } = await sql`delete from passkey where id = ${id} and account_id = ${account}`.execute(trx)
    if (numAffectedRows === 0n) throw new NotFound({ vi: 'Không có khóa này.', en: 'There is no such passkey.' })
    await endSessions(trx, account, 'factor', session)
  })
}
