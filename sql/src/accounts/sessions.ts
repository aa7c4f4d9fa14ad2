import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { sha256 } from '../indicators/certification.ts'
import type { Scope } from '../sight/sight.ts'
import { OWES_SECOND_STEP } from './both-steps.ts'
import { SCOPE } from './scope.ts'

/** As ASVS 5.0 (7.3) has it for what people work with all day: half an hour unused, half a day in all. */
const IDLE_MINUTES = 30
const SESSION_HOURS = 12

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
