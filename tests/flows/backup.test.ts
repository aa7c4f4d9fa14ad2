import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { backUp, checkRestored, type Database, keyFile, type Manifest, openDatabase, restore, setSecret, verify } from '@ioc/sql'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { bare, hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { oddThursday } from '../support/odd-thursday.ts'

// Everything there is goes into a folder and comes back as it was, or is said not to.

const ROOT = join(import.meta.dirname, '../..')

function folderFor(name: string): string {
  const home = mkdtempSync(join(tmpdir(), 'ioc-backup-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  return join(home, name)
}

/** Every row of every table, in an order of its own. */
async function rowsOf({ pool }: Database, but: readonly string[] = []): Promise<Map<string, string>> {
  const { rows: tables } = await pool.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'exercised') order by 1`,
  )
  const found = new Map<string, string>()
  for (const { name } of tables.filter((table) => !but.includes(table.name))) {
    const { rows } = await pool.query(
      `select md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as all, count(*) as n from ${name} t`,
    )
    found.set(name, `${rows[0].n} ${rows[0].all}`)
  }
  return found
}

test('what a backup holds comes back to the last row, verifies, and goes on from there', async () => {
  const database = await oddThursday()
  vi.stubEnv('IOC_SECRETS_KEY_FILE', folderFor('secrets.key'))
  await setSecret(database.db, keyFile(), { feed: 'dossiers-sim', name: 'token' }, 'rất bí mật')
  const before = await rowsOf(database)
  const folder = folderFor('một')
  const manifest = await backUp(database, folder)
  expect(manifest.tables.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(3_000)
  // What is sealed stays sealed.
  expect(readdirSync(folder).map((file) => readFileSync(join(folder, file)).includes('rất bí mật'))).not.toContain(true)

  const other = await bare()
  await restore(other, folder)
  expect(await checkRestored(other, manifest)).toEqual([])
  expect(await rowsOf(other)).toEqual(before)
  // Numbers go on where they were, and the ledger and its triggers do their work.
  const run = await openRun(other, 'dossiers-sim')
  await commit(other, run, [dossier({ id: 'sau khi khôi phục', unit: 1, received: 0 })])
  expect((await verify(other.db)).differences).toEqual([])
})

test('of what is written meanwhile a backup holds all of each change or none of it', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  let isOver = false
  const writing = (async () => {
    for (let n = 0; !isOver; n++)
      await commit(
        database,
        run,
        Array.from({ length: 20 }, (_, each) => dossier({ id: `${n} ${each}`, unit: 1, received: 0 })),
      )
  })()
  const folder = folderFor('đang chạy')
  const manifest = await backUp(database, folder).finally(() => {
    isOver = true
  })
  await writing
  const other = await bare()
  await restore(other, folder)
  expect(await checkRestored(other, manifest)).toEqual([])
})

test('a backup that is not as it was written, only a part, of another version or there already is refused by its file, and changes nothing', async () => {
  const database = await hungYen()
  const folder = folderFor('hai')
  const manifest = await backUp(database, folder)
  await expect(backUp(database, folder)).rejects.toThrow(/is there already/)
  const other = await bare()
  const before = await rowsOf(other)
  const damaged = (name: string, damage: (copy: string) => void): string => {
    const copy = `${folder} ${name}`
    cpSync(folder, copy, { recursive: true })
    damage(copy)
    return copy
  }
  const [first] = manifest.tables.toSorted((a, b) => b.rows - a.rows) as [Manifest['tables'][number]]
  const said = (path: string) => readFileSync(path, 'utf8')
  const cases: [string, RegExp, (copy: string) => void][] = [
    [
      'một byte khác',
      new RegExp(`${first.file} is not as it was written`),
      (copy) => {
        const bytes = readFileSync(join(copy, first.file))
        bytes[bytes.length - 9] = (bytes[bytes.length - 9] as number) ^ 1
        writeFileSync(join(copy, first.file), bytes)
      },
    ],
    ['cụt', new RegExp(`${first.file} is not as it was written`), (copy) => truncateSync(join(copy, first.file), 20)],
    ['thiếu', new RegExp(`${first.file} is missing`), (copy) => rmSync(join(copy, first.file))],
    ['không mục lục', /holds no manifest.json/, (copy) => rmSync(join(copy, 'manifest.json'))],
    ['mục lục hỏng', /is not what «ioc backup»/, (copy) => writeFileSync(join(copy, 'manifest.json'), '{"format":1')],
    [
      'bản mới hơn',
      /is of a newer version/,
      (copy) => {
        const text = said(join(copy, 'manifest.json'))
        writeFileSync(join(copy, 'manifest.json'), text.replace('"migrations": [', '"migrations": ["9999-12-31T0000_later",'))
      },
    ],
    [
      'bản cũ hơn',
      /is of an older version/,
      (copy) => {
        const { migrations, ...rest } = JSON.parse(said(join(copy, 'manifest.json')))
        writeFileSync(join(copy, 'manifest.json'), JSON.stringify({ ...rest, migrations: migrations.slice(0, -1) }))
      },
    ],
  ]
  for (const [name, why, damage] of cases) await expect(restore(other, damaged(name, damage)), name).rejects.toThrow(why)
  expect(await rowsOf(other)).toEqual(before)
})

test('ioc backup --drill says that the drill holds; ioc restore puts it in the place of what is there, and keeps that beside', async () => {
  const database = await hungYen()
  const folder = folderFor('ba')
  const home = folderFor('data')
  const name = new URL(database.url).pathname.slice(1)
  const ioc = async (...words: string[]) => {
    const env = { ...process.env, DATABASE_URL: database.url, IOC_DATA_DIR: home }
    return (await promisify(execFile)(process.execPath, ['workers/bin/ioc.mjs', ...words], { cwd: ROOT, env })).stdout
  }
  // As it stands, be it other than the province's files: those may be what is wrong.
  await database.pool.query(`update feed set spec = spec || '{"owner": "khong-ai"}' where key = 'dossiers-sim'`)
  expect(await ioc('backup', folder, '--drill')).toMatch(/The drill holds: \d+ rows restored and verified/)
  const { rows: feeds } = await database.pool.query(`select spec->>'owner' as owner from feed where key = 'dossiers-sim'`)
  expect(feeds).toEqual([{ owner: 'khong-ai' }])
  // Whoever still uses it keeps it from being replaced.
  const inUse = await database.pool.connect()
  await expect(ioc('restore', folder)).rejects.toThrow(/Stop it, then restore/)
  inUse.release()
  await database.pool.query(`insert into saved_view_version (view, version, by, name, search) values (1, 1, 'Lan', 'sau', '')`)
  await database.pool.end()
  const told = await ioc('restore', folder)
  expect(told).toMatch(/^Restored: \d+ rows/)
  const kept = /is the database (\S+);/.exec(told)?.[1] as string
  const [now, then] = [openDatabase(database.url, 1), openDatabase(database.url.replace(name, kept), 1)]
  const views = async ({ pool }: Database) => (await pool.query('select count(*)::int as n from saved_view_version')).rows[0].n
  expect([await views(now), await views(then)]).toEqual([0, 1])
  const { rows } = await now.pool.query(`select action from audit_entry where entity = 'database' order by id`)
  expect(rows.at(-1)).toEqual({ action: 'restored' })
  await now.close()
  await then.close()
  const admin = openDatabase(inject('adminUrl'), 1)
  await admin.pool.query(`drop database ${kept} with (force)`)
  const left = await admin.pool.query(
    `select datname from pg_database where datname like 'ioc_drill%' or datname like 'ioc_restored%'`,
  )
  expect(left.rows).toEqual([])
  await admin.close()
})
