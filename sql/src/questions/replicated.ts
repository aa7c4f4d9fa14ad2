import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { openDatabase } from '../db.ts'
import { seeingAll } from '../sight/sight.ts'
import { openStoppable, type StoppableDatabase } from './stoppable.ts'

/** How far behind a replica may be for a question to wait for it. */
const WAIT_MS = 250
const LOOK_EVERY_MS = 10
/** One that was late or away is tried again after this long. */
const AGAIN_AFTER_MS = { late: 1_000, away: 5_000 }

/** Who answered questions since the start: the replica, or the primary because the replica was late, or away. */
interface AnsweredBy {
  replica: number
  late: number
  away: number
}

export interface Replicated extends StoppableDatabase {
  answered: AnsweredBy
  /** What keeps the replica from being asked; null where nothing does. */
  trouble(): 'late' | 'away' | null
}

interface Bounds {
  max: number
  patienceMs: number
  /** The primary by another pool, to ask how far it has got and to stop what nobody waits for. */
  primary: pg.Pool
  /** Told why the replica is asked no longer, and that it is again (null). */
  onTrouble?: (why: string | null) => void
}

/**
 * A database of which questions go to a read replica, each answer from one of the two alone. Before a question is asked of the replica it is seen
 * to have everything that was committed when the question came: so nothing is shown as newer than it is, and whoever wrote finds what they
 * wrote. Where it has not got so far in time, or is away, the primary answers. What is not done within `during` goes to the primary.
 */
export function openReplicated(url: string, readUrl: string, { max, patienceMs, primary, onTrouble }: Bounds): Replicated {
  const database = openStoppable(url, max, patienceMs, primary)
  const aside = openDatabase(readUrl, 2, 2_000)
  const replica = openStoppable(readUrl, max, patienceMs, aside.pool)
  const answered = { replica: 0, late: 0, away: 0 }
  const answers = new AsyncLocalStorage<{ by?: Promise<pg.Pool | null> }>()
  const { pool } = database
  const connectPrimary = pool.connect.bind(pool) as typeof pool.connect
  let trouble: 'late' | 'away' | null = null
  let untroubledAt = 0
  let isOfOurs: boolean | undefined

  function note(met: typeof trouble, why: string | null): void {
    if (met !== trouble) onTrouble?.(why)
    trouble = met
    untroubledAt = met ? Date.now() + AGAIN_AFTER_MS[met] : 0
  }

  /** The replica’s pool where it has all that the primary has by now, else none. */
  async function choose(): Promise<pg.Pool | null> {
    if (trouble && Date.now() < untroubledAt) {
      answered[trouble]++
      return null
    }
    try {
      isOfOurs ??= await isReplicaOf(primary, aside.pool)
      if (!isOfOurs) throw new Error('DATABASE_READ_URL is no replica of DATABASE_URL.')
      const { rows } = await seeingAll(() => primary.query<{ at: string }>('select pg_current_wal_flush_lsn()::text as at'))
      if (await hasGot(rows[0]?.at as string)) {
        note(null, null)
        answered.replica++
        return replica.pool
      }
      note('late', `It was behind by more than ${WAIT_MS} ms.`)
      answered.late++
    } catch (error) {
      note('away', (error as Error).message)
      answered.away++
    }
    return null
  }

  async function hasGot(position: string): Promise<boolean> {
    for (const end = performance.now() + WAIT_MS; ; await sleep(LOOK_EVERY_MS)) {
      const { rows } = await seeingAll(() =>
        // One that was made a primary of its own follows nobody any more.
        aside.pool.query<{ got: boolean }>('select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= $1::pg_lsn as got', [
          position,
        ]),
      )
      if (rows[0]?.got) return true
      if (performance.now() > end) return false
    }
  }

  function chosen(): Promise<pg.Pool | null> | null {
    const answer = answers.getStore()
    if (!answer) return null
    answer.by ??= choose()
    return answer.by
  }

  // A callback is how the pool connects for its own queries.
  pool.connect = ((callback?: Parameters<typeof connectPrimary>[0]) => {
    const by = chosen()
    if (!by) return callback ? connectPrimary(callback) : connectPrimary()
    if (!callback) return by.then((chosenPool) => chosenPool?.connect() ?? connectPrimary())
    void by.then((chosenPool) => (chosenPool ? chosenPool.connect(callback) : connectPrimary(callback)))
  }) as typeof pool.connect

  return {
    ...database,
    answered,
    trouble: () => trouble,
    during: (signal, work) => database.during(signal, () => replica.during(signal, () => answers.run({}, work))),
    async close() {
      await Promise.all([database.close(), replica.close(), aside.close()])
      answers.disable()
    },
  }
}

/** Whether they are of one cluster: another database would answer too. */
async function isReplicaOf(primary: pg.Pool, replica: pg.Pool): Promise<boolean> {
  const of = (pool: pg.Pool) =>
    seeingAll(() => pool.query<{ id: string }>('select system_identifier::text as id from pg_control_system()'))
  const [one, other] = await Promise.all([of(primary), of(replica)])
  return one.rows[0]?.id === other.rows[0]?.id
}
