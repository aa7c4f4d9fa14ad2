import {
  askCircuit,
  askToStop,
  circuitFailed,
  type Database,
  dueRetries,
  feedOverview,
  feedsGivingWay,
  feedsWithDoneRun,
  findFeed,
  pauseFeed,
  runsOf,
  troubledHosts,
  verify,
  wasJustPulled,
} from '@ioc/sql'
import { backfillFeed, pullFeed } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { follow, PagedSource, request311 } from '../support/paged-source.ts'

// A steward stops a run, tries again, and sees what became of each.

const pull = (database: Database, asked?: { by: string | null }) =>
  pullFeed(database, 'nyc311', AbortSignal.timeout(120_000), asked)
const newest = async ({ db }: Database) => (await runsOf(db, 'nyc311', { limit: 1 }))[0]

async function following(pages: number) {
  const database = await hungYen()
  const source = await PagedSource.open()
  source.pages = Array.from({ length: pages }, (_, page) => [request311(page * 2), request311(page * 2 + 1)])
  await follow(database, source)
  return { database, source }
}

test('a run that is stopped ends between two batches, its counts add up, and the next goes on from where it was', async () => {
  const { database, source } = await following(6)
  const { app } = await serve(database)
  let release = () => {}
  source.before = async (page) => {
    if (page === 4) await new Promise<void>((done) => (release = done))
  }
  const pulled = pull(database)
  const run = await until('three pages taken', async () => {
    const now = await newest(database)
    return now?.read === 6 ? now : null
  })
  const stop = { by: 'Nguyễn Thị Lan', why: 'Nguồn đang bảo trì' }
  const asked = await app.inject({ method: 'POST', url: `/api/runs/${run.run}/stop`, payload: stop })
  expect([asked.statusCode, asked.json()]).toEqual([202, { run: run.run, status: 'asked' }])
  // The source still holds its fourth page back: the run does not wait for it.
  expect(await pulled).toMatchObject({ status: 'stopped', read: 6, inserted: 6 })
  release()
  expect(await newest(database)).toMatchObject({ status: 'stopped', error: null, read: 6, inserted: 6, stop })
  expect((await feedOverview(database.db)).find(({ key }) => key === 'nyc311')).toMatchObject({ state: 'stopped' })
  const again = await app.inject({ method: 'POST', url: `/api/runs/${run.run}/stop`, payload: stop })
  expect([again.statusCode, again.json().detail]).toEqual([409, expect.stringContaining('đã kết thúc')])

  // The clock starts none now; a person does, and nothing is fetched twice.
  expect(await pull(database)).toBeNull()
  source.before = async () => {}
  source.asked = []
  expect(await pull(database, { by: 'Trần Văn Bình' })).toMatchObject({ status: 'done', read: 6, inserted: 6 })
  expect(source.asked.map(({ searchParams }) => searchParams.get('page'))).toEqual(['4', '5', '6', '7'])
  expect(await newest(database)).toMatchObject({ askedBy: 'Trần Văn Bình' })
  expect(await pull(database)).toMatchObject({ status: 'done' })
  expect((await verify(database.db)).differences).toEqual([])
})

test('the clock that asks again for a feed it has just heard to the end is not heeded; a new version or a minute later it is', async () => {
  const { database } = await following(1)
  const just = () => wasJustPulled(database.db, 'nyc311')
  expect(await just()).toBe(false)
  expect(await pull(database)).toMatchObject({ status: 'done' })
  expect(await just()).toBe(true)
  await database.pool.query("update feed set version = version + 1 where key = 'nyc311'")
  expect(await just()).toBe(false)
  await database.pool.query("update feed set version = version - 1 where key = 'nyc311'")
  expect(await just()).toBe(true)
  await database.pool.query("update run set started_at = started_at - interval '61 seconds'")
  expect(await just()).toBe(false)
})

