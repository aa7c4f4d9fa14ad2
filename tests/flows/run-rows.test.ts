import { pullFeed, reprocessFeed } from '@ioc/workers/testing'
import { expect, test } from 'vitest'
import { serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { follow, PagedSource, request311 } from '../support/paged-source.ts'

// Every count of a run opens the rows it counts, and what happened is told in order.

const COUNTED = ['read', 'inserted', 'updated', 'unchanged', 'held', 'rejected'] as const

async function runOf(app: Awaited<ReturnType<typeof serve>>['app'], run: number) {
  const count = (await app.inject(`/api/runs/${run}`)).json()
  const records: Record<string, (string | null)[]> = {}
  for (const counted of COUNTED) {
    records[counted] = []
    for (let after: string | null = ''; after !== null; ) {
      const path: string = `/api/runs/${run}/rows?counted=${counted}&limit=2&after=${encodeURIComponent(after)}`
      const answer: { rows: { record: string }[]; next: string | null } = (await app.inject(path)).json()
      records[counted].push(...answer.rows.map(({ record }) => record))
      after = answer.next
    }
    expect(records[counted], counted).toHaveLength(count[counted])
  }
  const log = (await app.inject(`/api/runs/${run}/log`)).json().map(({ code }: { code: string }) => code)
  return { records, log }
}

test('every count of a run opens as many rows as it counts, over pages, pulls and stored pages read again', async () => {
  const database = await hungYen()
  const source = await PagedSource.open()
  await follow(database, source)
  const pull = async () => {
    await database.pool.query("update feed set cursor = null where key = 'nyc311'")
    return (await pullFeed(database, 'nyc311', AbortSignal.timeout(60_000), { by: 'Lan' }))?.run as number
  }
  const { app } = await serve(database)
  const broken = { status: 'Lost' }
  source.pages = [
    [request311(1), request311(2), request311(3, broken)],
    [request311(4), 5 as unknown as object],
  ]
  const first = await runOf(app, await pull())
  expect(first.records).toMatchObject({
    inserted: ['k1', 'k2', 'k4'],
    updated: [],
    unchanged: [],
    held: ['k3'],
    rejected: [null],
  })
  expect(first.log).toEqual(['page', 'page', 'page', 'done'])

  const kept = source.pages[0] as object[]
  source.pages = [
    kept,
    [request311(4, { complaint_type: 'Dogs' }), request311(6), request311(3, { ...broken, complaint_type: 'x' })],
  ]
  const middle = await pull()
  const second = await runOf(app, middle)
  expect(second.records).toMatchObject({ inserted: ['k6'], updated: ['k4'], unchanged: ['k1', 'k2'] })

  // A row held time and again is counted by each run that met it, and opens from each.
  const third = await pull()
  expect(second.records.held).toEqual(['k3', 'k3'])
  expect((await runOf(app, third)).records.held).toEqual(['k3', 'k3'])
  expect((await runOf(app, middle)).records.held).toEqual(second.records.held)

  await database.pool.query(
    `update feed set version = 2, spec = jsonb_set(spec, '{map,field}', '{"const": "Khác"}') where key = 'nyc311'`,
  )
  const { spec } = (await database.pool.query("select spec from feed where key = 'nyc311'")).rows[0]
  await database.pool.query("insert into feed_version (feed_id, version, spec) select id, 2, $1 from feed where key = 'nyc311'", [
    spec,
  ])
  const again = await reprocessFeed(database, { feed: 'nyc311', by: 'Lan' }, AbortSignal.timeout(60_000))
  const answer = (await app.inject(`/api/runs/${again?.run}/rows?counted=updated`)).json()
  expect(answer.rows.map(({ record }: { record: string }) => record)).toEqual(['k1', 'k2', 'k4', 'k6'])
  expect((await app.inject(`/api/runs/${again?.run}/log`)).json()).toMatchObject([
    { code: 'read_again' },
    { code: 'read_again' },
    { code: 'read_again' },
    { code: 'applying', params: { left: 4 } },
    { code: 'done' },
  ])
})

test('where to go on from is taken from the page before, and anything else is told to be no such place', async () => {
  const database = await hungYen()
  const { run } = await takeFiles(database, 'nyc311', {
    'a.csv': 'Unique Key,Created Date,Complaint Type,Status\n1,3/14/2025 1:20,Noise,Lost\n',
  })
  const { app } = await serve(database)
  for (const counted of ['read', 'unchanged', 'held', 'warned', 'blocked'])
    for (const after of ['toString', '-1', '1e400', '1 2 3', 'x'.repeat(900)]) {
      const answer = await app.inject(`/api/runs/${run}/rows?counted=${counted}&after=${encodeURIComponent(after)}`)
      expect([counted, after, answer.statusCode]).toEqual([counted, after, 400])
      expect(answer.json().detail).toContain('không phải chỗ để xem tiếp')
    }
})

test('a run tells of each question asked again and of what a person wanted, in so many lines at most', async () => {
  const database = await hungYen()
  const source = await PagedSource.open()
  await follow(database, source, { deadlineSeconds: 4 })
  source.status = 503
  const pulled = await pullFeed(database, 'nyc311', AbortSignal.timeout(60_000), { by: 'Lan' })
  const { app } = await serve(database)
  const log = async (run: number | undefined) => (await app.inject(`/api/runs/${run}/log`)).json()
  const told = await log(pulled?.run)
  expect(told[0]).toMatchObject({ code: 'asking_again', params: { attempt: 2, of: 4, error: expect.stringContaining('503') } })
  expect(told.at(-1)).toMatchObject({ code: 'failed' })

  source.status = 200
  source.pages = Array.from({ length: 420 }, (_, n) => [request311(n)])
  const many = await log((await pullFeed(database, 'nyc311', AbortSignal.timeout(120_000), { by: 'Lan' }))?.run)
  expect(many).toHaveLength(402)
  expect(many.slice(-2)).toMatchObject([{ code: 'left_out', params: { lines: 21 } }, { code: 'done' }])
})

test('however often a source tells the same rows, what is kept of meeting them is bounded, and every run still opens them', async () => {
  const database = await hungYen()
  const csv = 'Unique Key,Created Date,Complaint Type,Status,Open Data Channel Type\n1,3/14/2025 1:20,Noise,In Progress,ONLINE\n'
  const lines = `${csv}2,3/14/2025 1:20,Noise,Lost,ONLINE\n3,3/14/2025 1:20,Noise,Lost,ONLINE\n`
  const runs: number[] = []
  for (let n = 0; n < 55; n++) runs.push((await takeFiles(database, 'nyc311', { 'a.csv': lines })).run)
  const met = 'select count(*)::int as n, count(*) filter (where run_id = $1)::int as first from held_in_run'
  const { rows } = await database.pool.query(met, [runs[0]])
  // Of the first run, whose they are, all; of the later ones, the last fifty.
  expect(rows).toEqual([{ n: 2 + 50 * 2, first: 2 }])
  const { app } = await serve(database)
  for (const run of [runs[0], runs[2], runs[54]]) {
    const answer = (await app.inject(`/api/runs/${run}/rows?counted=held`)).json()
    expect(answer.rows.map(({ record }: { record: string }) => record)).toEqual(['2', '3'])
    expect(answer.rows[0].reasons[0].message).toContain('Lost')
  }
})
