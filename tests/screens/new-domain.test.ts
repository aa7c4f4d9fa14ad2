import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { applyProvince, loadProvince } from '@ioc/sql'
import { migrate } from '@ioc/sql/migrate'
import { loadWorld } from '@ioc/sql/simulate'
import { buildWeb, pullFeed, SimulatedHouse } from '@ioc/workers/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { serve, until } from '../support/app.ts'
import { launchBrowser } from '../support/browser.ts'
import { hungYen } from '../support/database.ts'

// A domain is one folder, wherever it lies: made from the template, found at the start, read from its own simulated source,
// seen on the wall.

const ROOT = join(import.meta.dirname, '../..')
const PROVINCE = 'hung-yen'
const home = mkdtempSync(join(tmpdir(), 'ioc-new-domain-'))
const domains = join(home, 'domains')
const ioc = (...args: string[]) => promisify(execFile)(process.execPath, ['workers/bin/ioc.mjs', ...args], { cwd: ROOT })

beforeAll(async () => {
  await ioc('new-domain', 'water_supply', '--into', domains)
  vi.stubEnv('IOC_DOMAINS_DIR', domains)
  vi.stubEnv('IOC_DATA_DIR', home)
  await buildWeb(() => {}, AbortSignal.timeout(60_000))
})

afterAll(() => rmSync(home, { recursive: true }))

test('the generator writes the domain’s own name everywhere and nothing of the template’s', () => {
  const files = readdirSync(join(domains, 'water_supply'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.\w+$/.test(path),
  )
  expect(files.filter((path) => !path.startsWith('migrations')).sort()).toEqual([
    'contributions.sql',
    'feeds/water-supply-sim.yaml',
    'index.ts',
    'normalise.test.ts',
    'normalise.ts',
    'rules.yaml',
    'scenes/water-supply.yaml',
    'simulate.ts',
  ])
  for (const path of files) expect(path + readFileSync(join(domains, 'water_supply', path), 'utf8')).not.toContain('sample')
})

test('a name that can be no domain’s is refused, and so is one that is taken', async () => {
  await expect(ioc('new-domain', 'Cầu đường', '--into', domains)).rejects.toThrow("«Cầu đường» can't be a domain's id")
  await expect(ioc('new-domain', 'water_supply', '--into', domains)).rejects.toThrow('is there already')
  expect(existsSync(join(domains, 'Cầu đường'))).toBe(false)
})

test('a folder added is a domain on the wall: its tables, feed, scene and figures, and the sum behind a figure', async () => {
  const database = await hungYen()
  await migrate(database)
  await applyProvince(database, loadProvince(PROVINCE))
  const start = new Date(Date.now() - 120 * 86_400_000).toISOString().slice(0, 10)
  const house = await SimulatedHouse.open(loadWorld(PROVINCE, { seed: 1, scale: 0.01, start }), home, 0)
  vi.stubEnv('IOC_SIMULATOR_URL', house.url)
  const browser = await launchBrowser()
  try {
    const run = await pullFeed(database, 'water-supply-sim', AbortSignal.timeout(60_000))
    expect(run).toMatchObject({ rejected: 0, held: 0 })
    expect(run?.inserted).toBeGreaterThan(200)

    const { url } = await serve(database)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`${url}/wall/water-supply`)
    const figure = page.locator('[data-tile="water_supply.cases_year"] [data-value]').first()
    const value = await until('a figure', async () => Number(await figure.getAttribute('data-value')) || null, 30)
    expect(await page.locator('[data-tile="water_supply.cases_year"]').textContent()).toContain('vụ việc')
    await until('a map', async () => (await page.locator('[data-tile="water_supply.map"] [data-unit]').count()) >= 104, 30)

    const { body, status } = await fetch(`${url}/api/readings/water_supply.cases_year/proof`).then(async (answer) => ({
      status: answer.status,
      body: (await answer.json()) as { proof: { agrees: boolean; value: number } },
    }))
    expect([status, body.proof.agrees, body.proof.value]).toEqual([200, true, value])
  } finally {
    await browser.close()
    await house.close()
  }
}, 180_000)
