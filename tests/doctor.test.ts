import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  acceptInvitation,
  type Database,
  invite,
  keyFile,
  makeAccount,
  makeToken,
  openDatabase,
  rotateSecrets,
  setSecret,
} from '@ioc/sql'
import { PERMISSIONS } from '@ioc/sql/accounts'
import { examine, keepHead } from '@ioc/workers/testing'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { hungYen } from './support/database.ts'

const ROOT = join(import.meta.dirname, '..')
const DAY_MS = 86_400_000

async function dataFolder(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'ioc-doctor-'))
  onTestFinished(() => rm(home, { recursive: true }))
  return home
}

/** What is found of some checks, each with what it says. */
async function found(database: Database, checks: string[], { home = '', days = 0, env = {}, isEmbedded = false } = {}) {
  const all = await examine({
    ...{ database, isEmbedded, env, home: home || (await dataFolder()), program: ROOT },
    ...{ uid: 1000, node: '24.1.0', now: new Date(Date.now() + days * DAY_MS) },
  })
  return checks.map((check) => all.find((each) => each.check === check))
}

/** In no database of a test’s own, which is gone before roles are. */
async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

async function person(database: Database, login: string, roles: string[]): Promise<number> {
  const id = await makeAccount(database.db, { name: `${login} of the doctor`, login, roles })
  const { token } = await invite(database.db, id)
  await acceptInvitation(database.db, token, { password: 'sen trắng hồ Bán Nguyệt' })
  return id
}

test('who looks after accounts by a password alone is wrong while nobody has a second step, and told of afterwards', async () => {
  const database = await hungYen()
  await database.pool.query('update account set disabled_at = now()')
  expect(await found(database, ['administrators'])).toMatchObject([{ state: 'wrong', says: expect.stringContaining('Nobody') }])
  const lan = await person(database, 'lan', ['administrator'])
  expect(await found(database, ['administrators'])).toMatchObject([{ state: 'wrong', says: expect.stringContaining('lan') }])
  const confirm = (id: number) =>
    database.pool.query("insert into second_step (account_id, key_id, sealed, confirmed_at) values ($1, 'k', '', now())", [id])
  await confirm(lan)
  expect(await found(database, ['administrators'])).toMatchObject([{ state: 'to do', says: expect.stringContaining('Only lan') }])
  const hoa = await person(database, 'hoa', ['administrator'])
  expect(await found(database, ['administrators'])).toMatchObject([{ state: 'to do', says: expect.stringMatching(/^hoa look/) }])
  await confirm(hoa)
  expect(await found(database, ['administrators'])).toMatchObject([{ state: 'ok' }])
})

test('as long as the second step is not wanted of everybody, it says of whom', async () => {
  const database = await hungYen()
  const wanted = async (of: unknown) => {
    await database.pool.query(`update province set spec = spec || jsonb_build_object('secondStep', $1::jsonb)`, [
      JSON.stringify(of),
    ])
    return (await found(database, ['second step']))[0]
  }
  expect(await wanted([])).toMatchObject({ state: 'to do', says: expect.stringContaining('of nobody') })
  expect(await wanted(['administrator', 'steward'])).toMatchObject({ state: 'to do', says: expect.stringContaining('steward') })
  expect(await wanted('everybody')).toMatchObject({ state: 'ok' })
})

test('accounts nobody used for ninety days are named, those turned off are not', async () => {
  const database = await hungYen()
  await database.pool.query('update account set disabled_at = now()')
  await person(database, 'lan', ['administrator'])
  const left = await person(database, 'nam', ['leader'])
  expect(await found(database, ['unused accounts'], { days: 89 })).toMatchObject([{ state: 'ok' }])
  expect(await found(database, ['unused accounts'], { days: 91 })).toMatchObject([
    { state: 'to do', says: expect.stringContaining('nam') },
  ])
  await database.pool.query('update account set disabled_at = now() where id = $1', [left])
  const [told] = await found(database, ['unused accounts'], { days: 91 })
  expect(told?.says).not.toContain('nam')
})

test('a token that runs out, was never used or may do everything is told of', async () => {
  const database = await hungYen()
  await database.pool.query('update api_token set withdrawn_at = now()')
  const make = (name: string, permissions: string[], days: number) =>
    makeToken(database.db, { name, permissions, days, by: 'test' })
  await make('prometheus', ['operations.read'], 200)
  expect(await found(database, ['tokens'])).toMatchObject([{ state: 'ok' }])
  expect(await found(database, ['tokens'], { days: 31 })).toMatchObject([
    { state: 'to do', says: '«prometheus» was never used.' },
  ])
  await make('feeder', ['feeds.run'], 10)
  expect(await found(database, ['tokens'])).toMatchObject([{ says: '«feeder» will run out within 14 days.' }])
  expect(await found(database, ['tokens'], { days: 11 })).toMatchObject([{ says: '«feeder» ran out.' }])
  await make('everything', Object.keys(PERMISSIONS), 50)
  expect(await found(database, ['tokens'])).toMatchObject([{ state: 'wrong', says: '«everything» may do everything.' }])
})

test('a database user who is a superuser or past row-level security is wrong, and one who is neither is not', async () => {
  const database = await hungYen()
  expect(await found(database, ['database user'])).toMatchObject([{ state: 'wrong', says: expect.stringContaining('superuser') }])
  expect(await found(database, ['database user'], { isEmbedded: true })).toMatchObject([{ state: 'ok' }])
  const role = `doctor_${process.pid}`
  await database.pool.query(`create role ${role} login password 'sen'`)
  onTestFinished(() => asAdmin(`drop role ${role}`))
  const url = new URL(database.url)
  ;[url.username, url.password] = [role, 'sen']
  const asked = openDatabase(url.href)
  onTestFinished(() => asked.close())
  expect(await found(asked, ['database user'])).toMatchObject([{ state: 'ok', says: expect.stringContaining(role) }])
  await database.pool.query(`alter role ${role} bypassrls`)
  expect(await found(asked, ['database user'])).toMatchObject([{ state: 'wrong', next: `alter role ${role} nobypassrls` }])
})

