import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { Unavailable } from '../errors.ts'

const GIVEN_UP = new Set(['55P03', '40P01'])

export interface Patience {
  /** For how long a table is waited for while everybody else waits behind. */
  lockMs: number
  /** How often it is tried, with a pause after each in which the others go on. */
  tries: number
  pauseMs: number
}

export const PATIENCE: Patience = { lockMs: 2_000, tries: 30, pauseMs: 2_000 }

/** First in a transaction that changes tables: who reads and writes them never waits behind it for longer than `lockMs`. */
export async function waitBriefly(trx: Db, { lockMs }: Patience): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(lockMs)}, true)`.execute(trx)
}

/** Tries `work` again as long as what it changes is in use. Throws Unavailable, with nothing changed by it, where that does not end. */
export async function patiently(what: string, { tries, pauseMs }: Patience, work: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (!GIVEN_UP.has((error as { code?: string }).code ?? '')) throw error
      if (tried === tries)
        throw new Unavailable(
          `${what}: its tables were in use each of ${tries} times it was tried. See who holds them (select * from pg_stat_activity where state <> 'idle' order by xact_start), end that, and start again; what is done so far stays.`,
          { cause: error },
        )
      await wait(pauseMs)
    }
  }
}
