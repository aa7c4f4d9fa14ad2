import { type Database, findFeed, runsOf, verify } from '@ioc/sql'
import { type IngestSummary, pullFeed, reprocessFeed } from '@ioc/workers/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'
import { follow, PagedSource, request311 } from '../support/paged-source.ts'

// Stored pages read again by the feed's present configuration, without asking its source.

const again = (database: Database, feed = 'nyc311') =>
  reprocessFeed(database, { feed, by: 'Lan' }, AbortSignal.timeout(120_000)) as Promise<IngestSummary>

/** A feed like the one of 311 requests, read from JSON, with a mapping of its own. */
async function feedLike(database: Database, key: string, map: object = {}): Promise<void> {
  const { spec } = await findFeed(database.db, 'nyc311')
  const like = { ...spec, id: key, format: { kind: 'json', path: '$' }, map: { ...(spec.map as object), ...map } }
  await database.pool.query(
    `insert into feed (key, version, spec) values ($1, 1, $2)
     on conflict (key) do update set version = feed.version + 1, spec = excluded.spec`,
    [key, like],
  )
}

/** What stands: the facts that count, without where they came from, and the rows that wait. */
async function standing({ pool }: Database, key: string) {
  const facts = await pool.query(
    `select to_jsonb(fact) - '{feed_id,run_id,page_id,place,inserted_by,source_version,confirmed}'::text[]
            || jsonb_build_object('newest', coalesce(confirmed, source_version)) as fact from dossier_fact fact
     where feed_id = (select id from feed where key = $1) and not deleted order by external_id`,
    [key],
  )
  const held = await pool.query(
    `select status, raw, reasons from held_record where feed_id = (select id from feed where key = $1)
       and status in ('held', 'awaiting', 'rejected') order by raw::text, reasons::text`,
    [key],
  )
  return { facts: facts.rows.map(({ fact }) => fact), held: held.rows }
}

const positions = async ({ pool }: Database) => (await pool.query('select count(*)::int as n from ledger_batch')).rows[0].n

/** Every third record has a clock of its own; of the others the page that comes later wins. */
const history = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        rows: fc.array(
          fc.record({
            key: fc.nat(6),
            status: fc.constantFrom('Open', 'Closed', 'Pending', 'Lost', 'Void'),
            type: fc.constantFrom('Noise', 'Dogs'),
          }),
          { minLength: 1, maxLength: 5 },
        ),
      }),
    },
    { weight: 1, arbitrary: fc.record({ sameAs: fc.nat(5) }) },
  ),
  { minLength: 1, maxLength: 6 },
)
type History = typeof history extends fc.Arbitrary<infer H> ? H : never

function filesOf(told: History): string[] {
  const files: string[] = []
  for (const [index, page] of told.entries()) {
    if ('sameAs' in page) {
      const same = files[page.sameAs % Math.max(1, files.length)]
      if (same !== undefined) files.push(same)
      continue
    }
    const records = page.rows.map(({ key, status, type }) => ({
      unique_key: `k${key}`,
      other_key: `o${key % 4}`,
      status,
      complaint_type: type,
      created_date: '2026-02-01T10:00:00Z',
      ...(key % 3 === 0 && { resolution_action_updated_date: new Date(Date.UTC(2026, 2, 1, 10, index)).toISOString() }),
    }))
    files.push(JSON.stringify(records))
  }
  return files
}

const MAPPINGS: object[] = [
  { status: { from: 'status', values: { Open: 'processing', Lost: 'received', Closed: 'done' }, required: true } },
  { field: { const: 'Khác' }, code: { from: 'other_key', as: 'code', required: true } },
  { unit: { const: 'no-such-unit' } },
]

test('with the same mapping nothing changes, whatever the history; with another it is as if the past had been read so', async () => {
  const database = await hungYen()
  let feeds = 0
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(...MAPPINGS), async (told, mapping) => {
      const [a, b] = [`a-${++feeds}`, `b-${feeds}`]
      await feedLike(database, a)
      await feedLike(database, b, mapping)
      const take = async (feed: string, files: string[]) => {
        for (const file of files) await takeFiles(database, feed, { 'a.json': file })
      }
      const files = filesOf(told)
      // Whether a row waits once an old file is sent again depends on what stood when it was; what counts does not.
      const isRetold = told.some((page) => 'sameAs' in page)
      const stands = async (feed: string) => {
        const { facts, held } = await standing(database, feed)
        return isRetold ? { facts } : { facts, held }
      }
      await take(a, files)
      const [before, position] = [await stands(a), await positions(database)]
      expect(await again(database, a)).toMatchObject({ status: 'done', inserted: 0, updated: 0 })
      expect(await stands(a)).toEqual(before)
      expect(await positions(database)).toBe(position)

      await feedLike(database, a, mapping)
      expect(await again(database, a)).toMatchObject({ status: 'done' })
      await take(b, files)
      expect(await stands(a)).toEqual(await stands(b))
      expect((await verify(database.db)).differences).toEqual([])

      // And back again.
      await feedLike(database, a)
      await again(database, a)
      expect(await stands(a)).toEqual(before)
    }),
    { numRuns: 10, endOnFailure: true },
  )
  expect((await verify(database.db)).differences).toEqual([])
})

