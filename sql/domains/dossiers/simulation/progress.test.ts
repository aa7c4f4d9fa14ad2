import { expect, test } from 'vitest'
import { testWorld } from '../../../src/pack/simulate.fixture.ts'
import { lifeOf } from './life.ts'
import { Place } from './place.ts'
import { progress, staysOf } from './progress.ts'

const NOW = new Date('2026-11-18T10:00:00+07:00')
const world = testWorld()
const place = new Place(world, {})
const dossiers = Array.from({ length: 60 }, (_, index) => lifeOf(place, place.start + 3, index))

test('a dossier lies at one desk at a time, in the order of its steps, and at none once it is done', () => {
  for (const dossier of dossiers) {
    const stays = staysOf(place, dossier)
    for (const [n, stay] of stays.entries()) {
      expect(stay.to ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(stay.from)
      if (n > 0) expect(stay.from).toBeGreaterThanOrEqual(stays[n - 1]?.to ?? Number.POSITIVE_INFINITY)
    }
    if (dossier.finished > 0) expect(stays.every(({ to }) => to !== null)).toBe(true)
  }
})

test('each stay is told with who has it and until when, and again when it ends', () => {
  const { records } = progress(world, place).changesSince(null, 1_000_000, NOW)
  expect(records.length).toBeGreaterThan(100)
  const held = records.filter(({ ThoiDiemXuLy }) => ThoiDiemXuLy === '')
  expect(held.length).toBeGreaterThan(5)
  expect(held.length).toBeLessThan(records.length / 2)
  for (const row of records.slice(0, 50))
    expect(row).toMatchObject({
      NguoiXuLy: expect.stringContaining(' '),
      NgayBatDau: expect.any(String),
      PhongBanXuLy: expect.any(String),
    })
})
