import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { collect } from '../../formats/testing.ts'
import type { Cursor } from '../connector.ts'
import { config } from './config.ts'
import { adminUrl } from './fixtures/admin-url.ts'
import { readRange } from './range.ts'
import { read } from './read.ts'

// Against a real PostgreSQL, with an account that owns what it reads: what keeps it from writing is the connector alone.

const name = `nguon_${randomBytes(4).toString('hex')}`
let admin: pg.Client
let source: pg.Client

beforeAll(async () => {
  admin = new pg.Client({ connectionString: adminUrl().href })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const url = adminUrl()
  url.pathname = `/${name}`
  source = new pg.Client({ connectionString: url.href })
  await source.connect()
})
afterAll(async () => {
  await source.end()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
})
beforeEach(async () => {
  await source.query('drop table if exists t')
  await source.query('create table t (id bigint primary key, luc timestamptz, ten text)')
})

const settings = (more: object = {}) => {
  const { hostname, port, username, password } = adminUrl()
  return {
    host: hostname,
    port: Number(port),
    database: name,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password) || 'x',
    tls: 'off',
    query: 'select * from t',
    pageRows: 2,
    ...more,
  }
}
async function look(cursor: Cursor | null, more: object = {}) {
  const pages = await collect(read(config.parse(settings(more)), cursor, { signal: AbortSignal.timeout(10_000) }))
  const texts = await Promise.all(pages.map(async ({ body }) => Buffer.concat(await collect(body)).toString()))
  return {
    rows: texts.flatMap((text) => JSON.parse(text) as { id: number; ten: string }[]),
    pages,
    cursor: pages.at(-1)?.next ?? cursor,
  }
}
const ids = ({ rows }: { rows: { id: number }[] }) => rows.map(({ id }) => id)
const byNumber = { cursor: { column: 'id', key: 'id' } }
const byTime = { cursor: { column: 'luc', key: 'id', overlapSeconds: 60 } }

test('rows come once, in the order of their mark, and then only those behind it', async () => {
  await source.query("insert into t select n, now(), 'x' from generate_series(1, 5) n")
  const first = await look(null, byNumber)
  expect(ids(first)).toEqual([1, 2, 3, 4, 5])
  expect(first.pages).toHaveLength(3)
  expect((await look(first.cursor, byNumber)).pages).toEqual([])
  await source.query("insert into t values (6, now(), 'y')")
  expect(ids(await look(first.cursor, byNumber))).toEqual([6])
})

test('rows of one moment are told apart by their key, though a page ends between them', async () => {
  await source.query("insert into t select n, '2026-11-01 08:00:00.123456+07', 'x' from generate_series(1, 5) n")
  const all = await look(null, { cursor: { column: 'luc', key: 'id' } })
  expect(ids(all)).toEqual([1, 2, 3, 4, 5])
  expect(ids(await look(all.pages[0]?.next ?? null, { cursor: { column: 'luc', key: 'id' } }))).toEqual([3, 4, 5])
})

test('a row written late is found by looking back a little, and the mark does not move back', async () => {
  await source.query("insert into t values (1, '2026-11-01 08:00+07', 'a'), (2, '2026-11-01 08:05+07', 'b')")
  const first = await look(null, byTime)
  await source.query("insert into t values (3, '2026-11-01 08:04:30+07', 'muộn'), (4, '2026-11-01 08:01+07', 'quá muộn')")
  const second = await look(first.cursor, byTime)
  expect(ids(second)).toEqual([3, 2])
  expect(second.cursor).toEqual(first.cursor)
})

test('without a mark all rows come each time', async () => {
  await source.query("insert into t select n, null, 'x' from generate_series(1, 5) n")
  const first = await look(null)
  expect(first.rows).toHaveLength(5)
  expect((await look(first.cursor)).rows).toHaveLength(5)
})

test('what is read is seen as of one moment, whatever is written meanwhile', async () => {
  await source.query("insert into t select n, now(), 'x' from generate_series(1, 9) n")
  const seen: number[] = []
  for await (const page of read(config.parse(settings(byNumber)), null, { signal: AbortSignal.timeout(10_000) })) {
    await source.query('update t set id = id + 100 where id = 9')
    seen.push(...JSON.parse(Buffer.concat(await collect(page.body)).toString()).map(({ id }: { id: number }) => id))
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test.each([
  'delete from t',
  'with gone as (delete from t returning *) select * from gone',
  'select * from t) as q; delete from t; select * from (select 1',
  'select 1) as q; commit; delete from t; --',
  "select set_config('transaction_read_only', 'off', false), set_config('default_transaction_read_only', 'off', false)",
  'select lo_create(0)',
  'select * from t for update',
])('«%s» changes nothing', async (query) => {
  await source.query("insert into t values (1, now(), 'x')")
  await look(null, { query }).catch(() => {})
  expect((await source.query('select count(*)::int as n from t')).rows).toEqual([{ n: 1 }])
  expect((await source.query('select count(*)::int as n from pg_largeobject_metadata')).rows).toEqual([{ n: 0 }])
})

test('a row that is longer than a page may be stops the reading, not the worker', async () => {
  await source.query("insert into t values (1, now(), repeat('x', 5000000))")
  const before = process.memoryUsage().rss
  await expect(
    look(null, { ...byNumber, maxMegabytes: 1, query: 'select id, luc, ten || ten || ten || ten as ten from t' }),
  ).rejects.toThrow(/hơn 1 MB trong một trang/)
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
})

test('the variables and files PostgreSQL programs go by say nothing here', async () => {
  process.env.PGOPTIONS = '-c default_transaction_read_only=off'
  process.env.PGSSLMODE = 'require'
  try {
    expect((await look(null)).rows).toEqual([])
  } finally {
    delete process.env.PGOPTIONS
    delete process.env.PGSSLMODE
  }
})

test('days that are asked for again are the rows whose time lies in them; a mark that is no time says so', async () => {
  await source.query(
    "insert into t select n, '2026-03-01T05:00Z'::timestamptz + n * interval '1 day', 'x' from generate_series(0, 5) n",
  )
  const days = { from: new Date('2026-03-02T17:00Z'), to: new Date('2026-03-04T16:59:59.999Z') }
  const again = async (more: object) => {
    const pages = await collect(readRange(config.parse(settings(more)), days, { signal: AbortSignal.timeout(10_000) }))
    const texts = await Promise.all(pages.map(async ({ body }) => Buffer.concat(await collect(body)).toString()))
    return texts.flatMap((text) => JSON.parse(text) as { id: number }[]).map(({ id }) => id)
  }
  expect(await again(byTime)).toEqual([2, 3])
  await expect(again(byNumber)).rejects.toThrow()
})
