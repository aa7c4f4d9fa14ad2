import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyProvince, type Database, loadProvince, openDatabase } from '@ioc/sql'
import { startEmbedded } from '@ioc/sql/embedded'
import { migrate } from '@ioc/sql/migrate'
import { openQueue } from '@ioc/workers/jobs'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { folderForDatabases } from './in-memory.ts'
import { seatPeople } from './people.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the database the templates are in, with rights to create others. */
    adminUrl: string
    /** A folder that is gone with the run. */
    home: string
  }
}

export const TEMPLATE = 'ioc_template'
export const EMPTY_TEMPLATE = 'ioc_template_bare'

// Nothing here must survive a power cut.
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=256MB',
]

/** One PostgreSQL for the whole run, with two templates: migrated, and configured for Hưng Yên besides. */
export default async function setUp({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  // The first project of the run that asks for it starts it for all.
  if (vitest.getProvidedContext().adminUrl) return
  const home = mkdtempSync(join(tmpdir(), 'ioc-test-'))
  const cluster = folderForDatabases()
  const server = await startEmbedded(cluster, { settings: SETTINGS })
  const end = async () => {
    await server.release()
    rmSync(cluster, { recursive: true, force: true })
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const admin = new pg.Client({ connectionString: server.url })
    admin.on('error', () => {})
    await admin.connect()
    await makeTemplate(admin, server.url, EMPTY_TEMPLATE, 'template1', async (database) => {
      await migrate(database)
      await seatPeople(database)
      await makeQueue(database)
    })
    await makeTemplate(admin, server.url, TEMPLATE, EMPTY_TEMPLATE, (database) =>
      applyProvince(database, loadProvince('hung-yen')),
    )
    await admin.end()
  } catch (error) {
    await end()
    throw error
  }
  vitest.provide('home', home)
  vitest.provide('adminUrl', server.url)
  return end
}

async function makeTemplate(
  admin: pg.Client,
  url: string,
  name: string,
  from: string,
  fill: (database: Database) => Promise<unknown>,
) {
  await admin.query(`create database ${name} template ${from}`)
  const database = openDatabase(withName(url, name))
  await fill(database)
  await database.close()
}

/** Else every server a test starts makes its tables first. */
async function makeQueue({ url }: Database): Promise<void> {
  const queue = openQueue({ databaseUrl: url })
  await Promise.all(Object.values(queue.lanes).map((lane) => lane.getJobSchedulers()))
  await queue.close()
}

function withName(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
