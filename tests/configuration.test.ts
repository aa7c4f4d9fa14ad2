import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  applyProvince,
  compareConfigurations,
  configurationFiles,
  type Database,
  findFeed,
  isGivenByCommand,
  keptConfiguration,
  keyFile,
  loadProvince,
  publishFeed,
  readConfiguration,
  setSecret,
  writeConfiguration,
} from '@ioc/sql'
import { checkFeeds } from '@ioc/workers/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { bare, hungYen } from './support/database.ts'

// What an instance is configured with can be carried away as files, compared, and given to another.

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ioc-configuration-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const WEBHOOK = {
  id: 'day-den',
  title: { vi: 'Nguồn tự gửi', en: 'Sends by itself' },
  domain: 'reports',
  kind: 'report',
  connector: 'webhook',
  format: { kind: 'json', path: '$' },
  zone: 'Asia/Ho_Chi_Minh',
  promise: 86_400,
  owner: 'x',
  simulated: false,
  expects: [],
  map: { code: 'ma' },
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

test('a feed that is asked no more is carried along as what it is, and makes no version of itself', async () => {
  const database = await hungYen()
  const made = { ...(await findFeed(database.db, 'nyc311')).spec, id: 'tu-lam' }
  await database.db.transaction().execute((trx) => publishFeed(trx, made, { after: null, by: 'Lan', note: null }))
  await database.pool.query("update feed set enabled = false, disabled_at = now() where key in ('tu-lam', 'vnexpress')")
  const path = folder()
  const kept = await keptConfiguration(database.db)
  writeConfiguration(kept, path)
  expect(readFileSync(join(path, 'feeds/tu-lam.yaml'), 'utf8')).toMatch(/^off: true$/m)
  const given = readConfiguration(path)
  expect(compareConfigurations(kept, given)).toEqual([])
  const before = await versions(database)
  await applyProvince(database, given, 'command')
  expect(await versions(database)).toEqual(before)
  const other = await hungYen()
  await applyProvince(other, given, 'command')
  const off = async ({ pool }: Database) => (await pool.query('select key from feed where not enabled order by 1')).rows
  expect(await off(other)).toEqual([{ key: 'tu-lam' }, { key: 'vnexpress' }])
  expect(configurationFiles(await keptConfiguration(other.db))).toEqual(configurationFiles(kept))

  // Taken up again it is asked again.
  writeFileSync(join(path, 'feeds/tu-lam.yaml'), readFileSync(join(path, 'feeds/tu-lam.yaml'), 'utf8').replace('off: true\n', ''))
  await applyProvince(other, readConfiguration(path), 'command')
  expect(await off(other)).toEqual([{ key: 'vnexpress' }])
})

test('what a domain has that is switched off goes along, and is asked again once the domain is on', async () => {
  const database = await hungYen()
  const whole = await keptConfiguration(database.db)
  const off = { ...whole, province: { ...whole.province, domains: { health: 'off' as const } } }
  await applyProvince(database, off, 'command')
  const kept = await keptConfiguration(database.db)
  const path = folder()
  writeConfiguration(kept, path)
  expect(readFileSync(join(path, 'feeds/health-sim.yaml'), 'utf8')).not.toMatch(/^off:/m)
  const given = readConfiguration(path)
  expect(compareConfigurations(kept, given)).toEqual([])
  const other = await hungYen()
  await applyProvince(other, given, 'command')
  expect(configurationFiles(await keptConfiguration(other.db))).toEqual(configurationFiles(kept))
  const isAsked = async () =>
    (await other.pool.query("select enabled from feed where key in ('health-sim', 'tram-y-te-thang')")).rows.map(
      (row) => row.enabled,
    )
  expect(await isAsked()).toEqual([false, false])
  await applyProvince(other, { ...given, province: whole.province }, 'command')
  expect(await isAsked()).toEqual([true, true])
  expect(configurationFiles(await keptConfiguration(other.db))).toEqual(configurationFiles(whole))
})

test('the command writes a configuration out, tells what a folder would change, takes it in whole or not, and says what can’t work', async () => {
  const database = await hungYen()
  const path = join(folder(), 'tinh')
  const ioc = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync('node', ['workers/bin/ioc.mjs', 'config', ...args], {
      cwd: join(import.meta.dirname, '..'),
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: database.url },
    })
    return { status, said: stdout, refused: stderr }
  }
  expect(ioc('export', path)).toMatchObject({ status: 0, said: expect.stringMatching(/^Wrote \d+ files to .*tinh\.$/m) })
  expect(ioc('diff', path)).toMatchObject({ status: 0, said: 'No difference.\n' })
  const file = join(path, 'feeds/dossiers-sim.yaml')
  const whole = readFileSync(file, 'utf8')
  writeFileSync(file, whole.replace(/^every: \d+$/m, 'every: 77'))
  expect(ioc('diff', path)).toMatchObject({ status: 1, said: expect.stringMatching(/^feeds\/dossiers-sim\.every: \d+ → 77\n$/) })
  expect(JSON.parse(ioc('diff', path, '--json').said)).toMatchObject([{ path: 'feeds/dossiers-sim.every', after: 77 }])
  expect(ioc('apply', path)).toMatchObject({
    status: 0,
    said: expect.stringMatching(/→ 77\nApplied\. Restart what is running\.\n$/),
  })
  expect((await findFeed(database.db, 'dossiers-sim')).spec.every).toBe(77)
  expect(ioc('diff', path)).toMatchObject({ status: 0 })

  // A feed that can't work is named, and nothing of the folder is taken in.
  writeFileSync(file, whole.replace(/^every: \d+$/m, 'every: 78').replace(/^connector: .*$/m, 'connector: khong-co'))
  expect(ioc('apply', path)).toMatchObject({ status: 1, refused: expect.stringContaining('khong-co') })
  expect((await findFeed(database.db, 'dossiers-sim')).spec.every).toBe(77)
  expect(ioc('apply')).toMatchObject({ status: 1, refused: expect.stringContaining('either a folder or --shipped') })
  expect(ioc('apply', '--shipped')).toMatchObject({ status: 0, said: expect.stringContaining('Applied') })
  expect(compareConfigurations(await keptConfiguration(database.db), loadProvince('hung-yen'))).toEqual([])

  expect(ioc('check')).toMatchObject({ status: 0, said: 'Everything holds together.\n' })
  await database.pool.query("insert into rule_set (key, spec, kept_in) values ('dossiers.dossier', $1, 'console')", [
    JSON.stringify({ id: 'dossiers.dossier', set: { da_bo: { off: true } }, more: [] }),
  ])
  await database.db
    .transaction()
    .execute((trx) =>
      publishFeed(trx, { ...WEBHOOK, settings: { secret: 'secret:khoa' } }, { after: null, by: 'Lan', note: null }),
    )
  vi.stubEnv('IOC_SECRETS_KEY_FILE', join(folder(), 'secrets.key'))
  onTestFinished(() => void vi.unstubAllEnvs())
  await setSecret(database.db, keyFile(), { feed: WEBHOOK.id, name: 'khoa' }, 'ngan')
  const { status, said } = ioc('check')
  expect([status, said.split('\n')]).toEqual([
    1,
    [
      expect.stringMatching(/^rules\/dossiers\.dossier, da_bo: There is no rule «da_bo»/),
      expect.stringMatching(/^feeds\/day-den\.settings\.secret: .*ngắn hơn 32 ký tự/),
      '',
    ],
  ])
}, 600_000)

