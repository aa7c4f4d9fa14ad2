import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Forbidden } from '../errors.ts'
import { assertGoodPassword, hashPassword, isPassword } from './password.ts'
import { isSecondStep } from './second-step.ts'
import { endSessions } from './sessions.ts'

interface Known {
  id: number
  name: string
  login: string
  password: string | null
  hasSecondStep: boolean
  isDisabled: boolean
}

export type Recognised = { account: number; name: string; isTwice: boolean } | 'wrong' | 'code wanted' | 'code wrong'

/** Whom a login and a password are of, with the code of the second step where the account has one. */
export async function recognise(
  db: Db,
  keys: string,
  { login, password, code }: { login: string; password: string; code: string | null },
): Promise<Recognised> {
  const { rows } = await sql<Known>`
    select id, name, login, password, disabled_at is not null as "isDisabled",
           exists (select from second_step where account_id = account.id and confirmed_at is not null) as "hasSecondStep"
    from account where login = ${login.trim().toLowerCase()}`.execute(db)
  const [known] = rows
  const holds = await isPassword(password, known?.password ?? null)
  if (!known || !holds || known.isDisabled) return 'wrong'
  const found = { account: known.id, name: known.name, isTwice: known.hasSecondStep }
  if (!known.hasSecondStep) return found
  if (code === null) return 'code wanted'
  return (await isSecondStep(db, keys, known.id, code)) ? found : 'code wrong'
}

/** Whether a password is an account’s own, asked again before something that matters. */
export async function assertPassword(db: Db, account: number, password: string): Promise<void> {
  const { rows } = await sql<{ password: string | null }>`select password from account where id = ${account}`.execute(db)
  if (await isPassword(password, rows[0]?.password ?? null)) return
  throw new Forbidden({ vi: 'Mật khẩu hiện tại không đúng.', en: 'The present password is not right.' })
}

/** Another password for an account; whoever is signed in with it elsewhere signs in again. */
export async function changePassword(
  db: Db,
  { account, session, login, name }: { account: number; session: number; login: string; name: string },
  { current, next }: { current: string; next: string },
): Promise<void> {
  await assertPassword(db, account, current)
  assertGoodPassword(next, { login, name })
  const hashed = await hashPassword(next)
  await inTransaction(db, async (trx) => {
    await sql`
      update account set password = ${hashed}, password_set_at = clock_timestamp(), changed_at = clock_timestamp()
      where id = ${account}`.execute(trx)
    await endSessions(trx, account, 'password', session)
  })
}
