import { loadUnitRegistry, openQuestion, readIndicator, verify } from '@ioc/sql'
import { loadSimulators, loadWorld, type RecordSource } from '@ioc/sql/simulate'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { takeFiles } from './support/files.ts'
import { heard } from './support/sources.ts'

const AT = new Date('2025-09-20T03:00:00Z')

test('the months about the merger read the same on the map before it and the one after, and no resident counts twice', async () => {
  const database = await hungYen()
  const world = loadWorld('hung-yen', { seed: 1, scale: 0.01, start: '2025-05-01' })
  const source = (await loadSimulators()).get('population')?.records?.(world) as RecordSource
  const duLieu = source.changesSince(null, 10_000, AT).records
  expect(await takeFiles(database, 'population-sim', { 'thang.json': JSON.stringify({ duLieu }) })).toMatchObject({ held: 0 })
  await heard(database, AT)
  const units = await loadUnitRegistry(database.db)
  const ask = async (indicator: string, unit: string, asked: { period?: string; geo?: string }) => {
    const question = await openQuestion(database.db, units, { indicator, unit, ...asked }, AT)
    return (await readIndicator(database.db, units, question.indicator, question.unit.id, question.moment, question.span))
      .value as number
  }
  for (const [indicator, period] of [
    ['population.people_police', '2025-06'],
    ['population.people_police', '2025-07'],
  ] as const) {
    const before = await Promise.all(
      ['hung-yen-cu', 'thai-binh-cu'].map((unit) => ask(indicator, unit, { period, geo: '2025-06-30' })),
    )
    const after = await ask(indicator, 'hung-yen', { period })
    expect(before.reduce((sum, value) => sum + value, 0)).toBeCloseTo(after, 3)
  }
  // What is told on two maps is taken from each other: of births, which may be few, there is one map.
  expect(await ask('population.births_last_month', 'hung-yen', { period: '2025-05' })).toBeGreaterThan(1_000)
  expect(await ask('population.births_last_month', 'hung-yen-cu', { period: '2025-05', geo: '2025-06-30' })).toBe(null)
  // June was told by the old communes, July by the new: the new figures take the place of the old.
  const [june, july, newest] = [
    await ask('population.people_police', 'hung-yen', { period: '2025-06' }),
    await ask('population.people_police', 'hung-yen', { period: '2025-07' }),
    await ask('population.people_police', 'hung-yen', {}),
  ]
  expect(Math.abs(july / june - 1)).toBeLessThan(0.05)
  expect(Math.abs(newest / july - 1)).toBeLessThan(0.01)
  expect((await verify(database.db)).differences).toEqual([])
})
