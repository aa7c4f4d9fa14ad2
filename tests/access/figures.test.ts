import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  classificationOfIndicator,
  currentProvince,
  type Database,
  dayOf,
  Forbidden,
  isIndicatorOn,
  listFeeds,
  loadClasses,
  loadRegistry,
  loadUnitRegistry,
  openQuestion,
  type RegistryUnit,
  readIndicator,
  readOverTime,
  type Scope,
  seeingAs,
  startOfDay,
  type UnitRegistry,
} from '@ioc/sql'
import { loadWorld } from '@ioc/sql/simulate'
import { pullFeed, SimulatedHouse } from '@ioc/workers/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { hungYen } from '../support/database.ts'

// A small province with some days of all its sources, asked within scopes: a figure is whole or it is refused, and never what of it may be seen.

const DAYS = 2
const SCALE = 0.002
const HALF_DAY = 12 * 3_600_000

async function told(): Promise<{ database: Database; now: Date }> {
  const database = await hungYen()
  const dataDir = mkdtempSync(join(tmpdir(), 'ioc-scopes-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const now = new Date(startOfDay(dayOf(new Date(Date.now() - HALF_DAY))).getTime() + HALF_DAY)
  const start = new Date(now.getTime() - DAYS * 86_400_000).toISOString().slice(0, 10)
  const house = await SimulatedHouse.open(loadWorld('hung-yen', { seed: 1, scale: SCALE, start }), dataDir, 0, () => now)
  onTestFinished(() => house.close())
  vi.stubEnv('IOC_SIMULATOR_URL', house.url)
  vi.stubEnv('IOC_DATA_DIR', dataDir)
  for (const drop of house.drops.values()) await drop.save(now)
  for (const { spec } of (await listFeeds(database.db)).filter((feed) => feed.spec.simulated))
    await pullFeed(database, spec.id, AbortSignal.timeout(200_000))
  return { database, now }
}

/** What one is told of an indicator, whole: with what it is set beside, its ages, and its last months; or that one may not know. */
async function ask(
  { db }: Database,
  units: UnitRegistry,
  { id: indicator, place }: { id: string; place: number },
  unit: RegistryUnit,
  now: Date,
): Promise<unknown> {
  try {
    const asked = await openQuestion(db, units, { indicator, unit: unit.key }, now)
    const {
      judgePart: _,
      definition: __,
      ...reading
    } = await readIndicator(db, units, asked.indicator, unit.id, asked.moment, undefined, place % 8 === 0 ? 'peers' : 'solar')
    const month = { from: startOfDay(`${dayOf(now).slice(0, 8)}01`), to: now }
    const over = () => readOverTime(db, units, asked.indicator, [unit], asked.moment, month, 'month', undefined, 'solar')
    const series = place % 8 === 1 ? await over().catch((error: Error) => error.message) : null
    return JSON.parse(JSON.stringify({ reading, series }))
  } catch (error) {
    return (error as Error).constructor === Forbidden ? 'refused' : (error as Error).message
  }
}

test('whoever may see a figure is told it as the house knows it, whoever may not is refused: every indicator, by unit, by domain, by classification', async () => {
  const { database, now } = await told()
  await loadClasses()
  const [registry, units, { domains, unitId }] = [
    await loadRegistry(),
    await loadUnitRegistry(database.db),
    await currentProvince(database.db),
  ]
  const on = registry.indicators.filter(({ id }) => isIndicatorOn(domains, id))
  const province = units.get(unitId)
  const communes = units.children(unitId, dayOf(now))
  const merged = communes.find(({ id }) => units.predecessorsOf(id).length > 2) as RegistryUnit
  const other = communes.find(({ id }) => id !== merged.id) as RegistryUnit
  const asKnown = new Map<string, unknown>()
  const house = async (id: string, place: number, unit: RegistryUnit) => {
    const key = `${id} ${unit.key}`
    if (!asKnown.has(key)) asKnown.set(key, await ask(database, units, { id, place }, unit, now))
    return asKnown.get(key)
  }

  const scopes: Scope[] = [
    { unit: merged.id, domains: null, upTo: 'restricted' },
    { unit: merged.id, domains: ['health', 'dossiers', 'education'], upTo: 'internal' },
    { unit: null, domains: ['health', 'security'], upTo: 'restricted' },
    { unit: null, domains: null, upTo: 'internal' },
    { unit: null, domains: null, upTo: 'open' },
  ]
  const wrong: unknown[] = []
  const counted = { told: 0, refused: 0 }
  for (const [turn, scope] of scopes.entries())
    for (const [place, indicator] of on.entries())
      for (const unit of [province, merged, other]) {
        const { id } = indicator
        const own = classificationOfIndicator(indicator, registry)
        const reaches = own === 'internal' ? scope.upTo !== 'open' : scope.upTo === 'restricted'
        const isHere = scope.unit === null || unit === merged
        const isOf = scope.domains === null || indicator.domains.every((domain) => scope.domains?.includes(domain))
        const may = own === 'open' || (reaches && isHere && isOf)
        // Within one scope all of them are told, within each other one in five.
        if (may && (unit === other || (turn > 0 && place % scopes.length !== turn))) continue
        const wanted = may ? await house(id, place, unit) : 'refused'
        const said = await seeingAs(scope, () => ask(database, units, { id, place }, unit, now))
        counted[may ? 'told' : 'refused']++
        if (JSON.stringify(said) !== JSON.stringify(wanted)) wrong.push({ scope, id, unit: unit.key, said, wanted })
      }
  expect(wrong.slice(0, 5)).toEqual([])
  expect(counted.told).toBeGreaterThan(200)
  expect(counted.refused).toBeGreaterThan(500)
  console.info(`${counted.told} figures told, ${counted.refused} refused`)

  // The records of facts, table by table, by the database alone.
  const { rows: tables } = await database.pool.query(
    `select tablename as name, domain from pg_policies join contribution_rule on fact_table = tablename group by 1, 2`,
  )
  const within = new Set(units.members([merged.id], dayOf(now), 'people').map(({ unit }) => unit))
  for (const { name, domain } of tables) {
    const { rows } = await database.pool.query(`select unit_id as unit, external_id as id from ${name}`)
    for (const scope of scopes) {
      const seen = await seeingAs(scope, () => database.pool.query(`select external_id as id from ${name}`))
      const isOf = scope.domains === null || scope.domains.includes(domain)
      const reaches = scope.upTo === 'restricted' || (scope.upTo === 'internal' && domain !== 'security')
      const own = rows.filter(({ unit }) => isOf && reaches && (scope.unit === null || within.has(unit)))
      expect({ name, scope, ids: seen.rows.map(({ id }) => id).sort() }).toEqual({
        name,
        scope,
        ids: own.map(({ id }) => id).sort(),
      })
    }
  }
  expect(tables.length).toBeGreaterThan(15)
}, 600_000)
