import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  applyProvince,
  compareConfigurations,
  configurationFiles,
  type Database,
  isGivenByCommand,
  keptConfiguration,
  loadProvince,
  readConfiguration,
  writeConfiguration,
} from '@ioc/sql'
import { expect, onTestFinished, test } from 'vitest'
import { bare, hungYen } from './support/database.ts'

// What an instance is configured with can be carried away as files, compared, and given to another.

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ioc-configuration-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const versions = async ({ pool }: Database) =>
  (
    await pool.query(
      'select (select count(*) from feed_version)::int as feeds, (select count(*) from plan_version)::int as plans, (select count(*) from unit_version)::int as units',
    )
  ).rows

test.each(['hung-yen', 'nghe-an', 'phu-tho'])(
  '%s: written out, taken in and written out again, it is the same to the byte',
  async (key) => {
    const database = await bare()
    await applyProvince(database, loadProvince(key))
    const kept = await keptConfiguration(database.db)
    expect(compareConfigurations(kept, loadProvince(key))).toEqual([])
    const path = folder()
    writeConfiguration(kept, path)
    const read = readConfiguration(path)
    expect(compareConfigurations(kept, read)).toEqual([])

    // Taken in where it came from nothing changes, and no version is made of nothing.
    const before = await versions(database)
    await applyProvince(database, read, 'command')
    expect(await versions(database)).toEqual(before)
    expect(configurationFiles(await keptConfiguration(database.db))).toEqual(configurationFiles(kept))

    // Taken in elsewhere it is the same.
    const other = await bare()
    await applyProvince(other, read, 'command')
    expect(configurationFiles(await keptConfiguration(other.db))).toEqual(configurationFiles(kept))
  },
)

test('a change in a folder is named by its file and field, and taken in whole or not at all', async () => {
  const database = await hungYen()
  const path = folder()
  writeConfiguration(await keptConfiguration(database.db), path)
  const change = (file: string, from: RegExp, to: string) =>
    writeFileSync(join(path, file), readFileSync(join(path, file), 'utf8').replace(from, to))
  change('feeds/dossiers-sim.yaml', /^every: \d+$/m, 'every: 77')
  change('units.csv', /Phường Sơn Nam/, 'Phường Sơn Nam mới')
  rmSync(join(path, 'scenes/social.yaml'))
  const given = readConfiguration(path)
  const kept = await keptConfiguration(database.db)
  expect(compareConfigurations(kept, given).map(({ path: at, after }) => [at, after])).toEqual([
    ['feeds/dossiers-sim.every', 77],
    ['scenes/social', undefined],
    ['units/phuong-son-nam.name', 'Phường Sơn Nam mới'],
  ])

  // A unit that goes twice to the same one is found when the units are written already; nothing of them stays.
  const twice = { ...given, successions: [...given.successions, ...given.successions.slice(0, 1)] }
  await expect(applyProvince(database, twice, 'command')).rejects.toThrow()
  const unknown = given.scenes.slice(0, 1).map((scene) => ({ ...scene, strip: 'no.tile' }))
  await expect(applyProvince(database, { ...given, scenes: unknown }, 'command')).rejects.toThrow('no.tile')
  expect(compareConfigurations(kept, await keptConfiguration(database.db))).toEqual([])

  await applyProvince(database, given, 'command')
  expect(compareConfigurations(await keptConfiguration(database.db), given)).toEqual([])
  expect(await isGivenByCommand(database.db)).toBe(true)
})

test('a folder that holds something else is not written into', () => {
  const path = folder()
  writeFileSync(join(path, 'letter.txt'), 'x')
  expect(() => writeConfiguration(loadProvince('hung-yen'), path)).toThrow('something other than a configuration')
  expect(() => readConfiguration(path)).toThrow('holds no configuration')
})
