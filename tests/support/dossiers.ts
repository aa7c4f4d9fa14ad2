import { type Batch, commitBatch, type Database, type FactDraft, findDomain, findFeed, startRun, storePage } from '@ioc/sql'

/** A feed, a run and a page for a test to hang its facts on. */
export async function openRun(
  database: Database,
  key: string,
  domain = 'dossiers',
  kind = 'dossier',
): Promise<{ feedId: number; runId: number; pageId: number }> {
  // A bare database has no units; facts must name some.
  await database.pool.query(
    "insert into unit (key, kind, name, valid_from) select 'u' || n, 'commune', 'Unit ' || n, '2025-07-01' from generate_series(1, 12) n where not exists (select from unit) on conflict do nothing",
  )
  const spec = {
    id: key,
    title: { vi: key, en: key },
    domain,
    kind,
    connector: 'file',
    promise: 60,
    owner: 'test',
  }
  await database.pool.query('insert into feed (key, version, spec) values ($1, 1, $2) on conflict do nothing', [
    key,
    JSON.stringify(spec),
  ])
  const feed = await findFeed(database.db, key)
  const runId = await startRun(database.db, feed, 'command')
  const page = await storePage(database, { feedId: feed.id, runId, name: 'page', body: bytesOf(`${key} ${runId}`) })
  return { feedId: feed.id, runId, pageId: page.id }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

export interface DossierSketch {
  id: string
  version?: number
  unit?: number
  /** Days after 1 January 2026. */
  received?: number
  due?: number
  finished?: number | null
  channel?: 'direct' | 'online' | 'post'
  field?: string
  deleted?: boolean
}

const START = Date.parse('2026-01-01T02:00:00Z')
const at = (day: number) => new Date(START + day * 86_400_000)

export function dossier({
  id,
  version = 1,
  unit = 1,
  received = 0,
  due = received + 5,
  finished = null,
  channel = 'online',
  field = 'Đất đai',
  deleted = false,
}: DossierSketch): FactDraft {
  return {
    external_id: id,
    source_version: version,
    unit_id: unit,
    deleted,
    procedure: null,
    field,
    channel,
    status: finished === null ? 'processing' : 'returned',
    submitted_at: at(received),
    received_at: at(received),
    due_at: at(due),
    overdue_at: at(due),
    clock: finished === null ? 'running' : null,
    finished_at: finished === null ? null : at(finished),
    supplement_count: 0,
    outcome: finished === null ? null : finished > due ? 'late' : finished < due ? 'early' : 'on_time',
  }
}

/** Commits dossiers, or facts of another domain, as one batch; of its first kind where none is named. */
export async function commit(
  database: Database,
  run: { feedId: number; runId: number; pageId: number },
  drafts: FactDraft[],
  extra: Partial<Batch> = {},
  domainId = 'dossiers',
  kindId?: string,
) {
  const { kinds } = await findDomain(domainId)
  const kind = kinds.find(({ id }) => id === kindId) ?? kinds[0]
  const facts = drafts.map((draft, index) => ({ place: index + 1, draft }))
  return commitBatch(database, kind, { ...run, read: facts.length, facts, held: [], ...extra })
}

/** A measure's totals over all units and buckets, by dims. */
export async function totals(database: Database, measure: string): Promise<Record<string, number>> {
  const { rows } = await database.pool.query(
    `select cell.unit_id || ' ' || to_char(cell.bucket at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24') || ' ' || dims.dims::text as key, cell.value::float8 as value
     from cell join measure on measure.id = cell.measure_id join dims on dims.id = cell.dims_id
     where measure.code = $1 and cell.value <> 0 order by 1`,
    [measure],
  )
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
}
