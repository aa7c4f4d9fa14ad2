import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../db.ts'
import { ROLES_OF_PEOPLE } from './roles.ts'

/** Of whom a province wants both steps of signing in: of everybody, or of whoever has one of these roles. */
export const SecondStepOf = z.union([z.literal('everybody'), z.array(z.enum(ROLES_OF_PEOPLE))]).default([])

/** In a query of sessions and accounts: whether this session is to show the second step yet before it is good for anything else. */
export const OWES_SECOND_STEP = sql`
  not session.is_twice and coalesce((
    select spec->'secondStep' = '"everybody"' or (jsonb_typeof(spec->'secondStep') = 'array' and spec->'secondStep' ?| account.roles)
    from province limit 1), false)`

/** From now on a session is as good as one that began with both steps, or no longer. */
export async function markBothSteps(db: Db, session: number, isTwice: boolean): Promise<void> {
  await sql`update session set is_twice = ${isTwice} where id = ${session}`.execute(db)
}
