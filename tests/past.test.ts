import {
  type Database,
  loadUnitRegistry,
  momentOf,
  openQuestion,
  proveReading,
  readByUnit,
  readIndicator,
  type UnitRegistry,
  verify,
} from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloneOf, hungYen } from './support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from './support/dossiers.ts'
import { TEMPLATE } from './support/global-setup.ts'

// Facts are corrected, moved, deleted and told late, on units that ended on 1 July 2025 (one of them split in two) and on those
// that came after. Whatever was shown at a moment must be shown again as of it, and re-add from the rows as they were then.

const UNITS = [
  'phuong-lam-son-11950',
  'xa-ngoc-thanh-12322',
  'phuong-son-nam',
  'so-tu-phap-thai-binh-cu',
  'so-tu-phap',
  'hung-yen',
]
const MAPS = ['2025-06-30', '2026-01-20']
const INDICATORS = ['dossiers.received', 'dossiers.on_time_rate']
const PERIOD = '2025-12-01..2026-01-20'

const row: fc.Arbitrary<DossierSketch> = fc.record({
  id: fc.integer({ min: 0, max: 8 }).map((n) => `d${n}`),
  version: fc.integer({ min: 1, max: 6 }),
  unit: fc.nat(UNITS.length - 1),
  received: fc.integer({ min: 0, max: 4 }),
  finished: fc.option(fc.integer({ min: 4, max: 12 }), { nil: null }),
  field: fc.constantFrom('Đất đai', 'Hộ tịch'),
  deleted: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
})
const step = fc.oneof(
  { weight: 5, arbitrary: fc.array(row, { minLength: 1, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.nat(8).map((n) => `d${n}`) },
)

test('what was shown at any moment is shown again as of it, on either map, and re-adds from the rows as they were then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const { database, drop } = await cloneOf(TEMPLATE)
      try {
        await live(database, steps)
      } finally {
        await drop()
      }
    }),
    { numRuns: Number(process.env.HISTORIES ?? 12), endOnFailure: true },
  )
}, 300_000)

async function live(database: Database, steps: (DossierSketch[] | string)[]): Promise<void> {
  const run = await openRun(database, 'feed')
  const units = await loadUnitRegistry(database.db)
  const shown: { at: Date; values: unknown }[] = []
  for (const each of steps) {
    if (typeof each === 'string') await database.pool.query('delete from dossier_fact where external_id = $1', [each])
    else
      await commit(
        database,
        run,
        each.map((sketch) => dossier({ ...sketch, unit: units.find(UNITS[sketch.unit as number] as string).id })),
      )
    // PostgreSQL's clock is finer than ours: the next whole millisecond is after what was just written.
    const { rows } = await database.pool.query("select clock_timestamp() + interval '1 millisecond' as at")
    shown.push({ at: rows[0].at, values: await show(database, units, null) })
  }
  for (const { at, values } of shown) expect(await show(database, units, at)).toEqual(values)
  expect((await verify(database.db)).differences).toEqual([])
}

/** Each indicator's value on each map, proven from the rows. */
async function show(database: Database, units: UnitRegistry, asOf: Date | null) {
  const values: Record<string, number | null> = {}
  for (const geo of MAPS) {
    for (const id of INDICATORS) {
      const { indicator, unit, span } = await openQuestion(database.db, units, {
        indicator: id,
        unit: 'hung-yen',
        period: PERIOD,
      })
      const proof = await proveReading(database.db, units, indicator, unit.id, momentOf({ asOf, geo }), span)
      expect(proof).toMatchObject({ agrees: true })
      values[`${id} ${geo}`] = proof.reading.value
      if (id !== 'dossiers.received') continue
      const below = [units.get(unit.id), ...units.standing(geo)].filter(({ kind }) => ['commune', 'department'].includes(kind))
      const parts = await readByUnit(database.db, units, indicator, below, momentOf({ asOf, geo }), span)
      values[`parts ${geo}`] = parts.reduce((sum, { value }) => sum + (value ?? 0), 0)
    }
  }
  // The same dossiers on either map.
  expect(values['dossiers.received 2025-06-30']).toBe(values['dossiers.received 2026-01-20'])
  return values
}

