import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { sha256 } from '../indicators/certification.ts'

const MINUTES = 10

export type ErrandKind = 'oidc' | 'passkey' | 'new passkey'

/** Keeps what a browser is to bring back; answers the token it carries meanwhile. */
export async function sendOnErrand(db: Db, kind: ErrandKind, detail: Record<string, unknown>): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql`delete from sign_in_errand where until < clock_timestamp()`.execute(db)
  await sql`
    insert into sign_in_errand (token_sha256, kind, detail, until)
    values (${sha256(token)}, ${kind}, ${JSON.stringify(detail)}::jsonb, clock_timestamp() + make_interval(mins => ${MINUTES}))`.execute(
    db,
  )
  return token
}

/** What was kept under a token, once; null where nothing is, or no longer. */
export async function takeErrand<Detail>(db: Db, kind: ErrandKind, token: string | undefined): Promise<Detail | null> {
  if (token === undefined) return null
  const { rows } = await sql<{ detail: Detail; isDue: boolean }>`
    delete from sign_in_errand where token_sha256 = ${sha256(token)} and kind = ${kind}
    returning detail, until > clock_timestamp() as "isDue"`.execute(db)
  return rows[0]?.isDue ? rows[0].detail : null
}
