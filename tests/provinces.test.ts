import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  applyProvince,
  BASES,
  currentProvince,
  listFeeds,
  loadProvince,
  loadUnitRegistry,
  openQuestion,
  readIndicator,
} from '@ioc/sql'
import { loadSimulators, loadWorld } from '@ioc/sql/simulate'
import { describe, expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { bare } from './support/database.ts'

const HOUSE = join(import.meta.dirname, '../sql/provinces')
const [BEFORE, AFTER] = ['2025-06-30', '2025-07-01']

const provinces = readdirSync(HOUSE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'national')
  .map((entry) => entry.name)

test('there is more than one province, so that none is the only one the code can serve', () => {
  expect(provinces).toEqual(expect.arrayContaining(['hung-yen', 'nghe-an', 'phu-tho']))
})

describe.each(provinces)('%s', (key) => {
  test('every domain simulates its sources in this world', async () => {
    const world = loadWorld(key, { seed: 1, scale: 0.01, start: '2026-10-01' })
    expect(world.communes.length).toBeGreaterThan(100)
    for (const [, { records, files, news }] of await loadSimulators()) {
      for (const make of [records, files, news]) make?.(world)
    }
  })

  test('a whole database of its own: same totals on the map before the merger and after, and a reading', async () => {
    const database = await bare()
    await applyProvince(database, loadProvince(key))
    expect((await currentProvince(database.db)).key).toBe(key)
    expect((await listFeeds(database.db)).length).toBeGreaterThan(2)
    const units = await loadUnitRegistry(database.db)
    const root = units.find(key).id
    for (const basis of BASES) {
      for (const day of [BEFORE, AFTER, '2026-11-26']) {
        const communes = communesBelow(root, day)
        expect(communes.length, day).toBeGreaterThan(100)
        // Every old commune counts once, in all, among the communes of the day.
        const weight = new Map<number, number>()
        for (const member of units.members(communes, day, basis))
          weight.set(member.unit, (weight.get(member.unit) ?? 0) + member.weight)
        for (const old of communesBelow(root, BEFORE)) expect(weight.get(old)).toBeCloseTo(1, 9)
      }
    }
    const question = await openQuestion(database.db, units, { indicator: 'dossiers.received_today', unit: key })
    expect((await readIndicator(database.db, units, question.indicator, root, question.moment)).state).toBe('missing')

    function communesBelow(unit: number, day: string): number[] {
      return units.children(unit, day).flatMap((each) => (each.kind === 'commune' ? [each.id] : communesBelow(each.id, day)))
    }
  })
})

test('a province may do without a domain: its feeds are not applied, its tiles are on no scene', async () => {
  const database = await bare()
  const { province, ...rest } = loadProvince('nghe-an')
  await applyProvince(database, { ...rest, province: { ...province, domains: { press: 'off', dossiers: ['dossiers.overdue'] } } })
  expect((await listFeeds(database.db)).map(({ spec }) => spec.domain)).not.toContain('press')
  const { app } = await serve(database)
  const { places, strip } = (await app.inject('/api/scenes/overview')).json()
  const shown = places.map(({ tile }: { tile: string }) => tile)
  expect(shown).toContain('dossiers.overdue')
  expect(shown.filter((tile: string) => tile.startsWith('press.') || tile === 'dossiers.online_share')).toEqual([])
  expect(strip).toBeNull()
  const indicators = (await app.inject('/api/indicators')).json().map(({ id }: { id: string }) => id)
  expect(indicators.filter((id: string) => id.startsWith('press.'))).toEqual([])
  expect(indicators.filter((id: string) => id.startsWith('dossiers.'))).toEqual(['dossiers.overdue'])
})
