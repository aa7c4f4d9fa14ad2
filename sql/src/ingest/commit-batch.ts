import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Database } from '../db.ts'
import type { Domain } from '../pack/load.ts'
import type { FactDraft } from '../pack/normalise.ts'
import { copyText } from './copy-text.ts'
import { type HeldDraft, keepHeld, supersedeHeld } from './keep-held.ts'

/** Some records of one page, sorted into what they are. `read` counts every record, whatever became of it. */
export interface Batch {
  feedId: number
  runId: number
  pageId: number
  read: number
  /** `at` and `raw` are the record as the source wrote it, for when PostgreSQL refuses the fact. */
  facts: { place: number; draft: FactDraft; at?: string; raw?: unknown }[]
  held: HeldDraft[]
  /** Set on the last batch of a page: where to go on from, saved with the rows or not at all. */
  cursor?: Record<string, unknown> | null
  remaining?: number
  sourceAsOf?: Date
  /** A history told after the event counts as known since the source's own time of each batch, not since now. */
  knownBySource?: boolean
}

const COMMON = ['feed_id', 'external_id', 'source_version', 'unit_id', 'deleted', 'run_id', 'page_id', 'place']
const RETRIES = 5
const RETRYABLE = new Set(['40P01', '40001', '55P03'])

/**
 * Stores one batch in one transaction: facts, ledger, held records, the run's counts and the cursor, all or nothing.
 * Returns what became of the facts. The same batch again changes nothing.
 *
 * A fact that PostgreSQL itself refuses (a value out of range, a key too long) is found by halving and held, so that one
 * poisoned record never stops its feed.
 */
export async function commitBatch(
  database: Database,
  domain: Domain,
  batch: Batch,
): Promise<{ inserted: number; updated: number }> {
  try {
    return await commitWhole(database, domain, batch)
  } catch (error) {
    if (batch.facts.length === 0 || !isRefusal(error)) throw error
    const [first, second] = batch.facts.length === 1 ? [holding(batch, error as Error)] : halves(batch)
    const one = await commitBatch(database, domain, first as Batch)
    if (!second) return one
    const two = await commitBatch(database, domain, second)
    return { inserted: one.inserted + two.inserted, updated: one.updated + two.updated }
  }
}

/** Data exceptions (class 22), constraint violations (23) and program limits (54): the same again would fail the same. */
function isRefusal(error: unknown): boolean {
  return /^(22|23|54)/.test((error as { code?: string }).code ?? '')
}

/** The second half keeps what may be saved only once everything is: the held records, the cursor. */
function halves(batch: Batch): [Batch, Batch] {
  const middle = batch.facts.length >> 1
  const { cursor: _, ...common } = batch
  return [
    { ...common, facts: batch.facts.slice(0, middle), held: [], read: middle },
    { ...batch, facts: batch.facts.slice(middle), read: batch.read - middle },
  ]
}

function holding(batch: Batch, { message }: Error): Batch {
  const [{ place, draft, at, raw = draft }] = batch.facts as [Batch['facts'][number]]
  const { external_id, source_version } = draft
  const reasons = [{ field: '', code: 'refused', message: `Không lưu được bản ghi: ${message}. Sửa giá trị tại nguồn.` }]
  const held: HeldDraft = { status: 'held', place, ...(at && { at }), raw, of: { external_id, source_version }, reasons }
  return { ...batch, facts: [], held: [...batch.held, held] }
}

async function commitWhole(database: Database, domain: Domain, batch: Batch): Promise<{ inserted: number; updated: number }> {
  for (let attempt = 1; ; attempt++) {
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      const written = await write(client, domain, batch)
      await client.query('commit')
      return written
    } catch (error) {
      await client.query('rollback').catch(() => {})
      // Two writers of the same facts can lock each other; the one PostgreSQL turned away tries again.
      if (attempt >= RETRIES || !RETRYABLE.has((error as { code?: string }).code ?? '')) throw error
    } finally {
      client.release()
    }
  }
}

