import { expect, test } from 'vitest'
import { bandsOf } from '../../src/listening/near-duplicates.ts'
import { testWorld } from '../../src/pack/simulate.fixture.ts'
import type { NewsItem, NewsSource, RecordSource } from '../../src/pack/simulate.ts'
import simulator from './simulate.ts'

const NOW = new Date('2026-11-18T23:30:00+07:00')
const outlets = ['mot', 'hai', 'ba', 'bon', 'nam', 'sau'].map((id, index) => ({
  id,
  name: `Báo ${id} (mô phỏng)`,
  weight: 6 - index / 2,
  form: 'rss',
}))

function source(): NewsSource {
  return simulator.news?.(testWorld({ scale: 1, settings: { press: { mentionsPerDay: 600, outlets } } })) as NewsSource
}

/** Everything of the last day, oldest first, with the number of its story, which its address ends in. */
function lastDay(from: NewsSource): (NewsItem & { outlet: string; story: string })[] {
  return from.outlets
    .flatMap((outlet) =>
      from
        .newest(outlet.id, 5_000, NOW)
        .map((item) => ({ ...item, outlet: outlet.id, story: /(\d+)\.html$/.exec(item.url)?.[1] ?? '' })),
    )
    .filter((item) => NOW.getTime() - item.publishedAt.getTime() < 86_400_000)
    .sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime())
}

const items = lastDay(source())

const recordsOf = (world: ReturnType<typeof testWorld>) =>
  (simulator.records as NonNullable<typeof simulator.records>)(world) as [RecordSource, RecordSource]

test('the archive holds what the outlets published from the beginning to a day ago, the same articles by the same names', () => {
  const world = testWorld({ scale: 1, start: '2026-09-01', settings: { press: { mentionsPerDay: 600, outlets } } })
  const [archive] = recordsOf(world)
  const { records } = archive.changesSince(null, 1_000_000, NOW)
  const days = new Set(records.map(({ dangLuc }) => (dangLuc as string).slice(0, 10)))
  expect(days.size).toBeGreaterThanOrEqual(70)
  expect(records.length / days.size).toBeGreaterThan(400)
  expect(records.every(({ dangLuc }) => new Date(`${dangLuc}+07:00`).getTime() <= NOW.getTime() - 86_400_000)).toBe(true)
  const shown = source().newest('mot', 1_000, NOW)
  const old = shown.filter(({ publishedAt }) => NOW.getTime() - publishedAt.getTime() > 86_400_000)
  expect(old.length).toBeGreaterThan(20)
  const byCode = new Map(records.map((row) => [row.maBai, row]))
  for (const { guid, title } of old) expect(byCode.get(guid)).toMatchObject({ tieuDe: title, tenBao: 'Báo mot (mô phỏng)' })
})

test('two years of a small world are told, quieter at Tết and at weekends', () => {
  const [archive] = recordsOf(testWorld({ start: '2025-01-01', settings: { press: { mentionsPerDay: 600, outlets } } }))
  const days = new Map<string, number>()
  for (const { dangLuc } of archive.changesSince(null, 1_000_000, NOW).records) {
    const day = (dangLuc as string).slice(0, 10)
    days.set(day, (days.get(day) ?? 0) + 1)
  }
  const mean = (from: string, to: string) => {
    const counts = [...days].flatMap(([day, count]) => (day >= from && day <= to ? [count] : []))
    return counts.reduce((sum, count) => sum + count, 0) / counts.length
  }
  expect([...days.keys()].toSorted().at(0)).toBe('2025-01-01')
  expect(days.size).toBeGreaterThan(680)
  expect(mean('2026-01-01', '2026-10-31')).toBeGreaterThan(35)
  expect(mean('2026-01-01', '2026-10-31')).toBeLessThan(65)
  expect(mean('2026-02-14', '2026-02-20')).toBeLessThan(mean('2026-03-02', '2026-03-29') * 0.8)
  expect(mean('2025-07-01', '2025-07-14')).toBeGreaterThan(mean('2025-09-08', '2025-09-21') * 1.05)
})

test('a day brings about the mentions it should, most of them by daylight', () => {
  expect(items.length).toBeGreaterThan(480)
  expect(items.length).toBeLessThan(760)
  const hour = (item: NewsItem) => (item.publishedAt.getUTCHours() + 7) % 24
  expect(items.filter((item) => hour(item) < 5).length).toBeLessThan(items.length / 12)
  expect(items.filter((item) => hour(item) >= 7 && hour(item) < 19).length).toBeGreaterThan(items.length / 2)
})

