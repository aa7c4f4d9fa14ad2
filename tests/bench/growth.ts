import { commitBatch, type Database, findFeed, findKind, startRun, storePage } from '@ioc/sql'
import { dossierAt, freshDatabase, median, round, seconds } from './support.ts'

const SMALL = 100_000
const LARGE = Number(process.env.BENCH_FACTS ?? 5_000_000)
const BATCH = 1_000
const BATCHES = 40

/** A batch of 1 000 dossiers (960 new, 40 corrections) with 5 M facts stored ÷ the same with 100 thousand. */
export async function growth(adminUrl: string) {
  const [small, large] = [await prepare(adminUrl, SMALL), await prepare(adminUrl, LARGE)]
  const times: { small: number[]; large: number[] } = { small: [], large: [] }
  for (let n = 0; n < BATCHES; n++) {
    times.small.push(await seconds(() => small.commit(n)))
    times.large.push(await seconds(() => large.commit(n)))
  }
  await small.database.close()
  await large.database.close()
  return {
    ratio: round(median(times.large) / median(times.small)),
    batch_ms: { [SMALL]: round(1000 * median(times.small), 1), [LARGE]: round(1000 * median(times.large), 1) },
    batches: BATCHES,
  }
}

async function prepare(adminUrl: string, facts: number): Promise<{ database: Database; commit(n: number): Promise<unknown> }> {
  const database = await freshDatabase(adminUrl)
  const spec = {
    id: 'bench',
    title: { vi: 'Đo', en: 'Bench' },
    domain: 'dossiers',
    kind: 'dossier',
    connector: 'file',
    promise: 1,
    owner: 'bench',
  }
  await database.pool.query('insert into feed (key, version, spec) values ($1, 1, $2)', ['bench', JSON.stringify(spec)])
  const feed = await findFeed(database.db, 'bench')
  const runId = await startRun(database.db, feed, 'command')
  const body = (async function* () {
    yield Buffer.from('bench')
  })()
  const page = await storePage(database, { feedId: feed.id, runId, name: 'bench', body })
  await fill(database, feed.id, runId, page.id, facts)
  const kind = await findKind('dossiers', 'dossier')
  return {
    database,
    commit(n) {
      const fresh = Array.from({ length: BATCH - 40 }, (_, i) => dossierAt(facts + n * BATCH + i, (k) => 1 + (k % 118)))
      const corrected = Array.from({ length: 40 }, (_, i) => ({
        ...dossierAt(facts - 1 - n * 40 - i, (k) => 1 + (k % 118)),
        source_version: Date.now(),
        channel: 'post',
      }))
      const drafts = [...fresh, ...corrected].map((draft, place) => ({ place, draft }))
      return commitBatch(database, kind, {
        feedId: feed.id,
        runId,
        pageId: page.id,
        read: drafts.length,
        facts: drafts,
        held: [],
      })
    },
  }
}

/** The same rows as dossierAt, made in SQL; the table's triggers keep the ledger as for any other writer. */
async function fill(database: Database, feedId: number, runId: number, pageId: number, facts: number): Promise<void> {
  for (let start = 0; start < facts; start += 100_000) {
    await database.pool.query(
      `insert into dossier_fact (feed_id, external_id, source_version, unit_id, deleted, run_id, page_id, place, procedure, field, channel, status,
                                 submitted_at, received_at, due_at, finished_at, supplement_count, outcome, inserted_by)
       select $1, format('H31.%s-%s', n % 118, n), extract(epoch from at) * 1000, 1 + n % 118, false, $2, $3, n,
              '1.' || lpad((n % 1800)::text, 6, '0'), 'Lĩnh vực ' || n % 25, case when n % 5 < 3 then 'online' else 'direct' end, 'returned',
              at, at, at + interval '7 days', at + make_interval(days => 4 + n % 5), 0, case when n % 5 > 3 then 'late' else 'early' end, $4
       from (select n, timestamptz '2026-01-05 01:00Z' + make_interval(secs => n * 10) as at from generate_series($4::int, $5::int) n) s`,
      [feedId, runId, pageId, start, Math.min(facts, start + 100_000) - 1],
    )
    if (start % 1_000_000 === 0 && start > 0) process.stderr.write(`  ${start} facts\n`)
  }
  await database.pool.query('vacuum analyze')
}
