import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { tellAudit } from '../audit/tell.ts'
import type { Database } from '../db.ts'
import { Conflict } from '../errors.ts'
import { storedProvince } from '../province/find.ts'
import { MANIFEST, type Manifest } from './manifest.ts'
import { migrationsOf, sequencesKept, tablesKept } from './tables.ts'

/**
 * Writes everything a database holds into a new folder, as of one moment, whatever is written meanwhile; it is there whole or not at all.
 * Secrets are in it sealed: their key is a file of its own and is kept elsewhere. Throws Conflict where the folder is there already.
 */
export async function backUp(database: Database, folder: string): Promise<Manifest> {
  const draft = `${folder}.partial`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  const client = await database.pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const manifest = await describe(database, client, draft)
    await client.query('commit')
    await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
    await settle(draft)
    await rename(draft, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'ENOTDIR') throw error
      throw new Conflict(`${folder} is there already. Name another folder; nothing was written over.`)
    })
    await settle(dirname(folder))
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    await tellAudit(database.db, {
      action: 'backed up',
      entity: 'database',
      id: null,
      detail: { folder, rows, ledger: manifest.ledger },
    })
    return manifest
  } catch (error) {
    await client.query('rollback').catch(() => {})
    await rm(draft, { recursive: true, force: true })
    throw error
  } finally {
    client.release()
  }
}

async function describe({ db }: Database, client: pg.PoolClient, draft: string): Promise<Manifest> {
  // What is read beside the snapshot never changes while it is read: tables, migrations; what may, is read before it, and is as far at least.
  const [tables, migrations, province] = [await tablesKept(db), await migrationsOf(db), await storedProvince(db)]
  const kept: Manifest['tables'] = []
  for (const [place, { name, columns }] of tables.entries()) {
    const file = `${String(place).padStart(3, '0')}.${name.replaceAll(/[^\w]/g, '_')}.gz`
    kept.push({ name, columns, file, ...(await writeRows(client, { name, columns }, join(draft, file))) })
  }
  const position = await client.query('select coalesce(max(position), 0)::bigint as position from ledger_batch')
  const head = await client.query(`select position, encode(hash, 'hex') as hash from audit_link order by position desc limit 1`)
  return {
    format: 1,
    madeAt: new Date().toISOString(),
    province,
    migrations,
    ledger: Number(position.rows[0].position),
    audit: head.rows[0] ? { position: Number(head.rows[0].position), hash: head.rows[0].hash } : null,
    tables: kept,
    // A number drawn meanwhile is drawn for nothing, as one that was rolled back is.
    sequences: await sequencesKept(db),
  }
}

async function writeRows(
  client: pg.PoolClient,
  { name, columns }: { name: string; columns: string[] },
  path: string,
): Promise<{ rows: number; sha256: string }> {
  const rows = client.query(copyTo(`copy ${name} (${columns.join(', ')}) to stdout`))
  const hash = createHash('sha256')
  const hashed = new Transform({
    transform(chunk, _, done) {
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const out = createWriteStream(path, { mode: 0o600, flush: true })
  await pipeline(rows, createGzip({ level: constants.Z_BEST_SPEED }), hashed, out)
  return { rows: rows.rowCount ?? 0, sha256: hash.digest('hex') }
}

/** A name given in a folder lasts once the folder is on the disk. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
