import { sql } from 'kysely'
import type { Db } from '../db.ts'
import type { RunFault } from '../schema.ts'
import { type Circuit, circuitState } from '../trouble/circuit.ts'
import { RETRIES } from '../trouble/wait.ts'
import { Feed } from './feed.ts'
import { type FeedHealth, feedHealth } from './health.ts'

/** A feed as its steward sees it: what it is, how it does, what waits for a person. */
export interface FeedOverview {
  key: string
  version: number
  spec: Feed
  enabled: boolean
  owner: string
  /** `manual` where nobody pulls it by the clock. */
  state: FeedHealth['state'] | 'manual'
  lastContactAt: Date | null
  error: string | null
  /** In what a page differs that waits for a person's word. */
  drifts: { message: string; en: string | null }[] | null
  /** Why its newest run failed, by name. */
  fault: RunFault | null
  waiting: number
  awaiting: number
  rejected: number
  /** Its failed pulls one after another, and when it is tried again. */
  trouble: { failures: number; triesAgain: boolean; isTransient: boolean; nextTryAt: string } | null
  /** The host it failed on, while that has not answered anybody since. */
  circuit: { host: string; failures: number; state: Circuit['state']; openUntil: string | null } | null
}

/** Every feed, those that need a person first. */
export async function feedOverview(db: Db, now = new Date()): Promise<FeedOverview[]> {
  const health = new Map((await feedHealth(db, now)).map((each) => [each.key, each]))
  const { rows } = await sql<Omit<FeedOverview, 'state'> & { failed: boolean }>`
    with waits as (
      select feed_id, count(*) filter (where status = 'held') as held, count(*) filter (where status = 'awaiting') as awaiting,
             count(*) filter (where status = 'rejected') as rejected
      from held_record where status in ('held', 'awaiting', 'rejected') group by feed_id
    ), last as (
      select distinct on (feed_id) feed_id, status, error, fault from run order by feed_id, id desc
    )
    select feed.key, feed.version, feed.spec, feed.enabled, coalesce(unit.name, spec->>'owner') as owner,
           (select max(received_at) from page where page.feed_id = feed.id) as "lastContactAt", last.error, last.fault, coalesce(last.status = 'failed', false) as failed,
           coalesce(waits.held, 0)::float8 as waiting, coalesce(waits.awaiting, 0)::float8 as awaiting, coalesce(waits.rejected, 0)::float8 as rejected,
           (select jsonb_agg(jsonb_build_object('message', drift->>'says', 'en', drift->>'en')) from jsonb_array_elements(profile.drifts) drift) as drifts,
           case when trouble.feed_id is not null then json_build_object('failures', trouble.failures, 'isTransient', is_transient,
             'triesAgain', is_transient and trouble.failures <= ${RETRIES}, 'nextTryAt', next_try_at) end as trouble,
           case when circuit.host is not null then json_build_object('host', circuit.host, 'failures', circuit.failures,
             'openUntil', open_until, 'state', ${circuitState}) end as circuit
    from feed left join waits on waits.feed_id = feed.id left join last on last.feed_id = feed.id left join unit on unit.key = spec->>'owner'
    left join feed_profile profile on profile.feed_id = feed.id and profile.version = feed.version
    left join feed_trouble trouble on trouble.feed_id = feed.id and trouble.version = feed.version
    left join host_circuit circuit on circuit.host = trouble.host
    order by feed.key`.execute(db)
  const feeds = rows.map(({ failed, ...row }) => {
    const known = health.get(row.key)
    const state = known?.state ?? (failed ? ('failing' as const) : ('manual' as const))
    return { ...row, spec: Feed.parse(row.spec), state, lastContactAt: known ? known.lastContactAt : row.lastContactAt }
  })
  const need = ({ state, waiting, awaiting }: FeedOverview) =>
    (state === 'failing' ? 4 : state === 'stopped' || state === 'late' ? 2 : 0) + (waiting + awaiting > 0 ? 1 : 0)
  return feeds.sort((a, b) => need(b) - need(a))
}
