import { hostname } from 'node:os'
import { houseMetrics, serverMetrics } from '@ioc/server/testing'
import type { Database } from '@ioc/sql'
import type { JobQueue } from '@ioc/workers/jobs'
import { measureProcess, workerMetrics } from '@ioc/workers/observing'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { until } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { follow, PagedSource, request311 } from './support/paged-source.ts'
import { startServer, startWorker } from './support/processes.ts'

// What Prometheus is told: all that server/METRICS.md lists and nothing else, of every process by whichever server is asked.

interface Exposed {
  name: string
  kind: string
  means: string
  samples: { labels: Record<string, string>; value: number }[]
}

/** The text format of Prometheus, as far as it is used. */
function read(text: string): Map<string, Exposed> {
  const all = new Map<string, Exposed>()
  const of = (name: string) => {
    const found = all.get(name) ?? { name, kind: '', means: '', samples: [] }
    all.set(name, found)
    return found
  }
  for (const line of text.split('\n')) {
    const said = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line)
    if (said) of(said[2] as string)[said[1] === 'HELP' ? 'means' : 'kind'] = said[3] as string
    const sample = /^([a-z]\w*)(?:\{(.*)\})? (\S+)$/.exec(line)
    if (!sample) continue
    const [, name = '', labels = '', value] = sample
    const family = all.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '')
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, said]) => [label, said])
    of(family).samples.push({ labels: Object.fromEntries(pairs), value: Number(value) })
  }
  return all
}

const UNITS: [RegExp, string][] = [
  [/_bytes(_total)?$/, 'bytes'],
  [/seconds(_total)?$/, 'seconds'],
]

interface Listed {
  name: string
  kind: string
  means: string
  of: string
  labels: string[]
}

/** What the code declares, by name. */
function declared(database: Database): Listed[] {
  const every = new Registry()
  measureProcess(every, () => ({ busy: 0, waiting: 0, most: 0 }))
  const of: [string, Registry][] = [
    ['the house', houseMetrics(database, {} as JobQueue)],
    ['every process', every],
    ['servers', serverMetrics({ gateway: () => undefined }).registry],
    ['workers', workerMetrics({ busy: () => 0, most: 1 }).registry],
  ]
  return of.flatMap(([of, registry]) =>
    (registry.getMetricsAsArray() as unknown as Metric[])
      .map(({ name, type, help, labelNames = [] }) => ({ name, kind: type, means: help, of, labels: [...labelNames].sort() }))
      .sort((one, other) => one.name.localeCompare(other.name)),
  )
}

interface Metric {
  name: string
  type: string
  help: string
  labelNames?: string[]
}

