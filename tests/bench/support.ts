import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { applyProvince, type Database, loadProvince, openDatabase, sumMonths } from '@ioc/sql'
import { migrate } from '@ioc/sql/migrate'
import pg from 'pg'
import { seatPeople } from '../support/people.ts'

/** A fresh configured database on the bench's server, in which the people of tests are signed in. */
export async function freshDatabase(adminUrl: string): Promise<Database> {
  const name = `bench_${randomBytes(4).toString('hex')}`
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const database = openDatabase(url.href)
  await migrate(database)
  await seatPeople(database)
  await applyProvince(database, loadProvince('hung-yen'))
  return database
}

export function median(values: number[]): number {
  return percentile(values, 50)
}

export function percentile(values: number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN
}

export const round = (value: number, digits = 2) => Number(value.toFixed(digits))

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

/**
 * Seconds of processor time `work` cost: this process and every process of the server, which unlike the wall clock hardly
 * moves when the machine is busy. NaN where there is no /proc.
 */
export async function cpuSeconds(adminUrl: string, work: () => Promise<unknown>): Promise<number> {
  const own = process.cpuUsage()
  const servers = await serverCpu(adminUrl)
  await work()
  const { user, system } = process.cpuUsage(own)
  return (user + system) / 1e6 + (await serverCpu(adminUrl)) - servers
}

/** Of the postmaster with its living and its ended children, in seconds. */
async function serverCpu(adminUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const { rows } = await client.query("select pg_read_file('postmaster.pid') as postmaster")
  await client.end()
  const postmaster = Number.parseInt(rows[0].postmaster, 10)
  const clockTicks = 100
  let ticks = 0
  for (const pid of existsSync('/proc/self/stat') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []) {
    const stat = statOf(pid)
    if (stat && Number(pid) === postmaster) ticks += stat.own + stat.ended
    else if (stat?.parent === postmaster) ticks += stat.own
  }
  return ticks === 0 ? Number.NaN : ticks / clockTicks
}

function statOf(pid: string): { parent: number; own: number; ended: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return { parent, own: user + system, ended: endedUser + endedSystem }
  } catch {
    return null
  }
}

const HISTORY_DAYS = 730

/** Who tells of a history: with `knownAt` as of the day itself, without as of when it was told, which is now. */
export interface Teller {
  key: string
  knownAt: boolean
}

/**
 * Two years of dossiers from 1 July 2024, a day at a time: the old communes' until 1 July 2025 and the new ones' after, each told
 * when received and again when returned, five days later; each of several feeds tells of its part of every day.
 */
export async function history(database: Database, facts: number, tellers: Teller[] = [{ key: 'history', knownAt: true }]) {
  const perDay = Math.ceil(facts / HISTORY_DAYS / tellers.length)
  const feeds: (Teller & { feed: number; run: number })[] = []
  for (const teller of tellers) {
    const { rows } = await database.pool.query(
      `with feed as (insert into feed (key, version, spec) values ($1, 1, jsonb_build_object('id', $1::text)) returning id)
       insert into run (feed_id, feed_version, trigger) select id, 1, 'command' from feed returning feed_id as feed, id as run`,
      [teller.key],
    )
    feeds.push({ ...teller, ...rows[0] })
  }
  for (let day = 0; day < HISTORY_DAYS + 5; day++) for (const each of feeds) await tellOf(database, day, perDay, each)
  await database.pool.query('vacuum analyze')
}

const loaded = new Map<string, Promise<string>>()

/**
 * A database of the same two years as a system tells of them that is connected today: each dossier once, as it ended. A third of the
 * work of `history`, so that tens of millions are to be had; benches that ask for as many share it.
 */
export async function endedDossiers(adminUrl: string, facts: number): Promise<Database> {
  const key = `${adminUrl} ${facts}`
  if (!loaded.has(key)) loaded.set(key, load(adminUrl, facts))
  return openDatabase(await (loaded.get(key) as Promise<string>))
}

