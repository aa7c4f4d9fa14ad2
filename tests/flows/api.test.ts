import { loadUnitRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

async function house() {
  const database = await hungYen()
  const { url, app } = await serve(database)
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'feed')
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/api${path}`, { headers })
    const text = await response.text()
    return { status: response.status, etag: response.headers.get('etag') ?? '', body: text === '' ? null : JSON.parse(text) }
  }
  const id = (key: string) => units.find(key).id
  return { database, app, run, get, id }
}

test('a reading, its proof, the facts behind it and a fact’s history are one chain of links', async () => {
  const { database, run, get, id } = await house()
  const unit = id('phuong-pho-hien')
  await commit(database, run, [dossier({ id: 'a', unit }), dossier({ id: 'b', unit, channel: 'direct' })])
  await commit(database, run, [dossier({ id: 'a', unit, version: 2, finished: 3 })])
  await heard(database, new Date())
  const ask = '?period=2026-01&unit=hung-yen'

  const { body: reading } = await get(`/readings/dossiers.online_share${ask}`)
  expect(reading).toMatchObject({ value: 50, state: 'ok', unit: { key: 'hung-yen' }, estimate: false, asOf: null })

  const { body: proof } = await get(`/readings/dossiers.online_share/proof${ask}`)
  expect(proof.proof).toMatchObject({ agrees: true, value: 50, rows: 3 })
  expect(proof.proof.terms[1]).toMatchObject({ measure: 'dossiers.received', total: 2, sum: 2 })

  const { body: rows } = await get(`/readings/dossiers.online_share/proof/rows${ask}&term=1&of=phuong-pho-hien`)
  expect(rows.rows.map(({ externalId }: { externalId: string }) => externalId)).toEqual(['a', 'b'])

  const { body: fact } = await get('/facts/feed/a')
  expect(
    fact.versions.map(({ stands, fact: { status } }: { stands: boolean; fact: { status: string } }) => [stands, status]),
  ).toEqual([
    [true, 'returned'],
    [false, 'processing'],
  ])
  expect(fact.versions[0]).toMatchObject({ feedVersion: 1, page: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  expect(fact.versions[1].until).toBe(fact.versions[0].since)
})

test('as of an instant, what was known then answers: value, proof, revisions; the revisions say which run', async () => {
  const { database, run, get, id } = await house()
  const unit = id('phuong-pho-hien')
  await commit(database, run, [dossier({ id: 'a', unit }), dossier({ id: 'b', unit })])
  const before = encodeURIComponent(new Date(Date.now() + 1).toISOString())
  await new Promise((done) => setTimeout(done, 5))
  await commit(database, run, [dossier({ id: 'a', unit, version: 2, deleted: true })])
  const ask = '?period=2026-01'
  expect((await get(`/readings/dossiers.received${ask}`)).body.value).toBe(1)
  expect((await get(`/readings/dossiers.received${ask}&asOf=${before}`)).body).toMatchObject({
    value: 2,
    asOf: expect.any(String),
  })
  expect((await get(`/readings/dossiers.received/proof${ask}&asOf=${before}`)).body.proof).toMatchObject({
    agrees: true,
    rows: 2,
  })
  const { body } = await get(`/readings/dossiers.received/revisions${ask}`)
  expect(body.revisions.map(({ value }: { value: number }) => value)).toEqual([1, 2])
  expect(body.revisions[0]).toMatchObject({ run: run.runId, feed: 'feed', pages: [{ sha256: expect.any(String) }] })
})

test('an answer is tagged by the ledger: unchanged while nothing is written, new at once when something is', async () => {
  const { database, run, get, id } = await house()
  const path = '/readings/dossiers.received?period=2026-01&asOf=2026-01-31'
  const first = await get(path)
  expect(await get(path, { 'if-none-match': first.etag })).toMatchObject({ status: 304, body: null })
  await commit(database, run, [dossier({ id: 'a', unit: id('phuong-pho-hien') })])
  const next = await get(path, { 'if-none-match': first.etag })
  expect(next.status).toBe(200)
  expect(next.etag).not.toBe(first.etag)
})

test('a question that can’t be answered says what to write instead', async () => {
  const { get } = await house()
  const refused: [string, number, RegExp][] = [
    ['/readings/dossiers.nothing', 404, /no indicator «dossiers\.nothing»/],
    ['/readings/dossiers.received?unit=phuong-pho-hie', 404, /«phuong-pho-hien»/],
    ['/readings/dossiers.received?period=2025-13', 400, /Write 2025, 2025-Q3/],
    ['/readings/dossiers.received?geo=2025-02-30', 400, /yyyy-mm-dd/],
    ['/readings/dossiers.received?asOf=2026-01-15T09:00', 400, /the zone must be said/],
    ['/readings/dossiers.received?asOf=2999-01-01', 400, /future/],
    ['/readings/dossiers.overdue?period=2025', 400, /asOf/],
    ['/readings/dossiers.received/series?period=2000-01-01..2026-01-01&step=hour', 400, /at most/],
    ['/facts/dossiers-sim/none', 404, /no record «none»/],
  ]
  for (const [path, status, detail] of refused) {
    const answer = await get(path)
    expect([path, answer.status, answer.body.detail]).toEqual([path, status, expect.stringMatching(detail)])
  }
})

test('units answer for any day: 104 communes today, two provinces and 381 communes before the merger', async () => {
  const { get } = await house()
  expect((await get('/units?kind=commune&under=hung-yen')).body).toHaveLength(104)
  expect((await get('/units?kind=commune&geo=2025-06-30')).body).toHaveLength(381)
  const { body } = await get('/units/xa-ngoc-thanh-12322')
  expect(body).toMatchObject({ name: 'Xã Ngọc Thanh', validTo: '2025-07-01', successors: [{ dossiers: 0.5 }, { dossiers: 0.5 }] })
})

test('every route under /api is described, and the description is served without asking another host', async () => {
  const { app, get } = await house()
  const { body } = await get('/docs/json')
  const described = Object.keys(body.paths)
  expect(described).toEqual(expect.arrayContaining(['/api/readings/{indicator}', '/api/facts/{feed}/{id}', '/api/units']))
  const routes = app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => /(\/api\/\S+) \((?:GET|PUT|POST)/.exec(line)?.[1] ?? [])
    .filter((route) => !route.startsWith('/api/docs'))
  for (const route of routes) expect(described).toContain(route.replace(/:(\w+)/g, '{$1}'))
})