test('a feed that is paused while its pull is being opened starts none, and one that ends before it hears of it is the last', async () => {
  const { database, source } = await following(2)
  const { db, pool } = database
  const feed = await findFeed(db, 'nyc311')
  const ask = { by: 'Lan', why: 'Nguồn đang bảo trì' }
  const held = await db.transaction().execute(async (trx) => {
    await pauseFeed(trx, feed, ask)
    // The clock has looked already: it saw nothing that keeps it from starting.
    const pulling = pull(database)
    await until('the pull waits', async () => {
      const { rows } = await pool.query("select from pg_locks where locktype = 'advisory' and not granted")
      return rows.length > 0
    })
    return { pulling }
  })
  expect(await held.pulling).toBeNull()
  expect(await runsOf(db, 'nyc311', { limit: 9 })).toMatchObject([{ status: 'stopped', stop: ask }])
  expect(source.asked).toEqual([])

  let isPaused = false
  source.before = async (page) => {
    // Its last page is on its way: nothing is left to stop at.
    if (page === 3 && !isPaused) isPaused = (await pauseFeed(db, feed, ask)) > 0
  }
  await pull(database, { by: 'Lan' })
  expect(isPaused).toBe(true)
  expect(await newest(database)).toMatchObject({ status: 'stopped', read: 4 })
  expect(await pull(database)).toBeNull()
})

test('a pull that gives way after its turn goes on from its last page, until all is told once', async () => {
  const { database, source } = await following(3)
  const turn = () => pullFeed(database, 'nyc311', AbortSignal.timeout(120_000), undefined, { turnMs: 0 })
  expect(await turn()).toMatchObject({ status: 'yielded', read: 2, inserted: 2 })
  expect(await feedsGivingWay(database.db)).toEqual([{ feed: 'nyc311', run: expect.any(Number) }])
  expect(await feedsWithDoneRun(database.db)).not.toContain('nyc311')
  expect((await feedOverview(database.db)).find(({ key }) => key === 'nyc311')).not.toMatchObject({ state: 'failing' })
  expect(await turn()).toMatchObject({ status: 'yielded', inserted: 2 })
  source.asked = []
  expect(await turn()).toMatchObject({ status: 'yielded', inserted: 2 })
  expect(source.asked[0]?.searchParams.get('page')).toBe('3')
  expect(await pull(database)).toMatchObject({ status: 'done', inserted: 0 })
  expect(await feedsGivingWay(database.db)).toEqual([])
  expect((await verify(database.db)).differences).toEqual([])
})

test('a run nobody works at is stopped at once, and one without a reason is not stopped', async () => {
  const { database } = await following(1)
  await pull(database)
  const { pool } = database
  const { rows } = await pool.query(
    "update run set status = 'running', finished_at = null, heartbeat_at = now() - interval '1 minute' returning id",
  )
  const { app } = await serve(database)
  const nobody = await app.inject({ method: 'POST', url: `/api/runs/${rows[0].id}/stop`, payload: { why: ' ' } })
  expect(nobody.statusCode).toBe(400)
  expect(await askToStop(database.db, rows[0].id, { by: 'Lan', why: 'thử' })).toBe('stopped')
  expect(await newest(database)).toMatchObject({ status: 'stopped' })
})

test('a process that is told to end leaves its run cut off, not failed', async () => {
  const { database, source } = await following(2)
  const ending = new AbortController()
  source.before = async (page) => {
    if (page === 2) ending.abort()
  }
  await pullFeed(database, 'nyc311', ending.signal)
  expect(await newest(database)).toMatchObject({ status: 'abandoned', error: expect.stringContaining('lần chạy sau làm tiếp') })
  source.before = async () => {}
  expect(await pull(database)).toMatchObject({ status: 'done' })
})

