import { type Database, findHeld, readLog, verify } from '@ioc/sql'
import { rowsOfRun } from '@ioc/workers/pages'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { takeFiles } from '../support/files.ts'

// A feed with something wrong in it: what is right is taken in to the last row, what is wrong waits with its line and the reason.

/** `POISONED_ROWS=100000` takes as many. */
const ROWS = Number(process.env.POISONED_ROWS ?? 10_000)
const ONE_IN = 1_000
/** `BROKEN_LINES=5000000` takes as many. */
const BROKEN_LINES = Number(process.env.BROKEN_LINES ?? 10_500)
const HEADER = 'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type,Resolution Action Updated Date\n'
const row = (n: number, status: string) => `D${n},3/14/2025 1:20,,Noise,${status},ONLINE,5/1/2025 0:00\n`
const take = (database: Database, ...pieces: string[]) => takeFiles(database, 'nyc311', { 'a.csv': pieces.join('') })
const isBad = (n: number) => n % ONE_IN === 7

test('of many rows each bad one is held with its line and why, and every other one counts', async () => {
  const database = await hungYen()
  const rows = Array.from({ length: ROWS }, (_, n) => row(n, isBad(n) ? 'Lost' : 'Open'))
  const bad = rows.flatMap((_, n) => (isBad(n) ? [n] : []))
  const run = await take(database, HEADER, ...rows)
  expect(run).toMatchObject({ status: 'done', read: ROWS, inserted: ROWS - bad.length, held: bad.length, rejected: 0 })
  const { records } = await findHeld(database.db, { feed: 'nyc311', statuses: ['held'], after: 0, limit: ROWS })
  // The heading is the first line.
  expect(records.map(({ at, place }) => at ?? `dòng ${place}`).sort()).toEqual(bad.map((n) => `dòng ${n + 2}`).sort())
  for (const { reasons } of records)
    expect(reasons).toMatchObject([{ field: 'status', message: expect.stringContaining('Lost') }])
  expect((await verify(database.db)).differences).toEqual([])
}, 600_000)

test('a file of nothing but bad rows is held whole, and the next good one is taken in as if nothing had been', async () => {
  const database = await hungYen()
  const rows = Array.from({ length: 2_000 }, (_, n) => row(n, 'Lost'))
  expect(await take(database, HEADER, ...rows)).toMatchObject({ status: 'done', inserted: 0, held: 2_000 })
  const mended = rows.map((each) => each.replace('Lost', 'Open').replace('5/1/2025', '5/2/2025'))
  expect(await take(database, HEADER, ...mended)).toMatchObject({ status: 'done', inserted: 2_000, held: 0 })
  const { total } = await findHeld(database.db, { feed: 'nyc311', statuses: ['held'], after: 0, limit: 1 })
  expect(total).toBe(0)
})

test('of lines broken alike the first ten thousand are kept as rows; the others are counted, told of, and read in their page', async () => {
  const database = await hungYen()
  const lines = Array.from({ length: BROKEN_LINES }, (_, n) => `D${n},3/14/2025 1:20\n`)
  const run = await take(database, HEADER, ...lines, row(1, 'Open'))
  expect(run).toMatchObject({ status: 'done', read: BROKEN_LINES + 1, inserted: 1, held: 0, rejected: BROKEN_LINES })
  const { total } = await findHeld(database.db, { feed: 'nyc311', statuses: ['rejected'], after: 0, limit: 1 })
  expect(total).toBe(10_000)
  const told = (await readLog(database.db, run.run)).find(({ code }) => code === 'broken_alike')
  expect(told?.params).toEqual({ name: 'a.csv', kept: 10_000, left: BROKEN_LINES - 10_000 })
  let [met, after, isOver] = [0, '', false]
  while (!isOver && met < 20_000) {
    const { rows, next } = await rowsOfRun(database, run.run, { counted: 'rejected', after, limit: 5_000 })
    met += rows.length
    isOver = next === null
    after = next ?? ''
  }
  expect(met).toBe(Math.min(BROKEN_LINES, 20_000))
  expect((await verify(database.db)).differences).toEqual([])
  // Sent again it is the same.
  expect(await take(database, HEADER, ...lines, row(1, 'Open'))).toMatchObject({ rejected: BROKEN_LINES, unchanged: 1 })
}, 600_000)

test.each([
  ['one line of fifty megabytes', () => `${HEADER}D1,${'x'.repeat(50_000_000)}`],
  ['a million columns', () => `${'a,'.repeat(1_000_000)}b\n${'1,'.repeat(1_000_000)}2\n`],
  ['a quoted field that never ends', () => `${HEADER}D1,"${`${'x'.repeat(999)}\n`.repeat(3_000)}`],
])(
  '%s ends in one clear sentence and stores nothing',
  async (_, file) => {
    const database = await hungYen()
    const before = process.memoryUsage().rss
    const run = await take(database, file())
    expect(run.inserted).toBe(0)
    expect(run.status === 'failed' ? run.error : (run as { rejected: number }).rejected).toBeTruthy()
    expect(process.memoryUsage().rss - before).toBeLessThan(600_000_000)
    expect(await take(database, HEADER, row(1, 'Open'))).toMatchObject({ status: 'done', inserted: 1 })
  },
  120_000,
)
