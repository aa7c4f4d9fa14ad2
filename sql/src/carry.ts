import type pg from 'pg'
import { actor } from './audit/actor.ts'
import { sightNow } from './sight/sight.ts'

/**
 * Every connection of a pool says who acts on it, so that what the database writes down by itself names them, and is held to what they may
 * see: both are settings of a connection, said anew when it is taken for somebody else.
 */
export function carryWho(pool: pg.Pool): void {
  const carried = new WeakMap<pg.PoolClient, string>()
  const connect = pool.connect.bind(pool) as { (): Promise<pg.PoolClient>; (callback: Connected): void }
  type Connected = (error: Error | undefined, client?: pg.PoolClient, release?: pg.PoolClient['release']) => void

  async function carry(client: pg.PoolClient, said: string[]): Promise<void> {
    const all = JSON.stringify(said)
    if ((carried.get(client) ?? NOBODY) === all) return
    // Until it is known to be said, nobody knows what is.
    carried.delete(client)
    await client.query(
      "select set_config('ioc.actor', $1, false), set_config('ioc.sight', $2, false), set_config('role', $3, false)",
      said,
    )
    carried.set(client, all)
  }

  // A callback is how the pool connects for its own queries.
  pool.connect = ((callback?: Connected) => {
    // Whoever asks, asks now: a connection they wait for comes when another gives it back, on behalf of that one.
    const said = sayWho()
    if (callback === undefined)
      return connect().then(async (client) => {
        await carry(client, said).catch((error: Error) => {
          client.release(error)
          throw error
        })
        return client
      })
    return connect((error, client, release) => {
      if (error || !client) return callback(error, client, release)
      carry(client, said).then(
        () => callback(undefined, client, release),
        (failed: Error) => {
          release?.(failed)
          callback(failed)
        },
      )
    })
  }) as typeof pool.connect
}

/** ioc.actor, ioc.sight and the role. */
function sayWho(): string[] {
  const [who, sight] = [actor(), sightNow()]
  return [who ? JSON.stringify(who) : '', sight ? JSON.stringify(sight) : '', sight ? 'ioc_viewer' : 'none']
}

const NOBODY = JSON.stringify(['', '', 'none'])
