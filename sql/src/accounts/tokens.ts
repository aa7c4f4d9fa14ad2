import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'
import { sha256 } from '../indicators/certification.ts'
import { type Scope, WHOLE } from '../sight/sight.ts'
import { PERMISSIONS, type Permission } from './roles.ts'
import { SCOPE, scopeColumns } from './scope.ts'

export interface ApiToken {
  id: number
  name: string
  permissions: Permission[]
  scope: Scope
  until: Date
  madeAt: Date
  madeBy: string
  usedAt: Date | null
}

/** Whoever finds one knows what it is of, and scanners of leaked secrets do. */
const PREFIX = 'phohien_'
const COLUMNS = sql`id, name, permissions, ${SCOPE} as scope, until, made_at as "madeAt", made_by as "madeBy", used_at as "usedAt"`
const IN_FORCE = sql`withdrawn_at is null and until > clock_timestamp()`

/** What a machine signs in with. Its text is told once and never again. */
export async function makeToken(
  db: Db,
  {
    name,
    permissions,
    scope = WHOLE,
    days,
    by,
  }: { name: string; permissions: string[]; scope?: Scope; days: number; by: string },
): Promise<{ token: string; id: number }> {
  const unknown = permissions.find((permission) => !(permission in PERMISSIONS))
  if (unknown !== undefined) throw new Invalid({ vi: `Không có quyền «${unknown}».`, en: `There is no permission «${unknown}».` })
  const { unit, domains, upTo } = await scopeColumns(scope)
  const token = `${PREFIX}${randomBytes(32).toString('base64url')}`
  try {
    const { rows } = await sql<{ id: number }>`
      insert into api_token (name, token_sha256, permissions, unit_id, domains, up_to, until, made_by)
      values (${name.trim()}, ${sha256(token)}, ${permissions}, ${unit}, ${domains}, ${upTo},
              clock_timestamp() + make_interval(days => ${days}), ${by}) returning id`.execute(db)
    return { token, id: rows[0]?.id as number }
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error
    throw new Conflict({
      vi: 'Đã có mã truy cập mang tên này. Thu hồi mã cũ hoặc chọn tên khác.',
      en: 'There is a token of this name already. Withdraw it, or choose another name.',
    })
  }
}

/** Those that were not withdrawn, run out or not. */
export async function listTokens(db: Db): Promise<ApiToken[]> {
  const { rows } = await sql<ApiToken>`
    select ${COLUMNS} from api_token where withdrawn_at is null order by name collate "C"`.execute(db)
  return rows
}

export async function withdrawToken(db: Db, id: number): Promise<void> {
  const { numAffectedRows } = await sql`
    update api_token set withdrawn_at = clock_timestamp() where id = ${id} and withdrawn_at is null`.execute(db)
  if (numAffectedRows === 0n)
    throw new NotFound({ vi: 'Không có mã truy cập này, hoặc đã thu hồi.', en: 'There is no such token, or it was withdrawn.' })
}

/** Whose a token is; null where it is in force no more, or never was. That it was used is told to the minute. */
export async function findToken(db: Db, token: string): Promise<Pick<ApiToken, 'id' | 'name' | 'permissions' | 'scope'> | null> {
  const { rows } = await sql<Pick<ApiToken, 'id' | 'name' | 'permissions' | 'scope'> & { isDue: boolean }>`
    select id, name, permissions, ${SCOPE} as scope, used_at is null or used_at < clock_timestamp() - interval '1 minute' as "isDue"
    from api_token where token_sha256 = ${sha256(token)} and ${IN_FORCE}`.execute(db)
  const [found] = rows
  if (!found) return null
  const { isDue, ...known } = found
  if (isDue) await sql`update api_token set used_at = clock_timestamp() where id = ${found.id}`.execute(db)
  return known
}

/** Those of these tokens that are in force still. */
export async function tokensAmong(db: Db, tokens: number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select id from api_token where id = any(${tokens}::bigint[]) and ${IN_FORCE}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}
