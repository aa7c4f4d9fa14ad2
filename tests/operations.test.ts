import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { OperationsAnswer } from '@ioc/server/contract'
import { backUp, keyFile, removeWhatIsOver, rotateSecrets, setSecret } from '@ioc/sql'
import { expect, onTestFinished, test, vi } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { oddThursday } from './support/odd-thursday.ts'

test('whoever looks after the house is told what room it has, when it was backed up last, and which key seals its secrets', async () => {
  const database = await oddThursday()
  const home = mkdtempSync(join(tmpdir(), 'ioc-operations-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(home, 'secrets.key'))
  // A server beside a database elsewhere has made none.
  vi.stubEnv('IOC_DATA_DIR', join(home, 'none/data'))
  onTestFinished(() => void vi.unstubAllEnvs())
  const { app } = await serve(database)
  const ask = async () => OperationsAnswer.parse((await app.inject('/api/operations')).json())
  const before = await ask()
  expect(before).toMatchObject({ backups: [], keys: [] })
  expect(before.disk.free).toBeGreaterThan(0)
  expect(before.disk.free).toBeLessThanOrEqual(before.disk.total)
  expect(before.database.bytes).toBeGreaterThan(1_000_000)
  expect(before.ledger.position).toBeGreaterThan(0)

  await setSecret(database.db, keyFile(), { feed: 'dossiers-sim', name: 'token' }, 'rất bí mật')
  await backUp(database, join(home, 'một'))
  const [sealed] = (await ask()).keys
  expect(sealed).toMatchObject({ secrets: 1, isCurrent: true })
  await rotateSecrets(database.db, keyFile())
  const after = await ask()
  expect(after.keys).toMatchObject([{ secrets: 1, isCurrent: true }])
  expect(after.keys[0]?.id).not.toBe(sealed?.id)
  expect(after.backups).toMatchObject([{ action: 'backed up', folder: join(home, 'một') }])
  expect(after.backups[0]?.rows).toBeGreaterThan(1_000)
})

test('of each rule by which what is kept of persons is removed it tells how long, when it looked last and what came of it, and what goes next', async () => {
  const database = await hungYen()
  const { app } = await serve(database)
  const rules = async () => {
    const { retention } = OperationsAnswer.parse((await app.inject('/api/operations')).json())
    expect(retention.everyMs).toBe(3_600_000)
    return Object.fromEntries(retention.rules.map(({ rule, ...told }) => [rule, told]))
  }
  const before = await rules()
  expect(Object.keys(before)).toEqual([
    'sessions',
    'invitations',
    'tries',
    'messages',
    'contacts',
    'held',
    'identities',
    'samples',
  ])
  expect(before.sessions).toEqual({
    ...{
      title: { vi: 'Phiên đăng nhập đã kết thúc', en: 'Sessions that have ended' },
      days: 90,
      usual: 90,
      last: null,
      due: null,
    },
  })
  const ended = async (token: string, days: number) =>
    (
      await database.pool.query(
        `insert into session (token_sha256, account_id, until, address, agent, ended_at)
         select $1, min(id), now(), '10.1.2.3', 'Firefox', now() - make_interval(days => $2) from account returning ended_at`,
        [token, days],
      )
    ).rows[0].ended_at as Date
  await ended('long ago', 91)
  const newer = await ended('not so long ago', 10)
  expect(Date.parse((await rules()).sessions?.due ?? '')).toBeLessThan(Date.now())
  await removeWhatIsOver(database.db)
  const after = (await rules()).sessions
  expect(after?.last).toMatchObject({ removed: 1, removedInAll: 1 })
  expect(after?.due).toBe(new Date(newer.getTime() + 90 * 86_400_000).toISOString())
  await database.pool.query(`update province set spec = spec || '{"retention": {"sessions": 30}}'`)
  expect((await rules()).sessions).toMatchObject({
    ...{ days: 30, usual: 90, due: new Date(newer.getTime() + 30 * 86_400_000).toISOString() },
  })
})

test('before anything was written the ledger says so', async () => {
  const { app } = await serve(await hungYen())
  expect((await app.inject('/api/operations')).json().ledger).toEqual({ position: 0, at: null })
})

test('of each process that lives or died within the hour it tells the four golden signals, and of the queue and the ledger how far behind they are', async () => {
  const database = await hungYen()
  const { app } = await serve(database)
  const ask = async () => OperationsAnswer.parse((await app.inject('/api/operations')).json())
  await database.pool.query(
    `insert into process_heard (id, kind, started_at, heard_at, figures, metrics, slow)
     select 'workers@' || name || ':7', 'workers', now() - interval '2 hours', now() - heard::interval, $1, '[]', '[]'
     from (values ('alive', '5 seconds'), ('dead', '31 seconds'), ('forgotten', '61 minutes')) said (name, heard)`,
    [FIGURES],
  )
  await app.inject('/api/feeds')
  await app.inject('/api/feeds/khong-co')
  const told = await ask()
  expect(told.processes.map(({ id, isGone }) => [id.replace(/@.*/, ''), id.replace(/^.*@|:.*/g, ''), isGone])).toEqual([
    ['server', hostname(), false],
    ['workers', 'alive', false],
    ['workers', 'dead', true],
  ])
  const [server, alive] = told.processes
  expect(alive).toMatchObject(FIGURES)
  expect(server?.work.requests).toMatchObject({ count: 2, failed: 0, p50: expect.any(Number), p99: expect.any(Number) })
  expect(server?.work.tiles).toEqual({ count: 0, failed: 0, p50: null, p95: null, p99: null })
  expect(server?.connections.most).toBeGreaterThan(0)
  expect(server?.unheard).toEqual({ batches: 0, ms: 0 })
  expect(told.queue.map(({ lane, depth }) => [lane, depth?.waiting])).toEqual([
    ['short', 0],
    ['long', 0],
    ['slow', 0],
    ['pages', 0],
  ])
  expect(told.writing).toEqual({ writing: 0, waiting: 0, ms: 0 })

  // Somebody holds the ledger, and another waits.
  const [first, second] = [await database.pool.connect(), await database.pool.connect()]
  const lock = "select pg_advisory_xact_lock(hashtext('ledger'))"
  await first.query('begin')
  await first.query(lock)
  await second.query('begin')
  const waits = second.query(lock)
  await expect.poll(async () => (await ask()).writing).toMatchObject({ writing: 1, waiting: 1, ms: expect.any(Number) })
  await first.query('rollback')
  await waits
  await second.query('rollback')
  first.release()
  second.release()
})

test('slow statements are told without their values: by the database where it counts them, else by those who waited', async () => {
  const database = await hungYen()
  const { app } = await serve(database)
  const ask = async () => OperationsAnswer.parse((await app.inject('/api/operations')).json()).statements
  // Longer than anything else that a busy machine is slow with: only the worst are told.
  const slow = () =>
    database.db.selectNoFrom((eb) => [eb.fn('pg_sleep', [eb.val(2)]).as('slept'), eb.val('0912345678').as('phone')]).execute()
  await slow()
  const waited = await ask()
  expect(waited).toMatchObject({ countedBy: 'processes', since: null })
  const found = waited.list.find(({ text }) => text.includes('pg_sleep'))
  expect(found?.text).toBe('select pg_sleep($1) as "slept", $2 as "phone"')
  expect(found?.most).toBeGreaterThanOrEqual(waited.slowMs)

  await database.pool.query('create schema counts; create extension pg_stat_statements schema counts')
  await slow()
  const counted = await ask()
  expect([counted.countedBy, counted.since]).toEqual(['database', expect.any(String)])
  const same = counted.list.find(({ text }) => text.includes('pg_sleep'))
  expect(same?.calls).toBe(2)
  expect(JSON.stringify([waited, counted])).not.toContain('0912345678')
})

const FIGURES = {
  work: { jobs: { count: 12, failed: 1, p50: 40, p95: 900, p99: 2_000 } },
  loop: { p99: 12, busy: 0.25 },
  memory: { rss: 2e8, heap: 1e8, mostHeap: 4e9 },
  connections: { busy: 3, waiting: 0, most: 24 },
  places: { busy: 2, most: 12 },
  walls: null,
  unheard: null,
}
