import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'

/** Who acts, as the audit names them. */
export interface Actor {
  kind: 'request' | 'command'
  /** The request or the command. */
  name: string
  /** Where it came from. */
  address?: string
}

const acting = new AsyncLocalStorage<Actor>()

/** Whatever work changes, whatever of it goes on later included, is changed by that actor. */
export const actingAs = <T>(actor: Actor, work: () => T): T => acting.run(actor, work)

/** Every connection of a pool says who acts on it, so that what the database writes down by itself names them. */
export function carryActor(pool: pg.Pool): void {
  const carried = new WeakMap<pg.PoolClient, string>()
  const connect = pool.connect.bind(pool) as { (): Promise<pg.PoolClient>; (callback: Connected): void }
  type Connected = (error: Error | undefined, client?: pg.PoolClient, release?: pg.PoolClient['release']) => void

  async function carry(client: pg.PoolClient): Promise<void> {
    const actor = acting.getStore()
    const said = actor ? JSON.stringify(actor) : ''
    if ((carried.get(client) ?? '') === said) return
    // Until it is known to be said, nobody knows what is.
    carried.delete(client)
    await client.query("select set_config('ioc.actor', $1, false)", [said])
    carried.set(client, said)
  }

  // A callback is how the pool connects for its own queries.
  pool.connect = ((callback?: Connected) => {
    if (callback === undefined)
      return connect().then(async (client) => {
        await carry(client).catch((error: Error) => {
          client.release(error)
          throw error
        })
        return client
      })
    return connect((error, client, release) => {
      if (error || !client) return callback(error, client, release)
      carry(client).then(
        () => callback(undefined, client, release),
        (failed: Error) => {
          release?.(failed)
          callback(failed)
        },
      )
    })
  }) as typeof pool.connect
}
