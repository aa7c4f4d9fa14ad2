import { computeTile, loadTileContext } from '@ioc/server/testing'
import { type Database, heldWith, loadUnitRegistry, momentOf, registryAsOf, setEmbargo, wholeBuckets } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// What is overdue at each agency, by how long it has been: the agency where most has waited longest first.

const NOW = new Date('2026-02-17T10:00:00+07:00')
/** Days after 1 January. */
const TODAY = 47
const [MUCH, LONG, NONE] = ['phuong-son-nam', 'phuong-pho-hien', 'xa-nhu-quynh'] as const

/** Dossiers of a unit due so many days ago. */
const due = (unit: string, ...daysAgo: number[]) =>
  daysAgo.map((days, n): DossierSketch & { of: string } => ({ id: `${unit} ${n}`, of: unit, due: TODAY - days }))

async function told(...sketches: (DossierSketch & { of: string })[]) {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const facts = sketches.map(({ of, ...sketch }) => dossier({ ...sketch, unit: units.find(of).id }))
  await commit(database, await openRun(database, 'dossiers-sim'), facts)
  await heard(database, NOW)
  return database
}

async function ageing(database: Database) {
  const context = await loadTileContext(database)
  const tile = await computeTile(context, context.tiles.get('dossiers.overdue_ageing') as never, momentOf({}, NOW))
  if (tile.kind !== 'ageing') throw new Error('not an ageing')
  return { ...tile, told: tile.rows.map(({ key, total, cells }) => [key, total, ...cells.map(({ value }) => value)]) }
}

test('each agency is told by how long its dossiers are overdue, the one with most of the longest first, and one with none not at all', async () => {
  const database = await told(...due(MUCH, 1, 2, 3, 4, 6, 7), ...due(LONG, 2, 12, 30), ...due(NONE, -1, -20))
  const tile = await ageing(database)
  expect(tile.told).toEqual([
    [LONG, 3, 1, 0, 2],
    [MUCH, 6, 4, 2, 0],
  ])
  expect(tile.parts).toBe(2)
  expect(tile.bands.map(({ total }) => total.value)).toEqual([5, 2, 2])
})

test('the bands of the province are all that is overdue there, each counted once', async () => {
  const database = await told(...due(MUCH, 1, 5, 10), ...due(LONG, 4, 9, 11))
  const { bands } = await ageing(database)
  const context = await loadTileContext(database)
  const overdue = await computeTile(context, context.tiles.get('dossiers.overdue') as never, momentOf({}, NOW))
  if (overdue.kind !== 'stat') throw new Error('not a stat')
  expect(bands.reduce((sum, { total }) => sum + (total.value ?? 0), 0)).toBe(overdue.reading.value)
})

test('while dossiers are held back no agency is told of', async () => {
  const database = await told(...due(MUCH, 1, 2), ...due(LONG, 12))
  const held = heldWith(await registryAsOf(database.db, null), 'dossiers.overdue')
  await setEmbargo(database.db, held, {
    span: wholeBuckets(held, { from: '2026-01-01', to: '2026-02-28' }),
    until: new Date('2026-03-01T09:00:00+07:00'),
    why: 'họp báo',
    by: 'Lan',
    now: NOW,
  })
  const tile = await ageing(database)
  expect(tile.rows).toEqual([])
  expect(tile.bands.map(({ total }) => total.value)).toEqual([null, null, null])
})
