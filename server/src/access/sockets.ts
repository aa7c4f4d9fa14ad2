import { aliveAmong, type Db, screensById, tokensAmong } from '@ioc/sql'
import type { Socket } from 'socket.io'
import type { Counted } from './rates.ts'
import { type Who, whoIs } from './who.ts'

type Watcher = Pick<Socket, 'handshake' | 'disconnect'> & { data: { who?: Who } }

/** What a client reads in `connect_error` where it is not let in. */
const SIGN_IN = 'sign-in'
const NOT_ALLOWED = 'not-allowed'

/**
 * Lets a client into the room of figures: by the cookie its browser sent with the handshake, or by the token of a paired display or a
 * machine. Throws where it may not see them, or comes too often.
 */
export async function admit(db: Db, counted: Counted, { handshake, data }: Watcher): Promise<void> {
  const { screen } = handshake.auth as { screen?: unknown }
  const authorization = typeof screen === 'string' ? `Screen ${screen}` : handshake.headers.authorization
  const who = await whoIs(db, { authorization, cookie: handshake.headers.cookie })
  await (who ? counted.somebody(who) : counted.nobody())
  if (!who) throw new Error(SIGN_IN)
  if (!who.may.has('figures.read')) throw new Error(NOT_ALLOWED)
  data.who = who
}

/** Who was let in. */
export const whoIsIn = ({ data: { who } }: Pick<Watcher, 'data'>): Who => who as Who

/** Disconnects everybody whose session has ended, whose token was withdrawn, whose display was removed. A look that fails turns nobody out. */
export async function turnOut(db: Db, watchers: Iterable<Watcher>): Promise<void> {
  const all = [...watchers]
  const ids = (kind: Who['kind']) =>
    all.flatMap(({ data: { who } }) => (who?.kind === kind ? [who.kind === 'account' ? who.session : who.id] : []))
  const [accounts, tokens, screens] = [ids('account'), ids('token'), ids('screen')]
  const stay = {
    account: accounts.length > 0 ? await aliveAmong(db, accounts) : new Set<number>(),
    token: tokens.length > 0 ? await tokensAmong(db, tokens) : new Set<number>(),
    screen: new Set(screens.length > 0 ? (await screensById(db, screens)).map(({ id }) => id) : []),
  }
  for (const watcher of all) {
    const { who } = watcher.data
    if (!who || !stay[who.kind].has(who.kind === 'account' ? who.session : who.id)) watcher.disconnect(true)
  }
}
