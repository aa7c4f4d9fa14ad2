import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type Db, inTransaction } from '../db.ts'
import { Conflict, Invalid, NotFound } from '../errors.ts'
import { type Scope, WHOLE } from '../sight/sight.ts'
import { ROLES_OF_PEOPLE } from './roles.ts'
import { SCOPE, scopeColumns } from './scope.ts'
import { endSessions } from './sessions.ts'

export interface Account {
  id: number
  /** What others read of them. */
  name: string
  login: string
  roles: string[]
  /** What of the house they may see, whatever their roles. */
  scope: Scope
  hasPassword: boolean
  hasSecondStep: boolean
  disabledAt: Date | null
  changedAt: Date
  madeAt: Date
  /** When any of their sessions was last seen; null where none ever was. */
  seenAt: Date | null
}

const COLUMNS = sql`
  id, name, login, roles, ${SCOPE} as scope, password is not null as "hasPassword", disabled_at as "disabledAt", changed_at as "changedAt", made_at as "madeAt",
  exists (select from second_step where account_id = account.id and confirmed_at is not null) as "hasSecondStep",
  (select max(seen_at) from session where account_id = account.id) as "seenAt"`

export async function listAccounts(db: Db): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select ${COLUMNS} from account order by disabled_at is not null, name collate "C"`.execute(db)
  return rows
}

export async function findAccount(db: Db, id: number): Promise<Account> {
  const { rows } = await sql<Account>`select ${COLUMNS} from account where id = ${id}`.execute(db)
  if (rows[0]) return rows[0]
  throw new NotFound({ vi: 'Không có tài khoản này.', en: 'There is no such account.' })
}

/** What accounts are called now. */
export async function namesOf(db: Db, ids: readonly number[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from account where id = any(${ids}::integer[]) order by id`.execute(db)
  return rows.map(({ name }) => name)
}

export async function findLogin(db: Db, login: string): Promise<Account | null> {
  const { rows } = await sql<Account>`select ${COLUMNS} from account where login = ${login.trim().toLowerCase()}`.execute(db)
  return rows[0] ?? null
}

/** Nobody can sign in with it until its owner has set a password (invite). Throws Conflict where the name or login is taken. */
export async function makeAccount(
  db: Db,
  { name, login, roles, scope = WHOLE }: Pick<Account, 'name' | 'login' | 'roles'> & { scope?: Scope },
): Promise<number> {
  assertRoles(roles)
  const { unit, domains, upTo } = await scopeColumns(scope)
  const { rows } = await refuseTaken(
    sql<{ id: number }>`
      insert into account (name, login, roles, unit_id, domains, up_to)
      values (${name.trim()}, ${login.trim().toLowerCase()}, ${roles}, ${unit}, ${domains}, ${upTo}) returning id`.execute(db),
  )
  return rows[0]?.id as number
}

/** What its roles and its scope allow from now on; whoever is signed in with it signs in again. Throws Conflict where it was changed since `seen`. */
export async function changeAccount(
  db: Db,
  id: number,
  { name, roles, scope, seen }: Pick<Account, 'name' | 'roles' | 'scope'> & { seen: Date },
): Promise<void> {
  assertRoles(roles)
  const { unit, domains, upTo } = await scopeColumns(scope)
  await inTransaction(db, async (trx) => {
    const account = await lockAccount(trx, id)
    if (account.changedAt.getTime() !== seen.getTime())
      throw new Conflict({
        vi: 'Tài khoản này vừa được người khác sửa. Xem lại rồi làm tiếp.',
        en: 'Somebody else has just changed this account. Look at it again, then go on.',
      })
    await refuseTaken(
      sql`
        update account
        set name = ${name.trim()}, roles = ${roles}, unit_id = ${unit}, domains = ${domains}, up_to = ${upTo}, changed_at = clock_timestamp()
        where id = ${id}`.execute(trx),
    )
    const isSame = isDeepStrictEqual([account.roles.toSorted(), account.scope], [roles.toSorted(), scope])
    if (!isSame) await endSessions(trx, id, 'changed')
    await assertAdministered(trx)
  })
}

/** From now on nobody signs in with it, and whoever is, no longer is; or they may again. */
export async function setDisabled(db: Db, id: number, isDisabled: boolean): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockAccount(trx, id)
    const at = isDisabled ? sql`coalesce(disabled_at, clock_timestamp())` : sql`null`
    await sql`update account set disabled_at = ${at}, changed_at = clock_timestamp() where id = ${id}`.execute(trx)
    if (isDisabled) await endSessions(trx, id, 'disabled')
    await assertAdministered(trx)
  })
}

/** Whether anybody who can sign in looks after accounts: before that the first one is made. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (
      select from account where 'administrator' = any(roles) and disabled_at is null and password is not null
    ) as has`.execute(db)
  return rows[0]?.has ?? false
}

async function lockAccount(trx: Db, id: number): Promise<Account> {
  await sql`select from account where id = ${id} for update`.execute(trx)
  return findAccount(trx, id)
}

async function assertAdministered(trx: Db): Promise<void> {
  // One after the other, or two administrators could take each other out at once.
  await sql`select pg_advisory_xact_lock(hashtext('administrators'))`.execute(trx)
  if (await hasAdministrator(trx)) return
  throw new Conflict({
    vi: 'Phải còn ít nhất một quản trị hệ thống đăng nhập được. Giao vai trò này cho người khác trước.',
    en: 'At least one administrator who can sign in must remain. Give somebody else that role first.',
  })
}

function assertRoles(roles: string[]): void {
  const unknown = roles.find((role) => !(ROLES_OF_PEOPLE as string[]).includes(role))
  if (unknown !== undefined) throw new Invalid({ vi: `Không có vai trò «${unknown}».`, en: `There is no role «${unknown}».` })
}

async function refuseTaken<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code === '23505' && constraint === 'account_by_name')
      throw new Conflict({
        vi: 'Đã có người mang tên này. Thêm đơn vị hoặc chức vụ vào tên, để nhật ký nói rõ ai đã làm gì.',
        en: 'Somebody has this name already. Add a unit or an office to it, so that the audit can tell who did what.',
      })
    if (code === '23505' && constraint === 'account_by_login')
      throw new Conflict({ vi: 'Tên đăng nhập này đã có. Chọn tên khác.', en: 'This login is taken. Choose another.' })
    throw error
  }
}
