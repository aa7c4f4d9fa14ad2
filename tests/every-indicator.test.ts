import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { computeTile, loadTileContext } from '@ioc/server/testing'
import {
  addDays,
  applyProvince,
  currentProvince,
  type Database,
  type DefinedIndicator,
  dayOf,
  Invalid,
  isIndicatorOn,
  listFeeds,
  loadProvince,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  namedBy,
  openQuestion,
  proveReading,
  readIndicator,
  readOverTime,
  type Span,
  startOfDay,
  summariseDomains,
  verify,
} from '@ioc/sql'
import { Comparison, type Tile } from '@ioc/sql/pack'
import { loadWorld } from '@ioc/sql/simulate'
import { pullFeed, SimulatedHouse } from '@ioc/workers/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { bare } from './support/database.ts'
import { type Shown, shownBy } from './support/shown.ts'

// Some days of a small province, every source of every domain read to its end: there is no number without a proof that holds, and
// none on a tile that says other than its question does.

const DAYS = 4
const SCALE = 0.002
const HALF_DAY = 12 * 3_600_000

/** Of numbers of one indicator on a tile that are in the same state, so many are asked for: a table has hundreds. */
const ALIKE = 2

/** Every number a tile shows is, in value, state and whether it is an estimate, what the readings API says to its question. */
async function expectTilesToAgree(
  database: Database,
  now: Date,
  { geo, kinds = OF_NUMBERS }: { geo?: string; kinds?: Tile['kind'][] } = {},
): Promise<void> {
  const context = await loadTileContext(database)
  const known = new Map<string, Promise<unknown>>()
  const ask = async ({ unit: key = context.province.unit, ...asked }: Shown['question']) => {
    const { units, indicator, unit, moment, span } = await openQuestion(
      database.db,
      context.units,
      { unit: key, geo, ...asked },
      now,
    )
    const { value, state, estimate } = await readIndicator(database.db, units, indicator, unit.id, moment, span)
    return { value: rounded(value), state, estimate }
  }
  // What does not add up over units is of the map it was told on.
  const isOfAnyMap = (tile: Tile) => namedBy(tile).shown.every((id) => context.registry.indicator(id).additive.units)
  const wrong: unknown[] = []
  const asked = new Map<string, number>()
  const tiles = [...context.tiles.values()].filter((each) => kinds.includes(each.kind) && (!geo || isOfAnyMap(each)))
  for (const tile of tiles) {
    for (const { question, cell } of fewOfEach(shownBy(await computeTile(context, tile, momentOf({ geo }, now))))) {
      const key = JSON.stringify(question)
      const answer = known.get(key) ?? ask(question).catch((error: Error) => error.message)
      known.set(key, answer)
      const { value, state, estimate } = cell
      const shown = { value: rounded(value), state, estimate }
      const said = await answer
      if (JSON.stringify(said) !== JSON.stringify(shown)) wrong.push({ tile: tile.id, question, shown, said })
      asked.set(tile.kind, (asked.get(tile.kind) ?? 0) + 1)
    }
  }
  expect(wrong).toEqual([])
  // A province has the kinds of the domains it has switched on.
  expect([...asked.keys()].sort()).toEqual([...new Set(tiles.map(({ kind }) => kind))].sort())
  expect(asked.size).toBeGreaterThan(3)
}

/** Kinds of tile that show many numbers of one thing, and those whose numbers can be asked about at all. */
const OF_MANY: Tile['kind'][] = ['communes', 'comparison', 'ranking', 'table']
const OF_NUMBERS: Tile['kind'][] = [
  ...OF_MANY,
  ...(['bars', 'breakdown', 'funnel', 'outlook', 'plan', 'progress', 'scorecard', 'spike', 'stat'] as const),
]

function fewOfEach(shown: Shown[]): Shown[] {
  const met = new Map<string, number>()
  return shown.filter(({ question: { indicator, unit }, cell: { value, state, estimate } }) => {
    const alike = [indicator, unit === undefined, value === null, state, estimate].join()
    met.set(alike, (met.get(alike) ?? 0) + 1)
    return (met.get(alike) as number) <= ALIKE
  })
}