test('a source that fails is tried again ever later, and says when and which try that is', async () => {
  const { database, source } = await following(1)
  await follow(database, source, { deadlineSeconds: 0.2 })
  source.status = 503
  const { app } = await serve(database)
  const row = async () => (await app.inject('/api/feeds')).json().find(({ key }: { key: string }) => key === 'nyc311')
  const waits: number[] = []
  for (let failures = 1; failures <= 5; failures++) {
    expect(await pull(database)).toMatchObject({ status: 'failed', trouble: { failures, isTransient: true } })
    const { trouble } = await row()
    expect(trouble).toMatchObject({ failures, triesAgain: true })
    waits.push(Date.parse(trouble.nextTryAt) - Date.now())
    // Not before its time, whatever the clock starts meanwhile.
    expect(await pull(database)).toBeNull()
    await database.pool.query('update feed_trouble set next_try_at = now()')
  }
  expect(waits).toEqual([...waits].sort((a, b) => a - b))
  expect(await newest(database)).toMatchObject({ attempt: 4, error: expect.stringContaining('503') })

  // Five failed: the host is left alone. A pull that is due asks nothing, and the feed waits until the host may be tried.
  const open = await row()
  expect(open.circuit).toMatchObject({ state: 'open', failures: 5 })
  const asked = source.asked.length
  await database.pool.query("update host_circuit set open_until = now() + interval '5 minutes'")
  expect(await pull(database)).toMatchObject({ status: 'failed', trouble: { failures: 5 } })
  expect(source.asked.length).toBe(asked)
  expect(Date.parse((await row()).trouble.nextTryAt)).toBeGreaterThan(Date.now() + 290_000)
  expect((await app.inject('/metrics')).body).toMatch(/^ioc_host_circuit\{host="127\.0\.0\.1:\d+"\} 1$/m)

  // A person need not wait, and one answer mends it for all.
  source.status = 200
  expect(await pull(database, { by: 'Lan' })).toMatchObject({ status: 'done', read: 2 })
  expect(await row()).toMatchObject({ trouble: null, circuit: null })
  expect((await app.inject('/metrics')).body).not.toContain('ioc_host_circuit{')
  expect((await app.inject('/metrics')).body).toContain('ioc_feed_failures_in_a_row{feed="nyc311"} 0')
})

test('feeds of one host that fail together leave it alone as long as one that fails as often', async () => {
  const { db } = await hungYen()
  const fail = () => circuitFailed(db, 'a:1', { vi: 'im lặng', en: 'silent' })
  for (let n = 0; n < 5; n++) await fail()
  const [opened] = await troubledHosts(db)
  for (let n = 0; n < 7; n++) await fail()
  expect(await troubledHosts(db)).toEqual([opened])
})

test('of many workers one alone tries a host whose time has come, and a host that fails again is left alone longer', async () => {
  const { db, pool } = await hungYen()
  for (let n = 0; n < 5; n++) await circuitFailed(db, 'a:1', { vi: 'im lặng', en: 'silent' })
  expect(await askCircuit(db, 'a:1', false)).toMatchObject({ is: 'open', error: { vi: 'im lặng' } })
  await pool.query('update host_circuit set open_until = now()')
  const admitted = await Promise.all(Array.from({ length: 8 }, () => askCircuit(db, 'a:1', false)))
  expect(admitted.filter(({ is }) => is === 'probe')).toHaveLength(1)
  const openUntil = async () => (await troubledHosts(db))[0]?.openUntil?.getTime() as number
  const failAgain = async () => {
    await pool.query('update host_circuit set open_until = now()')
    await circuitFailed(db, 'a:1', { vi: 'im lặng', en: 'silent' })
    return openUntil()
  }
  const [first, second] = [await failAgain(), await failAgain()]
  expect(second).toBeGreaterThan(first)
  await pool.query('update host_circuit set failures = 1100')
  expect(await failAgain()).toBeLessThan(Date.now() + 16 * 60_000)
})

test('what a person must mend is not tried again by itself, and at once when its configuration has changed', async () => {
  const { database, source } = await following(1)
  source.status = 401
  expect(await pull(database)).toMatchObject({ status: 'failed', trouble: { isTransient: false } })
  expect(await pull(database)).toBeNull()
  expect(await dueRetries(database.db)).toEqual([])
  source.status = 200
  await database.pool.query("update feed set version = version + 1 where key = 'nyc311'")
  expect(await pull(database)).toMatchObject({ status: 'done', read: 2 })
  expect((await database.pool.query('select * from feed_trouble')).rows).toEqual([])
})

test('a configuration that does not hold together is a failed run with its sentence', async () => {
  const { database, source } = await following(1)
  await follow(database, source, { paging: { style: 'no-such' } })
  expect(await pull(database)).toMatchObject({ status: 'failed', error: expect.stringContaining('nyc311 settings.paging') })
  expect(await newest(database)).toMatchObject({ fault: { code: 'configuration' } })
})

const DAY = (day: number, key: number, type = 'Noise') =>
  request311(key, { complaint_type: type, resolution_action_updated_date: `2026-03-0${day}T05:00:00.000Z` })

