import {
  type Database,
  dayOf,
  type FactDraft,
  loadUnitRegistry,
  openQuestion,
  proveReading,
  readByUnit,
  readSeries,
  type Span,
  type UnitRegistry,
  verify,
} from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloneOf } from './support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from './support/dossiers.ts'
import { TEMPLATE } from './support/global-setup.ts'

// Three feeds tell of the same dossiers' domain, of their past or as it happens, by turns. Someone who only counts on his fingers
// what each had told by then says what every reading must be: now and as of any moment, on either map, whole, by unit and by day.

const UNITS = ['phuong-lam-son-11950', 'xa-ngoc-thanh-12322', 'phuong-son-nam', 'xa-hiep-cuong', 'hung-yen', 'hung-yen-cu']
const ASKED = [
  ['2026-01-20', 'hung-yen'],
  ['2026-01-20', 'phuong-son-nam'],
  ['2025-06-30', 'hung-yen-cu'],
  ['2025-06-30', 'xa-ngoc-thanh-12322'],
] as const
const PERIOD = '2025-12-20..2026-01-20'
const DAY_MS = 86_400_000
const day = (n: number) => Date.parse('2026-01-01T02:00:00Z') + n * DAY_MS

interface Told {
  feed: number
  ofItsPast: boolean
  rows: (DossierSketch & { unit: number; version: number })[]
}

const told: fc.Arbitrary<Told> = fc.record({
  feed: fc.nat(2),
  ofItsPast: fc.boolean(),
  rows: fc.array(
    fc.record({
      id: fc.nat(5).map((n) => `d${n}`),
      unit: fc.nat(UNITS.length - 1),
      received: fc.integer({ min: -6, max: 8 }),
      deleted: fc.nat(5).map((n) => n === 0),
      version: fc.nat(40),
    }),
    { minLength: 1, maxLength: 5 },
  ),
})

test('what several feeds told, of their past or as it happened, is counted as each had told it, now and as of any moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 2, maxLength: 6 }), async (tellings) => {
      const { database, drop } = await cloneOf(TEMPLATE)
      try {
        await live(database, tellings)
      } finally {
        await drop()
      }
    }),
    { numRuns: Number(process.env.HISTORIES ?? 4), seed: 20250701, endOnFailure: true },
  )
}, 300_000)

interface Heard {
  feed: number
  facts: FactDraft[]
  /** By its source's own clock; never where it was told as it happened. */
  knownAt: number
  recordedBy: Date
}

async function live(database: Database, tellings: Told[]): Promise<void> {
  const units = await loadUnitRegistry(database.db)
  const heard: Heard[] = []
  for (const [place, { feed, ofItsPast, rows }] of tellings.entries()) {
    // Every telling has news, and every version of a dossier says something else.
    const news = { ...(rows[0] as Told['rows'][number]), id: `news ${place}` }
    const facts = [...rows, news].map((row) => ({
      ...dossier({ ...row, unit: units.find(UNITS[row.unit] as string).id, version: day(row.version) }),
      supplement_count: row.version,
    }))
    await commit(database, await openRun(database, `feed-${feed}`), facts, ofItsPast ? { knownBySource: true } : {})
    const { rows: clock } = await database.pool.query("select clock_timestamp() + interval '1 millisecond' as at")
    const before = heard.findLast((each) => each.feed === feed)?.knownAt ?? 0
    const newest = Math.max(...newestOf([{ feed, facts }]).map(({ source_version }) => source_version))
    heard.push({ feed, facts, knownAt: ofItsPast ? Math.max(before, newest) : Number.POSITIVE_INFINITY, recordedBy: clock[0].at })
  }
  const { rows } = await database.pool.query('select recorded_at as began from ledger_batch order by position limit 1')
  const past = [5, 25, 41].map((n) => new Date(day(n)))
  for (const at of [null, ...past, ...heard.map(({ recordedBy }) => recordedBy)]) {
    const isKnown = ({ knownAt, recordedBy }: Heard) =>
      at === null || (at < rows[0].began ? knownAt <= at.getTime() : recordedBy <= at)
    await ask(database, units, at, newestOf(heard.filter(isKnown)))
  }
  expect((await verify(database.db)).differences).toEqual([])
}

/** Of each feed's dossiers the newest version, the later told of two alike. */
function newestOf(heard: Pick<Heard, 'feed' | 'facts'>[]): FactDraft[] {
  const newest = new Map<string, FactDraft>()
  for (const { feed, facts } of heard) {
    for (const fact of facts) {
      const key = `${feed} ${fact.external_id}`
      if (fact.source_version >= (newest.get(key)?.source_version ?? 0)) newest.set(key, fact)
    }
  }
  return [...newest.values()]
}

async function ask(database: Database, current: UnitRegistry, at: Date | null, facts: FactDraft[]): Promise<void> {
  for (const [geo, unit] of ASKED) {
    const asked = { indicator: 'dossiers.received', unit, period: PERIOD, geo, asOf: at?.toISOString() }
    const { units, indicator, moment, ...question } = await openQuestion(database.db, current, asked)
    const [root, span] = [question.unit, question.span as Span]
    const counts = new Map<string, number>()
    for (const { unit_id, received_at, deleted } of facts) {
      if (deleted) continue
      const on = dayOf(received_at as Date)
      counts.set(on, (counts.get(on) ?? 0) + shareOf(units, unit_id, root.id, geo))
    }
    const expected = [...counts.values()].reduce((sum, each) => sum + each, 0)
    const where = `${unit} on the map of ${geo} as of ${at?.toISOString() ?? 'now'}`

    const proof = await proveReading(database.db, units, indicator, root.id, moment, span)
    expect([proof.agrees, proof.reading.value ?? 0], where).toEqual([true, expect.closeTo(expected, 6)])
    const rows = await readByUnit(database.db, units, indicator, units.children(root.id, geo), moment, span, root)
    expect(
      rows.reduce((sum, { value }) => sum + (value ?? 0), 0),
      where,
    ).toBeCloseTo(expected, 6)
    for (const point of await readSeries(database.db, units, indicator, root.id, span, 'day', moment))
      expect(point.value ?? 0, `${where}, ${dayOf(point.at)}`).toBeCloseTo(counts.get(dayOf(point.at)) ?? 0, 6)
  }
}

/** How much of what is told of a unit lies in another, both on the map of a day. */
function shareOf(units: UnitRegistry, unit: number, root: number, geo: string): number {
  const isIn = (id: number | null): boolean => id !== null && (id === root || isIn(units.get(id).parent_id))
  return units.shares(unit, geo, 'dossiers').reduce((sum, share) => sum + (isIn(share.unit) ? share.weight : 0), 0)
}
