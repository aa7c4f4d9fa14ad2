import {
  type Database,
  loadRegistry,
  loadUnitRegistry,
  openQuestion,
  readRevisions,
  recordDefinitions,
  registryAsOf,
  type Span,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { bare } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'

const RATE = 'dossiers.on_time_rate'

async function versions({ pool }: Database): Promise<{ recorded_at: Date; sha256: string }[]> {
  return (await pool.query('select recorded_at, sha256 from definition_version order by id')).rows
}

/** Definitions of another time, in which dossiers on time were any that were completed. */
async function defineOtherwise({ pool }: Database): Promise<void> {
  const { rows } = await pool.query('select spec from definition_version order by id limit 1')
  const text = JSON.stringify(rows[0].spec)
  const other = text.replace(
    /"formula":\s*"share\(pick\(dossiers\.completed[^"]*"/,
    '"formula": "share(dossiers.completed, dossiers.received, 0)"',
  )
  expect(other).not.toBe(text)
  await pool.query("insert into definition_version (spec, sha256) values ($1, 'other' || clock_timestamp())", [other])
}

const justAfter = (at: Date | undefined) => new Date((at?.getTime() ?? 0) + 1)
const meaning = async (database: Database, asOf: Date | null) =>
  (await registryAsOf(database.db, asOf)).indicator(RATE).compiled.text

test('a database knows what its numbers mean from the start, and keeps it once', async () => {
  const database = await bare()
  const { sha256 } = await loadRegistry()
  expect((await versions(database)).map((version) => version.sha256)).toEqual([sha256])
  await Promise.all([recordDefinitions(database.db), recordDefinitions(database.db)])
  expect(await versions(database)).toHaveLength(1)
})

test('the past is read by the definitions of then, now by those of now', async () => {
  const database = await bare()
  const own = await meaning(database, null)
  await defineOtherwise(database)
  const [first, other] = await versions(database)
  // A millisecond lies between any two versions asked for below.
  while (Date.now() <= justAfter(other?.recorded_at).getTime()) await new Promise((done) => setImmediate(done))
  await recordDefinitions(database.db)
  const [, , again] = await versions(database)

  expect(await meaning(database, justAfter(other?.recorded_at))).toBe('share(dossiers.completed, dossiers.received, 0)')
  expect(await meaning(database, justAfter(again?.recorded_at))).toBe(own)
  expect(await meaning(database, justAfter(first?.recorded_at))).toBe(own)
  expect(await meaning(database, null)).toBe(own)
})

test('what an indicator meant for a time is revised by what it counted then, though it counts something else now', async () => {
  const database = await bare()
  const run = await openRun(database, 'feed')
  const pause = () => new Promise((done) => setTimeout(done, 3))
  await commit(database, run, [dossier({ id: 'a', finished: 3 })])
  await pause()
  await defineOtherwise(database)
  await pause()
  // Received and not completed: it counted in what was meant then, and in nothing that is meant now.
  await commit(database, run, [dossier({ id: 'b' })])
  await pause()
  await recordDefinitions(database.db)
  await pause()
  await commit(database, run, [dossier({ id: 'c' })])

  const units = await loadUnitRegistry(database.db)
  const asked = { indicator: RATE, unit: 'u1', period: '2026-01' }
  const { indicator, unit, moment, span } = await openQuestion(database.db, units, asked)
  const { revisions } = await readRevisions(database.db, units, indicator, unit.id, moment, span as Span, 20)
  expect(revisions.map(({ cause, value }) => [cause, value])).toEqual([
    ['definition', 100],
    ['data', 50],
    ['data', 100],
  ])
})

test('before anything was kept, the first definitions hold', async () => {
  const database = await bare()
  expect(await registryAsOf(database.db, new Date('2000-01-01'))).toBe(await loadRegistry())
})

test('a version is compiled once, and what it meant never changes', async () => {
  const database = await bare()
  await defineOtherwise(database)
  const later = new Date(Date.now() + 1_000)
  expect(await registryAsOf(database.db, later)).toBe(await registryAsOf(database.db, later))
  for (const statement of [
    "update definition_version set sha256 = ''",
    'delete from definition_version',
    'truncate definition_version',
  ])
    await expect(database.pool.query(statement)).rejects.toThrow('append-only')
})

test('definitions nobody can compile are named by their version', async () => {
  const database = await bare()
  await database.pool.query(`insert into definition_version (spec, sha256) select
    replace(spec::text, 'begun(dossiers.open)', 'begun(dossiers.gone)')::jsonb, 'broken' from definition_version`)
  await expect(registryAsOf(database.db, new Date(Date.now() + 1_000))).rejects.toThrow(
    /^Definitions, version 2, dossiers\.overdue: .*there is no measure «dossiers\.gone»/,
  )
})

test('a version keeps the units of measurement it counted in; one kept before they were means today’s', async () => {
  const database = await bare()
  const soon = () => new Date(Date.now() + 1_000)
  const wordsOf = async () => (await registryAsOf(database.db, soon())).indicator('dossiers.overdue').unitOfMeasurement
  await database.pool.query(`insert into definition_version (spec, sha256) select
    replace(spec::text, 'hồ sơ"', 'đơn"')::jsonb, 'other words' from definition_version`)
  expect(await wordsOf()).toEqual({ id: 'dossier', vi: 'đơn', en: 'dossiers' })
  await database.pool.query(`insert into definition_version (spec, sha256) select jsonb_build_object('domains',
    (select jsonb_agg(domain - 'unitsOfMeasurement') from jsonb_array_elements(spec->'domains') domain)), 'no words'
    from definition_version order by id limit 1`)
  expect(await wordsOf()).toEqual({ id: 'dossier', vi: 'hồ sơ', en: 'dossiers' })
})