async function write(client: pg.PoolClient, domain: Domain, batch: Batch) {
  await keepHeld(client, batch)
  if (batch.cursor !== undefined) {
    await client.query('update feed set cursor = $2 where id = $1', [batch.feedId, JSON.stringify(batch.cursor)])
  }
  const facts = newestOfEach(batch.facts)
  await stage(client, domain, batch, facts)
  await supersedeHeld(client, domain.table, batch.feedId, batch.pageId)

  const rejected = batch.held.filter((record) => record.status === 'rejected').length
  const held = batch.held.length - rejected
  if (batch.knownBySource) {
    const newest = new Date(facts.reduce((latest, { draft }) => Math.max(latest, draft.source_version), 0))
    await client.query("select set_config('ioc.known_at', $1, true)", [newest.toISOString()])
  }
  // The facts come last: their triggers take the ledger's lock, which is then held no longer than the commit.
  const { rows } = await client.query({
    name: `upsert ${domain.table}`,
    text: upsertOf(domain),
    values: [batch.runId, batch.read, held, rejected, batch.remaining ?? null, batch.sourceAsOf ?? null],
  })
  return { inserted: rows[0].inserted as number, updated: rows[0].updated as number }
}

/** One statement can't touch a row twice, so of several versions in a batch only the newest is staged. */
function newestOfEach(facts: Batch['facts']): Batch['facts'] {
  const newest = new Map<string, Batch['facts'][number]>()
  for (const fact of facts) {
    const known = newest.get(fact.draft.external_id)
    if (!known || fact.draft.source_version >= known.draft.source_version) newest.set(fact.draft.external_id, fact)
  }
  // One order for all writers, so that they queue for each other's rows and do not deadlock.
  return [...newest.values()].sort((a, b) => (a.draft.external_id < b.draft.external_id ? -1 : 1))
}

async function stage(client: pg.PoolClient, domain: Domain, batch: Batch, facts: Batch['facts']): Promise<void> {
  const staging = `stage_${domain.table}`
  const columns = columnsOf(domain)
  await client.query(
    `create temp table if not exists ${staging} on commit delete rows as select ${columns.join(', ')} from ${domain.table} with no data`,
  )
  if (facts.length === 0) return
  const { feedId, runId, pageId } = batch
  const ofBatch: Record<string, unknown> = { feed_id: feedId, run_id: runId, page_id: pageId }
  const sink = client.query(copyFrom(`copy ${staging} (${columns.join(', ')}) from stdin`))
  const cellOf = ({ place, draft }: Batch['facts'][number], n: number) => {
    const column = columns[n] as string
    if (column === 'place') return place
    if (column === 'deleted') return draft.deleted ?? false
    return column in ofBatch ? ofBatch[column] : draft[column]
  }
  await pipeline(copyText(facts, columns.length, cellOf), sink)
  if (domain.resolve) await client.query(domain.resolve.replace(/\bstage\b/g, staging))
}

/**
 * Upserts what is staged and adds this batch to its run. A fact is written only when the source's version is not older and
 * something besides its provenance differs, so a replay writes nothing.
 */
function upsertOf(domain: Domain): string {
  const { table } = domain
  const columns = columnsOf(domain).join(', ')
  const own = Object.keys(domain.normaliser.columns)
  const compared = ['unit_id', 'deleted', ...own]
  const replaced = ['source_version', 'run_id', 'page_id', 'place', ...compared]
  return `
    with written as (
      insert into ${table} as fact (${columns}, inserted_by)
      select ${columns}, this.insertion from stage_${table}, (select nextval('insertion_id') as insertion offset 0) this
      on conflict (feed_id, external_id) do update set ${replaced.map((c) => `${c} = excluded.${c}`).join(', ')}
      where excluded.source_version >= fact.source_version
        and (${compared.map((c) => `fact.${c}`).join(', ')}) is distinct from (${compared.map((c) => `excluded.${c}`).join(', ')})
      returning (xmax = 0) as is_new
    ), counted as (
      select count(*) filter (where is_new) as inserted, count(*) filter (where not is_new) as updated from written
    )
    update run set
      read = read + $2::bigint, held = held + $3::bigint, rejected = rejected + $4::bigint,
      inserted = run.inserted + counted.inserted, updated = run.updated + counted.updated,
      unchanged = unchanged + $2::bigint - $3::bigint - $4::bigint - counted.inserted - counted.updated,
      remaining = coalesce($5::bigint, remaining), source_as_of = coalesce($6::timestamptz, source_as_of), heartbeat_at = clock_timestamp()
    from counted where run.id = $1
    returning counted.inserted, counted.updated`
}

function columnsOf({ normaliser }: Domain): string[] {
  return [...COMMON, ...Object.keys(normaliser.columns)]
}
