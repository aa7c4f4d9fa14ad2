import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { buildApp } from '@ioc/server/testing'
import pg from 'pg'
import { pino } from 'pino'
import { freePort } from '../support/free-port.ts'
import { HURRIED } from '../support/hurried.ts'
import { signInAt } from '../support/signed-in.ts'
import { endedDossiers, median, round, seconds } from './support.ts'

const FACTS = Number(process.env.BENCH_QUERY_FACTS ?? 500_000)
/** The newest that installs from the package registry alone: later ones fetch programs from elsewhere, and so does its own store. */
const CUBE = ['@cubejs-backend/server@0.31.69', '@cubejs-backend/postgres-driver@0.31.69']
const INSTALLED = join(import.meta.dirname, '../../.cache/cube')
const SECRET = 'bench'
const ROUNDS = 12
const READY_MS = 60_000
const BUILT_MS = 1_200_000

/** The windows asked for, in days; each round begins a day later, so that nobody has answered it before. */
const WINDOWS = { month: 30, quarter: 90 }

/**
 * An indicator for every commune over HTTP ÷ the same by Cube (G10), on the same facts in the same PostgreSQL and by turns: Cube from
 * totals it has built before (a day and a unit, by month), of a span nobody has asked for yet. What it answers from its cache, what it
 * answers without totals, and how long it took to build them stand beside. Its answer must be ours, or there is no figure.
 */
export async function cube(adminUrl: string) {
  install()
  const database = await endedDossiers(adminUrl, FACTS)
  const app = await buildApp(database, pino({ level: 'silent' }), { rates: HURRIED })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  signInAt(address)
  // It makes its schema from several connections at once, of which all but one would fail.
  await database.pool.query('create schema if not exists cube_totals')
  const peer = await startCube(database.url)
  try {
    const built = await seconds(() => peer.load(span(0, 700), { patienceMs: BUILT_MS }))
    const results: Record<string, unknown> = { facts: FACTS, built_s: round(built, 1), built_mb: await builtMb(database.url) }
    for (const [name, days] of Object.entries(WINDOWS)) {
      const times: { cube: number; ours: number }[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const asked = span(400 + round, days)
        const [theirs, ours] = [await timed(() => peer.load(asked)), await timed(() => ask(address, asked))]
        if (round === 0) compare(theirs.answer, ours.answer)
        times.push({ cube: theirs.s, ours: ours.s })
      }
      const cached = await seconds(() => peer.load(span(400, days)))
      const bare = await seconds(() => peer.load(span(430, days), { cube: 'BareDossier' }))
      const ms = (value: number) => round(1000 * value, 1)
      results[name] = {
        ratio: round(median(times.map((pair) => pair.ours / pair.cube)), 3),
        http_ms: ms(median(times.map((pair) => pair.ours))),
        cube_ms: ms(median(times.map((pair) => pair.cube))),
        cube_cached_ms: ms(cached),
        cube_without_totals_ms: ms(bare),
      }
    }
    return results
  } finally {
    await peer.stop()
    await app.close()
    await database.close()
  }
}

interface Span {
  from: string
  to: string
}

function span(start: number, days: number): Span {
  const day = (n: number) => new Date(Date.parse('2024-07-01') + n * 86_400_000).toISOString().slice(0, 10)
  return { from: day(start), to: day(start + days - 1) }
}

type Rates = Map<string, number | null>

async function ask(address: string, { from, to }: Span): Promise<Rates> {
  const response = await fetch(`${address}/api/readings/dossiers.on_time_rate/units?kind=commune&period=${from}..${to}`)
  const text = await response.text()
  if (!response.ok) throw new Error(`The server answered ${response.status}: ${text}`)
  const { units } = JSON.parse(text) as { units: { key: string; value: number | null }[] }
  return new Map(units.map(({ key, value }) => [key, value]))
}

function compare(theirs: Rates, ours: Rates): void {
  for (const [unit, rate] of ours) {
    const other = theirs.get(unit) ?? null
    if (rate === null ? other !== null : other === null || Math.abs(rate - other) > 1e-6)
      throw new Error(`Of ${unit} Cube says ${other} and we say ${rate}: what is not the same is not compared.`)
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ answer: T; s: number }> {
  const started = performance.now()
  const answer = await work()
  return { answer, s: (performance.now() - started) / 1000 }
}

function install(): void {
  if (existsSync(join(INSTALLED, 'node_modules/.bin/cubejs-server'))) return
  process.stderr.write('  installing Cube…\n')
  mkdirSync(INSTALLED, { recursive: true })
  writeFileSync(join(INSTALLED, 'package.json'), '{"private": true}')
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...CUBE], { cwd: INSTALLED, stdio: 'ignore' })
}