/** As a table laid out as the formatter has it. */
function listOf(all: Listed[]): string {
  const rows = all.map(({ name, kind, means, of, labels }) => {
    const unit = UNITS.find(([ending]) => ending.test(name))?.[1] ?? 'count'
    return [`\`${name}\``, kind, unit, of, labels.map((label) => `\`${label}\``).join(', '), means]
  })
  const widths = COLUMNS.map((_, place) => Math.max(...[COLUMNS, ...rows].map((row) => (row[place] as string).length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, place) => cell.padEnd(widths[place] as number)).join(' | ')} |\n`
  return HEAD + [COLUMNS, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('')
}

const COLUMNS = ['name', 'kind', 'unit', 'of', 'labels', 'meaning'] as const

const HEAD = `# Metrics

What \`GET /metrics\` tells Prometheus, written by \`npm test -- tests/metrics.test.ts -u\`: the code declares it, and the test holds both to each
other and to what a server and a worker tell. Metrics of processes bear the label \`process\` (\`server@host:pid\`, \`workers@host:pid\`) besides those
named, and are told of all that live by whichever server is asked; those of the house are told once.

`

/** A server and a worker at work over it, after a pull. */
async function atWork(database: Database) {
  await database.pool.query("update feed set enabled = false where key <> 'nyc311'")
  const source = await PagedSource.open()
  source.pages = [[request311(1), request311(2)], [request311(3)]]
  await follow(database, source)
  const server = await startServer(database)
  const worker = startWorker(database)
  const done = "select from run where status = 'done'"
  await until('a pull', async () => (await database.pool.query(done)).rowCount, 120)
  const metrics = async (url = server.url) => {
    const answer = await fetch(`${url}/metrics`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')])
    return read(await answer.text())
  }
  const sum = (all: Map<string, Exposed>, name: string, labels: Record<string, string> = {}) =>
    (all.get(name)?.samples ?? [])
      .filter(({ labels: has }) => Object.entries(labels).every(([label, value]) => has[label] === value))
      .reduce((total, { value }) => total + value, 0)
  return { server, worker, metrics, sum }
}

test('what is declared is what is listed, and what is told: name, kind, meaning, of whom, by which labels', async () => {
  const database = await hungYen()
  const list = declared(database)
  await expect(listOf(list)).toMatchFileSnapshot('../server/METRICS.md')
  const { metrics, server, sum } = await atWork(database)
  await fetch(`${server.url}/api/feeds`)
  const told = await until('what the worker did', async () => {
    const all = await metrics()
    return sum(all, 'ioc_records_total') === 3 ? all : null
  })
  const essence = (all: { name: string; kind: string; means: string }[]) =>
    all.map(({ name, kind, means }) => ({ name, kind, means })).sort((one, other) => one.name.localeCompare(other.name))
  expect(essence([...told.values()])).toEqual(essence(list))
  const whose = { 'every process': ['server', 'workers'], servers: ['server'], workers: ['workers'] }
  for (const { name, of, labels } of list) {
    const { samples = [] } = told.get(name) ?? {}
    const isOfHouse = !(of in whose)
    const known = new Set([...labels, 'le', 'quantile', ...(isOfHouse ? [] : ['process'])])
    expect(
      samples.flatMap(({ labels: has }) => Object.keys(has)).filter((label) => !known.has(label)),
      name,
    ).toEqual([])
    if (isOfHouse) continue
    const kinds = new Set(samples.map(({ labels: has }) => has.process?.split('@')[0]))
    const unlike = [...kinds].filter((kind) => !whose[of as keyof typeof whose].includes(String(kind)))
    expect(unlike, name).toEqual([])
    if (of === 'every process' && samples.length > 0) expect(kinds.size, name).toBe(2)
  }
  expect(sum(told, 'ioc_request_seconds', { area: 'feeds' })).toBeGreaterThan(0)
  expect(sum(told, 'ioc_runs_total', { status: 'done' })).toBe(1)
  expect(sum(told, 'ioc_notice_failures_total')).toBe(0)
  expect(told.get('ioc_queue_jobs')?.samples.map(({ labels }) => labels.lane)).toContain('long')
})

test('whichever server is asked tells of all that live; one that died is told of as silent and no more', async () => {
  const database = await hungYen()
  const { metrics, server, worker, sum } = await atWork(database)
  const other = await startServer(database)
  const processes = async (url: string) => [
    ...new Set((await metrics(url)).get('ioc_database_connections')?.samples.map(({ labels }) => labels.process)),
  ]
  await until('all of them', async () => (await processes(other.url)).length === 3)
  expect((await processes(server.url)).toSorted()).toEqual((await processes(other.url)).toSorted())
  // Asked in turn, no counter goes back.
  let before = 0
  for (const { url } of [server, other, server, other]) {
    const now = sum(await metrics(url), 'process_cpu_seconds_total', { process: `server@${hostname()}:${server.pid}` })
    expect(now).toBeGreaterThanOrEqual(before)
    before = now
  }
  expect(before).toBeGreaterThan(0)
  worker.kill('SIGKILL')
  await worker.ended
  await database.pool.query("update process_heard set heard_at = heard_at - interval '40 seconds' where kind = 'workers'")
  expect((await processes(other.url)).filter((id) => id?.startsWith('workers'))).toEqual([])
  const silent = (await metrics(other.url)).get('ioc_process_silent_seconds')?.samples
  expect(silent?.find(({ labels }) => labels.kind === 'workers')?.value).toBeGreaterThan(40)
  // One that ends in order is no more.
  server.kill('SIGTERM')
  await server.ended
  expect((await metrics(other.url)).get('ioc_process_silent_seconds')?.samples.map(({ labels }) => labels.kind)).toEqual([
    'server',
    'workers',
  ])
})
