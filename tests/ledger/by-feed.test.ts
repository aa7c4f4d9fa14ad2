import { type Database, findKind, loadUnitRegistry, openQuestion, proveReading, verify } from '@ioc/sql'
import { installRules } from '@ioc/sql/migrate'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'

// While several feeds tell their past, each by its own clock, somebody changes what several of them told at once: by hand, or by
// another rule of what counts. What each feed's facts lose or gain by it is a change of that feed's.

const day = (n: number) => Date.parse('2026-01-01T02:00:00Z') + n * 86_400_000

async function tell(database: Database, feed: string, ids: string[], at: number, channel: 'online' | 'direct' = 'online') {
  const { id: unit } = (await loadUnitRegistry(database.db)).find('xa-tan-hung')
  const facts = ids.map((id) => dossier({ id: `${feed} ${id}`, unit, channel, version: day(at) }))
  await commit(database, await openRun(database, feed), facts, { knownBySource: true })
}

/** The number and the rows of its proof, as of 9 January days past 1 January, before anything was recorded; now where left out. */
async function received(database: Database, asOf?: number) {
  const units = await loadUnitRegistry(database.db)
  const asked = { indicator: 'dossiers.received', unit: 'hung-yen', period: '2026-01' }
  const at = asOf === undefined ? {} : { asOf: new Date(day(asOf) + 1).toISOString() }
  const { indicator, unit, moment, span } = await openQuestion(database.db, units, { ...asked, ...at })
  const { reading, rows, agrees } = await proveReading(database.db, units, indicator, unit.id, moment, span)
  expect(agrees, `as of ${asOf}`).toBe(true)
  return { value: reading.value, rows }
}

test('rows deleted by hand amid the histories of several feeds are gone from the number and from its proof alike', async () => {
  const database = await hungYen()
  await tell(database, 'one', ['a', 'b'], 1)
  await tell(database, 'other', ['a', 'b'], 2)
  await database.pool.query("delete from dossier_fact where external_id in ('one a', 'other a')")
  await tell(database, 'one', ['a', 'c'], 5)
  await tell(database, 'other', ['c'], 6)
  expect(await received(database, 0)).toEqual({ value: null, rows: 0 })
  // What a hand took from a past is gone from as far as its source had told.
  expect(await received(database, 1)).toEqual({ value: 1, rows: 1 })
  expect(await received(database, 2)).toEqual({ value: 2, rows: 2 })
  expect(await received(database, 5)).toEqual({ value: 4, rows: 4 })
  expect(await received(database, 6)).toEqual({ value: 5, rows: 5 })
  expect(await received(database)).toEqual({ value: 5, rows: 5 })
  expect((await verify(database.db)).differences).toEqual([])
})

test('what one statement of a hand writes into facts of several feeds is as new as each of them has it', async () => {
  const database = await hungYen()
  await tell(database, 'one', ['a', 'b'], 1)
  await tell(database, 'other', ['a', 'b'], 2)
  await database.pool.query("update dossier_fact set deleted = true where external_id like '% a'")
  await tell(database, 'one', ['c'], 5)
  await tell(database, 'other', ['c'], 6)
  for (const at of [1, 2, 5, 6]) await received(database, at)
  expect(await received(database)).toEqual({ value: 4, rows: 4 })
  expect((await verify(database.db)).differences).toEqual([])
})

test('a rule that changes between what two feeds tell of their past holds for each from where it was then', async () => {
  const database = await hungYen()
  const kind = await findKind('dossiers', 'dossier')
  const onlineOnly = kind.contributions.replace(
    "status not in ('new', 'refused')",
    "status not in ('new', 'refused') and channel = 'online'",
  )
  expect(onlineOnly).not.toBe(kind.contributions)
  await tell(database, 'one', ['a'], 1)
  await tell(database, 'one', ['b'], 2, 'direct')
  await tell(database, 'one', ['c'], 3)
  await database.db.transaction().execute((trx) => installRules(trx, 'dossiers', [{ ...kind, contributions: onlineOnly }]))
  await tell(database, 'other', ['a', 'b'], 2)
  await tell(database, 'other', ['c'], 4, 'direct')
  await tell(database, 'one', ['d'], 5)
  expect(await received(database, 1)).toEqual({ value: 1, rows: 1 })
  expect(await received(database, 2)).toEqual({ value: 4, rows: 4 })
  // As far as the one had told, the new rule holds for its facts.
  expect(await received(database, 3)).toEqual({ value: 4, rows: 4 })
  expect(await received(database, 4)).toEqual({ value: 4, rows: 4 })
  expect(await received(database, 5)).toEqual({ value: 5, rows: 5 })
  expect(await received(database)).toEqual({ value: 5, rows: 5 })
  // Taken back, it changes nothing of what was known before, and counts all again.
  await database.db.transaction().execute((trx) => installRules(trx, 'dossiers', [kind]))
  expect(await received(database, 3)).toEqual({ value: 4, rows: 4 })
  expect(await received(database)).toEqual({ value: 7, rows: 7 })
  expect((await verify(database.db)).differences).toEqual([])
})

test('all that one transaction changes is recorded at one instant: as of no moment is half of it known', async () => {
  const database = await hungYen()
  await tell(database, 'one', ['a'], 1)
  await tell(database, 'other', ['a'], 2)
  const { rows: before } = await database.pool.query('select max(position)::int as position from ledger_batch')
  await database.pool.query('delete from dossier_fact')
  const { rows } = await database.pool.query(
    `select count(*)::int as batches, count(distinct recorded_at)::int as instants, count(distinct feed_id)::int as feeds
     from ledger_batch where position > $1`,
    [before[0].position],
  )
  expect(rows).toEqual([{ batches: 2, instants: 1, feeds: 2 }])
})
