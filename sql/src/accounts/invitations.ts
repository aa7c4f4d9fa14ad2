import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Invalid, NotFound } from '../errors.ts'
import { sha256 } from '../indicators/certification.ts'
import { hasAdministrator } from './accounts.ts'
import { assertGoodPassword, hashPassword } from './password.ts'
import { ROLES_OF_PEOPLE } from './roles.ts'
import { endSessions } from './sessions.ts'

export interface Invitation {
  account: number
  name: string
  login: string
  /** The first of all: they say themselves what they are called. */
  isFirst: boolean
}

const HOURS = 24
const FIRST = 'quantri'

/** A link for an account’s owner to set a password by, once and within a day; the one given out before is worth nothing from now on. */
export async function invite(db: Db, account: number, isFirst = false): Promise<{ token: string; until: Date }> {
  const token = randomBytes(32).toString('base64url')
  return inTransaction(db, async (trx) => {
    await sql`delete from invitation where account_id = ${account} and used_at is null`.execute(trx)
    const { rows } = await sql<{ until: Date }>`
      insert into invitation (token_sha256, account_id, is_first, until)
      values (${sha256(token)}, ${account}, ${isFirst}, clock_timestamp() + make_interval(hours => ${HOURS})) returning until`.execute(
      trx,
    )
    return { token, until: rows[0]?.until as Date }
  })
}

/** The link for whoever sets this up, who may do everything, until somebody looks after accounts; null from then on. */
export async function inviteFirst(db: Db): Promise<string | null> {
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext('administrators'))`.execute(trx)
    if (await hasAdministrator(trx)) return null
    const { rows } = await sql<{ id: number }>`
      insert into account (name, login, roles) values ('Quản trị đầu tiên', ${FIRST}, ${[...ROLES_OF_PEOPLE]})
      on conflict (login) do update set changed_at = clock_timestamp() returning id`.execute(trx)
    return (await invite(trx, rows[0]?.id as number, true)).token
  })
}

/** Whom a token invites. Throws NotFound, saying what to do, where it invites nobody, or nobody any more. */
export async function openInvitation(db: Db, token: string): Promise<Invitation> {
  const { rows } = await sql<Invitation>`
    select account.id as account, name, login, is_first as "isFirst" from invitation join account on account.id = invitation.account_id
    where invitation.token_sha256 = ${sha256(token)} and used_at is null and until > clock_timestamp() and disabled_at is null`.execute(
    db,
  )
  const [found] = rows
  if (!found)
    throw new NotFound({
      vi: 'Liên kết này đã dùng, đã hết hạn hoặc bị thay bằng liên kết mới. Xin người quản trị cấp lại.',
      en: 'This link was used, has expired, or was replaced by a newer one. Ask an administrator for another.',
    })
  return found
}

/** Sets the password its account signs in with from now on; every session it had ends. */
export async function acceptInvitation(
  db: Db,
  token: string,
  { password, ...said }: { password: string; name?: string | undefined; login?: string | undefined },
): Promise<Invitation> {
  // Slow by design, so before anything is locked.
  const hashed = await hashPassword(password)
  return inTransaction(db, async (trx) => {
    await sql`select from invitation where token_sha256 = ${sha256(token)} for update`.execute(trx)
    const invited = await openInvitation(trx, token)
    const { name, login } = { ...invited, ...(invited.isFirst && namesOf(said)) }
    assertGoodPassword(password, { name, login })
    await sql`update invitation set used_at = clock_timestamp() where token_sha256 = ${sha256(token)}`.execute(trx)
    await sql`
      update account set name = ${name}, login = ${login}, password = ${hashed}, password_set_at = clock_timestamp(), changed_at = clock_timestamp()
      where id = ${invited.account}`.execute(trx)
    await endSessions(trx, invited.account, 'password')
    return { ...invited, name, login }
  })
}

function namesOf({ name, login }: { name?: string | undefined; login?: string | undefined }) {
  if (!name?.trim() || !login?.trim())
    throw new Invalid({ vi: 'Ghi tên và tên đăng nhập của anh chị.', en: 'Write your name and your login.' })
  return { name: name.trim(), login: login.trim().toLowerCase() }
}
