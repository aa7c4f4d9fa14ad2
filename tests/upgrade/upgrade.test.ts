import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, signedOtherwise, verify, verifyAudit } from '@ioc/sql'
import { downgrade, findRelease, migrate } from '@ioc/sql/migrate'
import { expect, inject, test } from 'vitest'
import { bare } from '../support/database.ts'
import { startProcess } from '../support/processes.ts'
import { catalogueOf } from './catalogue.ts'
import { firstRelease } from './first-release.ts'

const KILLS = Number(process.env.UPGRADE_KILLS ?? 3)

test('a house of the first release is brought to this version by three who start at once, and everything it held is there', async () => {
  const database = await firstRelease()
  const before = await holdings(database)
  expect(before['public.cell']).toBeGreaterThan(20_000)

  const prepared = [1, 2, 3].map(() => prepare(database))
  for (const { ended, said } of prepared) expect(await ended, said()).toBe(0)

  const after = await holdings(database)
  const lost = Object.keys(before).filter((table) => !(table in after) || (after[table] ?? 0) < (before[table] ?? 0))
  expect(lost).toEqual([])
  expect((await verify(database.db)).differences).toEqual([])
  expect((await verifyAudit(database.db)).broken).toBeNull()
  expect(await signedOtherwise(database.db, new Date())).toEqual([])
})

test(`a house of the first release becomes what a new one is, though whoever brings it there is killed ${KILLS} times on the way`, async () => {
  const database = await firstRelease()
  for (let kill = 0; kill < KILLS; kill++) {
    const preparing = prepare(database)
    await new Promise((done) => setTimeout(done, 700 + Math.random() * 2_500))
    preparing.kill('SIGKILL')
    await preparing.ended
  }
  await migrate(database)
  expect(await catalogueOf(database)).toEqual(await catalogueOf(await bare()))
})

test('an upgrade taken back leaves the tables of the first release with what they held, and can be made again', async () => {
  const database = await firstRelease()
  const [catalogue, before] = [await catalogueOf(database), await holdings(database)]
  await migrate(database)
  const upgraded = await catalogueOf(database)

  await downgrade(database, findRelease('0.1.0'))
  const columns = (lines: string[]) => lines.filter((line) => /^(public|exercised)\.\w+(\.| r)/.test(line))
  expect(columns(await catalogueOf(database))).toEqual(columns(catalogue))
  const after = await holdings(database)
  expect(Object.keys(before).filter((table) => (after[table] ?? 0) < (before[table] ?? 0))).toEqual([])

  await migrate(database)
  expect(await catalogueOf(database)).toEqual(upgraded)
})

test('a version that knew one domain more is taken back by one command, and the first release goes on', async () => {
  const database = await firstRelease()
  const more = { IOC_DOMAINS_DIR: mkdtempSync(join(inject('home'), 'more-')) }
  await succeed(['new-domain', 'water_supply', '--into', more.IOC_DOMAINS_DIR], database)
  await succeed(['prepare'], database, more)
  await database.pool.query('select from water_supply_fact')

  const refused = startProcess(['prepare'], { DATABASE_URL: database.url })
  expect(await refused.ended).toBe(1)
  expect(refused.said()).toMatch(/water_supply_fact.*ioc downgrade/)

  const used = await database.pool.connect()
  const inUse = startProcess(['downgrade', '0.1.0'], { DATABASE_URL: database.url, ...more })
  expect(await inUse.ended).toBe(1)
  expect(inUse.said()).toMatch(/running on this database/)
  used.release()
  await database.pool.end()

  expect(await succeed(['downgrade', '0.1.0'], database, more)).toMatch(/water_supply_fact/)
  await succeed(['prepare'], database)
  expect(await succeed(['verify'], database)).toMatch(/^0 differences/m)
})

async function succeed(args: string[], { url }: Database, env: Record<string, string> = {}): Promise<string> {
  const { ended, said } = startProcess(args, { DATABASE_URL: url, ...env })
  expect(await ended, said()).toBe(0)
  return said()
}

const prepare = ({ url }: Database) => startProcess(['prepare'], { DATABASE_URL: url })

/** How many rows each table has. */
async function holdings({ pool }: Database): Promise<Record<string, number>> {
  const { rows } = await pool.query(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'exercised') order by 1",
  )
  const counted = await pool.query(
    rows.map(({ name }) => `select '${name}' as name, count(*)::int as rows from ${name}`).join(' union all '),
  )
  return Object.fromEntries(counted.rows.map(({ name, rows }) => [name, rows]))
}
