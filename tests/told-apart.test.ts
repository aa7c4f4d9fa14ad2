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
} from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloneOf } from './support/database.ts'
import { type DossierSketch, dossier } from './support/dossiers.ts'
import { TEMPLATE } from './support/global-setup.ts'
import { countedOf, day, live, steps, type World } from './support/tellings.ts'

// Of dossiers that several feeds told, each at its own times, someone who only counts on his fingers what each had told by then
// says what every reading must be: now and as of any moment, on either map, whole, by unit and by day.

const UNITS = ['phuong-lam-son-11950', 'xa-ngoc-thanh-12322', 'phuong-son-nam', 'xa-hiep-cuong', 'hung-yen', 'hung-yen-cu']
const ASKED = [
  ['2026-01-20', 'hung-yen'],
  ['2026-01-20', 'phuong-son-nam'],
  ['2025-06-30', 'hung-yen-cu'],
  ['2025-06-30', 'xa-ngoc-thanh-12322'],
] as const
const PERIOD = '2025-12-20..2026-01-20'
const PAST = [5, 25, 41].map((n) => new Date(day(n)))

type Row = DossierSketch & { unit: number; version: number }

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.nat(5).map((n) => `d${n}`),
  unit: fc.nat(UNITS.length - 1),
  received: fc.integer({ min: -6, max: 8 }),
  deleted: fc.nat(5).map((n) => n === 0),
  version: fc.nat(40),
  channel: fc.constantFrom('online', 'direct'),
})

const COUNTED = "status not in ('new', 'refused')"

function worldOf(units: UnitRegistry): World<Row> {
  return {
    domain: 'dossiers',
    kind: 'dossier',
    // Every version of a dossier says something else.
    draft: (row) => ({
      ...dossier({ ...row, unit: units.find(UNITS[row.unit] as string).id, version: day(row.version) }),
      supplement_count: row.version,
    }),
    onlySpecial: (rule) => rule.replace(COUNTED, `${COUNTED} and channel = 'online'`),
    isSpecial: ({ channel }) => channel === 'online',
  }
}

test('what several feeds told, of their past or as it happened, is counted as each had told it, now and as of any moment', async () => {
  await fc.assert(
    fc.asyncProperty(steps(row), async (steps) => {
      const { database, drop } = await cloneOf(TEMPLATE)
      try {
        const units = await loadUnitRegistry(database.db)
        const world = worldOf(units)
        await live(database, world, steps, PAST, (at, heard) => ask(database, units, at, countedOf(world, heard)))
      } finally {
        await drop()
      }
    }),
    { numRuns: Number(process.env.HISTORIES ?? 3), seed: 20250701, endOnFailure: true },
  )
}, 300_000)

async function ask(database: Database, current: UnitRegistry, at: Date | null, facts: FactDraft[]): Promise<void> {
  for (const [geo, unit] of ASKED) {
    const asked = { indicator: 'dossiers.received', unit, period: PERIOD, geo, asOf: at?.toISOString() }
    const { units, indicator, moment, ...question } = await openQuestion(database.db, current, asked)
    const [root, span] = [question.unit, question.span as Span]
    const counts = new Map<string, number>()
    for (const { unit_id, received_at } of facts) {
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
