import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOfNumber } from '../calendar/day.ts'
import { Random } from './random.ts'
import { testWorld } from './simulate.fixture.ts'
import type { Mark, RecordSource, SourceRow } from './simulate.ts'
import { type Life, SimulatedLives } from './simulated-lives.ts'
import { WalkedLives } from './walked-lives.ts'

const HOUR_MS = 3_600_000
const world = testWorld({ start: '2026-09-01' })
const names = { code: 'Ma', updated: 'CapNhat' }

/** A few things a day, each told up to five times within twelve days, some a little before their day begins. */
function* livesOf(day: number): Generator<Life> {
  const random = new Random(7, day)
  const count = 1 + random.below(5)
  for (let index = 0; index < count; index++) {
    let at = Math.floor(startOfNumber(day).getTime() + random.between(-2, 23) * HOUR_MS)
    const steps = Array.from({ length: 1 + random.below(5) }, (_, number) => {
      const told = at
      at += Math.floor(random.between(0.1, 48) * HOUR_MS)
      return { at: told, row: () => ({ buoc: String(number) }) }
    })
    yield { code: `${day}-${index}`, steps }
  }
}

const walked = (journalDays: number) =>
  new WalkedLives(world, {
    path: 'thu',
    names,
    livesOf,
    volumeOf: () => 1,
    wholeFrom: () => 0,
    lifeDays: 12,
    journalDays,
  })

function readAll(from: RecordSource, now: Date, pageSize: number, since: Mark | null = null): SourceRow[] {
  const rows: SourceRow[] = []
  for (let mark = since; ; ) {
    const page = from.changesSince(mark, pageSize, now)
    rows.push(...page.records)
    if (!page.more) return rows
    mark = page.last
  }
}

test('walked day by day, a list is what it is made at once, by pages of any size, from any mark, with any journal', () => {
  const begin = Date.parse('2026-09-01T00:00:00+07:00')
  fc.assert(
    fc.property(
      // Often just before midnight, when what begins tomorrow may be told already.
      fc.oneof(
        fc.integer({ min: 1, max: 80 * 24 }),
        fc.integer({ min: 1, max: 80 }).map((days) => days * 24 - 1),
      ),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 5, 90),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (hours, pageSize, journalDays, part) => {
        const now = new Date(begin + hours * HOUR_MS)
        const atOnce = new SimulatedLives('thu', world, names, livesOf, journalDays)
        const rows = readAll(atOnce, now, 1_000_000)
        const source = walked(journalDays)
        expect(readAll(source, now, pageSize)).toEqual(rows)
        const middle = atOnce.changesSince(null, Math.floor(rows.length * part), now).last
        if (middle) expect(readAll(source, now, pageSize, middle)).toEqual(readAll(atOnce, now, 1_000_000, middle))
      },
    ),
    { numRuns: 40 },
  )
})

test('a reader that follows along as time goes on learns where everything stands', () => {
  const source = walked(0)
  const known = new Map<unknown, SourceRow>()
  let mark: Mark | null = null
  for (let hour = 30 * 24; hour <= 40 * 24; hour += 7) {
    const now = new Date(Date.parse('2026-09-01T00:00:00+07:00') + hour * HOUR_MS)
    const page = source.changesSince(mark, 100_000, now)
    for (const row of page.records) known.set(row.Ma, row)
    mark = page.last
  }
  const now = new Date(Date.parse('2026-09-01T00:00:00+07:00') + 40 * 24 * HOUR_MS)
  const { records } = source.changesSince(mark, 100_000, now)
  for (const row of records) known.set(row.Ma, row)
  const stands = readAll(walked(0), now, 100_000)
  expect(known.size).toBe(stands.length)
  for (const row of stands) expect(known.get(row.Ma)).toEqual(row)
})

test('a count of all is about what is read, and one of the last days exactly', () => {
  const now = new Date('2026-11-10T12:00:00+07:00')
  for (const journalDays of [0, 20]) {
    const source = walked(journalDays)
    const rows = readAll(source, now, 500)
    expect(source.countSince(null, now) / rows.length).toBeGreaterThan(0.6)
    expect(source.countSince(null, now) / rows.length).toBeLessThan(1.6)
    const mark = { at: now.getTime() - 30 * HOUR_MS, code: '', copy: -1 }
    expect(source.countSince(mark, now)).toBe(readAll(source, now, 500, mark).length)
  }
})

test('what is written from outside is read next, and once by a late reader', () => {
  const source = walked(0)
  const now = new Date('2026-11-10T12:00:00+07:00')
  const rows = readAll(source, now, 1_000)
  const { last } = source.changesSince(null, 1_000_000, now)
  const { Ma } = rows.at(-3) as SourceRow
  const row = source.write({ Ma: Ma as string, buoc: 'sửa' }, now)
  expect(row).toMatchObject({ buoc: 'sửa' })
  expect(source.changesSince(last, 10, new Date(now.getTime() + 1_000)).records).toEqual([row])
  expect(readAll(source, new Date(now.getTime() + 1_000), 7).filter((each) => each.Ma === Ma)).toEqual([row])
})