test('what a source said, said otherwise and said again is read again in the order it was said', async () => {
  const database = await hungYen()
  const source = await PagedSource.open()
  await follow(database, source)
  const { spec } = await findFeed(database.db, 'nyc311')
  const { updated_at: _, ...map } = spec.map as Record<string, unknown>
  // Without a clock of its own: what came last counts.
  await database.pool.query("update feed set spec = $1 where key = 'nyc311'", [{ ...spec, map }])
  for (const type of ['Noise', 'Dogs', 'Noise']) {
    source.pages = [[request311(1, { complaint_type: type })]]
    await pullFeed(database, 'nyc311', AbortSignal.timeout(60_000))
    await database.pool.query("update feed set cursor = null where key = 'nyc311'")
  }
  expect(await again(database)).toMatchObject({ read: 2, unchanged: 2 })
  const asked = source.asked.length
  const upper = { from: 'complaint_type', required: true, values: { Noise: 'Tiếng ồn', Dogs: 'Chó' } }
  await database.pool.query("update feed set version = 2, spec = $1 where key = 'nyc311'", [
    { ...spec, map: { ...map, field: upper } },
  ])
  expect(await again(database)).toMatchObject({ read: 2, updated: 1, unchanged: 1 })
  expect(source.asked.length).toBe(asked)
  expect((await standing(database, 'nyc311')).facts).toMatchObject([{ field: 'Tiếng ồn' }])
  expect((await runsOf(database.db, 'nyc311', { limit: 1 }))[0]).toMatchObject({
    trigger: 'reprocess',
    askedBy: 'Lan',
    version: 2,
  })
})

test('pages that could be read and no more can change nothing', async () => {
  const database = await hungYen()
  await feedLike(database, 'mot-nguon')
  await takeFiles(database, 'mot-nguon', { 'a.json': JSON.stringify([request311(1), request311(2)]) })
  const before = await standing(database, 'mot-nguon')
  await database.pool.query(
    `update feed set version = 2, spec = spec || '{"format": {"kind": "json", "path": "duLieu"}}' where key = 'mot-nguon'`,
  )
  expect(await again(database, 'mot-nguon')).toMatchObject({ status: 'failed', read: 0 })
  expect(await standing(database, 'mot-nguon')).toEqual(before)
})

test('a page that was held back whole stays out, and of one that broke off what was taken stays in', async () => {
  const database = await hungYen()
  await feedLike(database, 'mot-nguon')
  const usual = (n: number) => request311(n, { resolution_action_updated_date: '2026-03-01T10:00:00Z' })
  await takeFiles(database, 'mot-nguon', { 'a.json': JSON.stringify(Array.from({ length: 80 }, (_, n) => usual(n))) })
  const strange = Array.from({ length: 80 }, (_, n) => request311(1_000 + n, { status: 'Lost' }))
  expect(await takeFiles(database, 'mot-nguon', { 'b.json': JSON.stringify(strange) })).toMatchObject({
    status: 'failed',
    read: 0,
  })
  const before = await standing(database, 'mot-nguon')
  expect(before.facts).toHaveLength(80)
  expect(await again(database, 'mot-nguon')).toMatchObject({ status: 'done', read: 80, unchanged: 80 })
  expect(await standing(database, 'mot-nguon')).toEqual(before)
})

test('a faulty row that is told again after its fact waits again, and so it does when pages are read again', async () => {
  const database = await hungYen()
  await feedLike(database, 'mot-nguon')
  const faulty = request311(4, { status: 'Void' })
  for (const [n, row] of [faulty, request311(4), faulty].entries())
    await takeFiles(database, 'mot-nguon', { 'a.json': JSON.stringify([request311(10 + n), row]) })
  const before = await standing(database, 'mot-nguon')
  expect(before.held).toHaveLength(1)
  expect(await again(database, 'mot-nguon')).toMatchObject({ inserted: 0, updated: 0 })
  expect(await standing(database, 'mot-nguon')).toEqual(before)
})
