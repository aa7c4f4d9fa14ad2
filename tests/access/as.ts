import { createHash } from 'node:crypto'
import { type Database, makeAccount, makeToken, type Scope } from '@ioc/sql'
import { permissionsOf, ROLES_OF_PEOPLE, type Role } from '@ioc/sql/accounts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** What a browser sends of somebody with one role, who is signed in; of a display, what it sends. */
export async function signedInAs(database: Database, role: Role): Promise<Record<string, string>> {
  if (role === 'screen') {
    await database.pool.query(
      `insert into screen (token_sha256, code, code_until, name, paired_by, paired_at, orders, report)
       values ($1, '000000', now(), 'Màn hình thử', 'Lan', now(), $2, null)`,
      [digest('display'), JSON.stringify({})],
    )
    return { authorization: 'Screen display' }
  }
  const account = await makeAccount(database.db, {
    name: `Người ${role}`,
    login: `only-${role.replace('_', '-')}`,
    roles: [role],
  })
  return { ...(await sessionOf(database, account)), 'x-ioc': '1' }
}

/** The same of somebody with every role, who sees no more than a scope has. */
export async function signedInWithin(database: Database, scope: Scope, login: string): Promise<Record<string, string>> {
  const account = await makeAccount(database.db, { name: `Người ${login}`, login, roles: [...ROLES_OF_PEOPLE], scope })
  return { ...(await sessionOf(database, account)), 'x-ioc': '1' }
}

/** The cookie of a session of an account, which began just now. */
async function sessionOf({ pool }: Database, account: number, token = `session ${account}`): Promise<{ cookie: string }> {
  const named = digest(token)
  await pool.query(
    `insert into session (token_sha256, account_id, until, address, agent) values ($1, $2, now() + interval '12 hours', '127.0.0.1', 'tests')`,
    [digest(named), account],
  )
  return { cookie: `ioc-session=${named}` }
}

export async function tokenOf({ db }: Database, role: Role): Promise<Record<string, string>> {
  const { token } = await makeToken(db, { name: `Máy ${role}`, permissions: [...permissionsOf([role])], days: 1, by: 'Lan' })
  return { authorization: `Bearer ${token}` }
}
