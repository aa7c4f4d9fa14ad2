import { type Database, finishRun, loadCalendar, loadUnitRegistry, qualityOf } from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { cloneOf, hungYen } from './support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from './support/dossiers.ts'
import { EMPTY_TEMPLATE, TEMPLATE } from './support/global-setup.ts'

// The four scores of a feed in a month, beside those counted by hand.

const NOW = new Date('2026-03-20T10:00:00+07:00')
const FEBRUARY = '2026-02-10T09:00:00+07:00'

async function scoresOf(database: Database, { month = '2026-02', count = 1, now = NOW } = {}) {
  const units = await loadUnitRegistry(database.db)
  const { rows } = await database.pool.query("select id from unit where key in ('hung-yen', 'u1')")
  const ask = { month, count, now, under: rows[0]?.id as number }
  return qualityOf(database.db, units, loadCalendar('hung-yen'), ask)
}

/** A run of a feed that began at a moment, over which it was heard. */
async function runAt(database: Database, key: string, at: string) {
  const run = await openRun(database, key)
  await database.pool.query("update run set started_at = $2, finished_at = $2, status = 'done' where id = $1", [run.runId, at])
  return run
}

const held = (n: number, status: 'held' | 'rejected' = 'held') => ({
  status,
  place: 100 + n,
  raw: { n },
  reasons: [{ field: '', code: status === 'held' ? 'required' : 'unreadable', message: 'Thiếu.' }],
})

test('right is the part of the rows told anew that broke no rule; what is told again unchanged counts nothing', async () => {
  const database = await hungYen()
  const run = await runAt(database, 'feed', FEBRUARY)
  const rows = ['a', 'b', 'c'].map((id) => dossier({ id }))
  const bad = { held: [held(1), held(2, 'rejected')], read: 5 }
  await commit(database, run, rows, bad)
  const [feed] = (await scoresOf(database)).feeds
  expect(feed?.months[0]).toMatchObject({
    right: { value: 60, good: 3, of: 5 },
    rows: { taken: 3, held: 1, rejected: 1 },
  })
  const again = await runAt(database, 'feed', FEBRUARY)
  await commit(database, again, rows, bad)
  expect((await scoresOf(database)).feeds[0]?.months[0]?.right).toEqual(feed?.months[0]?.right)
})

test('clean leaves out rows a page told twice or against itself, rows a person mended and records that were withdrawn', async () => {
  const database = await hungYen()
  const run = await runAt(database, 'feed', FEBRUARY)
  const rows = [
    dossier({ id: 'a' }),
    dossier({ id: 'a' }),
    dossier({ id: 'b' }),
    dossier({ id: 'b', due: 9 }),
    dossier({ id: 'c' }),
  ]
  // A later version of a record is neither.
  rows.push(dossier({ id: 'c', version: 2, due: 7 }))
  await commit(database, run, rows, { held: [held(1)], read: 7 })
  await database.pool.query(`update held_record set mended = '{"n":2}', status = 'released'`)
  const later = await runAt(database, 'feed', FEBRUARY)
  await commit(database, later, [dossier({ id: 'a', version: 2, deleted: true })])
  const [feed] = (await scoresOf(database)).feeds
  // Three records, one held row, one withdrawal; a repetition and a contradiction besides.
  expect(feed?.months[0]).toMatchObject({
    clean: { value: 42.8, good: 3, of: 7 },
    rows: { taken: 4, held: 1, repeated: 1, atOdds: 1, mended: 1, takenBack: 1 },
  })
})

