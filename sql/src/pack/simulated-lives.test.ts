import { expect, test } from 'vitest'
import { startOfNumber } from '../calendar/day.ts'
import { testWorld } from './simulate.fixture.ts'
import type { Mark, RecordSource, SourceRow } from './simulate.ts'
import { type Life, OfficeYear, SimulatedLives } from './simulated-lives.ts'

const HOUR_MS = 3_600_000
const world = testWorld({ start: '2026-11-01' })

/** Three things a day; each is told at once, an hour later and five days later. */
function* livesOf(day: number): Generator<Life> {
  for (const index of [0, 1, 2]) {
    const at = startOfNumber(day).getTime() + index * HOUR_MS
    const steps = [0, 1, 120].map((hours) => ({ at: at + hours * HOUR_MS, row: () => ({ gio: String(hours) }) }))
    yield { code: `${day}-${index}`, steps }
  }
}

const source = (journalDays = 0) => new SimulatedLives('thu', world, { code: 'Ma', updated: 'CapNhat' }, livesOf, journalDays)

function readAll(from: RecordSource, now: string, pageSize: number, since: Mark | null = null): SourceRow[] {
  const rows: SourceRow[] = []
  for (let mark = since; ; ) {
    const page = from.changesSince(mark, pageSize, new Date(now))
    rows.push(...page.records)
    if (!page.more) return rows
    mark = page.last
  }
}

test('each thing is told as it stands, oldest change first, whatever the size of a page', () => {
  const rows = readAll(source(), '2026-11-10T12:00:00+07:00', 1_000)
  expect(rows).toHaveLength(30)
  expect(rows.filter(({ gio }) => gio === '120')).toHaveLength(15)
  const times = rows.map(({ CapNhat }) => CapNhat)
  expect(times).toEqual(times.toSorted())
  expect(readAll(source(), '2026-11-10T12:00:00+07:00', 4)).toEqual(rows)
})

test('within the days of the journal every step is told', () => {
  expect(readAll(source(60), '2026-11-10T12:00:00+07:00', 1_000)).toHaveLength(30 + 30 + 15)
})

test('a reader that follows along misses nothing, and a count is of what it would read', () => {
  const one = source()
  const page = one.changesSince(null, 1_000, new Date('2026-11-10T00:30:00+07:00'))
  const later = new Date('2026-11-10T12:00:00+07:00')
  expect(one.countSince(page.last, later)).toBe(readAll(source(), later.toISOString(), 1_000, page.last).length)
  const told = new Map([...page.records, ...readAll(one, later.toISOString(), 3, page.last)].map((row) => [row.Ma, row]))
  expect([...told.values()].toSorted((a, b) => String(a.Ma).localeCompare(String(b.Ma)))).toEqual(
    readAll(source(), later.toISOString(), 1_000).toSorted((a, b) => String(a.Ma).localeCompare(String(b.Ma))),
  )
})

test('what is written from outside is read next, and once by a late reader', () => {
  const one = source()
  const now = new Date('2026-11-10T12:00:00+07:00')
  const { last, records } = one.changesSince(null, 1_000, now)
  const { Ma } = records[3] as SourceRow
  const row = one.write({ Ma: Ma as string, gio: 'sửa' }, now)
  expect(one.changesSince(last, 10, new Date(now.getTime() + 1_000)).records).toEqual([row])
  expect(readAll(one, '2026-11-10T12:00:01+07:00', 7).filter((each) => each.Ma === Ma)).toEqual([row])
})

test('offices rest at weekends and next to wholly at Tết', () => {
  const year = new OfficeYear(testWorld({ start: '2026-01-01' }))
  const load = (day: string) => year.load(Date.parse(`${day}T00:00:00Z`) / 86_400_000, 0.4)
  expect(load('2026-11-18')).toBe(1)
  expect(load('2026-11-22')).toBe(0.4)
  expect(load('2026-02-17')).toBe(0.1)
})
