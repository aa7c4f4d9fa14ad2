import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startEmbedded } from '@ioc/sql/embedded'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { until } from '../support/app.ts'
import { folderForDatabases } from '../support/in-memory.ts'

function home(): string {
  const folder = folderForDatabases()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const postmaster = (folder: string) => Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
const isRunning = (folder: string) => existsSync(join(folder, 'postgres/postmaster.pid'))

test('a second user joins the running server, and the last one out stops it', async () => {
  const folder = home()
  const [first, second] = await Promise.all([startEmbedded(folder), startEmbedded(folder)])
  expect(second.url).toBe(first.url)
  await first.release()
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.release()
  expect(isRunning(folder)).toBe(false)
})

test('what was committed is there after kill -9 of the database', async () => {
  const folder = home()
  const { url } = await startEmbedded(folder)
  await ask(url, 'create table kept as select 42 as n')
  process.kill(postmaster(folder), 'SIGKILL')
  const again = await startEmbedded(folder)
  expect(await ask(again.url, 'select n from kept')).toEqual([{ n: 42 }])
  await again.release()
})

test('a server killed with -9 is started again where all its users know it', async () => {
  const folder = home()
  const said: string[] = []
  const keeper = await startEmbedded(folder, { keepRunning: true, onProgress: (sentence) => said.push(sentence) })
  const guest = await startEmbedded(folder)
  await ask(guest.url, 'create table kept as select 42 as n')
  for (let kill = 0; kill < 2; kill++) {
    const before = postmaster(folder)
    process.kill(before, 'SIGKILL')
    const kept = () => ask(guest.url, 'select n from kept').catch(() => [])
    await until('what was committed', async () => (await kept())[0]?.n === 42)
  }
  expect(said.filter((sentence) => sentence === 'PostgreSQL stopped; starting it again')).toHaveLength(2)
  await keeper.release()
  expect(await ask(guest.url, 'select n from kept')).toEqual([{ n: 42 }])
  await guest.release()
  expect(isRunning(folder)).toBe(false)
})

test('a server that somebody stops is started again where all its users know it, by whoever comes first', async () => {
  const folder = home()
  const keeper = await startEmbedded(folder, { keepRunning: true })
  await ask(keeper.url, 'create table kept as select 42 as n')
  const stopped = async () => {
    process.kill(postmaster(folder), 'SIGINT')
    await until('it has stopped', () => !isRunning(folder))
  }
  const kept = () => ask(keeper.url, 'select n from kept').catch(() => [])
  await stopped()
  await until('what was committed', async () => (await kept())[0]?.n === 42)
  await stopped()
  const guest = await startEmbedded(folder)
  expect(guest.url).toBe(keeper.url)
  expect(await ask(keeper.url, 'select n from kept')).toEqual([{ n: 42 }])
  await guest.release()
  await keeper.release()
})

test('whoever comes while the last one leaves has a server', async () => {
  const folder = home()
  let here = await startEmbedded(folder)
  for (let turn = 0; turn < 5; turn++) {
    const [next] = await Promise.all([startEmbedded(folder), here.release()])
    expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }])
    here = next
  }
  for (let turn = 0; turn < 5; turn++) {
    const [, next] = await Promise.all([here.release(), startEmbedded(folder)])
    expect(await ask(next.url, 'select 1 as one')).toEqual([{ one: 1 }])
    here = next
  }
  await here.release()
  expect(isRunning(folder)).toBe(false)
})

test('what a starter left in the lock file keeps nobody out', async () => {
  const folder = home()
  for (const left of ['', 'nonsense', String(process.pid), '1']) {
    writeFileSync(join(folder, 'postgres.lock'), left)
    const { release } = await startEmbedded(folder)
    await release()
  }
})

test('a starter killed with -9 while it makes the cluster leaves nothing in the way', async () => {
  const folder = home()
  const program = `(await import('@ioc/sql/embedded')).startEmbedded(${JSON.stringify(folder)})`
  const tests = join(import.meta.dirname, '..')
  const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { cwd: tests })
  const drafts = () => readdirSync(folder).filter((name) => name.startsWith('postgres.new'))
  await until('a half-made cluster', async () => drafts().some((draft) => existsSync(join(folder, draft, 'PG_VERSION'))))
  starter.kill('SIGKILL')
  const { url, release } = await startEmbedded(folder)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(drafts()).toEqual([])
  await release()
})

