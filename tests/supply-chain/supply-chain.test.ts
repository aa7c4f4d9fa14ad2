import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { expect, test } from 'vitest'
import { allows, installed } from './installed.ts'
import { alone, faultsOf, type Lockfile, nameAndVersion, production, ROOT, readLockfile, readYaml } from './lockfile.ts'
import { INSTALL_SCRIPTS, LICENSED_ELSEWHERE } from './policy.ts'
import { sbom } from './sbom.ts'

const lockfile = readLockfile()
const here = installed()

test('every entry of the lockfile is one version of a package of the registry, held to its hash, and none we deny', () => {
  expect(Object.keys(lockfile.packages).length).toBeGreaterThan(500)
  expect(faultsOf(lockfile)).toEqual([])
})

const HASH = `sha512-${'A'.repeat(86)}==`
const planted: [string, (lock: Lockfile) => void, string][] = [
  ['a tarball of another host', (lock) => add(lock, 'a@1.0.0', { integrity: HASH, tarball: 'x' }), 'a@1.0.0 comes by «tarball»'],
  ['a repository', (lock) => add(lock, 'a@1.0.0', { type: 'git', integrity: HASH }), 'a@1.0.0 comes by «type»'],
  [
    'an address for a version',
    (lock) => add(lock, 'a@git+ssh://x/a', { integrity: HASH }),
    'a@git+ssh://x/a is not of the registry',
  ],
  ['a folder', (lock) => add(lock, 'a@file:../a', { integrity: HASH }), 'a@file:../a is not of the registry'],
  ['no hash', (lock) => add(lock, 'a@1.0.0', {}), 'a@1.0.0 has no SHA-512'],
  ['a weak hash', (lock) => add(lock, 'a@1.0.0', { integrity: 'sha1-x' }), 'a@1.0.0 has no SHA-512'],
  [
    'a denied package',
    (lock) => add(lock, 'request@2.88.2', { integrity: HASH }),
    'request@2.88.2 is denied: no longer mended since 2020; undici is there',
  ],
  [
    'something without an entry',
    (lock) => Object.assign(lock.snapshots, { 'b@1.0.0(c@1.0.0)': {} }),
    'b@1.0.0(c@1.0.0) has no entry',
  ],
  [
    'a range in the catalog',
    (lock) => Object.assign(lock.catalogs?.default ?? {}, { a: { specifier: '^1.0.0', version: '1.0.0' } }),
    'the catalog has a at ^1.0.0',
  ],
  ['a range that overrides', (lock) => Object.assign(lock, { overrides: { a: '>=1' } }), 'a is overridden by >=1'],
  ['a range past the catalog', (lock) => ask(lock, { specifier: '~4.6.0', version: '4.6.7' }), 'sql asks for zod at ~4.6.0'],
  [
    'a folder of this machine',
    (lock) => ask(lock, { specifier: 'workspace:*', version: 'link:../../zod' }),
    'sql asks for zod at workspace:*',
  ],
]

const add = (lock: Lockfile, key: string, resolution: Record<string, string>) =>
  Object.assign(lock.packages, { [key]: { resolution } })
const ask = (lock: Lockfile, zod: { specifier: string; version: string }) =>
  Object.assign(lock.importers.sql?.dependencies ?? {}, { zod })

test.each(planted)('%s in the lockfile is found', (_, plant, fault) => {
  const lock = structuredClone(lockfile)
  plant(lock)
  expect(faultsOf(lock)).toContain(fault)
})

test('no file of ours sends the installation to another registry', () => {
  expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).not.toMatch(/registry/i)
  expect(Object.keys(readYaml('pnpm-workspace.yaml')).filter((key) => /registr/i.test(key))).toEqual([])
})

test('what installs is one version, which refuses scripts nobody looked at and sources elsewhere', () => {
  expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+$/)
  expect(readYaml('pnpm-workspace.yaml')).toMatchObject({ strictDepBuilds: true, blockExoticSubdeps: true })
})

test('no package runs a script when it is installed but those named with a reason', () => {
  const { onlyBuiltDependencies, ignoredBuiltDependencies } = readYaml('pnpm-workspace.yaml')
  const named = (runs: boolean) => Object.keys(INSTALL_SCRIPTS).filter((name) => INSTALL_SCRIPTS[name]?.runs === runs)
  expect([...onlyBuiltDependencies].sort()).toEqual(named(true).sort())
  expect([...ignoredBuiltDependencies].sort()).toEqual(named(false).sort())
  const wanting = Object.keys(lockfile.packages).filter((entry) => here.get(entry)?.hasInstallScript)
  expect(wanting.length).toBeGreaterThan(0)
  expect(wanting.filter((entry) => !INSTALL_SCRIPTS[nameAndVersion(entry).name])).toEqual([])
})

test('what an installed package cannot do without was found too: only what is for other machines is left out', () => {
  const needed = Object.entries(lockfile.snapshots)
    .filter(([key]) => here.has(alone(key)))
    .flatMap(([, { dependencies }]) => Object.entries(dependencies ?? {}).map(([name, version]) => alone(`${name}@${version}`)))
  expect(needed.length).toBeGreaterThan(500)
  expect(needed.filter((entry) => !here.has(entry))).toEqual([])
  const { asked } = production(lockfile)
  expect(asked.filter((entry) => !here.has(entry) && !lockfile.packages[entry]?.os)).toEqual([])
})

test('whatever is installed, to run or to build and test, is under a licence we allow', () => {
  const used = Object.keys(lockfile.packages).filter((entry) => here.has(entry))
  expect(used.length).toBeGreaterThan(400)
  expect(used.filter((entry) => !allows(here.get(entry)?.licence ?? 'none stated'))).toEqual([])
  const needless = Object.keys(LICENSED_ELSEWHERE).filter((name) => !used.some((entry) => entry.startsWith(`${name}@`)))
  expect(needless).toEqual([])
})

test('of licences to choose from one must be allowed, of those that go together all', () => {
  expect(['MIT', '(MIT OR GPL-3.0-or-later)', '(MIT AND Zlib)', 'GPL-3.0-only OR ISC'].filter((each) => !allows(each))).toEqual(
    [],
  )
  expect(['GPL-3.0-or-later', 'MIT AND AGPL-3.0-only', 'MIT/X11', 'none stated', 'SSPL-1.0'].filter(allows)).toEqual([])
})

test('the bill of materials is CycloneDX 1.6 and names every package production runs here, with its hash and licence', async () => {
  const text = sbom()
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull()
  const { components, dependencies } = JSON.parse(text)
  const expected = [...production(lockfile).needs.keys()].filter((entry) => here.has(entry)).sort()
  expect(components.map((each: { 'bom-ref': string }) => each['bom-ref']).sort()).toEqual(expected)
  expect(expected).toContainEqual(expect.stringMatching(/^fastify@/))
  expect(expected.filter((entry) => /^(vitest|playwright-core|@biomejs\/biome|knip)@/.test(entry))).toEqual([])
  const bare = components.filter(
    (each: { hashes?: unknown[]; licenses?: unknown[] }) => !each.hashes?.length || !each.licenses?.length,
  )
  expect(bare).toEqual([])
  const ours = dependencies.find(({ ref }: { ref: string }) => ref === 'pho-hien')
  expect(ours.dependsOn).toContainEqual(expect.stringMatching(/^fastify@/))
})
