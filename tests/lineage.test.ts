import { feedsOfIndicator, lineageOfFeed, listScenes, loadRegistry, loadTiles, plansAsOf } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
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
  expect(house.tiles.map(({ id }) => id)).not.toContain('dossiers.rated_share')
  expect(alone.tiles.find(({ id }) => id === 'dossiers.rated_share')?.scenes.map(({ id }) => id)).toEqual([
    'dossiers-satisfaction',
  ])
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

test('as of an instant a number rested on what feeds had told by then, and by what was asked then', async () => {
  const database = await hungYen()
  const pause = () => new Promise((done) => setTimeout(done, 5))
  const { url } = await serve(database)
  const get = async (path: string, asOf?: Date) =>
    (await fetch(`${url}/api/${path}${asOf ? `?asOf=${encodeURIComponent(asOf.toISOString())}` : ''}`)).json()
  const feeds = async (asOf?: Date) => {
    const { feeds } = (await get('indicators/dossiers.on_time_rate/lineage', asOf)) as {
      feeds: { feed: string; enabled: boolean }[]
    }
    return feeds.map(({ feed, enabled }) => [feed, enabled])
  }
  const isAlone = async (asOf?: Date) => {
    const { measures } = (await get('feeds/one/lineage', asOf)) as { measures: { id: string; alone: boolean }[] }
    return measures.find(({ id }) => id === 'dossiers.received')?.alone
  }
  const nothing = new Date()
  await pause()
  await commit(database, await openRun(database, 'one'), [dossier({ id: 'a', finished: 3 })])
  await pause()
  const first = new Date()
  await pause()
  await commit(database, await openRun(database, 'other'), [dossier({ id: 'b', finished: 3 })])
  await pause()
  const both = new Date()
  await pause()
  await database.pool.query("update feed set enabled = false, disabled_at = now() where key = 'other'")

  expect([await feeds(nothing), await isAlone(nothing)]).toEqual([[], undefined])
  expect([await feeds(first), await isAlone(first)]).toEqual([[['one', true]], true])
  const two = [
    ['one', true],
    ['other', true],
  ]
  expect([await feeds(both), await isAlone(both)]).toEqual([two, false])
  expect([await feeds(), await isAlone()]).toEqual([[two[0], ['other', false]], true])
})

test('a feed names the rules asked of its rows, and a rule the feeds whose rows it is asked of', async () => {
  const database = await hungYen()
  const { url } = await serve(database)
  const get = async (path: string) => (await fetch(`${url}/api/${path}`)).json()
  const { rules } = (await get('feeds/dossiers-sim/lineage')) as { rules: { kind: string; rule: string }[] }
  const { kinds } = (await get('rules')) as { kinds: { key: string; feeds: { feed: string }[]; rules: { id: string }[] }[] }
  const asked = kinds.find(({ key }) => key === rules[0]?.kind)
  expect(asked?.rules.map(({ id }) => id)).toEqual(expect.arrayContaining(rules.map(({ rule }) => rule)))
  expect(asked?.feeds.map(({ feed }) => feed)).toEqual(expect.arrayContaining(['dossiers-sim', 'nyc311']))
})