const MEASURES = `
    sql: \`select fact.finished_at, fact.outcome, unit.key as unit from dossier_fact fact join unit on unit.id = fact.unit_id
           where fact.finished_at is not null and fact.outcome in ('early', 'on_time', 'late')\`,
    measures: {
      ended: { type: 'count' },
      onTime: { type: 'count', filters: [{ sql: \`outcome <> 'late'\` }] },
    },
    dimensions: {
      unit: { sql: 'unit', type: 'string' },
      finished: { sql: 'finished_at', type: 'time' },
    },`

const MODEL = `
cube('Dossier', {${MEASURES}
  preAggregations: {
    byDay: {
      measures: [ended, onTime], dimensions: [unit], timeDimension: finished, granularity: 'day', partitionGranularity: 'month',
      external: false, refreshKey: { every: '1 day' },
    },
  },
})
cube('BareDossier', {${MEASURES}
})
`

async function startCube(databaseUrl: string) {
  const home = mkdtempSync(join(tmpdir(), 'ioc-bench-cube-'))
  mkdirSync(join(home, 'schema'))
  writeFileSync(join(home, 'schema/Dossier.js'), MODEL)
  writeFileSync(join(home, 'package.json'), '{"private": true}')
  const port = await freePort()
  const { hostname, port: databasePort, username, password, pathname } = new URL(databaseUrl)
  const child = spawn(process.execPath, [join(INSTALLED, 'node_modules/.bin/cubejs-server'), 'server'], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_PATH: join(INSTALLED, 'node_modules'),
      NODE_ENV: 'production',
      PORT: String(port),
      CUBEJS_DB_TYPE: 'postgres',
      CUBEJS_DB_HOST: hostname,
      CUBEJS_DB_PORT: databasePort,
      CUBEJS_DB_NAME: pathname.slice(1),
      CUBEJS_DB_USER: decodeURIComponent(username),
      CUBEJS_DB_PASS: decodeURIComponent(password),
      CUBEJS_API_SECRET: SECRET,
      CUBEJS_CACHE_AND_QUEUE_DRIVER: 'memory',
      CUBEJS_EXTERNAL_DEFAULT: 'false',
      CUBEJS_TELEMETRY: 'false',
      CUBEJS_PRE_AGGREGATIONS_BUILDER: 'true',
      CUBEJS_PRE_AGGREGATIONS_SCHEMA: 'cube_totals',
      CUBEJS_DB_QUERY_TIMEOUT: '20m',
    },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (said = (said + data).slice(-1_000)))
  const address = `http://127.0.0.1:${port}`
  await ready(child, address, () => said)
  return {
    async load({ from, to }: Span, { cube = 'Dossier', patienceMs = READY_MS } = {}): Promise<Rates> {
      const query = {
        measures: [`${cube}.ended`, `${cube}.onTime`],
        dimensions: [`${cube}.unit`],
        timeDimensions: [{ dimension: `${cube}.finished`, dateRange: [from, to] }],
        timezone: 'Asia/Ho_Chi_Minh',
        limit: 10_000,
      }
      const until = Date.now() + patienceMs
      for (;;) {
        const response = await fetch(`${address}/cubejs-api/v1/load`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: token() },
          body: JSON.stringify({ query }),
        })
        const answer = (await response.json()) as { error?: string; data?: Record<string, string>[] }
        if (answer.data)
          return new Map(
            answer.data.map((row) => [
              row[`${cube}.unit`] as string,
              (100 * Number(row[`${cube}.onTime`])) / Number(row[`${cube}.ended`]),
            ]),
          )
        // It says «Continue wait» while it works on an answer, and is asked anew.
        if (answer.error !== 'Continue wait' || Date.now() > until)
          throw new Error(`Cube: ${answer.error ?? 'no answer'}\n${said}`)
      }
    },
    async stop() {
      child.kill('SIGKILL')
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function ready(child: ChildProcess, address: string, said: () => string): Promise<void> {
  const until = Date.now() + READY_MS
  while (Date.now() < until && child.exitCode === null) {
    if (
      await fetch(`${address}/readyz`).then(
        (response) => response.ok,
        () => false,
      )
    )
      return
    await pause(250)
  }
  throw new Error(`Cube did not start:\n${said()}`)
}

function token(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iat: Math.floor(Date.now() / 1000) })}`
  return `${body}.${createHmac('sha256', SECRET).update(body).digest('base64url')}`
}

async function builtMb(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query(
    "select coalesce(sum(pg_total_relation_size(oid)), 0) / 1e6 as mb from pg_class where relnamespace = 'cube_totals'::regnamespace and relkind = 'r'",
  )
  await client.end()
  return round(Number(rows[0].mb), 1)
}
