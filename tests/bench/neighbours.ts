import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@ioc/sql'
import { type JobQueue, openQueue } from '@ioc/workers/jobs'
import { freshDatabase, percentile, round } from './support.ts'

const NEIGHBOURS = 6
const EVERY_SECONDS = 2
const PERIOD_MS = Number(process.env.BENCH_PERIOD_MS ?? 60_000)
const ROUNDS = 2
const SETTLE_MS = 10_000
const ROWS = 100_000
const HEADER = 'code,field,channel,received_at\n'

/** What the poisoned feed brings: a file dropped into its folder, or a source it asks. */
const POISONS: Record<string, ((n: number) => string) | 'endless'> = {
  'one row in a thousand is bad': (n) => rows(n, (row) => row % 1_000 === 7),
  'every row is bad': (n) => rows(n, () => true),
  'one line of fifty megabytes': (n) => `${HEADER}D${n},${'x'.repeat(50_000_000)}`,
  'a million columns': (n) => `${'a,'.repeat(1_000_000)}b\n${'1,'.repeat(1_000_000)}${n}\n`,
  'an endless body': 'endless',
}

const rows = (n: number, isBad: (row: number) => boolean) =>
  HEADER +
  Array.from({ length: ROWS }, (_, row) => `P${n}-${row},Đo,online,${isBad(row) ? 'hôm kia' : '2026-01-05T08:00:00Z'}\n`).join('')

interface Measured {
  /** Milliseconds from a record appearing at its source to its being stored. */
  lags: number[]
  /** Milliseconds a run took. */
  runs: number[]
}

/**
 * What the neighbours of a poisoned feed notice of it (R7): six feeds pulled every two seconds by a real worker, while a seventh
 * brings something harmful over and over, asked for by a person so that no back-off spares it, and while it does not, by turns.
 * `ratio_p95_lag`: from a record appearing at its source to its being stored, the wait for the next pull included, harmed ÷
 * quiet; `ratio_p95_run`: the run alone.
 */
export async function neighbours(adminUrl: string) {
  const results: Record<string, unknown> = {}
  for (const poison of Object.keys(POISONS)) {
    process.stderr.write(`  ${poison}…\n`)
    results[poison] = await beside(adminUrl, poison)
  }
  return results
}

