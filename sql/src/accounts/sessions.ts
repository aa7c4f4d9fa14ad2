import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Forbidden } from '../errors.ts'
import { sha256 } from '../indicators/certification.ts'
import type { Scope } from '../sight/sight.ts'
import { OWES_SECOND_STEP } from './both-steps.ts'
import { SCOPE } from './scope.ts'

/** As ASVS 5.0 (7.3) has it for what people work with all day: half an hour unused, half a day in all. */
const IDLE_MINUTES = 30
const SESSION_HOURS = 12
/** How long whoever proved themselves anew at the house that signs people in is taken at its word. */
const PROVED_MINUTES = 5

export interface Session {
  id: number
  beganAt: Date
  seenAt: Date
  until: Date
  address: string
  /** What its browser says of itself. */
  agent: string
}

/** Why a session ended before its time. */
export type Ended = 'signed out' | 'revoked' | 'changed' | 'disabled' | 'password' | 'factor'

const ALIVE = sql`
  session.ended_at is null and session.until > clock_timestamp()
  and session.seen_at > clock_timestamp() - make_interval(mins => ${sql.lit(IDLE_MINUTES)})`

const COLUMNS = sql`session.id, began_at as "beganAt", seen_at as "seenAt", until, address, agent`

/** A token no one has used before, so that one planted before signing in is worth nothing after. `isTwice`: both steps were shown. */
export async function beginSession(
  db: Db,
  account: number,
  { address, agent, isTwice }: Pick<Session, 'address' | 'agent'> & { isTwice: boolean },
): Promise<{ token: string; id: number }> {
  const token = randomBytes(32).toString('base64url')
  const { rows } = await sql<{ id: number }>`
    insert into session (token_sha256, account_id, until, address, agent, is_twice)
    values (${sha256(token)}, ${account}, clock_timestamp() + make_interval(hours => ${SESSION_HOURS}), ${address}, ${agent.slice(0, 300)}, ${isTwice})
    returning id`.execute(db)
  return { token, id: rows[0]?.id as number }
}

export interface SignedIn {
  session: number
  account: number
  name: string
  login: string
  roles: string[]
  scope: Scope
  until: Date
  /** It is good for nothing but setting the second step up. */
  owesSecondStep: boolean
}

/** Whose session a token opens; null where it opens none, or none any more. It is seen by that, told to the minute. */
export async function findSession(db: Db, token: string): Promise<SignedIn | null> {
  const { rows } = await sql<SignedIn & { isDue: boolean }>`
    select session.id as session, account.id as account, name, login, roles, ${SCOPE} as scope, until,
           ${OWES_SECOND_STEP} as "owesSecondStep",
           session.seen_at < clock_timestamp() - interval '1 minute' as "isDue"
    from session join account on account.id = session.account_id
    where token_sha256 = ${sha256(token)} and ${ALIVE} and account.disabled_at is null`.execute(db)
  const [found] = rows
  if (!found) return null
  const { isDue, ...signedIn } = found
  if (isDue) await sql`update session set seen_at = clock_timestamp() where id = ${found.session}`.execute(db)
  return signedIn
}

/** Those of these sessions that are in force still. */
export async function aliveAmong(db: Db, sessions: number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select session.id from session join account on account.id = session.account_id
    where session.id = any(${sessions}::bigint[]) and ${ALIVE} and account.disabled_at is null`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** Where somebody is signed in now, the last seen first. */
export async function listSessions(db: Db, account: number): Promise<Session[]> {
  const { rows } = await sql<Session>`
    select ${COLUMNS} from session where account_id = ${account} and ${ALIVE} order by seen_at desc, id desc`.execute(db)
  return rows
}

/** Ends one session of an account; answers whether there was one. */
export async function endSession(db: Db, account: number, session: number, why: Ended): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update session set ended_at = clock_timestamp(), why = ${why}
    where id = ${session} and account_id = ${account} and ended_at is null`.execute(db)
  return numAffectedRows === 1n
}

/** Ends all sessions of an account, but for one where it is said which. */
export async function endSessions(db: Db, account: number, why: Ended, but: number | null = null): Promise<void> {
  await sql`
    update session set ended_at = clock_timestamp(), why = ${why}
    where account_id = ${account} and ended_at is null and id is distinct from ${but}::bigint`.execute(db)
}

const PROVED_UNTIL = sql`proved_at + make_interval(mins => ${sql.lit(PROVED_MINUTES)})`

/** Its owner proved themselves anew just now, at the house that signs people in; answers whether the session is in force still. */
export async function markProved(db: Db, account: number, session: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update session set proved_at = clock_timestamp() where id = ${session} and account_id = ${account} and ${ALIVE}`.execute(db)
  return numAffectedRows === 1n
}

/** Until when they need no password for having proved themselves there; null where they did not, or too long ago. */
export async function provedUntil(db: Db, session: number): Promise<Date | null> {
  const { rows } = await sql<{ until: Date | null }>`
    select ${PROVED_UNTIL} as until from session where id = ${session} and ${PROVED_UNTIL} > clock_timestamp()`.execute(db)
  return rows[0]?.until ?? null
}

/** Throws Forbidden where whoever is in a session has not proved themselves there just now. */
export async function assertProved(db: Db, session: number): Promise<void> {
  if ((await provedUntil(db, session)) !== null) return
  throw new Forbidden({
    vi: `Nhập mật khẩu, hoặc xác nhận lại ở nơi đã đăng nhập rồi làm tiếp trong ${PROVED_MINUTES} phút.`,
    en: `Enter the password, or confirm who you are where you signed in and go on within ${PROVED_MINUTES} minutes.`,
  })
}
