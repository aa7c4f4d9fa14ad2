import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyProvince, loadProvince, openDatabase } from '@ioc/sql'
import { startEmbedded } from '@ioc/sql/embedded'
import { migrate } from '@ioc/sql/migrate'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Of the database the templates are in, with rights to create others. */
    adminUrl: string
  }
}

export const TEMPLATE = 'ioc_template'
export const EMPTY_TEMPLATE = 'ioc_template_bare'

// Nothing here must survive a power cut.
const SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/** One PostgreSQL for the whole run, with two templates: migrated, and configured for Hưng Yên besides. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'ioc-test-'))
  const server = await startEmbedded(home, { settings: SETTINGS })
  const end = async () => {
    await server.release()
    rmSync(home, { recursive: true, force: true })
  }
  try {
    const admin = new pg.Client({ connectionString: server.url })
    admin.on('error', () => {})
    await admin.connect()
    await makeTemplate(admin, server.url, EMPTY_TEMPLATE, async () => {})
    await makeTemplate(admin, server.url, TEMPLATE, async (database) => applyProvince(database, loadProvince('hung-yen')))
    await admin.end()
  } catch (error) {
    await end()
    throw error
  }
  project.provide('adminUrl', server.url)
  return end
}

async function makeTemplate(
  admin: pg.Client,
  url: string,
  name: string,
  fill: (database: ReturnType<typeof openDatabase>) => Promise<void>,
) {
  await admin.query(`create database ${name}`)
  const database = openDatabase(withName(url, name))
  await migrate(database)
  await fill(database)
  await database.close()
}

function withName(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
