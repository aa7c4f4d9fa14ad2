import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, verify } from '@ioc/sql'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../support/app.ts'
import { hungYen } from '../support/database.ts'

const ROOT = join(import.meta.dirname, '../..')
const ROWS = 60_000

/** `npm run ioc -- …` against a test's database. */
function ioc(
  database: Database,
  ...args: string[]
): { child: ChildProcess; ended: Promise<{ code: number | null; output: string }> } {
  const child = spawn(process.execPath, ['workers/bin/ioc.mjs', ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  return { child, ended: new Promise((done) => child.once('exit', (code) => done({ code, output }))) }
}

function writeRequests(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-kill-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'requests.csv')
  let text = 'Unique Key,Created Date,Closed Date,Complaint Type,Status,Open Data Channel Type\n'
  for (let n = 0; n < ROWS; n++)
    text += `k${n},3/${1 + (n % 28)}/2025 10:${String(n % 60).padStart(2, '0')},,Noise ${n % 50},In Progress,ONLINE\n`
  writeFileSync(file, text)
  return file
}

const facts = async ({ pool }: Database) => (await pool.query('select count(*) as n from dossier_fact')).rows[0].n as number

test('an ingest killed with -9 again and again loses nothing and doubles nothing', async () => {
  const database = await hungYen()
  const file = writeRequests()
  for (const stored of [1, ROWS / 3]) {
    const { child, ended } = ioc(database, 'ingest', 'nyc311', file)
    await until('some rows stored', async () => (await facts(database)) >= stored, 60)
    child.kill('SIGKILL')
    await ended
    expect((await verify(database.db)).differences).toEqual([])
  }
  const half = await facts(database)
  expect(half).toBeLessThan(ROWS)

  const { code, output } = await ioc(database, 'ingest', 'nyc311', file, '--json').ended
  expect(code).toBe(0)
  const summary = JSON.parse(output.trim().split('\n').at(-1) as string)
  expect(summary).toMatchObject({ feed: 'nyc311', read: ROWS, updated: 0, held: 0, rejected: 0 })
  expect(summary.inserted + summary.unchanged).toBe(ROWS)
  expect(await facts(database)).toBe(ROWS)
  expect((await verify(database.db)).differences).toEqual([])
})

test('verify from the command line exits 0 when all is well and 1 naming what is not', async () => {
  const database = await hungYen()
  await ioc(database, 'ingest', 'nyc311', writeRequests()).ended
  expect(await ioc(database, 'verify').ended).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^0 differences; 60000 facts/),
  })
  await database.pool.query('update cell set value = value + 1 where id = (select min(id) from cell)')
  expect(await ioc(database, 'verify').ended).toMatchObject({ code: 1, output: expect.stringContaining('total of dossiers.') })
})

test('an unknown feed and a missing file each get one sentence, in both languages where it was written so', async () => {
  const database = await hungYen()
  const complaint = async (...args: string[]) => {
    const child = spawn(process.execPath, ['workers/bin/ioc.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: database.url },
    })
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    const code = await new Promise((done) => child.once('exit', done))
    return { code, said }
  }
  expect(await complaint('ingest', 'nyc311', 'no-such-file.csv')).toEqual({
    code: 1,
    said: expect.stringMatching(/^The file .*no-such-file\.csv can't be read\..*\n$/),
  })
  expect(await complaint('ingest', 'nope', 'package.json')).toEqual({
    code: 1,
    said: expect.stringMatching(
      /^Không có nguồn «nope»\. Đang có: .*nyc311.*\nThere is no feed «nope»\. There are: .*nyc311.*\n$/,
    ),
  })
})

test('stored pages read again, killed with -9 on the way, change nothing by half: done again, all is as read from the first', async () => {
  const database = await hungYen()
  const file = writeRequests()
  expect(await ioc(database, 'ingest', 'nyc311', file).ended).toMatchObject({ code: 0 })
  const changed = `update feed set version = version + 1, spec = jsonb_set(spec, '{map,field}', '{"const": "Khác"}') where key = 'nyc311'`
  await database.pool.query(changed)
  // As a child of ours would put the file's configuration back first, the work is done by a worker's own hand.
  const work = () =>
    fork(new URL('../support/reprocessing.ts', import.meta.url), [database.url], { execArgv: ['--import', 'tsx'] })
  const now = async () =>
    (await database.pool.query("select count(*)::int as n from dossier_fact where field = 'Khác'")).rows[0].n

  const early = work()
  await until('pages being read', async () => (await running(database)) !== null, 60)
  early.kill('SIGKILL')
  await new Promise((done) => early.once('exit', done))
  expect(await now()).toBe(0)

  const late = work()
  await until('some lots written', async () => (await now()) > 0, 60)
  late.kill('SIGKILL')
  await new Promise((done) => late.once('exit', done))
  expect((await verify(database.db)).differences).toEqual([])

  const last = work()
  expect(await new Promise((done) => last.once('exit', done))).toBe(0)
  expect([await now(), await facts(database)]).toEqual([ROWS, ROWS])
  expect((await verify(database.db)).differences).toEqual([])
  const { rows } = await database.pool.query(
    "select status, read, updated + unchanged as kept from run where trigger = 'reprocess' order by id",
  )
  expect(rows.map(({ status }) => status)).toEqual(['abandoned', 'abandoned', 'done'])
  expect(rows[2]).toMatchObject({ read: ROWS, kept: ROWS })
})

const running = async ({ pool }: Database) =>
  (await pool.query("select id from run where trigger = 'reprocess' and status = 'running'")).rows[0] ?? null