test('whole is the part of the cells read that are filled or, where units report, the part of the reports due that have come', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await runAt(database, 'feed', FEBRUARY)
  await commit(database, run, [dossier({ id: 'a', unit: units.find('phuong-son-nam').id, received: 10 })], {
    cells: { taken: 16, filled: 12 },
  })
  expect((await scoresOf(database)).feeds[0]?.months[0]).toMatchObject({
    wholeOf: 'cells',
    whole: { value: 75, good: 12, of: 16 },
  })

  const expects = [{ measure: 'dossiers.received', title: { vi: 'x', en: 'x' }, level: 'commune', every: 'month', dueDays: 10 }]
  await database.pool.query("update feed set spec = spec || jsonb_build_object('expects', $1::jsonb) where key = 'feed'", [
    JSON.stringify(expects),
  ])
  const { feeds } = await scoresOf(database, { month: '2026-03', count: 3 })
  expect(feeds[0]?.months.map(({ month, whole }) => [month, whole.good, whole.of])).toEqual([
    // It had not run yet.
    ['2026-01', 0, 0],
    // January's, due on 10 February; one commune has told.
    ['2026-02', 1, 104],
    ['2026-03', 0, 104],
  ])
  // Asked for since then alone, January's is in no score.
  const asked = (since: string) =>
    database.pool.query("update feed set spec = jsonb_set(spec, '{expects,0,since}', to_jsonb($1::text)) where key = 'feed'", [
      since,
    ])
  await asked('2026-03-01')
  const later = await scoresOf(database, { month: '2026-03', count: 2 })
  expect(later.feeds[0]?.months.map(({ whole }) => whole.of)).toEqual([0, 104])
  await asked('2026-01-01')
  // Not before the day it is due is over.
  const early = await scoresOf(database, { month: '2026-03', now: new Date('2026-03-10T23:00:00+07:00') })
  expect(early.feeds[0]?.months[0]?.whole.value).toBeNull()
})

test('a department none of whose units reported is the worst, however full its other rows are', async () => {
  const database = await hungYen()
  const full = { cells: { taken: 1_000, filled: 1_000 } }
  for (const key of ['reported', 'rows', 'other']) {
    const run = await runAt(database, key, FEBRUARY)
    const wrong = key === 'other' ? { held: [held(1)], read: 2 } : {}
    await commit(database, run, [dossier({ id: key, received: 60 })], { ...full, ...wrong })
    // All were heard all the time.
    await database.pool.query('insert into feed_heard values ($1, $2, $3)', [run.feedId, FEBRUARY, NOW])
  }
  const expects = [{ measure: 'dossiers.received', title: { vi: 'x', en: 'x' }, level: 'commune', every: 'month', dueDays: 10 }]
  const say = (key: string, spec: object) =>
    database.pool.query('update feed set spec = spec || $2::jsonb where key = $1', [key, JSON.stringify(spec)])
  await say('reported', { owner: 'silent', connector: 'rest', expects })
  await say('rows', { owner: 'silent', connector: 'rest' })
  await say('other', { owner: 'half', connector: 'rest' })
  const { owners } = await scoresOf(database)
  expect(owners.map(({ key, months: [month] }) => [key, month?.wholeOf, month?.whole, month?.right.value])).toEqual([
    ['silent', 'reports', { value: 0, good: 0, of: 104 }, 100],
    ['half', 'cells', { value: 100, good: 1_000, of: 1_000 }, 50],
  ])
  const { app } = await serve(database)
  const told = (await app.inject('/api/quality?month=2026-02&months=1')).json().owners
  expect(told.map(({ months: [month] }: (typeof told)[number]) => month.whole.level)).toEqual(['critical', null])
})

test('live is the part of the time since a feed’s first run ended in which it was no longer silent than it promises', async () => {
  const database = await hungYen()
  const run = await runAt(database, 'asked', '2026-02-27T00:00:00+07:00')
  const set = (key: string, connector: string) =>
    database.pool.query(
      "update feed set spec = spec || jsonb_build_object('promise', 3600, 'connector', $2::text) where key = $1",
      [key, connector],
    )
  await set('asked', 'rest')
  const hear = (from: string, to: string) =>
    database.pool.query('insert into feed_heard values ($1, $2, $3)', [run.feedId, from, to])
  // Eleven hours and the one promised; then, after a silence, into March.
  await hear('2026-02-27T00:00:00+07:00', '2026-02-27T11:00:00+07:00')
  await hear('2026-02-28T12:00:00+07:00', '2026-03-01T05:00:00+07:00')
  const live = async (key: string, month: string) =>
    (await scoresOf(database, { month, now: new Date('2026-03-01T12:00:00+07:00') })).feeds.find((feed) => feed.key === key)
      ?.months[0]?.live
  expect(await live('asked', '2026-02')).toEqual({ value: 50, good: 24 * 3600, of: 48 * 3600 })
  expect(await live('asked', '2026-03')).toEqual({ value: 50, good: 6 * 3600, of: 12 * 3600 })
  expect((await live('asked', '2026-01'))?.value).toBeNull()

  // A first reading that gave way and goes on has broken no word; one that failed has.
  const first = await runAt(database, 'beginning', '2026-03-01T06:00:00+07:00')
  await set('beginning', 'rest')
  const becomes = (status: string) => database.pool.query('update run set status = $2 where id = $1', [first.runId, status])
  await becomes('yielded')
  expect((await live('beginning', '2026-03'))?.value).toBeNull()
  await becomes('failed')
  expect(await live('beginning', '2026-03')).toEqual({ value: 0, good: 0, of: 6 * 3600 })

  // What is dropped as files keeps its word from each file on.
  await runAt(database, 'dropped', '2026-03-01T00:00:00+07:00')
  await set('dropped', 'folder')
  await database.pool.query('alter table page disable trigger user')
  await database.pool.query(
    "update page set received_at = '2026-03-01T02:00:00+07:00' where feed_id = (select id from feed where key = 'dropped')",
  )
  await database.pool.query('alter table page enable trigger user')
  expect(await live('dropped', '2026-03')).toEqual({ value: 8.3, good: 3600, of: 12 * 3600 })
})

