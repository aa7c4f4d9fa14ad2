import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@ioc/sql/embedded'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'

function home(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-embedded-'))
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
  await new Promise((done) => setTimeout(done, 300))
  const again = await startEmbedded(folder)
  expect(await ask(again.url, 'select n from kept')).toEqual([{ n: 42 }])
  await again.release()
})

test('a starter that died with the lock in hand does not keep others out', async () => {
  const folder = home()
  // A process id that is gone by now.
  writeFileSync(join(folder, 'postgres.lock'), execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }).trim())
  const { release } = await startEmbedded(folder)
  await release()
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
