import type pg from 'pg'
import { type Batch, warningsOf, withoutRefused } from '../ingest/commit-batch.ts'
import { HELD_COLUMNS, keepHeld, MET_AGAIN, noting } from '../ingest/keep-held.ts'
import { columnsOf, newestOfEach, openStaging, resolutionOf, stageFacts, stagingOf } from '../ingest/stage.ts'
import { comparedOf, confirmOf, upsertOf } from '../ingest/upsert.ts'
import { loadDomains } from '../pack/load.ts'
import type { Kind } from '../pack/load-kind.ts'
import { keptAsSigned } from '../signoff/kept.ts'

const FACTS_AT_ONCE = 10_000
const MET_LAST = `on conflict (feed_id, fingerprint) do update set page_id = excluded.page_id, place = excluded.place, at = excluded.at,
  external_id = excluded.external_id, source_version = excluded.source_version, reasons = excluded.reasons`

/**
 * A feed's stored pages read anew, beside the facts they once gave: first everything is set aside in tables of this connection
 * alone, then the difference is written, a lot at a time. Dying before that changes nothing, dying within it leaves whole lots,
 * and doing it again ends it.
 */
export class Reprocess {
  readonly #client: pg.PoolClient
  readonly #kind: Kind
  readonly #run: { feedId: number; runId: number }
  readonly #aside: string
  readonly #read = { facts: 0, held: 0, rejected: 0 }
  #signed = 0

  private constructor(client: pg.PoolClient, kind: Kind, run: { feedId: number; runId: number }) {
    this.#client = client
    this.#kind = kind
    this.#run = run
    this.#aside = `reprocessed_${kind.table}`
  }

  static async open(client: pg.PoolClient, kind: Kind, run: { feedId: number; runId: number }): Promise<Reprocess> {
    const reprocess = new Reprocess(client, kind, run)
    await reprocess.close()
    await client.query('create temp table reprocessed_signed (external_id text primary key)')
    await client.query(
      `create temp table ${reprocess.#aside} (like ${kind.table} including constraints including defaults,
         heard_at timestamptz not null, primary key (feed_id, external_id))`,
    )
    await client.query(`create temp table reprocessed_held as select ${HELD_COLUMNS} from held_record with no data`)
    await client.query('create unique index on reprocessed_held (feed_id, fingerprint)')
    await client.query(
      'create temp table reprocessed_warning (external_id text, page bigint, place integer, at text, rule text, message text)',
    )
    await client.query('create index on reprocessed_warning (external_id)')
    return reprocess
  }