test('a month with nothing due has no score, and nearly all is never shown as all', async () => {
  const database = await hungYen()
  expect((await scoresOf(database)).feeds).toEqual([])
  const run = await runAt(database, 'feed', FEBRUARY)
  const [feed] = (await scoresOf(database, { month: '2026-03' })).feeds
  expect(feed?.months[0]).toMatchObject({ right: { value: null }, whole: { value: null }, clean: { value: null } })
  const many = Array.from({ length: 3_000 }, (_, n) => dossier({ id: `d${n}` }))
  await commit(database, run, many, { held: [held(1)], read: 3_001 })
  expect((await scoresOf(database)).feeds[0]?.months[0]?.right.value).toBe(99.9)
})

// A random month: runs of two feeds of one owner, with rows new, told again, doubled, at odds, withdrawn, held and rejected. What
// must come out is counted by a reducer that knows nothing of SQL.

interface Life {
  feed: 'x' | 'y'
  rows: DossierSketch[]
  bad: { n: number; isRejected: boolean }[]
  cells: number
  blank: number
}

const sketch: fc.Arbitrary<DossierSketch> = fc.record({
  id: fc.integer({ min: 0, max: 6 }).map((n) => `d${n}`),
  version: fc.integer({ min: 1, max: 3 }),
  due: fc.integer({ min: 1, max: 2 }),
  deleted: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
})
const life: fc.Arbitrary<Life> = fc.record({
  feed: fc.constantFrom('x' as const, 'y' as const),
  rows: fc.array(sketch, { maxLength: 8 }),
  bad: fc.array(fc.record({ n: fc.integer({ min: 0, max: 4 }), isRejected: fc.boolean() }), { maxLength: 3 }),
  cells: fc.integer({ min: 0, max: 20 }),
  blank: fc.integer({ min: 0, max: 5 }),
})

test('whatever a month of runs brings, its scores are those counted by hand', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 6 }), async (lives) => {
      const { database, drop } = await cloneOf(EMPTY_TEMPLATE)
      try {
        const byHand = new ByHand()
        for (const { feed, rows, bad, cells, blank } of lives) {
          const run = await runAt(database, feed, FEBRUARY)
          const drafts = rows.map((row) => dossier(row))
          const wrong = bad.map(({ n, isRejected }) => held(n, isRejected ? 'rejected' : 'held'))
          const filled = Math.max(0, cells - blank)
          await commit(database, run, drafts, {
            held: wrong,
            read: drafts.length + wrong.length,
            cells: { taken: cells, filled },
          })
          await finishRun(database.db, run.runId, { status: 'done' })
          byHand.run(feed, rows, bad, cells, filled)
        }
        const { feeds, owners } = await scoresOf(database)
        for (const feed of feeds) {
          const expected = byHand.of(feed.key)
          const { right, clean, whole } = feed.months[0] ?? {}
          expect({ right, clean, whole }).toMatchObject(expected)
        }
        const all = ['x', 'y'].map((key) => byHand.of(key))
        const sum = (score: 'right' | 'clean' | 'whole', part: 'good' | 'of') =>
          all.reduce((total, each) => total + each[score][part], 0)
        expect(owners[0]?.months[0]).toMatchObject({
          right: { good: sum('right', 'good'), of: sum('right', 'of') },
          clean: { good: sum('clean', 'good'), of: sum('clean', 'of') },
          wholeOf: 'cells',
          whole: { good: sum('whole', 'good'), of: sum('whole', 'of') },
        })
      } finally {
        await drop()
      }
    }),
    { numRuns: Number(process.env.HISTORIES ?? 30), endOnFailure: true },
  )
}, 300_000)