async function load(adminUrl: string, facts: number): Promise<string> {
  const database = await freshDatabase(adminUrl)
  const { pool } = database
  const perDay = Math.ceil(facts / HISTORY_DAYS)
  const { rows } = await pool.query(
    `with feed as (insert into feed (key, version, spec) values ('ended', 1, '{"id": "ended", "domain": "dossiers"}') returning id)
     insert into run (feed_id, feed_version, trigger) select id, 1, 'command' from feed returning feed_id as feed, id as run`,
  )
  for (let day = 0; day < HISTORY_DAYS; day++) {
    const client = await pool.connect()
    try {
      await client.query('begin')
      await client.query("select set_config('ioc.run', $1, true)", [String(rows[0].run)])
      await client.query({ name: 'ended', text: ENDED, values: [day, perDay, rows[0].feed, rows[0].run] })
      await client.query('commit')
    } finally {
      client.release()
    }
    if (day % 73 === 72) process.stderr.write(`  ${(day + 1) * perDay} facts\n`)
  }
  await sumMonths(database.db, { quietMs: 0 })
  await pool.query('vacuum analyze')
  await database.close()
  return database.url
}

async function tellOf(
  { pool }: Database,
  day: number,
  perDay: number,
  { feed, run, knownAt }: Teller & { feed: number; run: number },
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      "select set_config('ioc.run', $1, true), set_config('ioc.known_at', case when $3 then (timestamptz '2024-07-01 17:00Z' + make_interval(days => $2))::text end, true)",
      [String(run), day, knownAt],
    )
    if (day < HISTORY_DAYS) await client.query({ name: 'receive', text: RECEIVE, values: [day, perDay, feed, run] })
    if (day >= 5) await client.query({ name: 'return', text: RETURN, values: [(day - 5) * perDay, (day - 4) * perDay - 1, feed] })
    await client.query('commit')
  } finally {
    client.release()
  }
}

/** Dossiers of one day, over the communes there were on it. */
const ofDay = (columns: string, values: string) => `
  with commune as (
    select array_agg(id order by id) as ids from unit
    where kind = 'commune' and case when $1 < 365 then valid_to = '2025-07-01' else valid_from = '2025-07-01' end
  ), this as materialized (
    select nextval('insertion_id') as insertion
  )
  insert into dossier_fact (feed_id, external_id, source_version, unit_id, run_id, page_id, place, field, channel,
                            submitted_at, received_at, due_at, overdue_at, supplement_count, inserted_by, ${columns})
  select $3::int, ($1 * $2 + n)::text, 1, ids[1 + n % cardinality(ids)], $4::bigint, 1, n, 'Lĩnh vực ' || n % 25,
         case when n % 5 < 3 then 'online' else 'direct' end, at, at, due, due, 0, insertion, ${values}
  from commune, this, generate_series(0, $2 - 1) n,
       lateral (select timestamptz '2024-07-01 01:00Z' + make_interval(days => $1, secs => n % 30000) as at) moment,
       lateral (select at + interval '5 days' as due) term`

const RECEIVE = ofDay('status, clock', "'processing', 'running'")

const ENDED = ofDay('status, finished_at, outcome', "'returned', due, case when n % 9 = 0 then 'late' else 'early' end")

const RETURN = `
  update dossier_fact set status = 'returned', clock = null, source_version = 2, finished_at = received_at + interval '5 days',
         outcome = case when place % 9 = 0 then 'late' else 'early' end
  where feed_id = $3 and external_id = any(array(select generate_series($1::int, $2::int)::text))`

const START = Date.parse('2026-01-05T01:00:00Z')
const MINUTE_MS = 60_000

/** A plain dossier, the n-th of a steady stream over 118 units and 25 fields. */
export function dossierAt(n: number, unit: (n: number) => number) {
  const received = START + n * 10 * 1000
  return {
    external_id: `H31.${n % 118}-${n}`,
    source_version: received,
    unit_id: unit(n),
    procedure: `1.${String(n % 1800).padStart(6, '0')}`,
    field: `Lĩnh vực ${n % 25}`,
    channel: n % 5 < 3 ? 'online' : 'direct',
    status: 'returned',
    submitted_at: new Date(received),
    received_at: new Date(received),
    due_at: new Date(received + 7 * 1440 * MINUTE_MS),
    finished_at: new Date(received + (4 + (n % 5)) * 1440 * MINUTE_MS),
    supplement_count: 0,
    outcome: n % 5 > 3 ? 'late' : 'early',
  }
}