async function beside(adminUrl: string, poison: string) {
  const database = await freshDatabase(adminUrl)
  const folder = mkdtempSync(join(tmpdir(), 'ioc-bench-drop-'))
  const source = await openSource()
  const queue = openQueue({ databaseUrl: database.url })
  let worker: ChildProcess | undefined
  try {
    await database.pool.query('update feed set enabled = false')
    for (let n = 0; n < NEIGHBOURS; n++) await add(database, neighbour(n, source.url))
    await add(database, poisoned(poison, source.url, folder))
    await watchStored(database)
    worker = fork(new URL('../../workers/src/main.ts', import.meta.url), [], {
      execArgv: ['--import', 'tsx', '--max-semi-space-size=32'],
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        IOC_PRIVATE_SOURCES: '127.0.0.0/8',
        IOC_SOURCE_FOLDERS: folder,
        LOG_LEVEL: 'silent',
      },
    })
    const [quiet, harmed]: Measured[] = [
      { lags: [], runs: [] },
      { lags: [], runs: [] },
    ]
    await pause(2 * SETTLE_MS)
    for (let n = 0; n < ROUNDS; n++) {
      await during(database, quiet as Measured)
      const harm = keepBringing(queue, poison, folder)
      await pause(SETTLE_MS)
      await during(database, harmed as Measured)
      await harm.stop()
      await pause(SETTLE_MS)
    }
    const { rows: ends } = await database.pool.query(
      `select status, count(*)::int as runs, sum(inserted)::int as inserted, sum(held)::int as held, sum(rejected)::int as rejected
       from run where feed_id = (select id from feed where key = 'poisoned') group by 1`,
    )
    const p95 = (of: 'lags' | 'runs') => [quiet, harmed].map((each) => Math.round(percentile((each as Measured)[of], 95)))
    const ratio = ([calm = 0, loaded = 0]: number[]) => round(loaded / calm)
    return {
      ratio_p95_lag: ratio(p95('lags')),
      ratio_p95_run: ratio(p95('runs')),
      lag_ms_p95: p95('lags'),
      run_ms_p95: p95('runs'),
      records: [quiet, harmed].map((each) => each?.lags.length),
      poisoned: ends,
    }
  } finally {
    worker?.kill('SIGKILL')
    await queue.close()
    source.close()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A stretch of time: what was stored in it of the neighbours, and their runs. */
async function during({ pool }: Database, into: Measured): Promise<void> {
  const { rows: begin } = await pool.query('select clock_timestamp() as at')
  await pause(PERIOD_MS)
  const stored = await pool.query('select lag from bench_stored where at > $1', [begin[0].at])
  into.lags.push(...stored.rows.map(({ lag }) => Number(lag)))
  const runs = await pool.query(
    `select extract(epoch from finished_at - started_at) * 1000 as took from run
     where started_at > $1 and status = 'done' and feed_id in (select id from feed where key like 'neighbour-%')`,
    [begin[0].at],
  )
  into.runs.push(...runs.rows.map(({ took }) => Number(took)))
}

/** A record's name says when it appeared; the moment it is stored is written down beside it. */
async function watchStored({ pool }: Database): Promise<void> {
  await pool.query(`
    create table bench_stored (at timestamptz, lag double precision);
    create function bench_stored() returns trigger language plpgsql as $$ begin
      insert into bench_stored
      values (clock_timestamp(), extract(epoch from clock_timestamp()) * 1000 - split_part(new.external_id, ':', 2)::double precision);
      return null;
    end $$;
    create trigger bench_stored after insert on dossier_fact for each row when (new.external_id like 'neighbour:%')
      execute function bench_stored()`)
}

function keepBringing({ lanes }: JobQueue, poison: string, folder: string) {
  let isOver = false
  const brought = POISONS[poison]
  const bringing = (async () => {
    for (let n = 0; !isOver; n++) {
      if (typeof brought === 'function') writeFileSync(join(folder, 'a.csv'), brought(n))
      await lanes.short.add('pull-feed', { feed: 'poisoned', asked: { by: 'bench' } })
      await pause(1_000)
    }
  })()
  return {
    async stop() {
      isOver = true
      await bringing
    },
  }
}

async function add({ pool }: Database, spec: { id: string }): Promise<void> {
  await pool.query('insert into feed (key, version, spec) values ($1, 1, $2)', [spec.id, JSON.stringify(spec)])
}

const common = {
  title: { vi: 'Đo', en: 'Bench' },
  domain: 'dossiers',
  kind: 'dossier',
  zone: 'Asia/Ho_Chi_Minh',
  promise: 3600,
  owner: 'bench',
  map: {
    code: 'code',
    unit: { const: 'hung-yen' },
    status: { const: 'processing' },
    field: 'field',
    channel: 'channel',
    received_at: { from: 'received_at', as: 'instant', format: 'iso' },
  },
}

const neighbour = (n: number, url: string) => ({
  ...common,
  id: `neighbour-${n}`,
  connector: 'rest',
  settings: { url: `${url}/neighbour`, records: '$', paging: { style: 'none' } },
  format: { kind: 'json', path: '$' },
  every: EVERY_SECONDS,
})

const poisoned = (poison: string, url: string, folder: string) => ({
  ...common,
  id: 'poisoned',
  every: 86_400,
  ...(POISONS[poison] === 'endless'
    ? { connector: 'rest', settings: { url: `${url}/endless`, records: '$' }, format: { kind: 'json', path: '$' } }
    : { connector: 'folder', settings: { folder, settleSeconds: 0 }, format: { kind: 'csv' } }),
})

/** A source whose records appear every quarter of a second, and one that never ends its answer. */
async function openSource(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => (request.url === '/endless' ? pour(response) : list(request, response)))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const APPEAR_MS = 250
const LISTED = 40

function list(_: IncomingMessage, response: ServerResponse): void {
  const last = Math.floor(Date.now() / APPEAR_MS) * APPEAR_MS
  const records = Array.from({ length: LISTED }, (_, n) => {
    const at = last - n * APPEAR_MS
    return { code: `neighbour:${at}`, field: 'Đo', channel: 'online', received_at: new Date(at).toISOString() }
  })
  response.setHeader('content-type', 'application/json').end(JSON.stringify(records))
}

function pour(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json').write('[')
  const record = JSON.stringify({ code: 'P', field: 'x'.repeat(60_000), channel: 'online', received_at: '2026-01-05T08:00:00Z' })
  const go = () => {
    while (!response.destroyed && response.write(`${record},`));
    if (!response.destroyed) response.once('drain', go)
  }
  go()
}