test('a line to a database elsewhere is to be encrypted, as one to Redis', async () => {
  const database = await hungYen()
  expect(await found(database, ['database line', 'clock'])).toMatchObject([{ state: 'ok' }, { state: 'ok' }])
  const far = { ...database, url: 'postgres://ioc@db.tinh.local/ioc' }
  expect(await found(far, ['database line'])).toMatchObject([{ state: 'to do', says: expect.stringContaining('the database') }])
  const env = { REDIS_URL: 'redis://queue.tinh.local:6379' }
  expect(await found(database, ['database line'], { env })).toMatchObject([
    { state: 'to do', says: expect.stringContaining('Redis') },
  ])
  expect(await found(database, ['database line'], { env: { REDIS_URL: 'rediss://queue.tinh.local' } })).toMatchObject([
    { state: 'ok' },
  ])
})

test('secrets without their key are wrong, and a change of keys that did not end is to be ended', async () => {
  const database = await hungYen()
  const home = await dataFolder()
  const file = keyFile(home)
  expect(await found(database, ['seals'], { home })).toMatchObject([{ state: 'ok', says: 'Nothing is sealed yet.' }])
  const { rows } = await database.pool.query('select key from feed limit 1')
  await setSecret(database.db, file, { feed: rows[0].key, name: 'password' }, 'hoa sen')
  expect(await found(database, ['seals', 'secret files'], { home })).toMatchObject([{ state: 'ok' }, { state: 'ok' }])
  const lines = `0badcafe ${Buffer.alloc(32).toString('base64')}\n`
  await writeFile(file, `${lines}${await readFile(file, 'utf8')}`)
  expect(await found(database, ['seals'], { home })).toMatchObject([{ state: 'to do', next: expect.stringContaining('rotate') }])
  await rotateSecrets(database.db, file)
  expect(await found(database, ['seals'], { home })).toMatchObject([{ state: 'ok' }])
  await writeFile(file, lines)
  expect(await found(database, ['seals'], { home })).toMatchObject([{ state: 'wrong', says: expect.stringContaining('1 of 1') }])
  await chmod(file, 0o644)
  expect(await found(database, ['secret files'], { home })).toMatchObject([{ state: 'wrong' }])
})

test('an audit that no longer passes through the head written down is wrong; that nobody wrote one for hours is told of', async () => {
  const database = await hungYen()
  const home = await dataFolder()
  await person(database, 'lan', ['leader'])
  expect(await found(database, ['audit'], { home })).toMatchObject([
    { state: 'to do', says: expect.stringContaining('written down') },
  ])
  await keepHead(database.db, join(home, 'audit-heads'))
  expect(await found(database, ['audit'], { home })).toMatchObject([{ state: 'ok' }])
  expect(await found(database, ['audit'], { home, days: 1 })).toMatchObject([
    { state: 'to do', says: expect.stringContaining('24 hours') },
  ])
  await database.pool.query('alter table audit_link disable trigger user')
  await database.pool.query('delete from audit_link where position = (select max(position) from audit_link)')
  expect(await found(database, ['audit'], { home })).toMatchObject([
    { state: 'wrong', next: expect.stringContaining('audit verify') },
  ])
})

test('simulated figures are to be replaced once people reach it from elsewhere', async () => {
  const database = await hungYen()
  const env = { IOC_PUBLIC_URL: 'https://ioc.example.vn' }
  expect(await found(database, ['simulated sources'])).toMatchObject([{ state: 'ok' }])
  expect(await found(database, ['simulated sources'], { env })).toMatchObject([
    { state: 'to do', says: expect.stringMatching(/^\d+ feeds/) },
  ])
  await database.pool.query('update feed set enabled = false')
  expect(await found(database, ['simulated sources'], { env })).toMatchObject([
    { state: 'ok', says: 'No feed brings simulated figures.' },
  ])
})

test('what can’t be looked at is wrong and keeps no other look from being told', async () => {
  const database = await hungYen()
  const [room, administrators] = await found(database, ['room', 'administrators'], { home: '/nowhere/at/all' })
  expect(room).toMatchObject({ state: 'wrong', says: expect.stringContaining('ENOENT') })
  expect(administrators?.says).not.toContain('looked at')
})

test('ioc doctor says it line by line or as JSON, and exits with 1 where anything is wrong', async () => {
  const database = await hungYen()
  const home = await dataFolder()
  const ioc = (...args: string[]) =>
    promisify(execFile)(process.execPath, ['workers/bin/ioc.mjs', 'doctor', ...args], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: database.url, IOC_DATA_DIR: home, IOC_PUBLIC_URL: '', HOST: '0.0.0.0' },
    }).catch((error: { code: number; stdout: string }) => error)
  const said = (await ioc()) as { code: number; stdout: string }
  expect(said.code).toBe(1)
  expect(said.stdout).toContain('✘ public address: HOST is 0.0.0.0 and IOC_PUBLIC_URL is not set')
  expect(said.stdout).toMatch(/\n\d+ ok, \d+ to do, \d+ wrong\n$/)
  const json = JSON.parse(((await ioc('--json')) as { stdout: string }).stdout)
  expect(json.found.map(({ check }: { check: string }) => check)).toContain('audit')
  expect(json.ok + json.toDo + json.wrong).toBe(json.found.length)
  expect(json.wrong).toBeGreaterThan(0)
})
