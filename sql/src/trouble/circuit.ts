import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { Localised } from '../pack/pack.ts'

// A circuit breaker for each host, in the database so that all workers share it.

const OPENS_AFTER = 5
const OPEN_SECONDS = 60
const LONGEST_OPEN_SECONDS = 15 * 60
/** Whoever probes and says nothing for so long has died. */
const PROBE_SECONDS = 10 * 60

/** Whether a host may be asked: `probe` where this one alone may, to see whether it answers again. */
export type Admission = { is: 'closed'; failures: number } | { is: 'probe' } | { is: 'open'; until: Date; error: Localised }

/** `isAsked`: a person wants it tried, whether its time has come or not; one probe at a time all the same. */
export async function askCircuit(db: Db, host: string, isAsked: boolean): Promise<Admission> {
  const circuit = await db.selectFrom('host_circuit').selectAll().where('host', '=', host).executeTakeFirst()
  if (!circuit?.open_until) return { is: 'closed', failures: circuit?.failures ?? 0 }
  const taken = await db
    .updateTable('host_circuit')
    .set({ probing_until: sql`now() + make_interval(secs => ${PROBE_SECONDS})` })
    .where('host', '=', host)
    .where((eb) => eb.or([eb.lit(isAsked), eb('open_until', '<=', sql<Date>`now()`)]))
    .where((eb) => eb.or([eb('probing_until', 'is', null), eb('probing_until', '<', sql<Date>`now()`)]))
    .returning('host')
    .executeTakeFirst()
  if (taken) return { is: 'probe' }
  const { open_until, probing_until, error: vi, error_en: en } = circuit
  return { is: 'open', until: probing_until && probing_until > open_until ? probing_until : open_until, error: { vi, en } }
}

/**
 * Counts a failure; after five one after another the host is left alone, for a minute and then ever longer. What had begun before it was left
 * alone fails of the same trouble: many feeds of one host make the wait no longer.
 */
export async function circuitFailed(db: Db, host: string, { vi, en }: Localised): Promise<void> {
  await sql`
    insert into host_circuit as known (host, failures, failed_at, error, error_en) values (${host}, 1, now(), ${vi}, ${en})
    on conflict (host) do update set failed_at = now(), error = excluded.error, error_en = excluded.error_en, probing_until = null,
      failures = known.failures + case when known.open_until > now() then 0 else 1 end,
      open_until = case when known.open_until > now() then known.open_until when known.failures + 1 >= ${OPENS_AFTER}::int then now() + make_interval(secs =>
        least(${LONGEST_OPEN_SECONDS}::int, ${OPEN_SECONDS}::int * 2 ^ least(known.failures + 1 - ${OPENS_AFTER}::int, 10)) * (0.75 + random() / 4)) end`.execute(
    db,
  )
}

/** It answers: everybody may ask it again, and feeds that failed on it need not wait. */
export async function circuitHealed(db: Db, host: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('host_circuit').where('host', '=', host).execute()
    await trx
      .updateTable('feed_trouble')
      .set({ next_try_at: sql<Date>`now()` })
      .where('host', '=', host)
      .where('is_transient', '=', true)
      .execute()
  })
}

/** A probe that told nothing about the host: another may go. */
export async function circuitUndecided(db: Db, host: string): Promise<void> {
  await db.updateTable('host_circuit').set({ probing_until: null }).where('host', '=', host).execute()
}

export const circuitState = sql<Circuit['state']>`
  case when open_until is null then 'closed' when open_until <= now() or probing_until > now() then 'half_open' else 'open' end`

export interface Circuit {
  host: string
  failures: number
  state: 'closed' | 'open' | 'half_open'
  openUntil: Date | null
  error: string
}

/** Hosts that failed and have not answered since. */
export async function troubledHosts(db: Db): Promise<Circuit[]> {
  return db
    .selectFrom('host_circuit')
    .select(['host', 'failures', 'open_until as openUntil', 'error'])
    .select(circuitState.as('state'))
    .orderBy('host')
    .execute()
}