test('a split commune’s dossiers are shared between its successors as an estimate, and are whole again for the province', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'feed')
  const units = await loadUnitRegistry(database.db)
  const old = units.find('xa-ngoc-thanh-12322')
  await commit(
    database,
    run,
    Array.from({ length: 10 }, (_, n) => dossier({ id: `d${n}`, unit: old.id })),
  )
  const read = async (unit: string, geo: string) => {
    const question = await openQuestion(database.db, units, { indicator: 'dossiers.received', unit, period: '2026-01', geo })
    const { value, estimate } = await readIndicator(
      database.db,
      units,
      question.indicator,
      question.unit.id,
      question.moment,
      question.span,
    )
    return [value, estimate]
  }
  const successors = units.successorsOf(old.id).map(({ unit }) => unit.key)
  expect(successors).toHaveLength(2)
  for (const key of successors) expect(await read(key, 'today')).toEqual([5, true])
  expect(await read('hung-yen', 'today')).toEqual([10, false])
  expect(await read('xa-ngoc-thanh-12322', '2025-06-30')).toEqual([10, false])
})

test('a figure that replaces the one before is replaced by its successors, share by share, and counts once on either map', async () => {
  const database = await hungYen()
  await database.pool.query(
    `insert into feed (key, version, spec) values ('b', 1, '{"id":"b","title":{"vi":"b","en":"b"},"domain":"budget","kind":"budget_figure","connector":"file","promise":60,"owner":"x"}')`,
  )
  const units = await loadUnitRegistry(database.db)
  const report = (unit: string, asOf: string, amount: number, scope = 'actual') =>
    database.pool.query(
      `insert into budget_fact (feed_id, external_id, source_version, unit_id, run_id, page_id, place, item, scope, as_of, amount, amount_reported, unit_reported, final)
       select feed.id, $1 || $2 || $4, 1, unit.id, 1, 1, 1, 'revenue', $4, $2::text::date, $3::numeric, $3::numeric, 'đồng', true from unit, feed where unit.key = $1 and feed.key = 'b'`,
      [unit, asOf, amount, scope],
    )
  const read = async (indicator: string, unit: string, geo: string) => {
    const question = await openQuestion(database.db, units, { indicator, unit, period: '2025', geo })
    const proof = await proveReading(database.db, units, question.indicator, question.unit.id, question.moment, question.span)
    expect(proof.agrees).toBe(true)
    return proof.reading.value
  }
  // A yearly plan, told for the old provinces and again for the new one.
  await report('hung-yen-cu', '2025-12-31', 10, 'estimate')
  await report('thai-binh-cu', '2025-12-31', 20, 'estimate')
  expect(await read('budget.revenue_plan', 'hung-yen', 'today')).toBe(30)
  await report('hung-yen', '2025-12-31', 31, 'estimate')
  expect(await read('budget.revenue_plan', 'hung-yen', 'today')).toBe(31)
  const old = ['hung-yen-cu', 'thai-binh-cu'].map((key) => read('budget.revenue_plan', key, '2025-06-30'))
  expect((await Promise.all(old)).reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(31)

  // Ngọc Thanh was split; only one of its two successors has reported since.
  await report('xa-ngoc-thanh-12322', '2025-06-30', 10)
  await report('phuong-lam-son-11950', '2025-06-30', 100)
  expect(await read('budget.revenue', 'hung-yen', 'today')).toBe(110)
  await report('phuong-son-nam', '2025-07-31', 6)
  expect(await read('budget.revenue', 'phuong-son-nam', 'today')).toBe(6)
  expect(await read('budget.revenue', 'xa-hiep-cuong', 'today')).toBe(5)
  expect(await read('budget.revenue', 'hung-yen', 'today')).toBe(11)
})