test('the same instant shows the same newest items, newest first', () => {
  const one = source().newest('mot', 120, NOW)
  expect(one).toHaveLength(120)
  expect(one).toEqual(source().newest('mot', 120, NOW))
  expect(one.map((item) => item.publishedAt)).toEqual(
    one.map((item) => item.publishedAt).toSorted((a, b) => b.getTime() - a.getTime()),
  )
  expect(new Set(one.map((item) => item.guid)).size).toBe(120)
})

test('nothing is shown before it is published', () => {
  const earlier = new Date(NOW.getTime() - 6 * 3_600_000)
  const seen = source().newest('hai', 5_000, earlier)
  expect(seen.every((item) => item.publishedAt <= earlier)).toBe(true)
  const later = new Set(
    source()
      .newest('hai', 10_000, NOW)
      .map((item) => item.guid),
  )
  expect(seen.slice(0, 200).every((item) => later.has(item.guid))).toBe(true)
})

test('reprints of a story are near-duplicates, and different stories seldom are', () => {
  const bands = items.map((item) => bandsOf(`${item.title} ${item.summary}`))
  const alike = (a: number, b: number) => (bands[a] as number[]).filter((band) => bands[b]?.includes(band)).length >= 3
  let reprints = 0
  let found = 0
  const mistaken = new Set<number>()
  for (let a = 0; a < items.length; a++) {
    for (let b = a + 1; b < items.length; b++) {
      if (items[a]?.story === items[b]?.story) {
        reprints++
        if (alike(a, b)) found++
      } else if (alike(a, b)) mistaken.add(b)
    }
  }
  expect(reprints).toBeGreaterThan(items.length / 2)
  expect(found / reprints).toBeGreaterThan(0.85)
  expect(mistaken.size / items.length).toBeLessThan(0.05)
  expect(new Set(items.map((item) => item.story)).size).toBeLessThan(items.length * 0.6)
})

test('most titles name a commune, no placeholder is left, and sentences begin with a capital', () => {
  expect(items.filter((item) => /(xã|phường) An Hòa \d+/i.test(item.title)).length).toBeGreaterThan(items.length * 0.6)
  for (const item of items) {
    expect(`${item.title} ${item.summary}`).not.toMatch(/[{}]|undefined|NaN/)
    expect(item.title).toMatch(/^(\[Ảnh\] |\[Video\] )?\p{Lu}/u)
    expect(`${item.title} ${item.summary}`).toBe(`${item.title} ${item.summary}`.normalize('NFC'))
  }
})

test('an item published from outside stands first', () => {
  const one = source()
  one.publish('ba', { title: 'Người dân xã An Hòa 3 mừng cầu mới' }, NOW)
  expect(one.newest('ba', 1, NOW)[0]?.title).toBe('Người dân xã An Hòa 3 mừng cầu mới')
})

test('the register of replies follows what speaks badly: read ever more, assigned, due two working days on, mostly answered in time', () => {
  const [, register] = recordsOf(
    testWorld({ scale: 1, start: '2026-10-01', settings: { press: { mentionsPerDay: 120, outlets } } }),
  )
  const rows = register.changesSince(null, 1_000_000, NOW).records
  const newest = [...new Map(rows.map((row) => [row.duongDan, row])).values()]
  expect(newest.length).toBeGreaterThan(50)
  const owed = newest.filter(({ canPhanHoi }) => canPhanHoi === '1')
  const answered = owed.filter(({ phanHoiLuc }) => phanHoiLuc !== '')
  const inTime = answered.filter(({ phanHoiLuc, hanPhanHoi }) => (phanHoiLuc as string) <= (hanPhanHoi as string))
  expect(inTime.length / answered.length).toBeGreaterThan(0.7)
  expect(inTime.length).toBeLessThan(answered.length)
  for (const { giaoLuc, dangLuc, hanPhanHoi } of owed) {
    expect((giaoLuc as string) > (dangLuc as string)).toBe(true)
    expect(hanPhanHoi).toMatch(/T17:00:00/)
  }
  const [first] = rows
  const again = rows.filter(({ duongDan }) => duongDan === first?.duongDan).map(({ luotXem }) => Number(luotXem))
  expect(again).toEqual(again.toSorted((a, b) => a - b))
})