test('some days are asked for again beside the pulls: what the source says otherwise now is a revision, the cursor stays', async () => {
  const { database, source } = await following(1)
  const since = { param: 'since', untilParam: 'until', field: 'resolution_action_updated_date' }
  await follow(database, source, { since })
  source.heedsTime = true
  source.pages = [[DAY(1, 1), DAY(2, 2), DAY(3, 3), DAY(4, 4)]]
  await pull(database)
  const { cursor } = await findFeed(database.db, 'nyc311')
  // The source corrected its past without saying so.
  source.pages = [[DAY(1, 1, 'Dogs'), DAY(2, 2, 'Dogs'), DAY(3, 3, 'Dogs'), DAY(4, 4, 'Dogs')]]
  const { app } = await serve(database)
  const ask = { by: 'Lan', from: '2026-03-02', to: '2026-03-03' }
  expect((await app.inject({ method: 'POST', url: '/api/feeds/nyc311/backfill', payload: ask })).statusCode).toBe(202)
  const backwards = await app.inject({ method: 'POST', url: '/api/feeds/nyc311/backfill', payload: { ...ask, to: '2026-03-01' } })
  expect([backwards.statusCode, backwards.json().detail]).toEqual([400, expect.stringContaining('Ngày đầu')])

  source.asked = []
  const done = await backfillFeed(database, { feed: 'nyc311', ...ask }, AbortSignal.timeout(60_000), 0)
  expect(done).toMatchObject({ status: 'done', read: 2, updated: 2 })
  expect(source.asked[0]?.searchParams.get('until')).toBe('2026-03-03T16:59:59.999Z')
  expect((await findFeed(database.db, 'nyc311')).cursor).toEqual(cursor)
  expect(await newest(database)).toMatchObject({
    trigger: 'backfill',
    days: { from: '2026-03-02', to: '2026-03-03' },
    askedBy: 'Lan',
  })
  const { rows } = await database.pool.query('select external_id, field from dossier_fact order by 1')
  expect(rows.map(({ field }) => field)).toEqual(['Noise', 'Dogs', 'Dogs', 'Noise'])
  expect((await database.pool.query('select count(*)::int as n from former_fact')).rows).toEqual([{ n: 2 }])
  expect((await verify(database.db)).differences).toEqual([])
})

test('a source that can not be asked for days says so before anything is queued', async () => {
  const { database } = await following(1)
  const { app } = await serve(database)
  const payload = { by: 'Lan', from: '2026-03-02', to: '2026-03-03' }
  const ask = async (feed: string) => {
    const answer = await app.inject({ method: 'POST', url: `/api/feeds/${feed}/backfill`, payload })
    return [answer.statusCode, answer.json().detail]
  }
  expect(await ask('nyc311')).toEqual([409, expect.stringContaining('Chỉ lấy phần mới')])
  expect(await ask('vnexpress')).toEqual([409, expect.stringContaining('đọc lại các trang đã lưu')])
  const feeds: { key: string; backfill: string }[] = (await app.inject('/api/feeds')).json()
  const ability = (key: string) => feeds.find((feed) => feed.key === key)?.backfill
  expect(['nyc311', 'vnexpress', 'dossiers-sim'].map(ability)).toEqual(['no_mark', 'never', 'from'])
})

test('a feed that is paused is asked no more by the clock, says who paused it and why, and goes on when a person says so', async () => {
  const { database, source } = await following(2)
  const { url } = await serve(database)
  const pause = () =>
    fetch(`${url}/api/feeds/nyc311/pause`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ by: 'Lan', why: 'Nguồn bảo trì đến thứ Hai' }),
    })
  expect((await pause()).status).toBe(202)
  const asked = source.asked.length
  expect(await pull(database)).toBeNull()
  expect(source.asked).toHaveLength(asked)
  expect(await newest(database)).toMatchObject({
    status: 'stopped',
    read: 0,
    stop: { by: 'Lan', why: 'Nguồn bảo trì đến thứ Hai' },
  })
  expect((await feedOverview(database.db)).find(({ key }) => key === 'nyc311')?.state).toBe('stopped')
  const twice = await pause()
  expect([twice.status, (await twice.json()).detail]).toEqual([409, expect.stringContaining('Chạy tiếp')])
  expect(await pull(database, { by: 'Minh' })).toMatchObject({ status: 'done', inserted: 4 })
  expect(await pull(database)).not.toBeNull()
})
