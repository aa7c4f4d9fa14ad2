import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, findFeed, listSecrets, openSecret, publishFeed, rotateSecrets, setSecret } from '@ioc/sql'
import { openQueue } from '@ioc/workers/jobs'
import { pullFeed } from '@ioc/workers/testing'
import { pino } from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openWall, serve } from '../support/app.ts'
import { hungYen } from '../support/database.ts'

function keyPlace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'secrets.key')
}

/** Everything a dump of the database would hold, as text; binary columns in the clear where they are. */
async function dump({ pool }: Database): Promise<string> {
  const { rows } = await pool.query("select table_name from information_schema.tables where table_schema = 'public'")
  const all: string[] = []
  for (const { table_name } of rows) {
    const { rows: texts } = await pool.query(`select coalesce(string_agg(t::text, E'\n'), '') as text from "${table_name}" t`)
    all.push(texts[0].text)
  }
  const text = all.join('\n')
  const bytes = [...text.matchAll(/\\\\x([0-9a-f]+)/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
  return text + bytes.join('\n')
}

/** What a copy of the data folder would hold of a database, and of what is on its way to it. */
async function* filesOf({ pool }: Database): AsyncGenerator<Buffer> {
  await pool.query('checkpoint')
  const { rows } = await pool.query(
    "select current_setting('data_directory') as home, oid from pg_database where datname = current_database()",
  )
  const [{ home, oid }] = rows
  for (const folder of [join(home, 'base', String(oid)), join(home, 'pg_wal')])
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isFile()) yield contentOf(join(folder, entry.name))
}

/** Nothing where the server, which goes on, has taken the file away since it was listed. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** All that a worker process of a database writes until a line of it says so much. */
async function logOfWorkers(database: Database, until: string): Promise<string> {
  const worker = spawn(process.execPath, ['--import', 'tsx', 'workers/src/main.ts'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: 'trace' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let written = ''
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk: Buffer) => (written += chunk))
  const queue = openQueue({ databaseUrl: database.url })
  try {
    await queue.lanes.short.add('pull-feed', { feed: 'dossiers-sim', asked: { by: 'Lan' } })
    for (const end = Date.now() + 60_000; !written.includes(until); await new Promise((done) => setTimeout(done, 100)))
      if (Date.now() > end) throw new Error(`no worker wrote «${until}»: ${written.slice(-2_000)}`)
  } finally {
    worker.kill()
    await new Promise((done) => worker.once('exit', done))
    await queue.close()
  }
  return written
}

test('a hundred secrets are found in no dump, no answer, no error and no log, and a feed is let in with its own', async () => {
  const database = await hungYen()
  const file = keyPlace()
  vi.stubEnv('IOC_SECRETS_KEY_FILE', file)
  onTestFinished(() => void vi.unstubAllEnvs())
  const secrets = Array.from({ length: 100 }, (_, n) => `canary-${n}-bí mật`)
  for (const [n, value] of secrets.entries())
    await setSecret(database.db, file, { feed: 'dossiers-sim', name: `ten-${n}` }, value)

  const heard: (string | undefined)[] = []
  const source = createServer((request, reply) => {
    heard.push(request.headers['x-key'] as string)
    // A source that repeats what it was told, where it can.
    reply.writeHead(request.url === '/ok' ? 200 : 302, {
      location: `http://127.0.0.1:1/${encodeURIComponent(String(request.headers['x-key']))}`,
    })
    reply.end(request.url === '/ok' ? '{"duLieu":[]}' : String(request.headers['x-key']))
  })
  await new Promise<void>((done) => source.listen(0, '127.0.0.1', done))
  onTestFinished(() => void source.close())
  const base = `http://127.0.0.1:${(source.address() as AddressInfo).port}`
  await setSecret(database.db, file, { feed: 'dossiers-sim', name: 'khoa' }, 'canary-100-in-ascii')
  secrets.push('canary-100-in-ascii')
  const settle = async (path: string) => {
    const { spec } = await findFeed(database.db, 'dossiers-sim')
    const settings = {
      url: `${base}${path}`,
      auth: { kind: 'header', name: 'X-Key', value: 'secret:khoa' },
      records: 'duLieu',
      deadlineSeconds: 5,
      timeoutSeconds: 5,
      redirects: 1,
    }
    await database.pool.query("update feed set spec = $1, cursor = null where key = 'dossiers-sim'", [{ ...spec, settings }])
  }
  const pull = async (path: string) => {
    await settle(path)
    return pullFeed(database, 'dossiers-sim', AbortSignal.timeout(60_000))
  }
  expect(await pull('/ok')).not.toHaveProperty('error')
  expect(await pull('/di-noi-khac')).toHaveProperty('error')
  expect(heard[0]).toBe('canary-100-in-ascii')

  // What server and workers write down at their most talkative, of what goes well and of what does not.
  const lines: string[] = []
  const talkative = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
  const { app, url } = await serve(database, {}, 0, talkative)
  const wall = await openWall(url)
  const told: string[] = []
  wall.socket.onAny((...event) => void told.push(JSON.stringify(event)))
  told.push(JSON.stringify(await wall.watch(['dossiers', 'on-time'])))
  const draft = (await app.inject({ method: 'POST', url: '/api/drafts', payload: { connector: 'webhook' } })).json()
  const typed = {
    method: 'POST',
    url: `/api/drafts/${draft.id}/secrets/secret`,
    payload: { value: 'x'.repeat(32) + secrets[0] },
  } as const
  expect((await app.inject(typed)).statusCode).toBe(200)
  expect((await app.inject({ ...typed, payload: { value: secrets[1] } })).statusCode).toBe(400)
  await database.pool.query('alter table feed_draft_sealed rename to gone')
  expect((await app.inject(typed)).statusCode).toBe(500)
  await database.pool.query('alter table gone rename to feed_draft_sealed')
  await settle('/di-noi-khac')
  const written = await logOfWorkers(database, 'a pull failed')
  expect(lines.join('')).toContain('request failed')
  const answers = [lines.join(''), written]
  for (const url of ['/api/docs/json', '/metrics', '/api/scenes/overview', '/api/feeds', '/api/feeds/dossiers-sim'])
    answers.push((await app.inject(url)).body)
  const everywhere = [
    told.join('\n'),
    await dump(database),
    ...answers,
    readFileSync(file, 'utf8'),
    JSON.stringify(await listSecrets(database.db)),
  ].join('\n')
  expect(everywhere).toContain('secret:khoa')
  expect(
    secrets.filter((secret) =>
      [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('latin1')].some(
        (form) => everywhere.includes(form),
      ),
    ),
  ).toEqual([])
  let files = 0
  for await (const bytes of filesOf(database)) {
    files++
    expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([])
  }
  expect(files).toBeGreaterThan(100)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
})

test('five hundred secrets get a new key while they are read, and none is missed', async () => {
  const database = await hungYen()
  const file = keyPlace()
  const names = Array.from({ length: 500 }, (_, n) => `ten-${n}`)
  for (const name of names) await setSecret(database.db, file, { feed: 'nyc311', name }, `value of ${name}`)
  const before = readFileSync(file, 'utf8')

  let over = false
  let read = 0
  const reader = async (from: number) => {
    for (let n = from; !over; n = (n + 7) % 500) {
      expect(await openSecret(database.db, file, { feed: 'nyc311', name: `ten-${n}` })).toBe(`value of ten-${n}`)
      read++
    }
  }
  const reading = Promise.all([reader(0), reader(3), reader(5)])
  for (let round = 0; round < 3; round++) {
    expect(await rotateSecrets(database.db, file)).toMatchObject({ secrets: 500 })
    await setSecret(database.db, file, { feed: 'nyc311', name: 'ten-0' }, 'value of ten-0')
  }
  over = true
  await reading
  expect(read).toBeGreaterThan(50)
  const after = readFileSync(file, 'utf8')
  expect(after.trim().split('\n')).toHaveLength(1)
  expect(after).not.toContain(before.trim())
})

test('a secret moved to another feed does not open, and without the key file nothing does', async () => {
  const database = await hungYen()
  const file = keyPlace()
  await setSecret(database.db, file, { feed: 'nyc311', name: 'a' }, 'x')
  await database.pool.query("update secret set feed_id = (select id from feed where key = 'vnexpress')")
  await expect(openSecret(database.db, file, { feed: 'vnexpress', name: 'a' })).rejects.toThrow()
  writeFileSync(file, '')
  await expect(openSecret(database.db, file, { feed: 'vnexpress', name: 'a' })).rejects.toThrow('lacks the key')
  await expect(rotateSecrets(database.db, file)).rejects.toThrow('lacks the keys of: vnexpress/a')
  expect(await openSecret(database.db, file, { feed: 'nyc311', name: 'a' })).toBeUndefined()
})

test('the command keeps a secret from standard input, lists its name alone, and changes the key', async () => {
  const database = await hungYen()
  const file = keyPlace()
  const ioc = (args: string[], input = '') =>
    spawnSync('node', ['workers/bin/ioc.mjs', 'secrets', ...args], {
      cwd: join(import.meta.dirname, '../..'),
      input,
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: database.url, IOC_SECRETS_KEY_FILE: file },
    })
  expect(ioc(['set', 'nyc311', 'khoa'], 'canary\n')).toMatchObject({ status: 0, stderr: '' })
  expect(await openSecret(database.db, file, { feed: 'nyc311', name: 'khoa' })).toBe('canary')
  expect(ioc(['list']).stdout).toMatch(/^nyc311 secret:khoa, set /)
  expect(ioc(['rotate']).stdout).toMatch(/^1 secrets are sealed with the new key/)
  expect(await openSecret(database.db, file, { feed: 'nyc311', name: 'khoa' })).toBe('canary')
}, 600_000)

test('a feed that is made to lead elsewhere loses its secrets; one that changes otherwise keeps them', async () => {
  const database = await hungYen()
  const file = keyPlace()
  const secret = { feed: 'dossiers-sim', name: 'khoa' }
  await setSecret(database.db, file, secret, 'bí mật')
  const { spec } = await findFeed(database.db, 'dossiers-sim')
  const settings = spec.settings as object
  const publish = async (changed: object) => {
    const { version } = await findFeed(database.db, 'dossiers-sim')
    const feed = { ...spec, settings: { ...settings, ...changed } }
    await database.db.transaction().execute((trx) => publishFeed(trx, feed, { after: version, by: 'Lan', note: null }))
  }
  await publish({ query: { soDong: '10' } })
  expect(await openSecret(database.db, file, secret)).toBe('bí mật')
  await publish({ url: 'https://noi-khac.example/hoso' })
  expect(await openSecret(database.db, file, secret)).toBeUndefined()
})