/** Sums of doubles differ in their last digits by the order they were added in. */
const rounded = (value: number | null) => value && Number(value.toPrecision(12))

const STEPS = [
  ['day', 3],
  ['month', 2],
  ['year', 2],
] as const
const GRAINS = ['hour', 'day', 'month', 'year']

/** The last steps of a kind up to a moment, as much of the one under way as is over. */
function lastSteps(step: (typeof STEPS)[number][0], count: number, at: Date): Span[] {
  const today = dayOf(at)
  const tomorrow = startOfDay(addDays(today, 1))
  const [year, month] = today.split('-').map(Number) as [number, number]
  const begin = (back: number) =>
    startOfDay(
      step === 'day'
        ? addDays(today, -back)
        : new Date(Date.UTC(year - (step === 'year' ? back : 0), step === 'year' ? 0 : month - 1 - back, 1))
            .toISOString()
            .slice(0, 10),
    )
  return Array.from({ length: count }, (_, n) => {
    const back = count - 1 - n
    return { from: begin(back), to: back === 0 ? tomorrow : begin(back - 1) }
  })
}

/** Every point of every series is, in value, state and what it is set beside, what the same step says alone; each indicator by one step, set beside one thing. */
async function expectPointsToAgree(
  database: Database,
  now: Date,
  on: readonly DefinedIndicator[],
  unitKey: string,
): Promise<void> {
  const { db } = database
  const units = await loadUnitRegistry(db)
  const unit = units.find(unitKey)
  const moment = momentOf({}, now)
  const wrong: unknown[] = []
  let compared = 0
  for (const [n, indicator] of on.filter(({ period }) => period !== 'now').entries()) {
    const compare = BESIDE[n % BESIDE.length]
    const steps = STEPS.filter(([step]) => GRAINS.indexOf(step) >= GRAINS.indexOf(indicator.grain))
    for (const [step, count] of steps.slice(Math.floor(n / BESIDE.length) % steps.length).slice(0, 1)) {
      const spans = lastSteps(step, count, now)
      const [first, last] = [spans[0], spans.at(-1)] as [Span, Span]
      const over = { from: first.from, to: last.to }
      const read = readOverTime(db, units, indicator, [unit], moment, over, step, undefined, compare)
      // What cannot be carried over a merger is refused whole.
      const [series] = await read.catch((error: unknown) => {
        if (error instanceof Invalid) return []
        throw error
      })
      for (const point of series?.points ?? []) {
        const span = spans.find(({ from }) => from.getTime() === point.at.getTime()) as Span
        const alone = await readIndicator(db, units, indicator, unit.id, moment, span, compare)
        // A step under way is not yet a figure like whole ones.
        const isUnderWay = span.to > now && (point.state === 'provisional' || (point.value === null && point.state === 'missing'))
        const told = { value: rounded(point.value), before: rounded(point.before), state: isUnderWay ? 'under way' : point.state }
        const said = { value: rounded(alone.value), before: rounded(alone.before), state: isUnderWay ? 'under way' : alone.state }
        if (JSON.stringify(told) !== JSON.stringify(said))
          wrong.push({ id: indicator.id, step, compare, at: point.at, told, said })
        if (point.before !== null) compared++
      }
    }
  }
  expect(wrong).toEqual([])
  expect(compared).toBeGreaterThan(10)
}

const BESIDE = Comparison.exclude(['peers']).options

const ASKED = 'hung-yen'

test.each([ASKED, 'nghe-an', 'phu-tho'])(
  'every indicator of %s has a reading whose proof adds up to it, every number on a tile and every point of a series is what its question reads, and every domain has its feeds and totals',
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
    vi.stubEnv('IOC_SIMULATOR_URL', house.url)
    vi.stubEnv('IOC_DATA_DIR', dataDir)
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
    // The same tiles stand on the walls of every province: of one, each number is asked about.
    if (key === ASKED) {
      await expectTilesToAgree(database, now)
      await expectPointsToAgree(database, now, on, key)
      // Of sources silent for days, on the map of before the merger: there numbers are stale, and shared out between units.
      await expectTilesToAgree(database, new Date(now.getTime() + 3 * 86_400_000), { geo: '2025-06-30', kinds: OF_MANY })
    }
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
