import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compileRegistry } from '../indicators/registry.ts'
import { readDomains } from './load.ts'
import { locateIn } from './locate.ts'

// The domain of dossiers as it stands, with one mistake made in it.

const HOME = join(import.meta.dirname, '../../domains/dossiers')
const FILES = ['index.ts', 'measures.ts', 'indicators.ts', 'personal.ts']

/** Loads the domain with one piece of it exchanged, the way a start does. */
async function loadWith(from: string, to: string) {
  const house = mkdtempSync(join(tmpdir(), 'ioc-domains-'))
  onTestFinished(() => rmSync(house, { recursive: true }))
  const folder = join(house, 'dossiers')
  mkdirSync(folder)
  const [changed] = placesOf(from)
  for (const file of FILES) {
    const source = file === changed?.file ? sourceOf(file).replace(from, to) : sourceOf(file)
    // What lies beyond these stays where it is.
    writeFileSync(
      join(folder, file),
      source.replace(/ from '(\.\.\/.+|\.\/catalogue\.ts)'/g, (_, path) => ` from '${join(HOME, path)}'`),
    )
  }
  writeFileSync(join(folder, 'normalise.ts'), `export { default } from '${join(HOME, 'normalise.ts')}'`)
  writeFileSync(join(folder, 'contributions.sql'), 'select')
  const domains = await readDomains([house])
  return compileRegistry(
    domains.map(({ meaning, pack, folder }) => ({ meaning, tiles: pack.tiles, paths: pack.paths, where: locateIn(folder) })),
  )
}

function sourceOf(file: string): string {
  return readFileSync(join(HOME, file), 'utf8')
}

function placesOf(words: string): { file: string; line: number }[] {
  return FILES.flatMap((file) => {
    const at = sourceOf(file).indexOf(words)
    return at < 0 ? [] : [{ file, line: sourceOf(file).slice(0, at).split('\n').length }]
  })
}

/** Where words stand, counted in the file as it is. */
function placeOf(words: string): string {
  const [place] = placesOf(words)
  expect(place, words).toBeDefined()
  return `sql/domains/dossiers/${place?.file}:${place?.line}`
}

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
    const place = `${placeOf(from)}: `
    await expect(loadWith(from, to)).rejects.toThrow(place)
    await expect(loadWith(from, to)).rejects.toThrow(reason)
  })

  test('a look at the year before over a day under way', async () => {
    const from = "formula: 'dossiers.received',"
    const to = "formula: 'dossiers.received - yearBefore(dossiers.received)',"
    await expect(loadWith(from, to)).rejects.toThrow('dossiers.received_today looks at the year before, which has no «today»')
    await expect(loadWith(from, to)).rejects.toThrow(placeOf(from).slice(0, -4))
  })

  test('a formula of another unit of measurement than declared', async () => {
    const from = "unit: 'percent',\n    decimals: 1,\n    direction: 'down'"
    await expect(loadWith(from, from.replace('percent', 'dossier'))).rejects.toThrow(
      `${placeOf("formula: 'share(begun(")}: dossiers.overdue_share says dossier, its formula yields percent`,
    )
  })

  test('a field of a shape nobody can read', async () => {
    const from = "direction: 'down',\n    period: 'now',\n    owner: OWNER,\n    levels: {},"
    await expect(loadWith(from, from.replace('down', 'sideways'))).rejects.toThrow(
      `${placeOf("id: 'dossiers.overdue',\n")}: indicators.3.direction:`,
    )
  })

  test('a unit of measurement that is only half of a ratio', async () => {
    await expect(loadWith(", per: 'person'", '')).rejects.toThrow(
      `${placeOf('dossier_per_person: {')}: dossier_per_person is a unit of a ratio; say both`,
    )
  })

  test.each([
    [
      "levels: [{ by: 'field' }, { by: 'procedure' }]",
      "levels: [{ by: 'field' }, { by: 'procedures' }]",
      'goes by «procedures», which is no dimension of dossiers. Near it: procedure.',
    ],
    [
      "levels: [{ by: 'field' }, { by: 'procedure' }]",
      "levels: [{ by: 'procedure' }, { by: 'procedure' }]",
      'goes by «procedure» twice',
    ],
    [
      "levels: [{ by: 'field' }, { by: 'procedure' }]",
      "indicators: ['dossiers.online_share'], levels: [{ by: 'procedure' }]",
      'is of dossiers.online_share and goes by «procedure»: dossiers.received has no dimension «procedure». It can be split by field',
    ],
    [
      "levels: [{ by: 'field' }, { by: 'procedure' }]",
      "levels: [{ by: 'channel' }, { by: 'stage' }]",
      'fits no indicator of dossiers',
    ],
  ])('a path that leads nowhere: %s → %s', async (from, to, reason) => {
    await expect(loadWith(from, to)).rejects.toThrow(
      `${placeOf("id: 'dossiers.by_field'")}: the path dossiers.by_field ${reason}`,
    )
  })

  test('a kind of record that shows what it has not', async () => {
    await expect(loadWith("shows: ['status', ", "shows: ['state', ")).rejects.toThrow(
      'dossiers shows «state» of its kind «dossier», which is no plain column of it. It has procedure, field, channel, status',
    )
  })

  test('whoever does not say what is kept of persons', async () => {
    await expect(loadWith('  personal,\n', '')).rejects.toThrow(
      'sql/domains/dossiers/personal.ts:6: personal: say what is kept of persons, column by column, or [] where nothing is.',
    )
  })

  test.each([
    ["where: 'dossier_fact.rating'", "where: 'applicant.rating'", 'applicant.rating is of no table it has: dossier_fact'],
    ['basis: HANDLED', "basis: ''", 'personal.0.basis:'],
    ['...KEPT_AS_FACTS,', "kept: 'for good' as const,", 'what is kept for good says why'],
  ])('what is kept of persons and not said as it must be: %s → %s', async (from, to, reason) => {
    await expect(loadWith(from, to)).rejects.toThrow('sql/domains/dossiers/personal.ts')
    await expect(loadWith(from, to)).rejects.toThrow(reason)
  })

  test('a tile that shows what is no indicator', async () => {
    const from = "kind: 'stat', indicator: 'dossiers.overdue'"
    await expect(loadWith(from, "kind: 'stat', indicator: 'dossiers.gone'")).rejects.toThrow(
      `${placeOf(from)}: the tile dossiers.overdue shows «dossiers.gone», which is no indicator`,
    )
  })
})
