import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadDomains, loadRegistry, loadTiles } from '@ioc/sql'
import { describe, expect, test } from 'vitest'
import { bare } from './support/database.ts'

// Every domain found is asked the same; there is no list to maintain.

const COMMON = [
  'feed_id',
  'external_id',
  'source_version',
  'unit_id',
  'deleted',
  'run_id',
  'page_id',
  'place',
  'inserted_by',
  'confirmed',
]
const domains = await loadDomains()

test('there are domains to ask', () => {
  expect(domains.map(({ pack }) => pack.id)).toEqual(expect.arrayContaining(['budget', 'dossiers', 'press']))
})

const kinds = domains.flatMap(({ kinds }) => kinds)
describe.each(kinds.map((kind) => [kind.domain, kind.id, kind] as const))('%s, its record %s', (_, __, { table, normaliser }) => {
  test('its table has the common columns and exactly the ones its normaliser fills', async () => {
    const { pool } = await bare()
    const { rows } = await pool.query('select column_name from information_schema.columns where table_name = $1', [table])
    expect(rows.map((row) => row.column_name).sort()).toEqual([...COMMON, ...Object.keys(normaliser.columns)].sort())
  })

  test('its facts cannot be written past the ledger', async () => {
    const { pool } = await bare()
    const { rows } = await pool.query(
      'select tgname from pg_trigger where tgrelid = $1::regclass and not tgisinternal order by 1',
      [table],
    )
    const triggers = ['identity_is_kept', 'ledger_delete', 'ledger_insert', 'ledger_truncate', 'ledger_update']
    expect(rows.map((row) => row.tgname)).toEqual(expect.arrayContaining(triggers))
  })
})

describe.each(domains.map((domain) => [domain.pack.id, domain] as const))('domain %s', (id, { pack }) => {
  test('every measure, indicator, target and tile is named after it and refers to what exists', async () => {
    const registry = await loadRegistry()
    for (const each of [...pack.measures, ...pack.indicators, ...pack.tiles]) expect(each.id.split('.')[0]).toBe(id)
    for (const { indicator } of pack.targets) expect(registry.indicator(indicator)).toBeDefined()
    for (const tile of pack.tiles) {
      if ('indicator' in tile) registry.indicator(tile.indicator)
      if ('indicators' in tile) tile.indicators.forEach((each) => void registry.indicator(each))
      if ('measure' in tile) registry.measure(tile.measure)
      if ('plan' in tile) [tile.plan, tile.actual].forEach((each) => void registry.indicator(each))
    }
  })
})

test('every kind of tile a domain declares has a picture', async () => {
  const pictures = readdirSync(join(import.meta.dirname, '../web/src/tiles'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  for (const { kind } of await loadTiles()) expect(pictures.map(({ name }) => name)).toContain(kind)
})
