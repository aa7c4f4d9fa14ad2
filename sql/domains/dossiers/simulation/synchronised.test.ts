import { expect, test } from 'vitest'
import { dayNumberOf } from '../../../src/calendar/day.ts'
import { testWorld } from '../../../src/pack/simulate.fixture.ts'
import type { RecordSource, SourceRow } from '../../../src/pack/simulate.ts'
import { lifeOf } from './life.ts'
import { Place } from './place.ts'
import { codeOf } from './row.ts'
import { fateOf, firstDayOf, heardOf, indexesOf, listings } from './synchronised.ts'

const NOW = new Date('2026-11-18T10:00:00+07:00')
const DAY_MS = 86_400_000

const world = testWorld({ scale: 0.03 })
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

test('what the two lists disagree about for more than a day is what was made to go wrong, all of it and nothing else', () => {
  const found = {
    unsynced: [...province].filter(([code, row]) => !portal.has(code) && isSettled(row, 'NgayCapNhat')).map(([code]) => code),
    stray: [...portal].filter(([code, row]) => !province.has(code) && isSettled(row, 'NgayDongBo')).map(([code]) => code),
    stuck: [...province].flatMap(([code, row]) => {
      const shown = portal.get(code)
      return shown && shown.TrangThaiHoSo !== row.TrangThaiHoSo && isSettled(row, 'NgayCapNhat') ? [code] : []
    }),
  }
  const made = { unsynced: [] as string[], stray: [] as string[], stuck: [] as string[] }
  let seeded = 0
  let dossiers = 0
  for (let day = firstDayOf(NOW); day <= dayNumberOf(NOW); day++) {
    for (const index of indexesOf(place, day)) {
      const dossier = lifeOf(place, day, index)
      const code = codeOf(dossier.unit.code, day, index)
      const told = dossier.steps.findLast((step) => step.told <= NOW.getTime())
      const heard = heardOf(place, dossier).findLast(({ at }) => at <= NOW.getTime())
      const fate = fateOf(place, day, index)
      if (fate === 'stray') {
        if (heard && heard.at <= NOW.getTime() - DAY_MS) made.stray.push(code)
      } else if (fate !== 'synced' && told && told.told <= NOW.getTime() - DAY_MS) {
        if (!heard) made.unsynced.push(code)
        else if (dossier.steps[heard.number]?.status !== told.status) made.stuck.push(code)
      }
      dossiers++
      if (fate !== 'synced') seeded++
    }
  }
  for (const kind of ['unsynced', 'stray', 'stuck'] as const) {
    expect(made[kind].length, kind).toBeGreaterThan(3)
    expect(found[kind].sort(), kind).toEqual(made[kind].sort())
  }
  expect(seeded / dossiers).toBeGreaterThan(0.024)
  expect(seeded / dossiers).toBeLessThan(0.036)
})

test('the portal hears after the province has told, and says both times', () => {
  for (const row of portal.values()) expect((row.NgayDongBo as string) > (row.NgayCapNhat as string)).toBe(true)
})

test('either list names who applied, for the feeds to take out', () => {
  for (const row of [...province.values(), ...portal.values()].slice(0, 50))
    expect(row).toMatchObject({ ChuHoSo: expect.any(String), SoGiayToChuHoSo: expect.stringMatching(/^0\d{11}$/) })
})
