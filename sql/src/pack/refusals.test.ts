import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compileRegistry } from '../indicators/registry.ts'
import { readDomains } from './load.ts'
import { locateIn } from './locate.ts'

// The domain of dossiers as it stands, with one mistake made in it.

const HOME = join(import.meta.dirname, '../../domains/dossiers')
const SOURCE = readFileSync(join(HOME, 'index.ts'), 'utf8')

/** Loads the domain with one piece of it exchanged, the way a start does. */
async function loadWith(from: string, to: string) {
  const house = mkdtempSync(join(tmpdir(), 'ioc-domains-'))
  onTestFinished(() => rmSync(house, { recursive: true }))
  const folder = join(house, 'dossiers')
  mkdirSync(folder)
  // Plain JavaScript but for its import, which a folder elsewhere cannot follow.
  const source = SOURCE.replace(/^import .*/, 'const defineDomain = (pack) => pack')
  expect(source).toContain(from)
  writeFileSync(join(folder, 'index.ts'), source.replace(from, to))
  writeFileSync(join(folder, 'normalise.ts'), 'export default {}')
  writeFileSync(join(folder, 'contributions.sql'), 'select')
  const domains = await readDomains(house)
  return compileRegistry(domains.map(({ meaning, pack, folder }) => ({ meaning, tiles: pack.tiles, where: locateIn(folder) })))
}

/** The line a mistake stands on, counted in the file as it is. */
const lineOf = (words: string) => SOURCE.slice(0, SOURCE.indexOf(words)).split('\n').length

describe('a mistake in a domain is named by file, line and cure', () => {
  test.each([
    [
      'share(begun(dossiers.open), dossiers.open, none)',
      'share(begun(dossiers.open), dossiers.open)',
      'share must say what it means where the second is 0',
    ],
    ['begun(dossiers.open)', 'begun(dossiers.opened)', 'there is no measure «dossiers.opened»; there are dossiers.received'],
    ['dossiers.received, none)', 'dossiers.received / dossiers.open, none)', 'only a number other than 0 may divide'],
  ])('%s → %s', async (from, to, reason) => {
    const place = `sql/domains/dossiers/index.ts:${lineOf(from)}: `
    await expect(loadWith(from, to)).rejects.toThrow(place)
    await expect(loadWith(from, to)).rejects.toThrow(reason)
  })

  test('a formula of another unit of measurement than declared', async () => {
    const from = "unit: 'percent',\n      decimals: 1,\n      direction: 'down'"
    const line = lineOf("formula: 'share(begun(")
    await expect(loadWith(from, from.replace('percent', 'dossier'))).rejects.toThrow(
      `sql/domains/dossiers/index.ts:${line}: dossiers.overdue_share says dossier, its formula yields percent`,
    )
  })

  test('a field of a shape nobody can read', async () => {
    const line = lineOf("id: 'dossiers.overdue',")
    const from = "direction: 'down',\n      period: 'now',\n      owner: OWNER,\n      levels: {},"
    await expect(loadWith(from, from.replace('down', 'sideways'))).rejects.toThrow(
      `sql/domains/dossiers/index.ts:${line}: indicators.1.direction:`,
    )
  })

  test('a target whose period runs backwards', async () => {
    const line = lineOf("indicator: 'dossiers.online_share',\n      value")
    const from = "value: 70,\n      from: '2024-01-01'"
    await expect(loadWith(from, from.replace('2024', '2027'))).rejects.toThrow(
      `sql/domains/dossiers/index.ts:${line}: the target for dossiers.online_share ends on 2026-12-31, before it begins`,
    )
  })

  test('a tile that shows what is no indicator', async () => {
    const from = "kind: 'stat', indicator: 'dossiers.overdue'"
    await expect(loadWith(from, "kind: 'stat', indicator: 'dossiers.gone'")).rejects.toThrow(
      `sql/domains/dossiers/index.ts:${lineOf(from)}: the tile dossiers.overdue shows «dossiers.gone», which is no indicator`,
    )
  })
})
