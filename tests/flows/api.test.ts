import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { loadUnitRegistry, openDatabase, recordUnits } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

const ROOT = join(import.meta.dirname, '../..')

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
  return { database, app, url, run, get, id }
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
    ['/readings/dossiers.received/series?period=2000-01-01..2026-01-01&step=day', 400, /at most/],
    ['/readings/dossiers.received/series?period=2026-01&step=hour', 400, /told by the day/],
    ['/readings/dossiers.received/units/series?kind=commune&period=2024-01-01..2025-12-31&step=day', 400, /each of 104 units/],
    ['/readings/dossiers.received/revisions?limit=51', 400, /limit/],
    ['/readings/dossiers.received?period=0000', 400, /1900 to 2199/],
    ['/readings/dossiers.received?period=0001-02', 400, /1900 to 2199/],
    ['/readings/dossiers.received?period=9999', 400, /1900 to 2199/],
    ['/readings/dossiers.received?period=1899-12-31..2026-01-01', 400, /1900 to 2199/],
    ['/readings/dossiers.received?geo=0001-01-01', 400, /1900 to 2199/],
    ['/readings/dossiers.received?asOf=0001-01-01', 400, /1900 to 2199/],
    ['/readings/dossiers.received?asOf=2026-02-30T09:00Z', 400, /no instant/],
    ['/units?geo=2025-02-31', 400, /yyyy-mm-dd/],
    ['/readings/dossiers.received?unit=a%00b', 400, /NUL/],
    ['/facts/feed/a%00b', 400, /NUL/],
    ['/readings/dossiers.received/proof/rows?of=hung-yen&dims={"channel":"%5Cu0000"}', 400, /JSON|dims/],
    ['/readings/dossiers.received/proof/rows?of=hung-yen&dims={"channel":"%5Cud800"}', 400, /JSON|dims/],
    ['/facts/dossiers-sim/none', 404, /bản ghi «none»/],
  ]
  for (const [path, status, detail] of refused) {
    const answer = await get(path)
    expect([path, answer.status, answer.body.detail]).toEqual([path, status, expect.stringMatching(detail)])
  }
})

test('a parameter that nobody reads is refused, and the one that was meant is named', async () => {
  const { get } = await house()
  const asked = await get('/readings/dossiers.received?asof=2026-01-15')
  expect(asked).toMatchObject({ status: 400, body: { detail: 'There is no parameter «asof» here. Write «asOf».' } })
  for (const path of [
    '/readings/dossiers.received/units/series?running=true',
    '/tiles/dossiers.map?unit=hung-yen',
    '/scenes/overview?x=1',
  ])
    expect([path, (await get(path)).status]).toEqual([path, 400])
})

test('a running server answers by the units of now: a weight corrected meanwhile counts at once, and no old tag holds', async () => {
  const { database, run, get, id } = await house()
  const units = await loadUnitRegistry(database.db)
  const old = id('xa-ngoc-thanh-12322')
  await commit(
    database,
    run,
    Array.from({ length: 10 }, (_, n) => dossier({ id: `d${n}`, unit: old })),
  )
  await heard(database, new Date())
  const path = '/readings/dossiers.received?unit=phuong-son-nam&period=2026-01'
  const before = await get(path)
  expect(before.body.value).toBe(5)
  for (const { unit } of units.successorsOf(old)) {
    const share = unit.key === 'phuong-son-nam' ? 0.3 : 0.7
    await database.pool.query('update succession set dossiers = $3, people = $3 where from_id = $1 and to_id = $2', [
      old,
      unit.id,
      share,
    ])
  }
  await recordUnits(database.db)
  expect(await get(path, { 'if-none-match': before.etag })).toMatchObject({ status: 200, body: { value: 3 } })
  expect(
    (await get('/units/xa-ngoc-thanh-12322')).body.successors.map(({ people }: { people: number }) => people).sort(),
  ).toEqual([0.3, 0.7])
})

test('how things stand at one moment has no period, on any route but those that follow it over one', async () => {
  const { get } = await house()
  for (const route of ['', '/units', '/proof', '/revisions', '/proof/rows']) {
    const { status, body } = await get(
      `/readings/dossiers.overdue${route}?period=2025${route === '/proof/rows' ? '&of=hung-yen' : ''}`,
    )
    expect([route, status, body.detail]).toEqual([route, 400, expect.stringMatching(/one moment.*asOf/)])
  }
  for (const route of ['/series', '/units/series']) {
    expect(await get(`/readings/dossiers.overdue${route}`)).toMatchObject({
      status: 400,
      body: { detail: expect.stringMatching(/no series.*last12m/) },
    })
    expect(await get(`/readings/dossiers.overdue${route}?period=2026-01&step=month`)).toMatchObject({ status: 200 })
  }
})

test('as of today means as of now, not of the night to come', async () => {
  const { get } = await house()
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const { body } = await get(`/readings/dossiers.received?period=2026-01&asOf=${today}`)
  expect(Date.parse(body.asOf)).toBeLessThanOrEqual(Date.now())
})

test('revisions say that there are older ones', async () => {
  const { database, run, get, id } = await house()
  await commit(database, run, [dossier({ id: 'a', unit: id('phuong-pho-hien') })])
  await new Promise((done) => setTimeout(done, 5))
  await commit(database, run, [dossier({ id: 'b', unit: id('phuong-pho-hien') })])
  const ask = '/readings/dossiers.received/revisions?period=2026-01'
  expect((await get(`${ask}&limit=1`)).body).toMatchObject({ revisions: [{ value: 2 }], more: true })
  expect((await get(ask)).body).toMatchObject({ revisions: [{ value: 2 }, { value: 1 }], more: false })
})

