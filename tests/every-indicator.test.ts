import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  applyProvince,
  currentProvince,
  dayOf,
  isIndicatorOn,
  listFeeds,
  loadProvince,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  proveReading,
  startOfDay,
  summariseDomains,
  verify,
} from '@ioc/sql'
import { loadWorld } from '@ioc/sql/simulate'
import { pullFeed, SimulatedHouse } from '@ioc/workers/testing'
import { expect, onTestFinished, test } from 'vitest'
import { bare } from './support/database.ts'

// Some days of a small province, every source of every domain read to its end: there is no number without a proof that holds.

const DAYS = 4
const SCALE = 0.002
const HALF_DAY = 12 * 3_600_000

test.each(['hung-yen', 'nghe-an', 'phu-tho'])(
  'every indicator of %s has a reading whose proof adds up to it, and every domain has its feeds and totals',
  async (key) => {
    const database = await bare()
    await applyProvince(database, loadProvince(key))
    const dataDir = mkdtempSync(join(tmpdir(), 'ioc-every-'))
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
    // The last noon in Vietnam: figures of the day have something to count at whatever hour this runs.
    const now = new Date(startOfDay(dayOf(new Date(Date.now() - HALF_DAY))).getTime() + HALF_DAY)
    const start = new Date(now.getTime() - DAYS * 86_400_000).toISOString().slice(0, 10)
    const house = await SimulatedHouse.open(loadWorld(key, { seed: 1, scale: SCALE, start }), dataDir, 0, () => now)
    onTestFinished(() => house.close())
    process.env.IOC_SIMULATOR_URL = house.url
    process.env.IOC_DATA_DIR = dataDir
    for (const drop of house.drops.values()) await drop.save(now)
    for (const { spec } of (await listFeeds(database.db)).filter((feed) => feed.spec.simulated)) {
      const run = await pullFeed(database, spec.id, AbortSignal.timeout(200_000))
      expect(run, spec.id).toMatchObject({ rejected: 0 })
      expect(run, spec.id).not.toHaveProperty('error')
      expect(run?.held ?? 0, spec.id).toBeLessThanOrEqual((run?.read ?? 0) / 50)
    }

    const [registry, units, { domains }] = [
      await loadRegistry(),
      await loadUnitRegistry(database.db),
      await currentProvince(database.db),
    ]
    const on = registry.indicators.filter(({ id }) => isIndicatorOn(domains, id))
    expect(on.length).toBeGreaterThan(100)
    const wrong: string[] = []
    for (const indicator of on) {
      const proof = await proveReading(database.db, units, indicator, units.find(key).id, momentOf({}, now))
      if (!proof.agrees) wrong.push(`${indicator.id}: ${proof.reading.value} is proved as ${proof.value}`)
    }
    expect(wrong).toEqual([])
    expect((await verify(database.db)).differences).toEqual([])

    const summaries = await summariseDomains(database.db, { verifying: false })
    // At so small a scale some domains have nothing to tell in a few days; their numbers are proved to be none.
    expect(summaries.reduce((sum, { facts }) => sum + facts, 0)).toBeGreaterThan(3_000)
    const shown = new Set(on.map(({ domain }) => domain))
    for (const { id, feeds, indicators, lastRun } of summaries.filter(({ id }) => shown.has(id))) {
      expect(feeds, id).toBeGreaterThan(0)
      expect(indicators, id).toBeGreaterThan(0)
      expect(lastRun, id).not.toBeNull()
    }
  },
  600_000,
)
