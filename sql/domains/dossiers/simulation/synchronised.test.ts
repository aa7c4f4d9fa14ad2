import { expect, test } from 'vitest'
import { dayNumberOf, dayOfNumber } from '../../../src/calendar/day.ts'
import { testWorld } from '../../../src/pack/simulate.fixture.ts'
import type { RecordSource, SourceRow } from '../../../src/pack/simulate.ts'
import { lifeOf } from './life.ts'
import { Place } from './place.ts'
import { numberOf } from './row.ts'
import { fateOf, heardOf, indexesOf, listings, wholeMonths } from './synchronised.ts'

const NOW = new Date('2026-11-18T10:00:00+07:00')
const DAY_MS = 86_400_000

const world = testWorld({ scale: 0.03, start: '2024-11-01' })
const place = new Place(world, {})
const [province, portal] = listings(world, place).map((source) => byCode(source)) as [
  Map<string, SourceRow>,
  Map<string, SourceRow>,
]

function byCode(source: RecordSource): Map<string, SourceRow> {
  const { records, more } = source.changesSince(null, 1_000_000, NOW)
  expect(more).toBe(false)
  return new Map(records.map((row) => [row.MaHoSo as string, row]))
}

const isSettled = (row: SourceRow, field: string) => Date.parse(`${row[field]}+07:00`) <= NOW.getTime() - DAY_MS

test('what the two lists of two years disagree about for more than a day is what was made to go wrong, all of it and nothing else', () => {
  const found = {
    unsynced: [...province].filter(([code, row]) => !portal.has(code) && isSettled(row, 'NgayCapNhat')).map(([code]) => code),
    stray: [...portal].filter(([code, row]) => !province.has(code) && isSettled(row, 'NgayDongBo')).map(([code]) => code),
    stuck: [...province].flatMap(([code, row]) => {
      const shown = portal.get(code)
      return shown && shown.TrangThaiHoSo !== row.TrangThaiHoSo && isSettled(row, 'NgayCapNhat') ? [code] : []
    }),
  }
  const made = { unsynced: [] as string[], stray: [] as string[], stuck: [] as string[] }
  const months = new Map<string, { dossiers: number; seeded: number }>()
  for (let day = place.start; day <= dayNumberOf(NOW); day++) {
    const month = { dossiers: 0, seeded: 0, ...months.get(dayOfNumber(day).slice(0, 7)) }
    months.set(dayOfNumber(day).slice(0, 7), month)
    for (const index of indexesOf(place, day, wholeMonths(NOW))) {
      const dossier = lifeOf(place, day, index)
      const code = numberOf(dossier)
      const told = dossier.steps.findLast((step) => step.told <= NOW.getTime())
      const heard = heardOf(place, dossier).findLast(({ at }) => at <= NOW.getTime())
      const fate = fateOf(place, day, index)
      if (fate === 'stray') {
        if (heard && heard.at <= NOW.getTime() - DAY_MS) made.stray.push(code)
      } else if (fate !== 'synced' && told && told.told <= NOW.getTime() - DAY_MS) {
        if (!heard) made.unsynced.push(code)
        else if (dossier.steps[heard.number]?.status !== told.status) made.stuck.push(code)
      }
      month.dossiers++
      if (fate !== 'synced') month.seeded++
    }
  }
  for (const kind of ['unsynced', 'stray', 'stuck'] as const) {
    expect(made[kind].length, kind).toBeGreaterThan(3)
    expect(found[kind].sort(), kind).toEqual(made[kind].sort())
  }
  expect(months.size).toBe(25)
  for (const [month, { dossiers, seeded }] of months) {
    expect(dossiers, month).toBeGreaterThan(400)
    expect(seeded, month).toBeGreaterThan(0)
  }
  const all = (of: 'dossiers' | 'seeded') => [...months.values()].reduce((sum, month) => sum + month[of], 0)
  expect(all('seeded') / all('dossiers')).toBeGreaterThan(0.026)
  expect(all('seeded') / all('dossiers')).toBeLessThan(0.034)
})

test('of older months a small world repeats a part, a province all; the one-stop system has every one that is repeated', () => {
  const day = place.start + 40
  const codes = (of: Place) => new Set([...of.listedOn(day, wholeMonths(NOW))])
  expect(codes(place).size).toBeGreaterThan(15)
  expect(codes(place).size).toBeLessThan(place.volume(day) * 0.7)
  const small = new Place(testWorld({ scale: 0.01, start: '2024-11-01' }), {})
  expect(codes(small).size).toBe(small.volume(day))
  const whole = new Place(testWorld({ scale: 1, start: '2024-11-01' }), {})
  expect(codes(whole).size).toBe(whole.volume(day))
  for (const code of province.keys()) expect(code).toMatch(/^(H99\.\d+-|HS\.)/)
})

test('the portal hears after the province has told, and says both times', () => {
  for (const row of portal.values()) expect((row.NgayDongBo as string) > (row.NgayCapNhat as string)).toBe(true)
})

test('either list names who applied, for the feeds to take out', () => {
  for (const row of [...province.values(), ...portal.values()].slice(0, 50))
    expect(row).toMatchObject({ ChuHoSo: expect.any(String), SoGiayToChuHoSo: expect.stringMatching(/^0\d{11}$/) })
})
