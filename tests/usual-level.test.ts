import type { TileOf } from '@ioc/server/contract'
import { computeTile, loadTileContext } from '@ioc/server/testing'
import { type Database, heldWith, loadUnitRegistry, momentOf, registryAsOf, setEmbargo, wholeBuckets } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from './support/dossiers.ts'
import { countTwiceFrom } from './support/redefined.ts'
import { heard } from './support/sources.ts'

// Behind a trend lies where its figure usually is, by what was known of the days before each and by nothing else.

const NOW = new Date('2026-07-17T10:00:00+07:00')
const YESTERDAY = '2026-07-16'
/** 1 January 2026 is a Thursday, and so is every seventh day after it. The first is 5 March. */
const FIRST_WEEK = 9
const LAST_WEEK = 28

const thursday = (week: number, from: number, to: number): DossierSketch[] =>
  Array.from({ length: to - from }, (_, n) => ({ id: `${week} ${from + n}`, received: 7 * week }))

/** A province that is told of one dossier on the first Thursday, of two on the next, and of nothing on other days. */
async function growing() {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const unit = (await loadUnitRegistry(database.db)).find('phuong-pho-hien').id
  const tell = (all: DossierSketch[]) =>
    commit(
      database,
      run,
      all.map((sketch) => dossier({ ...sketch, unit })),
    )
  const weeks = Array.from({ length: LAST_WEEK - FIRST_WEEK + 1 }, (_, n) => FIRST_WEEK + n)
  await tell(weeks.flatMap((week) => thursday(week, 0, week - FIRST_WEEK + 1)))
  await heard(database, NOW)
  return { database, tell }
}

async function usual(database: Database, at = NOW, asOf: Date | null = null): Promise<TileOf<'trend'>['usual']> {
  const context = await loadTileContext(database)
  const tile = await computeTile(context, context.tiles.get('dossiers.flow') as never, momentOf({ asOf }, at))
  if (tile.kind !== 'trend') throw new Error('not a trend')
  return tile.usual
}

const on = (day: string, told: TileOf<'trend'>['usual']) => {
  const range = told?.ranges.find(({ at }) => at === new Date(`${day}T00:00:00+07:00`).toISOString())
  return range ? [range.low, range.high] : null
}

test('a Thursday usually lies between the second lowest and the second highest of the fifteen working ones before it', async () => {
  const { database } = await growing()
  const told = await usual(database)
  expect(told).toMatchObject({ indicator: 'dossiers.received_today', back: 16 })
  // 4 to 19 dossiers, but 9 on the holiday of 30 April, which is like no working day.
  expect(on(YESTERDAY, told)).toEqual([5, 18])
  expect(on('2026-07-15', told)).toEqual([0, 0])
})

test('the day under way is not set against whole days, and every day before it is', async () => {
  const { database } = await growing()
  const { ranges } = (await usual(database)) ?? { ranges: [] }
  expect(ranges).toHaveLength(59)
  expect(ranges.at(-1)?.at).toBe(new Date(`${YESTERDAY}T00:00:00+07:00`).toISOString())
})

test('of six alike days nothing is said, of seven it is', async () => {
  const { database } = await growing()
  expect(await usual(database, new Date('2026-04-17T10:00:00+07:00'))).toBeNull()
  // The Thursdays from 5 March to 16 April.
  expect(on('2026-04-23', await usual(database, new Date('2026-04-24T10:00:00+07:00')))).toEqual([1, 7])
})

test('what is held back is no part of what is usual, until its hour', async () => {
  const { database } = await growing()
  const held = heldWith(await registryAsOf(database.db, null), 'dossiers.received_today')
  const release = new Date('2026-07-17T12:00:00+07:00')
  await setEmbargo(database.db, held, {
    span: wholeBuckets(held, { from: '2026-04-10', to: '2026-05-08' }),
    until: release,
    why: 'họp báo',
    by: 'Lan',
    now: NOW,
  })
  // 16, 23 April and 7 May are missing: twelve are left, of which the ends lie between the first and the second.
  const [low, high] = on(YESTERDAY, await usual(database)) ?? []
  expect([low, high]).toEqual([4.625, 18.375])
  expect(on(YESTERDAY, await usual(database, new Date(release.getTime() + 1)))).toEqual([5, 18])
})

test('a replay shows what was usual as it was known then', async () => {
  const { database, tell } = await growing()
  const { rows } = await database.pool.query('select max(recorded_at) as at from ledger_batch')
  const before = new Date(rows[0].at)
  // The lowest of them turn out to have been the highest.
  await tell([12, 13, 14].flatMap((week) => thursday(week, week - FIRST_WEEK + 1, 30)))
  const today = on(YESTERDAY, await usual(database))
  expect(today).toEqual([8, 30])
  const asOf = new Date(before.getTime() + 1)
  const context = await loadTileContext(database)
  const tile = context.tiles.get('dossiers.flow') as never
  const then = (await computeTile(context, tile, { ...momentOf({}, NOW), asOf })) as TileOf<'trend'>
  expect(on(YESTERDAY, then.usual)).toEqual([5, 18])
})

test('days counted by another definition are not alike', async () => {
  const { database } = await growing()
  await countTwiceFrom(database, '2026-06-01')
  const told = await usual(database)
  expect(on('2026-05-28', told)).not.toBeNull()
  // Six Thursdays are counted anew before this one.
  expect(on(YESTERDAY, told)).toBeNull()
  expect(on('2026-06-04', told)).toBeNull()
})
