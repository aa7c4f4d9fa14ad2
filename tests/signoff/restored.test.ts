import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { applyProvince, backUp, checkRestored, loadProvince, openDatabase, restore, signedOtherwise, verify } from '@ioc/sql'
import { examine } from '@ioc/workers/testing'
import { expect, inject, onTestFinished, test } from 'vitest'
import { bare, hungYen } from '../support/database.ts'
import { commit, dossier, openRun } from '../support/dossiers.ts'
import { MONTHLY, openSignoff } from './round.ts'

// What a backup, or a hand that is asked for no permission, makes of what is signed.

const ROOT = join(import.meta.dirname, '../..')
const JANUARY = '2026-01-01'

function folderFor(name: string): string {
  const home = mkdtempSync(join(tmpdir(), 'ioc-signed-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  return join(home, name)
}

async function january() {
  const database = await hungYen()
  const province = loadProvince('hung-yen')
  await applyProvince(database, { ...province, province: { ...province.province, signoff: [MONTHLY] } }, 'command')
  const run = await openRun(database, 'feed')
  const signoff = await openSignoff(database)
  const { one } = signoff
  await commit(database, run, [dossier({ id: 'a', unit: one.id, received: 2, finished: 6 })])
  return { database, run, ...signoff }
}

test('what is signed comes back from a backup as locked as it was', async () => {
  const { database, run, one, sign } = await january()
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  const folder = folderFor('một')
  const manifest = await backUp(database, folder)
  const other = await bare()
  await restore(other, folder)
  expect(await checkRestored(other, manifest)).toEqual([])
  expect(await signedOtherwise(other.db, new Date())).toEqual([])
  await expect(other.pool.query("update dossier_fact set outcome = 'late' where external_id = 'a'")).rejects.toMatchObject({
    code: '23SGN',
  })
  await commit(other, run, [dossier({ id: 'late', version: 2, unit: one.id, received: 4, finished: 9 })])
  const { rows } = await other.pool.query("select external_id from held_record where status = 'held'")
  expect(rows).toEqual([{ external_id: 'late' }])
})

test('a backup from before a signing unlocks nothing unsaid: it is refused by name, and where somebody says it may, the audit tells', async () => {
  const { database, one, other, sign, unlock } = await january()
  await sign(other.key, JANUARY, 'Đỗ Lan')
  const folder = folderFor('hai')
  await backUp(database, folder)
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await unlock(other.key, JANUARY, 'Đỗ Lan')
  const { rows: heads } = await database.pool.query('select max(position)::int as position from audit_link')
  await database.pool.end()
  const env = { ...process.env, DATABASE_URL: database.url, IOC_DATA_DIR: folderFor('data') }
  const ioc = async (...words: string[]) =>
    (await promisify(execFile)(process.execPath, ['workers/bin/ioc.mjs', ...words], { cwd: ROOT, env })).stdout
  await expect(ioc('restore', folder)).rejects.toThrow(
    `«dossiers-month», ${one.key}, ${JANUARY} (Trần Thị Hoa). Nothing was replaced.`,
  )
  expect(await ioc('verify')).toMatch(/^0 differences/)
  const kept = /is the database (\S+);/.exec(await ioc('restore', folder, '--lose-signings'))?.[1] as string
  const now = openDatabase(database.url, 1)
  const { rows } = await now.pool.query("select detail from audit_entry where action = 'restored'")
  expect(rows).toMatchObject([
    { detail: { replaced: { audit: heads[0], signings: [{ unit: one.key, period: JANUARY, by: 'Trần Thị Hoa' }] } } },
  ])
  // What was unlocked since is locked again, which takes nothing from anybody.
  const { rows: locked } = await now.pool.query('select unit_id from signoff_lock')
  expect(locked).toEqual([{ unit_id: other.id }])
  await now.close()
  const admin = openDatabase(inject('adminUrl'), 1)
  await admin.pool.query(`drop database ${kept} with (force)`)
  await admin.close()
})

test('whoever owns the database and takes a lock away, or what was signed with it, is found out by what people signed and by the audit', async () => {
  const { database, one, other, sign } = await january()
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  await sign(other.key, JANUARY, 'Đỗ Lan')
  const tampered: [RegExp, string[]][] = [
    [/^lock of signing/, ['delete from signoff_lock where unit_id = $1']],
    [/^what signing \d+ locks/, ['delete from signoff_locked where unit_id = $1']],
    [/^what signing \d+ locks/, ["update signoff_locked set until = until - interval '1 month' where unit_id = $1"]],
    [
      /^what signing \d+ locks/,
      ["update signoff_locked set dims = jsonb_build_object('channel', '{}'::jsonb) where unit_id = $1"],
    ],
    [
      /^signing \d+ in the audit/,
      ['delete from signoff_lock where unit_id = $1', 'delete from signoff_action where unit_id = $1'],
    ],
    [/^signing \d+ in the audit/, ["update signoff_action set sha256 = repeat('0', 64) where unit_id = $1"]],
  ]
  for (const [found, changes] of tampered) {
    const client = await database.pool.connect()
    try {
      await client.query('set session_replication_role = replica; begin')
      for (const change of changes) await client.query(change, [one.id])
      await client.query('commit')
    } finally {
      client.release(true)
    }
    expect(
      (await verify(database.db)).differences.map(({ where }) => where),
      changes.join(),
    ).toContainEqual(expect.stringMatching(found))
  }
})

test('a figure that reads otherwise than it was signed is named, however that came about', async () => {
  const { database, one, sign } = await january()
  await sign(one.key, JANUARY, 'Trần Thị Hoa')
  expect(await signedOtherwise(database.db, new Date())).toEqual([])
  // As a new rule of counting does, which a newer version of the program brings.
  const client = await database.pool.connect()
  try {
    await client.query('alter table dossier_fact disable trigger kept_as_signed_update')
    await client.query("update dossier_fact set outcome = 'late' where external_id = 'a'")
    await client.query('alter table dossier_fact enable trigger kept_as_signed_update')
  } finally {
    client.release()
  }
  expect((await verify(database.db)).differences).toEqual([])
  const place = { database, isEmbedded: true, env: {}, home: '', program: ROOT, uid: 1000, node: '24.1.0', now: new Date() }
  expect((await examine(place)).find(({ check }) => check === 'signed figures')).toMatchObject({
    state: 'to do',
    says: expect.stringContaining(`1 signed figures read otherwise now: dossiers.on_time_rate of ${one.key}`),
  })
  expect(await signedOtherwise(database.db, new Date())).toEqual([
    { where: expect.stringContaining(`dossiers.on_time_rate of ${one.key}, 01/2026`), expected: '100', found: '0' },
  ])
})
