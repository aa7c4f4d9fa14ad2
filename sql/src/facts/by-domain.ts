import { sql } from 'kysely'
import type { Db } from '../db.ts'
import { verifyDomain } from '../ledger/verify.ts'
import { loadDomains } from '../pack/load.ts'
import type { Localised } from '../pack/pack.ts'
import { currentProvince } from '../province/find.ts'
import { isIndicatorOn } from '../province/switches.ts'

export interface DomainSummary {
  id: string
  title: Localised
  /** Feeds that are switched on, scheduled or run by hand. */
  feeds: number
  facts: number
  indicators: number
  /** When the last of its runs that ended well did. */
  lastRun: Date | null
  /** Whether its totals were recomputed from its facts and are the same; null where that was not asked for. */
  verified: boolean | null
}

/** Every domain with what there is of it. Recomputing its totals takes a while where there are millions of facts. */
export async function summariseDomains(db: Db, { verifying }: { verifying: boolean }): Promise<DomainSummary[]> {
  const { domains: switches } = await currentProvince(db)
  const { rows } = await sql<{ domain: string; feeds: number; last_run: Date | null }>`
    select spec->>'domain' as domain, count(*)::int as feeds,
           max((select max(finished_at) from run where run.feed_id = feed.id and status = 'done')) as last_run
    from feed where enabled group by 1`.execute(db)
  const summaries: DomainSummary[] = []
  for (const { pack, kinds } of await loadDomains()) {
    const run = rows.find(({ domain }) => domain === pack.id)
    const tables = kinds.map(({ table }) => sql`(select count(*) from ${sql.table(table)})`)
    const counted = await sql<{ facts: number }>`select ${sql.join(tables, sql` + `)} as facts`.execute(db)
    summaries.push({
      id: pack.id,
      title: pack.title,
      feeds: run?.feeds ?? 0,
      facts: counted.rows[0]?.facts ?? 0,
      indicators: pack.indicators.filter(({ id }) => isIndicatorOn(switches, id)).length,
      lastRun: run?.last_run ?? null,
      verified: verifying ? (await verifyDomain(db, pack.id)).length === 0 : null,
    })
  }
  return summaries
}