interface Reckoned {
  stored: Map<string, DossierSketch>
  wrong: Set<string>
  counts: Record<string, number>
}

/** What a feed's month comes to, reckoned from its runs. */
class ByHand {
  readonly #of = new Map<string, Reckoned>()

  run(feed: string, rows: DossierSketch[], bad: Life['bad'], cells: number, filled: number): void {
    const state = this.#state(feed)
    const add = (name: string, n = 1) => (state.counts[name] = (state.counts[name] ?? 0) + n)
    const told = new Map<string, DossierSketch>()
    const twins: { id: string; isAtOdds: boolean }[] = []
    for (const [index, row] of rows.entries()) {
      const same = rows.slice(0, index).filter(({ id, version }) => id === row.id && version === row.version)
      if (same.length > 0) twins.push({ id: row.id, isAtOdds: !same.some((other) => alike(other, row)) })
      const newest = told.get(row.id)
      if (!newest || (row.version as number) >= (newest.version as number)) told.set(row.id, row)
    }
    const news = new Set<string>()
    for (const row of told.values()) {
      const before = state.stored.get(row.id)
      if (before && (row.version as number) < (before.version as number)) continue
      if (before && alike(before, row)) {
        // Said again: what comes of a version between the two is older than that.
        state.stored.set(row.id, { ...before, version: row.version as number })
        continue
      }
      news.add(row.id)
      add('taken')
      if (before && row.deleted) add('takenBack')
      state.stored.set(row.id, row)
    }
    for (const { id, isAtOdds } of twins) if (news.has(id)) add(isAtOdds ? 'atOdds' : 'repeated')
    for (const { n, isRejected } of bad) {
      const key = `${n} ${isRejected}`
      if (!state.wrong.has(key)) add('wrong')
      state.wrong.add(key)
    }
    add('cells', cells)
    add('filled', filled)
  }

  of(feed: string) {
    const { taken = 0, wrong = 0, repeated = 0, atOdds = 0, takenBack = 0, cells = 0, filled = 0 } = this.#state(feed).counts
    return {
      right: { good: taken, of: taken + wrong },
      clean: { good: taken + wrong - takenBack, of: taken + wrong + repeated + atOdds },
      whole: { good: filled, of: cells },
    }
  }

  #state(feed: string) {
    const known: Reckoned = this.#of.get(feed) ?? { stored: new Map(), wrong: new Set(), counts: {} }
    this.#of.set(feed, known)
    return known
  }
}

function alike(a: DossierSketch, b: DossierSketch): boolean {
  return a.due === b.due && a.deleted === b.deleted
}

test('a feed’s scores are told over HTTP with their levels, and open on the runs and the silences that lowered them', async () => {
  const { database, drop } = await cloneOf(TEMPLATE)
  try {
    const run = await runAt(database, 'feed', FEBRUARY)
    await commit(database, run, [dossier({ id: 'a' }), dossier({ id: 'a' })], { held: [held(1)], read: 3 })
    const { app } = await serve(database)
    const answer = (await app.inject('/api/quality?month=2026-02&months=2&feed=feed')).json()
    expect(answer.months).toEqual(['2026-01', '2026-02'])
    expect(answer.feeds[0].months[1]).toMatchObject({ right: { value: 50, level: 'critical' }, clean: { value: 66.6 } })
    expect(answer.feeds[0].months[0].right).toEqual({ value: null, good: 0, of: 0, level: null })
    expect(answer.owners).toMatchObject([{ key: 'test', feeds: 1 }])
    const behind = (await app.inject('/api/feeds/feed/quality/2026-02')).json()
    expect(behind.runs).toMatchObject([{ run: run.runId, read: 3, held: 1, repeated: 1 }])
    expect(behind.silences).toHaveLength(1)
    expect((await app.inject('/api/quality?month=2026-13')).statusCode).toBe(400)
    expect((await app.inject('/api/quality?feed=nobody')).statusCode).toBe(404)
  } finally {
    await drop()
  }
})
