import { computeTile, loadTileContext } from '@ioc/server/testing'
import { type Database, loadUnitRegistry, momentOf } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from './support/dossiers.ts'

// A list of units, worst first, says how far each has moved since a week before, as it was known then.

const A_WEEK_AGO = '2026-02-10T09:00:00+07:00'
const NOW = new Date('2026-02-17T10:00:00+07:00')
const [AHEAD, BEHIND, NEW] = ['phuong-son-nam', 'phuong-pho-hien', 'xa-nhu-quynh']

/** Moves what was told last to when it was recorded and, by its source's own clock, known. */
async function recordedAt({ pool }: Database, at: string, known: string): Promise<void> {
  await pool.query('alter table ledger_batch disable trigger user')
  await pool.query(
    'update ledger_batch set known_at = $2, recorded_at = $1 where position = (select max(position) from ledger_batch)',
    [at, known],
  )
  await pool.query('alter table ledger_batch enable trigger user')
}

/** So many dossiers of a unit, each past its deadline. */
const overdue = (unit: string, count: number) => Array.from({ length: count }, (_, n) => ({ id: `${unit} ${n}`, of: unit }))

async function tellings(database: Database) {
  const run = await openRun(database, 'dossiers-sim')
  await database.pool.query("update run set started_at = '2026-02-01' where id = $1", [run.runId])
  const units = await loadUnitRegistry(database.db)
  return async (at: string, rows: (DossierSketch & { of: string })[], known = at) => {
    const facts = rows.map(({ of, ...sketch }) => dossier({ due: 5, ...sketch, unit: units.find(of).id }))
    await commit(database, run, facts)
    await recordedAt(database, at, known)
  }
}

async function movements(database: Database) {
  const context = await loadTileContext(database)
  const tile = await computeTile(context, context.tiles.get('dossiers.agencies') as never, momentOf({}, NOW))
  if (tile.kind !== 'comparison') throw new Error('not a comparison')
  return tile.rows.map(({ key, value, moved }) => [key, value, moved])
}

test('a unit that overtook another moved up, the other down, and one that had no number has not moved', async () => {
  const database = await hungYen()
  const tell = await tellings(database)
  await tell(A_WEEK_AGO, [...overdue(AHEAD, 3), ...overdue(BEHIND, 1)])
  await tell('2026-02-16T09:00:00+07:00', [...overdue(BEHIND, 5).slice(1), ...overdue(NEW, 1)])
  expect(await movements(database)).toEqual([
    [BEHIND, 5, 1],
    [AHEAD, 3, -1],
    [NEW, 1, null],
  ])
})

test('what is told late of the week before moves nobody then: it is compared with what was known', async () => {
  const database = await hungYen()
  const tell = await tellings(database)
  await tell(A_WEEK_AGO, [...overdue(AHEAD, 3), ...overdue(BEHIND, 4)])
  // It was closed before that week, but nobody knew.
  const closed = overdue(BEHIND, 4).slice(0, 3)
  await tell(
    '2026-02-16T09:00:00+07:00',
    closed.map((each) => ({ ...each, version: 2, finished: 9 })),
  )
  expect(await movements(database)).toEqual([
    [AHEAD, 3, 1],
    [BEHIND, 1, -1],
  ])
})

test('of a time before anything was recorded nothing is said, whatever its sources have told of it since', async () => {
  const database = await hungYen()
  const tell = await tellings(database)
  await tell('2026-02-16T09:00:00+07:00', [...overdue(AHEAD, 3), ...overdue(BEHIND, 1)], A_WEEK_AGO)
  expect((await movements(database)).map(([, , moved]) => moved)).toEqual([null, null])
})
