import { applyProvince, type Database, loadProvince, openDatabase } from '@ioc/sql'
import { migrate } from '@ioc/sql/migrate'
import { expect, inject, onTestFinished, test } from 'vitest'
import { serve, until } from '../support/app.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { seatPeople } from '../support/people.ts'
import { follow, openPrimary, openReplica } from '../support/replica.ts'

// Questions that go to a streaming replica: what they are told is never older than what the primary would have said.

const TODAY = Math.floor((Date.now() + 7 * 3_600_000) / 86_400_000) - Math.floor(Date.parse('2026-01-01T00:00:00Z') / 86_400_000)

async function prepared(url: string): Promise<Database> {
  const database = openDatabase(url)
  onTestFinished(() => database.close())
  await migrate(database)
  await seatPeople(database)
  await applyProvince(database, loadProvince('hung-yen'))
  return database
}

async function house(database: Database, readUrl: string) {
  const run = await openRun(database, 'live')
  const { rows } = await database.pool.query("select id from unit where key = 'hung-yen'")
  let stored = 0
  const { url, app } = await serve(database, { readUrl })
  const get = async (path: string) => {
    const answer = await fetch(`${url}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  return {
    app,
    get,
    /** One more dossier, and how many there are. */
    async storeOne() {
      await commit(database, run, [dossier({ id: `d${stored++}`, unit: rows[0].id, received: TODAY })])
      return stored
    },
    value: async () => (JSON.parse((await get('/api/readings/dossiers.received_today')).text) as { value: number | null }).value,
    replica: async () => (JSON.parse((await get('/readyz')).text) as { replica: string }).replica,
    async answered(by: string) {
      const { text } = await get('/metrics')
      return Number(new RegExp(`^ioc_questions\\{by="${by}",process="[^"]+"\\} (\\d+)$`, 'm').exec(text)?.[1])
    },
  }
}

const READ = '/api/readings/dossiers.received_today'
/** One of every kind; what each answers other tests say. */
const QUESTIONS = [
  '/api/indicators',
  '/api/indicators/dossiers.received_today/lineage',
  READ,
  ...['units', 'units/series', 'series', 'proof', 'proof/rows', 'revisions', 'parts', 'records', 'forecast', 'usual'].map(
    (part) => `${READ}/${part}`,
  ),
  '/api/plans',
  '/api/feeds',
  '/api/feeds/nyc311/runs',
  '/api/feeds/nyc311/lineage',
  '/api/feeds/nyc311/punctuality',
  '/api/feeds/nyc311/arrival',
  '/api/map',
  '/api/open',
  '/api/quality',
  '/api/tiles/dossiers.received_today?asOf=2026-06-01T00:00:00Z',
]

test('questions go to the replica once it has what was committed, to the primary while it is behind or away, and say so', async () => {
  const primary = await openPrimary()
  const database = await prepared(primary.url)
  let replica = await openReplica(primary)
  const at = await house(database, replica.url)

  // What is asked right after it was written is there each time, whoever answers.
  for (let n = 0; n < 20; n++) {
    const stored = await at.storeOne()
    expect(await at.value()).toBe(stored)
  }
  await until('the replica to answer', async () => (await at.value()) !== null && (await at.answered('replica')) > 0)
  expect(await at.replica()).toBe('asked')
  // Some want to be asked otherwise than so; none is a failure, or finds that it cannot write.
  for (const path of QUESTIONS) expect([200, 400, 404], path).toContain((await at.get(path)).status)

  const aside = openDatabase(replica.url, 1)
  await aside.pool.query('select pg_wal_replay_pause()')
  const late = await at.answered('late')
  const stored = await at.storeOne()
  expect(await at.value()).toBe(stored)
  expect(await at.answered('late')).toBeGreaterThan(late)
  expect(await at.replica()).toBe('late')
  await aside.pool.query('select pg_wal_replay_resume()')
  await aside.close()
  await until('it to be asked again', async () => (await at.value()) === stored && (await at.replica()) === 'asked')

  replica.kill()
  await until(
    'the primary alone',
    async () => (await at.get('/api/readings/dossiers.received_today')).status === 200 && (await at.replica()) === 'away',
  )
  expect(await at.value()).toBe(stored)
  replica = await follow(replica.home, primary)
  await until('it to be asked again', async () => (await at.value()) === stored && (await at.replica()) === 'asked', 60)
}, 300_000)

test('a database that is no replica of this one is never asked', async () => {
  const primary = await openPrimary()
  const at = await house(await prepared(primary.url), inject('adminUrl'))
  expect(await at.value()).toBeNull()
  expect(await at.storeOne()).toBe(1)
  expect(await at.value()).toBe(1)
  expect(await at.replica()).toBe('away')
  expect(await at.answered('replica')).toBe(0)
}, 300_000)