test.each<[string, string, (at: (path: string) => string) => void, RegExp]>([
  ['half a file', 'feeds/dossiers-sim.yaml', (at) => truncateSync(at('feeds/dossiers-sim.yaml'), 300), /:1 zone: /],
  ['what is no YAML', 'feeds/vnexpress.yaml', (at) => appendFileSync(at('feeds/vnexpress.yaml'), ' - : ['), /:\d+: /],
  [
    'a field nobody knows',
    'feeds/vnexpress.yaml',
    (at) => appendFileSync(at('feeds/vnexpress.yaml'), 'evry: 5\n'),
    /:\d+ evry: /,
  ],
  [
    'a value of another type',
    'scenes/alerts.yaml',
    (at) => change(at('scenes/alerts.yaml'), /^rows: .*/m, 'rows: x'),
    /:\d+: rows: /,
  ],
  ['NUL', 'feeds/vnexpress.yaml', (at) => change(at('feeds/vnexpress.yaml'), /^owner: .*/m, 'owner: "a\\0"'), /NUL/],
  ['aliases without end', 'alerts/a.yaml', (at) => writeFileSync(at('alerts/a.yaml'), ALIASES), /alias/],
  ['the same again', 'feeds/z.yaml', (at) => cpSync(at('feeds/vnexpress.yaml'), at('feeds/z.yaml')), /vnexpress\.yaml too/],
  ['another ending', 'feeds/z.yml', (at) => renameSync(at('feeds/vnexpress.yaml'), at('feeds/z.yml')), /\.yaml; rename/],
  ['a folder of no name of ours', 'feedz', (at) => renameSync(at('feeds'), at('feedz')), /no part of a configuration/],
  ['a folder in the place of a file', 'feeds/z.yaml', (at) => mkdirSync(at('feeds/z.yaml')), /no part of a configuration/],
  ['a link that leads nowhere', 'plans/z.yaml', (at) => symlinkSync('/none', at('plans/z.yaml')), /leads to nothing/],
  ['50 MB', 'plans/z.yaml', (at) => writeFileSync(at('plans/z.yaml'), 'a'.repeat(50_000_000)), /larger than 10 MB/],
  ['half a line of units', 'units.csv', (at) => appendFileSync(at('units.csv'), 'xa-moi,"1'), /[Qq]uote/],
])('a folder with %s is refused by the name of %s', async (_, name, spoil, reason) => {
  const path = folder()
  writeConfiguration(loadProvince('hung-yen'), path)
  await checkFeeds(readConfiguration(path))
  spoil((inside) => join(path, inside))
  const refused = await Promise.resolve()
    .then(() => checkFeeds(readConfiguration(path)))
    .catch((error: Error) => error.message)
  expect(refused).toContain(join(path, name))
  expect(refused).toMatch(reason)
})

const change = (path: string, from: RegExp, to: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
const ALIASES = [
  'a: &a [x, x]',
  ...[...'bcdefghij'].map((name, n) => `${name}: &${name} [${`*${'abcdefghij'[n]}, `.repeat(9)}x]`),
].join('\n')

test('a folder may have notes beside it, and what a version control keeps', () => {
  const path = folder()
  writeConfiguration(loadProvince('hung-yen'), path)
  mkdirSync(join(path, '.git'))
  writeFileSync(join(path, 'README.md'), 'Cấu hình của tỉnh.')
  writeFileSync(join(path, 'feeds/.gitkeep'), '')
  expect(compareConfigurations(loadProvince('hung-yen'), readConfiguration(path))).toEqual([])
})

test('a folder that holds something else is not written into', () => {
  const path = folder()
  writeFileSync(join(path, 'letter.txt'), 'x')
  expect(() => writeConfiguration(loadProvince('hung-yen'), path)).toThrow('something other than a configuration')
  expect(() => readConfiguration(path)).toThrow('holds no configuration')
})
