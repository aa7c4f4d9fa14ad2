import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { sql } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { verifyAudit } from '../audit/verify.ts'
import type { Database } from '../db.ts'
import { Conflict, Invalid } from '../errors.ts'
import { ledgerPosition } from '../ledger/position.ts'
import { verify } from '../ledger/verify.ts'
import { type Manifest, readManifest } from './manifest.ts'
import { migrationsOf } from './tables.ts'

/**
 * Fills a database that nobody uses, and that has been brought to this version of the code, with what a backup holds; all of it or, where
 * a file is not as it was written, none. Throws Invalid with the file.
 */
export async function restore(database: Database, folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder)
  await assertSameVersion(database, manifest)
  for (const { file, sha256 } of manifest.tables) await assertWhole(join(folder, file), sha256)
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await withoutRules(client)
    await client.query(`truncate ${manifest.tables.map(({ name }) => name).join(', ')}`)
    for (const table of manifest.tables) await readRows(client, table, join(folder, table.file))
    // One that nothing was drawn from stands where it starts, which need not be 1.
    for (const { name, last } of manifest.sequences)
      await (last === null ? client.query(`alter sequence ${name} restart`) : client.query('select setval($1, $2)', [name, last]))
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    // What it was told of rules holds for nobody after it.
    client.release(true)
  }
  return manifest
}

/** That a database holds all its backup says it does: totals recomputed from facts, the audit's chain up to its head. Answers what does not hold. */
export async function checkRestored({ db }: Database, { ledger, audit, tables }: Manifest): Promise<string[]> {
  const wrong: string[] = []
  for (const { name, rows } of tables) {
    const found = await sql<{ n: number }>`select count(*) as n from ${sql.raw(name)}`.execute(db)
    if (found.rows[0]?.n !== rows) wrong.push(`${name} has ${found.rows[0]?.n} rows, not ${rows}`)
  }
  const position = await ledgerPosition(db)
  if (position !== ledger) wrong.push(`the ledger ends at ${position}, not ${ledger}`)
  const { differences } = await verify(db)
  wrong.push(...differences.map(({ where, expected, found }) => `${where}: ${expected} by the facts, ${found} kept`))
  const { broken } = await verifyAudit(db, audit ? [audit] : [])
  if (broken) wrong.push(`the audit is broken at ${broken.position ?? broken.entry}`)
  return wrong
}

async function assertSameVersion({ db }: Database, { migrations }: Manifest): Promise<void> {
  const here = await migrationsOf(db)
  const [ahead, behind] = [migrations.filter((each) => !here.includes(each)), here.filter((each) => !migrations.includes(each))]
  if (ahead.length > 0)
    throw new Conflict(
      `The backup is of a newer version of this program (${ahead[0]} is not here). Install that version, then restore.`,
    )
  if (behind.length > 0)
    throw new Conflict(
      `The backup is of an older version of this program (${behind[0]} came after it). Restore it with that version; starting this one then brings it up to date.`,
    )
}

async function assertWhole(path: string, sha256: string): Promise<void> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
  } catch {
    throw new Invalid(`${path} is missing or can’t be read. Nothing was restored; take another copy of the backup.`)
  }
  if (hash.digest('hex') !== sha256)
    throw new Invalid(`${path} is not as it was written. Nothing was restored; take another copy of the backup.`)
}

/** Rows go back as they were: what triggers and references made of them is in them. */
async function withoutRules(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('set local session_replication_role = replica')
  } catch {
    throw new Conflict(
      'The user of DATABASE_URL may not restore. Have an administrator of PostgreSQL run: grant set on parameter session_replication_role to the user; then restore.',
    )
  }
}

async function readRows(client: pg.PoolClient, { name, columns }: Manifest['tables'][number], path: string): Promise<void> {
  const into = client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`))
  await pipeline(createReadStream(path), createGunzip(), into)
}
