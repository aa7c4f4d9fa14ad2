import { feedsOfIndicator, lineageOfFeed, listScenes, loadRegistry, loadTiles, plansAsOf } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'

test('from a feed one sees every number, tile and promise that rests on it, and which of them another feed would keep alive', async () => {
  const database = await hungYen()
  const registry = await loadRegistry()
  const house = {
    registry,
    tiles: await loadTiles(),
    scenes: await listScenes(database.db),
    plans: (await plansAsOf(database.db, null))?.value ?? [],
  }
  const one = await openRun(database, 'one')
  const lineage = () => lineageOfFeed(database.db, house, one.feedId)
  expect(await lineage()).toEqual({ measures: [], indicators: [], tiles: [], clauses: [] })

  await commit(database, one, [dossier({ id: 'a', finished: 3 })])
  const alone = await lineage()
  expect(alone.measures.find(({ id }) => id === 'dossiers.received')).toMatchObject({ units: 1, alone: true })
  expect(alone.indicators.find(({ id }) => id === 'dossiers.on_time_rate')).toMatchObject({ stops: true })
  expect(alone.tiles.flatMap(({ scenes }) => scenes.map(({ id }) => id))).toContain('overview')
  expect(alone.clauses.map(({ indicator }) => indicator)).toContain('dossiers.on_time_rate')
  expect(alone.indicators.map(({ id }) => id)).not.toContain('budget.revenue')
  expect(await feedsOfIndicator(database.db, registry.indicator('dossiers.on_time_rate'))).toMatchObject([{ feed: 'one' }])

  const other = await openRun(database, 'other')
  await commit(database, other, [dossier({ id: 'b', finished: 3 })])
  const shared = await lineage()
  expect(shared.measures.every((measure) => !measure.alone)).toBe(true)
  expect([...shared.indicators, ...shared.tiles, ...shared.clauses].some(({ stops }) => stops)).toBe(false)
  expect(shared.indicators.map(({ id }) => id)).toEqual(alone.indicators.map(({ id }) => id))
})
