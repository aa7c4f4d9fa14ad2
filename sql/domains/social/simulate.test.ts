import { expect, test } from 'vitest'
import { spikeOf } from '../../src/baseline/spike.ts'
import { dayNumberOf, startOfNumber } from '../../src/calendar/day.ts'
import { crisisOn } from '../../src/listening/newsroom/crises.ts'
import { tell } from '../../src/listening/newsroom/stories.ts'
import { keyOf, Random } from '../../src/pack/random.ts'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import { dateOf, type Mark, type RecordSource, type SourceRow } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-18T22:00:00+07:00')
const HOUR_MS = 3_600_000
const world = testWorld({ scale: 0.2, start: '2026-09-05' })

function source(): RecordSource {
  return simulator.records?.(world) as RecordSource
}

function readAll(from: RecordSource, pageSize: number, now = NOW, since: Mark | null = null): SourceRow[] {
  const rows: SourceRow[] = []
  for (let mark = since; ; ) {
    const page = from.changesSince(mark, pageSize, now)
    rows.push(...page.records)
    if (!page.more) return rows
    mark = page.last
  }
}

const all = readAll(source(), 1_000)
const at = (row: SourceRow) => Date.parse(`${row.dangLuc}+07:00`)

test('history is the same whatever the size of its pages; every post stands once, in order of its last change', () => {
  expect(readAll(source(), 700)).toEqual(all)
  expect(new Set(all.map((row) => row.maBai)).size).toBe(all.length)
  expect(all.map((row) => row.capNhatLuc)).toEqual(all.map((row) => row.capNhatLuc).toSorted())
  for (const row of all) expect(at(row)).toBeLessThanOrEqual(NOW.getTime())
})

test('who follows from a mark hears of what changed since and of nothing else', () => {
  const earlier = new Date(NOW.getTime() - HOUR_MS)
  const from = source()
  let mark: Mark | null = null
  for (let more = true; more; ) ({ last: mark, more } = from.changesSince(mark, 1_000, earlier))
  const since = readAll(from, 500, NOW, mark)
  expect(since.length).toBeGreaterThan(5)
  expect(since.every((row) => Date.parse(`${row.capNhatLuc}+07:00`) > earlier.getTime())).toBe(true)
  const known = new Map(readAll(source(), 1_000, earlier).map((row) => [row.maBai, row]))
  for (const row of since) known.set(row.maBai, row)
  expect(known.size).toBe(all.length)
  for (const row of all) expect(known.get(row.maBai)).toEqual(row)
})

test('it is posted most in the evening, hardly at all before dawn', () => {
  const hour = (row: SourceRow) => Number((row.dangLuc as string).slice(11, 13))
  const within = (from: number, to: number) => all.filter((row) => hour(row) >= from && hour(row) < to).length
  expect(within(19, 23)).toBeGreaterThan(within(8, 12))
  expect(within(1, 5)).toBeLessThan(all.length / 20)
})

test('some matters are those the press tells of', () => {
  const day = dayNumberOf(NOW) - 3
  const titles = Array.from(
    { length: 300 },
    (_, index) =>
      tell(new Random(world.seed, keyOf('press'), day, index), world.communes, world.province.name, dateOf(day)).title,
  )
  const mine = all.filter((row) => dayNumberOf(new Date(at(row))) === day)
  expect(mine.filter((row) => titles.some((title) => (row.noiDung as string).startsWith(title))).length).toBeGreaterThan(3)
})

test('a crisis stands out against the weeks before, and ordinary days do not', () => {
  const first = dayNumberOf(NOW) - 20
  const counts = (from: number) => all.filter((row) => at(row) >= from && at(row) < from + 3 * HOUR_MS).length
  const scores = Array.from({ length: 20 }, (_, n) => {
    const crisis = crisisOn(world.seed, first + n, world.communes)
    const from = crisis?.at ?? startOfNumber(first + n).getTime() + 10 * HOUR_MS
    const weeks = Array.from({ length: 7 }, (_, week) => counts(from - (week + 1) * 7 * 24 * HOUR_MS))
    return { isCrisis: crisis !== null, z: spikeOf(counts(from), weeks)?.z ?? 0 }
  })
  const crises = scores.filter(({ isCrisis }) => isCrisis)
  expect(crises.length).toBeGreaterThan(1)
  expect(crises.filter(({ z }) => z >= 3).length / crises.length).toBeGreaterThan(0.7)
  expect(scores.filter(({ isCrisis, z }) => !isCrisis && z >= 5).length).toBeLessThanOrEqual(1)
})

test('posts carry what people should not have put there, for whoever must not keep it', () => {
  expect(all.every((row) => row.tenNguoiDang && row.soDienThoai && row.tacGia)).toBe(true)
  expect(all.filter((row) => /09\d{2} ?\d{3} ?\d{3}/.test(row.noiDung as string)).length).toBeGreaterThan(all.length / 40)
  expect(all.some((row) => row.phanHoiLuc !== '')).toBe(true)
})

test('a post written from outside is told with its own words', () => {
  const one = source()
  one.changesSince(null, 1_000, NOW)
  const row = one.write({ maBai: 'x1', noiDung: 'Xã An Hòa 3 mưa to' }, NOW)
  expect(row).toMatchObject({ maBai: 'x1', noiDung: 'Xã An Hòa 3 mưa to' })
  expect(readAll(one, 1_000).at(-1)).toMatchObject({ maBai: 'x1', noiDung: 'Xã An Hòa 3 mưa to' })
})
