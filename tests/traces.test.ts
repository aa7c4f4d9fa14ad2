import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildWeb } from '@ioc/workers/testing'
import { expect, onTestFinished, test } from 'vitest'
import { until } from './support/app.ts'
import { launchBrowser } from './support/browser.ts'
import { hungYen } from './support/database.ts'
import { follow, PagedSource, request311 } from './support/paged-source.ts'
import { startServer, startWorker } from './support/processes.ts'

// A record followed from the question its source was asked to the paint of a wall: real processes, a real browser, and a collector that
// is told by OTLP over HTTP.

interface Span {
  traceId: string
  spanId: string
  parentSpanId: string | undefined
  name: string
  from: bigint
  to: bigint
  service: string
  attributes: Record<string, unknown>
}

interface Otlp {
  resourceSpans: {
    resource: { attributes: Attribute[] }
    scopeSpans: {
      spans: (Omit<Span, 'attributes'> & { startTimeUnixNano: string; endTimeUnixNano: string; attributes: Attribute[] })[]
    }[]
  }[]
}
interface Attribute {
  key: string
  value: Record<string, unknown>
}

const named = (attributes: Attribute[]) => Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

async function collector() {
  const spans: Span[] = []
  const said: string[] = []
  const server = createServer(async (request, reply) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString()
    said.push(`${request.method} ${request.url} ${body}`)
    for (const { resource, scopeSpans } of (JSON.parse(body) as Otlp).resourceSpans)
      for (const span of scopeSpans.flatMap((scope) => scope.spans))
        spans.push({
          ...span,
          parentSpanId: span.parentSpanId || undefined,
          from: BigInt(span.startTimeUnixNano),
          to: BigInt(span.endTimeUnixNano),
          service: String(named(resource.attributes)['service.name']),
          attributes: named(span.attributes),
        })
    reply.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { spans, said, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** Who is told what under what. */
const ROAD = [
  ['source.request', null, 'ioc-workers'],
  ['page.store', 'source.request', 'ioc-workers'],
  ['page.read', 'source.request', 'ioc-workers'],
  ['rules.judge', 'source.request', 'ioc-workers'],
  ['batch.commit', 'source.request', 'ioc-workers'],
  ['ledger.hear', 'batch.commit', 'ioc-server'],
  ['tile.compute', 'ledger.hear', 'ioc-server'],
  ['socket.send', 'tile.compute', 'ioc-server'],
  ['browser.receive', 'socket.send', 'ioc-server'],
  ['browser.paint', 'browser.receive', 'ioc-server'],
] as const

const PERSON = 'Phạm Thị Canary 0912345678'

test('one trace leads from the question a source was asked to the paint of a wall, and tells nothing of persons', async () => {
  await buildWeb(() => {}, AbortSignal.timeout(120_000))
  const database = await hungYen()
  await database.pool.query("update feed set enabled = false where key <> 'nyc311'")
  const source = await PagedSource.open()
  const told = await collector()
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: told.url, OTEL_BSP_SCHEDULE_DELAY: '200' }
  const server = await startServer(database, env)
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } })
  await page.goto(`${server.url}/wall/dossiers`)
  await until('a wall that shows', async () => (await page.locator('[data-tile^="dossiers."]').count()) > 3)

  const now = new Date().toISOString()
  source.pages = [[1, 2, 3].map((n) => request311(n, { unique_key: `k${n}`, complaint_type: PERSON, created_date: now }))]
  await follow(database, source)
  for (const table of ['feed', 'feed_version'])
    await database.pool.query(
      `update ${table} set spec = jsonb_set(spec, '{map,unit}', '{"const": "phuong-pho-hien"}') where spec->>'id' = 'nyc311'`,
    )
  startWorker(database, env)
  const whole = await until(
    'a whole trace',
    () =>
      told.spans
        .filter(({ name }) => name === 'browser.paint')
        .map(({ traceId }) => told.spans.filter((span) => span.traceId === traceId))[0],
    120,
  )
  const spanOf = new Map(whole.map((span) => [span.spanId, span]))
  // From its paint back to the question.
  const back: Span[] = []
  for (let span = whole.find(({ name }) => name === 'browser.paint'); span; span = spanOf.get(span.parentSpanId ?? ''))
    back.push(span)
  const straight = back.toReversed()
  expect(straight.map(({ name }) => name)).toEqual([
    ...['source.request', 'batch.commit', 'ledger.hear', 'tile.compute', 'socket.send', 'browser.receive', 'browser.paint'],
  ])
  expect(straight.map(({ from }) => from)).toEqual(straight.map(({ from }) => from).toSorted((one, other) => Number(one - other)))
  for (const [name, parent, service] of ROAD) {
    const span = whole.find((each) => each.name === name)
    expect([name, spanOf.get(span?.parentSpanId ?? '')?.name ?? null, span?.service]).toEqual([name, parent, service])
    expect(span && span.from <= span.to, name).toBe(true)
  }
  const [{ run, feed }] = (await database.pool.query('select id as run, feed_id as feed from run limit 1')).rows
  const first = straight[0]?.attributes as Record<string, unknown>
  expect([Number(first['ioc.run']), Number(first['ioc.feed'])]).toEqual([run, feed])
  expect(told.said.every((each) => each.startsWith('POST /v1/traces '))).toBe(true)
  expect(told.said.join('\n')).not.toMatch(/Canary|0912345678|k1/)
})

test('of what is not sampled nothing is told, and where no collector is named nothing is followed', async () => {
  const database = await hungYen()
  await database.pool.query("update feed set enabled = false where key <> 'nyc311'")
  const source = await PagedSource.open()
  source.pages = [[request311(1)]]
  await follow(database, source)
  const told = await collector()
  const seen = 'select traceparent from ledger_batch'
  const sampler = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }
  const worker = startWorker(database, { OTEL_EXPORTER_OTLP_ENDPOINT: told.url, OTEL_BSP_SCHEDULE_DELAY: '200', ...sampler })
  await until('a batch', async () => (await database.pool.query(seen)).rowCount, 120)
  worker.kill('SIGTERM')
  await worker.ended
  expect(told.spans).toEqual([])
  expect((await database.pool.query(seen)).rows).toEqual([{ traceparent: null }])
})
