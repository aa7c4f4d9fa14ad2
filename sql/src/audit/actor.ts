import { AsyncLocalStorage } from 'node:async_hooks'

/** Who acts, as the audit names them. */
export interface Actor {
  kind: 'account' | 'token' | 'screen' | 'request' | 'command'
  /** The person, the machine, the display; the request or the command where nobody is signed in. */
  name: string
  /** Of the account, the token or the screen. */
  id?: number
  request?: string
  /** Where it came from. */
  address?: string
}

const acting = new AsyncLocalStorage<Actor>()

/** Whatever work changes, whatever of it goes on later included, is changed by that actor. */
export const actingAs = <T>(actor: Actor, work: () => T): T => acting.run(actor, work)

/** Who acts just now; undefined where a process does by itself. */
export const actor = (): Actor | undefined => acting.getStore()
