import { buildApp } from '@ioc/server/testing'
import pg from 'pg'
import { pino } from 'pino'
import { HURRIED } from '../support/hurried.ts'
import { signInAt } from '../support/signed-in.ts'
import { endedDossiers, median, round, seconds } from './support.ts'

const FACTS = Number(process.env.BENCH_QUERY_FACTS ?? 500_000)
const PAIRS = { least: 5, most: 40, withinMs: 120_000 }

/**
 * Readings over HTTP ÷ the same numbers by SQL written by hand over the totals, on a prepared statement, by turns:
 * an indicator for every commune over one month, and over 24 months across the merger of 1 July 2025.
 */
export async function query(adminUrl: string) {
  const database = await endedDossiers(adminUrl, FACTS)
  const app = await buildApp(database, pino({ level: 'silent' }), { rates: HURRIED })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  signInAt(`http://127.0.0.1:${port}`)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const api = `http://127.0.0.1:${port}/api/readings/dossiers.on_time_rate/units`
  try {
    return {
      month: await compare(
        () => get(`${api}?kind=commune&period=2026-03`),
        () => client.query({ name: 'month', text: BY_HAND_MONTH, values: ['2026-02-28T17:00Z', '2026-03-31T17:00Z'] }),
      ),
      months_24: await compare(
        () => get(`${api}/series?kind=commune&period=2024-07-01..2026-06-30&step=month`),
        () => client.query({ name: 'months', text: BY_HAND_MONTHS, values: ['2024-06-30T17:00Z', '2026-06-30T17:00Z'] }),
      ),
      facts: FACTS,
    }
  } finally {
    await client.end()
    await app.close()
    await database.close()
  }
}

async function compare(product: () => Promise<unknown>, limit: () => Promise<unknown>) {
  for (let warm = 0; warm < 2; warm++) await product().then(limit)
  const pairs: { limit: number; product: number }[] = []
  const started = performance.now()
  const enough = () => pairs.length >= PAIRS.most || (pairs.length >= PAIRS.least && performance.now() - started > PAIRS.withinMs)
  while (!enough()) pairs.push({ limit: await seconds(limit), product: await seconds(product) })
  const ms = (pick: (pair: { limit: number; product: number }) => number) => round(1000 * median(pairs.map(pick)), 1)
  return {
    ratio: round(median(pairs.map((pair) => pair.product / pair.limit))),
    more_ms: ms((pair) => pair.product - pair.limit),
    http_ms: ms((pair) => pair.product),
    sql_ms: ms((pair) => pair.limit),
    pairs: pairs.length,
  }
}

async function get(url: string): Promise<void> {
  const response = await fetch(url)
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`)
}

const RATE = `
  100 * sum(value * weight) filter (where dims.dims->>'outcome' in ('early', 'on_time'))
      / nullif(sum(value * weight) filter (where dims.dims->>'outcome' in ('early', 'on_time', 'late')), 0)`

/** Who became whom, by the registry's own table: what a careful analyst would write. */
const BECAME = `
  select id as unit_id, id as became, 1::numeric as weight from unit where kind = 'commune' and valid_to is null
  union all
  select from_id, to_id, dossiers from succession join unit on unit.id = to_id where unit.kind = 'commune' and unit.valid_to is null`

const BY_HAND_MONTH = `
  select key, name, ${RATE} as value
  from (${BECAME}) became join unit on unit.id = became.became and unit.parent_id = (select id from unit where key = 'hung-yen')
  join cell on cell.unit_id = became.unit_id and cell.measure_id in (select id from measure where code in ('dossiers.completed', 'dossiers.closed'))
    and cell.bucket >= $1 and cell.bucket < $2
  join dims on dims.id = cell.dims_id
  group by key, name order by name`

const BY_HAND_MONTHS = `
  select key, name, date_trunc('month', cell.bucket, 'Asia/Ho_Chi_Minh') as month, ${RATE} as value
  from (${BECAME}) became join unit on unit.id = became.became and unit.parent_id = (select id from unit where key = 'hung-yen')
  join cell on cell.unit_id = became.unit_id and cell.measure_id in (select id from measure where code in ('dossiers.completed', 'dossiers.closed'))
    and cell.bucket >= $1 and cell.bucket < $2
  join dims on dims.id = cell.dims_id
  group by key, name, month order by name, month`