  async close(): Promise<void> {
    const tables = [this.#aside, 'reprocessed_held', 'reprocessed_warning', 'reprocessed_signed']
    await this.#client.query(`drop table if exists ${tables.map((table) => `pg_temp.${table}`).join(', ')}`)
  }

  /** Sets some records of a page aside; of several versions of a fact the newest stays, of two alike the one heard last. */
  async setAside(batch: Batch, heardAt: Date): Promise<void> {
    await withoutRefused(batch, (part) => this.#setAside(part, heardAt))
  }

  async #setAside(batch: Batch, heardAt: Date): Promise<void> {
    const columns = columnsOf(this.#kind).join(', ')
    const { replaced } = comparedOf(this.#kind)
    await this.#within(async () => {
      await keepHeld(this.#client, batch, { into: 'reprocessed_held', again: MET_LAST })
      await stageFacts(this.#client, this.#kind, batch, newestOfEach(batch.facts))
      await this.#client.query(
        `insert into ${this.#aside} as known (${columns}, heard_at) select ${columns}, $1 from ${stagingOf(this.#kind)}
         on conflict (feed_id, external_id) do update set ${[...replaced, 'heard_at'].map((c) => `${c} = excluded.${c}`).join(', ')}
         where (excluded.source_version, excluded.heard_at, excluded.place) >= (known.source_version, known.heard_at, known.place)`,
        [heardAt],
      )
      await this.#client.query(
        'insert into reprocessed_warning select * from jsonb_to_recordset($1::jsonb) as told (external_id text, page bigint, place integer, at text, rule text, message text)',
        [warningsOf(batch.pageId, batch.facts)],
      )
    })
    const rejected = batch.held.filter(({ status }) => status === 'rejected').length
    this.#read.facts += batch.facts.length
    this.#read.rejected += rejected + (batch.brokenAlike ?? 0)
    this.#read.held += batch.held.length - rejected
  }

  /** Until it is let go, nobody else writes this feed's facts. */
  async lockFacts(): Promise<() => Promise<void>> {
    const key = [this.#run.feedId]
    await this.#client.query("select pg_advisory_lock(hashtext('facts of feed'), $1)", key)
    return async () => void (await this.#client.query("select pg_advisory_unlock(hashtext('facts of feed'), $1)", key))
  }

  /**
   * Makes the feed's facts and held records what its pages say now; `onLot` hears of each lot, and may throw to end it there. A fact
   * that would change what is signed stays as it is; answers how many did.
   */
  async apply(onLot: (left: number) => void): Promise<number> {
    const { rows } = await this.#client.query(`select count(*) as n from ${this.#aside}`)
    const facts: number = rows[0].n
    onLot(facts)
    let after: string | null = null
    for (let done = 0; done < facts; ) {
      const lot = await this.#sparingSigned(() => this.#writeLot(after, facts - done))
      if (lot.facts === 0) break
      after = lot.last
      done += lot.facts
      onLot(facts - done)
    }
    for (const { kinds } of await loadDomains())
      for (const { table } of kinds) while (await this.#sparingSigned(() => this.#withdrawLot(table))) onLot(0)
    await this.#within(() => this.#settleHeld())
    return this.#signed
  }

  /** Does it again without the facts that PostgreSQL says would change what is signed. */
  async #sparingSigned<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#within(work)
    } catch (error) {
      const signed = [...keptAsSigned(error).keys()]
      if (signed.length === 0) throw error
      await this.#client.query('insert into reprocessed_signed select unnest($1::text[]) on conflict do nothing', [signed])
      await this.#client.query(`delete from ${this.#aside} where external_id = any($1)`, [signed])
      this.#signed += signed.length
      return this.#sparingSigned(work)
    }
  }

  async #writeLot(after: string | null, left: number): Promise<{ facts: number; last: string }> {
    const columns = columnsOf(this.#kind).join(', ')
    await openStaging(this.#client, this.#kind)
    const { rows } = await this.#client.query(
      `with lot as (select * from ${this.#aside} where $1::text is null or external_id > $1 order by external_id limit $2),
         staged as (insert into ${stagingOf(this.#kind)} (${columns}) select ${columns} from lot)
       select count(*) as n, max(external_id) as last, (
         select coalesce(jsonb_agg(distinct to_jsonb(told)), '[]') from lot join reprocessed_warning told using (external_id)
         where told.page = lot.page_id and told.place = lot.place) as warnings
       from lot`,
      [after, FACTS_AT_ONCE],
    )
    const resolution = resolutionOf(this.#kind)
    if (resolution) await this.#client.query(resolution)
    const { n, last, warnings } = rows[0] as { n: number; last: string; warnings: unknown[] }
    await this.#client.query(upsertOf(this.#kind, true), [
      this.#run.runId,
      n,
      0,
      0,
      left - n,
      null,
      [],
      [],
      0,
      0,
      JSON.stringify(warnings),
      this.#run.feedId,
    ])
    await this.#client.query(confirmOf(this.#kind, true))
    return { facts: n, last }
  }

  /** Facts that no page gives any more: they stay, and contribute nothing. */
  async #withdrawLot(table: string): Promise<boolean> {
    const given =
      table === this.#kind.table
        ? `and not exists (select from ${this.#aside} given where given.external_id = fact.external_id)`
        : ''
    const { rowCount } = await this.#client.query(
      `update ${table} set deleted = true, run_id = $2 where feed_id = $1 and external_id in (
         select external_id from ${table} fact where feed_id = $1 and not deleted ${given}
           and external_id not in (select external_id from reprocessed_signed) limit ${FACTS_AT_ONCE})`,
      [this.#run.feedId, this.#run.runId],
    )
    const withdrawn = rowCount ?? 0
    await this.#client.query('update run set withdrawn = withdrawn + $2, heartbeat_at = clock_timestamp() where id = $1', [
      this.#run.runId,
      withdrawn,
    ])
    return withdrawn === FACTS_AT_ONCE
  }

  /** Held is what is at fault now, and whose fact has not come since; the run counts what it has met besides facts. */
  async #settleHeld(): Promise<void> {
    const { feedId, runId } = this.#run
    await this.#client.query(
      noting(
        'held_record',
        `insert into held_record (${HELD_COLUMNS}) select ${HELD_COLUMNS} from reprocessed_held order by page_id, place ${MET_AGAIN}`,
      ),
    )
    await this.#client.query(
      `update held_record held set status = 'superseded'
       where feed_id = $1 and status in ('held', 'awaiting', 'rejected')
         and (external_id is null or external_id not in (select external_id from reprocessed_signed)) and (last_run_id <> $2 or status <> 'rejected' and exists (
         select from ${this.#aside} fact where fact.feed_id = $1 and fact.external_id = held.external_id
           and (fact.source_version, fact.page_id, fact.place) > (coalesce(held.source_version, fact.source_version), held.page_id, held.place)))`,
      [feedId, runId],
    )
    const { facts, held, rejected } = this.#read
    await this.#client.query(
      `update run set read = read + twice + $2 + $3, unchanged = unchanged + twice, held = held + $2, rejected = rejected + $3, remaining = 0
       from (select $4 - count(*) as twice from ${this.#aside}) counted where id = $1`,
      [runId, held, rejected, facts],
    )
  }

  async #within<T>(work: () => Promise<T>): Promise<T> {
    await this.#client.query('begin')
    try {
      await this.#client.query("select set_config('ioc.run', $1, true)", [String(this.#run.runId)])
      const done = await work()
      await this.#client.query('commit')
      return done
    } catch (error) {
      await this.#client.query('rollback').catch(() => {})
      throw error
    }
  }
}