test('an answer is new once its source was heard again, even where it brought nothing; tags may come as a list or as *', async () => {
  const { database, get } = await house()
  await heard(database, new Date('2026-01-05T00:00:00Z'))
  const path = '/readings/dossiers.received?period=2026-01&asOf=2026-01-31'
  const { etag } = await get(path)
  for (const held of [`"other", ${etag}`, etag.replace('W/', ''), '*']) {
    expect((await get(path, { 'if-none-match': held })).status).toBe(304)
  }
  await heard(database, new Date('2026-01-06T00:00:00Z'))
  const next = await get(path, { 'if-none-match': etag })
  expect(next).toMatchObject({ status: 200, body: { clocks: { receivedAt: '2026-01-06T00:00:00.000Z' } } })
})

test('an answer is new once whoever told it was heard again, though another source of its domain has been silent longer', async () => {
  const { database, run, get, id } = await house()
  const version = Date.parse('2026-01-02T00:00:00Z')
  await commit(database, run, [dossier({ id: 'a', unit: id('phuong-pho-hien'), version })], { knownBySource: true })
  await heard(database, new Date('2026-01-03T00:00:00Z'))
  await database.pool.query(`update feed set spec = spec || '{"connector":"rest","every":60}' where id = $1`, [run.feedId])
  const hear = (at: string) => database.pool.query('insert into feed_heard values ($1, $2, $2)', [run.feedId, at])
  await hear('2026-01-05T00:00:00Z')
  const path = '/readings/dossiers.received?period=2026-01&asOf=2026-01-31'
  const { etag, body } = await get(path)
  expect(body).toMatchObject({ value: 1, clocks: { receivedAt: '2026-01-05T00:00:00.000Z' } })
  await hear('2026-01-06T00:00:00Z')
  expect(await get(path, { 'if-none-match': etag })).toMatchObject({
    status: 200,
    body: { clocks: { receivedAt: '2026-01-06T00:00:00.000Z' } },
  })
})

test('however many questions wait, the rest of the server does not; one that takes too long says what to ask instead', async () => {
  const { database, url, get } = await house()
  const blocker = await database.pool.connect()
  try {
    await blocker.query('begin; lock cell in access exclusive mode')
    const answers = Array.from({ length: 20 }, () => get('/readings/dossiers.received?period=2026-01'))
    const waiting = "from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    await until('questions wait', async () => ((await database.pool.query(`select pid ${waiting}`)).rowCount ?? 0) >= 4)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    await database.pool.query(`select pg_cancel_backend(pid) ${waiting}`)
    expect(await Promise.race(answers)).toMatchObject({
      status: 503,
      body: { detail: expect.stringMatching(/quá nhiều thời gian.*kỳ ngắn hơn/) },
    })
    await blocker.query('rollback')
    expect((await Promise.all(answers)).map(({ status }) => status)).toContain(200)
  } finally {
    blocker.release()
  }
  const impatient = openDatabase(database.url, 1, 50)
  await expect(impatient.pool.query('select pg_sleep(30)')).rejects.toMatchObject({ code: '57014' })
  await impatient.close()
})

test('on the command line a reading with its proof is set against the days as far from Tết where asked', async () => {
  const { url } = await hungYen()
  const asked = [
    'reading',
    'dossiers.received',
    '--unit',
    'hung-yen',
    '--period',
    '2026-01',
    '--proof',
    '--compare',
    'lunar',
    '--json',
  ]
  const env = { ...process.env, DATABASE_URL: url }
  const { stdout } = await promisify(execFile)(process.execPath, ['workers/bin/ioc.mjs', ...asked], { cwd: ROOT, env })
  // Tết was on 29 January in 2025 and on 17 February in 2026.
  expect(JSON.parse(stdout)).toMatchObject({ beforeFrom: '2024-12-12T17:00:00.000Z', proof: { agrees: true } })
})

test('the command line says of a year on the old map, as of an instant, what the API says, and its rows add up to it', async () => {
  const { database, run, get, id } = await house()
  const unit = id('phuong-pho-hien')
  await commit(database, run, [
    dossier({ id: 'a', unit, finished: 3 }),
    dossier({ id: 'b', unit, finished: 90 }),
    dossier({ id: 'c', unit }),
  ])
  await heard(database, new Date())
  await new Promise((done) => setTimeout(done, 20))
  const asOf = new Date().toISOString()
  await commit(database, run, [dossier({ id: 'a', unit, version: 2 })])
  const asked = '--unit hung-yen --period 2026 --geo 2025-06-30 --proof --json'.split(' ')
  const env = { ...process.env, DATABASE_URL: database.url }
  const command = ['workers/bin/ioc.mjs', 'reading', 'dossiers.on_time_rate', ...asked, '--as-of', asOf]
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT, env })
  const said = JSON.parse(stdout)
  const { body } = await get(
    `/readings/dossiers.on_time_rate?unit=hung-yen&period=2026&geo=2025-06-30&asOf=${encodeURIComponent(asOf)}`,
  )
  expect(said).toMatchObject({ value: 50, state: body.state, clocks: { receivedAt: body.clocks.receivedAt } })
  expect(body.value).toBe(50)
  expect(said.proof.agrees).toBe(true)
  expect(said.proof.rows).toBeGreaterThan(0)
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
