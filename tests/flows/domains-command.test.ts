import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findDomain } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { heard } from '../support/sources.ts'

const ROOT = join(import.meta.dirname, '../..')

/** The command line on a test's database: what it printed, what it said went wrong, how it ended. */
async function ioc(url: string, args: string[], more = {}) {
  const { IOC_PROVINCE: _, ...env } = { ...process.env, DATABASE_URL: url, ...more } as NodeJS.ProcessEnv
  const run = promisify(execFile)(process.execPath, ['workers/bin/ioc.mjs', ...args], { cwd: ROOT, env: { ...env, ...more } })
  return run.then(
    ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
    ({ code, stdout, stderr }) => ({ code: code as number, stdout: stdout as string, stderr: stderr as string }),
  )
}

interface Listed {
  id: string
  feeds: number
  facts: number
  indicators: number
  lastRun: string | null
  verified: boolean | null
}

const listed = ({ stdout }: { stdout: string }, id: string) =>
  (JSON.parse(stdout) as Listed[]).find((domain) => domain.id === id) as Listed

test('each domain is listed with what there is of it, and whether its totals re-add', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  await commit(database, run, [dossier({ id: 'a' }), dossier({ id: 'b' })])
  await heard(database, new Date('2026-01-10T00:00:00Z'))

  const whole = await ioc(database.url, ['domains', '--json'])
  expect(whole.code).toBe(0)
  const { feeds, ...dossiers } = listed(whole, 'dossiers')
  const indicators = (await findDomain('dossiers')).pack.indicators.length
  expect(feeds).toBeGreaterThan(0)
  expect(dossiers).toMatchObject({ facts: 2, indicators, lastRun: '2026-01-10T00:00:00.000Z', verified: true })
  const { stdout } = await ioc(database.url, ['domains', '--no-verify'])
  expect(stdout).toMatch(/^id +feeds +facts +indicators +last run +verified +title$/m)
  expect(stdout).toMatch(/^dossiers +\d+ +2 +\d+ +2026-01-10 07:00 +– +Hồ sơ thủ tục hành chính$/m)

  await database.pool.query('alter table dossier_fact disable trigger ledger_update')
  await database.pool.query("update dossier_fact set channel = 'direct' where external_id = 'a'")
  const broken = await ioc(database.url, ['domains', '--json'])
  expect([broken.code, listed(broken, 'dossiers').verified, listed(broken, 'budget').verified]).toEqual([1, false, true])
})

test('data of one province is not written over with another, and needs no one to say whose it is', async () => {
  const { url } = await hungYen()
  const other = await ioc(url, ['domains', '--no-verify'], { IOC_PROVINCE: 'nghe-an' })
  expect([other.code, other.stderr]).toEqual([
    1,
    'The database of DATABASE_URL holds the data of the province «hung-yen», not of «nghe-an». Start with --province hung-yen, or give «nghe-an» a place of its own: IOC_DATA_DIR=.data-nghe-an npm start -- --province nghe-an.\n',
  ])
  const { stdout } = await ioc(url, ['reading', 'dossiers.overdue', '--json'])
  expect(JSON.parse(stdout).unit.key).toBe('hung-yen')
})

test('a start says at once what is wrong with its province or its scale', async () => {
  const { url } = await hungYen()
  expect((await ioc(url, ['start', '--scale', 'lots'])).stderr).toBe('IOC_SCALE must be a number such as 0.2; it is «lots».\n')
  expect((await ioc(url, ['start', '--province', 'an-hoa'])).stderr).toMatch(/^There is no province «an-hoa»\. Known: .*hung-yen/)
})