test('a number in postmaster.pid that belongs to another program by now is neither joined, nor signalled, nor in the way', async () => {
  const folder = home()
  const first = await startEmbedded(folder)
  const pidFile = readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8')
  await first.release()
  // Of the account PostgreSQL runs under, for it overlooks the processes of others.
  const { uid, gid } = statSync(join(folder, 'postgres'))
  const identity = process.getuid?.() === 0 ? { uid, gid } : {}
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { ...identity, cwd: '/' })
  onTestFinished(() => void stranger.kill('SIGKILL'))
  for (const left of [pidFile.replace(/^\d+/, String(stranger.pid)), '', 'nonsense']) {
    writeFileSync(join(folder, 'postgres/postmaster.pid'), left)
    const { url, release } = await startEmbedded(folder)
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    await release()
    expect(isRunning(folder)).toBe(false)
  }
  expect(stranger.signalCode ?? stranger.exitCode).toBeNull()
})

test('a server that hangs is waited for, never doubled', async () => {
  const folder = home()
  const first = await startEmbedded(folder)
  const server = postmaster(folder)
  process.kill(server, 'SIGSTOP')
  await expect(startEmbedded(folder, { signal: AbortSignal.timeout(1_000) })).rejects.toThrow(/aborted/)
  process.kill(server, 'SIGCONT')
  const second = await startEmbedded(folder)
  expect(second.url).toBe(first.url)
  expect(postmaster(folder)).toBe(server)
  await second.release()
  await first.release()
})

test('a server with no connection left is waited for, never doubled', async () => {
  const folder = home()
  const first = await startEmbedded(folder, { settings: ['max_connections=2', 'superuser_reserved_connections=0'] })
  const server = postmaster(folder)
  const guests = [new pg.Client(first.url), new pg.Client(first.url)]
  for (const guest of guests) await guest.connect()
  await expect(startEmbedded(folder, { signal: AbortSignal.timeout(1_000) })).rejects.toThrow(/aborted/)
  for (const guest of guests) await guest.end()
  const second = await startEmbedded(folder)
  expect(second.url).toBe(first.url)
  expect(postmaster(folder)).toBe(server)
  await second.release()
  await first.release()
})

test('what the environment says of another server reaches neither PostgreSQL nor its clients', async () => {
  const folder = home()
  Object.assign(process.env, {
    PGSSLMODE: 'require',
    PGOPTIONS: '-c nosuch=1',
    PGHOST: 'nowhere',
    PGPORT: '1',
    PGDATA: '/nowhere',
  })
  const { url, release } = await startEmbedded(folder)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  await release()
})

test('a full disk keeps from starting a server, not from joining one', async () => {
  const folder = home()
  const full = { leastFreeBytes: Number.MAX_SAFE_INTEGER }
  await expect(startEmbedded(folder, full)).rejects.toThrow(/^The disk of .* is full: \d+ MB free/)
  const first = await startEmbedded(folder)
  const second = await startEmbedded(folder, full)
  expect(second.url).toBe(first.url)
  await second.release()
  await first.release()
  await expect(startEmbedded(folder, full)).rejects.toThrow(/^The disk of .* is full/)
})

test('a broken data directory is one clear sentence', async () => {
  const folder = home()
  const { release } = await startEmbedded(folder)
  await release()
  rmSync(join(folder, 'postgres/PG_VERSION'))
  await expect(startEmbedded(folder)).rejects.toThrow(/^The data directory .* is broken: postgres\/PG_VERSION is missing\./)
})

test('a damaged control file is told in PostgreSQL’s own words, with the log to read', async () => {
  const folder = home()
  const { release } = await startEmbedded(folder)
  await release()
  writeFileSync(join(folder, 'postgres/global/pg_control'), 'broken')
  await expect(startEmbedded(folder)).rejects.toThrow(/^PostgreSQL could not start in .*pg_control.*postgres\.log\.$/)
})

test('a data directory that cannot be made is one clear sentence', async () => {
  const folder = home()
  writeFileSync(join(folder, 'file'), '')
  await expect(startEmbedded(join(folder, 'file'))).rejects.toThrow(/^The data directory .* can't be written .*Set IOC_DATA_DIR/)
})
