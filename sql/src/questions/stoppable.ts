import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { type Database, openDatabase } from '../db.ts'
import { seeingAll } from '../sight/sight.ts'

/** A database whose statements are stopped where nobody waits for their answer any more. */
export interface StoppableDatabase extends Database {
  /** Runs work, whatever of it goes on later included, as long as the signal does not say that nobody waits for it. */
  during(signal: AbortSignal, work: () => void): void
}

const ASKED_AGAIN_MS = 250

/** As openDatabase. `stopper` is another pool, which has a connection to ask by while this one’s are all taken. */
export function openStoppable(url: string, max: number, patienceMs: number, stopper: pg.Pool): StoppableDatabase {
  const database = openDatabase(url, max, patienceMs)
  const waiting = new AsyncLocalStorage<AbortSignal>()
  const { pool } = database
  const connect = pool.connect.bind(pool) as { (): Promise<pg.PoolClient>; (callback: unknown): void }
  // A callback is how the pool connects for its own queries.
  pool.connect = ((callback?: unknown) => {
    const signal = waiting.getStore()
    if (callback !== undefined) return connect(callback)
    return signal ? connectFor(signal) : connect()
  }) as typeof pool.connect

  async function connectFor(signal: AbortSignal): Promise<pg.PoolClient> {
    signal.throwIfAborted()
    const client = await connect()
    if (signal.aborted) {
      client.release()
      throw signal.reason
    }
    hold(client, signal)
    return client
  }

  /** Until it is given back its backend is ours; one that was asked to stop is closed, so that no later statement of another's is. */
  function hold(client: pg.PoolClient, signal: AbortSignal): void {
    const { release } = client
    let stopping: Promise<void> | undefined
    let isHeld = true
    const stop = async () => {
      while (isHeld) {
        // Whoever asked may stop it, whatever they may see.
        await seeingAll(() =>
          stopper.query('select pg_cancel_backend($1)', [(client as unknown as { processID: number }).processID]),
        )
        await new Promise((done) => setTimeout(done, ASKED_AGAIN_MS))
      }
    }
    const onAbort = () => {
      // What goes on beside the statement that was stopped would ask the next.
      client.query = (() => Promise.reject(signal.reason)) as typeof client.query
      stopping = stop().catch(() => {})
    }
    signal.addEventListener('abort', onAbort, { once: true })
    client.release = (error) => {
      isHeld = false
      signal.removeEventListener('abort', onAbort)
      if (stopping) void stopping.then(() => release.call(client, true))
      else release.call(client, error)
    }
  }

  return {
    ...database,
    during: (signal, work) => waiting.run(signal, work),
    async close() {
      await database.close()
      // Else every promise of the process goes on bearing its place.
      waiting.disable()
    },
  }
}
