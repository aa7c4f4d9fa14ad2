import { type Db, findDisplay, findSession, findToken, type Scope, type SignedIn, WHOLE } from '@ioc/sql'
import { type Permission, permissionsOf } from '@ioc/sql/accounts'

interface Anybody {
  id: number
  /** What is told of what they do. */
  name: string
  may: ReadonlySet<Permission>
  /** What of the house they may do it with. */
  scope: Scope
}

export interface Person extends Anybody {
  kind: 'account'
  session: number
  login: string
  roles: string[]
  until: Date
  /** The second step, before anything else: until then they may nothing. */
  owesSecondStep: boolean
}

/** Who comes: a person who signed in, a machine with a token, a display that was paired. */
export type Who = Person | (Anybody & { kind: 'token' | 'screen' })

const BEARER = /^Bearer\s+(\S+)$/i
/** A paired display carries the token it was given when it first said that it is there. */
const SCREEN = /^Screen\s+(\S+)$/i

/** The browser lets no other host and no plain connection set a cookie of this name, where the address people use is https. */
export const isSecure = () => (process.env.IOC_PUBLIC_URL ?? '').startsWith('https:')
export const sessionCookie = () => (isSecure() ? '__Host-ioc-session' : 'ioc-session')

/** Whoever is signed in by a session. */
export const signedInBy = (found: SignedIn): Person => ({
  kind: 'account',
  ...found,
  id: found.account,
  may: permissionsOf(found.owesSecondStep ? [] : found.roles),
})

/** The token of the session a browser carries. */
function carried(cookies = ''): string | null {
  const name = `${sessionCookie()}=`
  const [found] = cookies.split(/;\s*/).filter((each) => each.startsWith(name))
  return found?.slice(name.length) || null
}

/** Who sends these headers; null where nobody is signed in by them. */
export async function whoIs(
  db: Db,
  headers: { authorization?: string | undefined; cookie?: string | undefined },
): Promise<Who | null> {
  const { authorization = '' } = headers
  const [, bearer] = BEARER.exec(authorization) ?? []
  if (bearer !== undefined) {
    const token = await findToken(db, bearer)
    return token && { kind: 'token', id: token.id, name: token.name, may: new Set(token.permissions), scope: token.scope }
  }
  const [, screen] = SCREEN.exec(authorization) ?? []
  if (screen !== undefined) {
    const display = await findDisplay(db, screen)
    return display && { kind: 'screen', ...display, may: permissionsOf(['screen']), scope: WHOLE }
  }
  const token = carried(headers.cookie)
  if (token === null) return null
  const found = await findSession(db, token)
  return found && signedInBy(found)
}
