import {
  applyProvince,
  type Database,
  describeProof,
  loadProvince,
  loadUnitRegistry,
  narrow,
  openQuestion,
  parsePeriod,
  partsOf,
  proofRows,
  proveReading,
  readIndicator,
  readRevisions,
  readSeries,
  verify,
} from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloneOf, hungYen } from '../support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from '../support/dossiers.ts'
import { TEMPLATE } from '../support/global-setup.ts'
import { heard } from '../support/sources.ts'

// How many procedures had a dossier: a union over units, whichever of them came after which; of those in the catalogue, where that is
// asked. Whatever happens to the dossiers, the number is that of the dossiers that stand.

const AT = new Date('2026-04-10T03:00:00Z')
const HALF = 'xa-ngoc-thanh-12322'
const [ONE, OTHER] = ['phuong-son-nam', 'xa-hiep-cuong']

const ALL = 'distinct(dossiers.received_by_procedure, procedure, procedure)'
const LISTED = "pick(stood(procedures.listed), online, 'full', 'partial')"
const ONLINE = `distinct(pick(dossiers.received_by_procedure, channel, 'online'), procedure, procedure, ${LISTED})`
const FORMULAS = { met: ALL, used: ONLINE, few: ALL }

async function define(database: Database) {
  const province = loadProvince('hung-yen')
  const own = Object.entries(FORMULAS).map(([name, formula]) => ({
    id: `dossiers.${name}`,
    title: { vi: 'Số thủ tục', en: 'Procedures' },
    formula,
    basis: 'để thử',
    unit: 'procedure',
    direction: 'up' as const,
    period: 'month' as const,
    owner: 'van-phong-ubnd',
    ...(name === 'few' && { smallest: 3 }),
  }))
  await applyProvince(database, { ...province, indicators: own.map((value) => ({ value, where: () => 'thu.yaml:1' })) })
}

interface Sketch extends DossierSketch {
  procedure: string | null
  at: string
}

interface Listing {
  procedure: string
  /** The first day of a month. */
  from: string
  online: 'full' | 'partial' | 'none'
  version?: number
  deleted?: boolean
}

async function world(database: Database) {
  await define(database)
  const units = await loadUnitRegistry(database.db)
  const [run, catalogue] = [
    await openRun(database, 'dossiers-sim'),
    await openRun(database, 'procedures-sim', 'procedures', 'procedure_listing'),
  ]
  const tell = (sketches: Sketch[]) =>
    commit(
      database,
      run,
      sketches.map(({ at, procedure, ...sketch }) => ({ ...dossier({ ...sketch, unit: units.find(at).id }), procedure })),
    )
  const list = (listings: Listing[]) =>
    commit(
      database,
      catalogue,
      listings.map(({ procedure, from, online, version = 1, deleted = false }) => ({
        ...{ external_id: `${procedure}|${from}`, source_version: version, unit_id: units.find('hung-yen').id, deleted },
        ...{ procedure, decided_on: from, publish_by: from, published_on: from, announced: 'undated' },
        ...{ complete: true, online, payment: 'free' },
      })),
      {},
      'procedures',
    )
  const ask = (
    name: string,
    { unit = 'hung-yen', ...asked }: { unit?: string; period?: string; geo?: string; where?: string[] } = {},
  ) => openQuestion(database.db, units, { indicator: `dossiers.${name}`, unit, period: '2026-01', ...asked }, AT)
  /** The number, proved; as of an instant where one is given. */
  const read = async (name: string, asked: Parameters<typeof ask>[1] & { asOf?: Date | null } = {}) => {
    const { asOf = null, ...rest } = asked
    const { indicator, unit, moment, span } = await ask(name, rest)
    const proof = await proveReading(database.db, units, indicator, unit.id, { ...moment, asOf }, span)
    expect(proof.agrees, JSON.stringify([name, asked])).toBe(true)
    return proof
  }
  const count = async (...asked: Parameters<typeof read>) => (await read(...asked)).reading.value
  return { units, tell, list, ask, read, count }
}

const clockOf = async (database: Database): Promise<Date> =>
  // PostgreSQL's clock is finer than ours: the next whole millisecond is after what was just written.
  (await database.pool.query("select clock_timestamp() + interval '1 millisecond' as at")).rows[0].at

test('a procedure counts once, however many communes have dossiers of it', async () => {
  const { tell, count, read } = await world(await hungYen())
  await tell([
    { id: 'a', at: ONE, procedure: '1.000001' },
    { id: 'b', at: OTHER, procedure: '1.000001' },
    { id: 'c', at: OTHER, procedure: '1.000002' },
    // What has no procedure is none.
    { id: 'd', at: OTHER, procedure: null },
  ])
  expect([await count('met'), await count('met', { unit: ONE }), await count('met', { unit: OTHER })]).toEqual([2, 1, 2])
  expect(await count('met', { period: '2026-02' })).toBeNull()
  const { terms, rows } = await read('met')
  expect(terms.map(({ sum, groups }) => [sum, groups.reduce((all, group) => all + group.rows, 0)])).toEqual([[2, 3]])
  expect(rows).toBe(3)
})

test('of a split commune a procedure counts whole for either successor, as an estimate, and for the province for certain', async () => {
  const { tell, read } = await world(await hungYen())
  await tell([
    { id: 'a', at: HALF, procedure: '1.000001' },
    { id: 'b', at: ONE, procedure: '1.000002' },
  ])
  const told = async (unit: string, geo: string) => {
    const { reading } = await read('met', { unit, geo })
    return [reading.value, reading.estimate]
  }
  expect(await told(OTHER, 'today')).toEqual([1, true])
  expect(await told(ONE, 'today')).toEqual([2, true])
  expect(await told('hung-yen', 'today')).toEqual([2, false])
  expect(await told('hung-yen', '2025-06-30')).toEqual([2, false])
  expect((await told(HALF, '2025-06-30')).at(0)).toBeGreaterThanOrEqual(1)
})

test('what is not in the catalogue counts no more, and a record taken back takes its procedure with it; as of before, it is there', async () => {
  const database = await hungYen()
  const { tell, list, count, read, ask, units } = await world(database)
  await list([
    { procedure: '1.000001', from: '2025-12-01', online: 'full' },
    { procedure: '1.000002', from: '2025-12-01', online: 'none' },
    { procedure: '1.000003', from: '2025-12-01', online: 'partial' },
  ])
  await tell([
    { id: 'a', at: ONE, procedure: '1.000001' },
    { id: 'b', at: ONE, procedure: '1.000002' },
    { id: 'c', at: OTHER, procedure: '1.000003', channel: 'direct' },
    { id: 'stranger', at: OTHER, procedure: '9.999999' },
  ])
  expect([await count('met'), await count('used')]).toEqual([4, 1])
  const [dossiers, catalogue] = (await read('used')).terms
  expect([dossiers?.measure, dossiers?.sum, dossiers?.distinct]).toEqual(['dossiers.received_by_procedure', 1, 'procedure'])
  expect(dossiers?.groups.map(({ dims }) => dims.procedure)).toEqual(['1.000001'])
  expect([catalogue?.measure, catalogue?.sum, catalogue?.groups.length]).toEqual(['procedures.listed', 2, 2])
  expect([dossiers?.unitOfMeasurement.id, dossiers?.unitOfGroups.id]).toEqual(['procedure', 'dossier'])
  // The rows below are those of the procedures that count.
  const { indicator, unit, moment, span } = await ask('used')
  const { reading } = await proveReading(database.db, units, indicator, unit.id, moment, span)
  const rowsOf = async (place: number, at: string) => {
    const query = { roots: [unit.id], span: reading.asked, ...moment, unit: units.find(at).id, limit: 9, offset: 0 }
    const rows = await proofRows(database.db, units, indicator.compiled.terms, place, query)
    return rows.map(({ externalId }) => externalId)
  }
  expect([await rowsOf(0, ONE), await rowsOf(0, OTHER), (await rowsOf(1, 'hung-yen')).sort()]).toEqual([
    ['a'],
    [],
    ['1.000001|2025-12-01', '1.000003|2025-12-01'],
  ])

  const before = await clockOf(database)
  await tell([{ id: 'a', version: 2, at: ONE, procedure: '1.000001', deleted: true }])
  expect([await count('met'), await count('used')]).toEqual([3, 0])
  await tell([{ id: 'late', at: OTHER, procedure: '1.000003' }])
  expect(await count('used')).toBe(1)
  const between = await clockOf(database)
  // Taken out of the catalogue by a later decision, it is none of January's that stood at its end.
  await list([{ procedure: '1.000003', from: '2026-01-20', online: 'none' }])
  expect(await count('used')).toBe(0)
  expect([await count('used', { asOf: before }), await count('met', { asOf: before })]).toEqual([1, 4])
  expect(await count('used', { asOf: between })).toBe(1)
  const { revisions } = await readRevisions(database.db, units, indicator, unit.id, moment, reading.asked, 9)
  expect(revisions.map(({ value }) => value)).toEqual([0, 1, 0, 1, null])
  expect((await verify(database.db)).differences).toEqual([])
})

test('asked of one procedure it is 1 or 0, of one channel those of the channel; a split says what each is asked alone', async () => {
  const database = await hungYen()
  const { tell, list, count, ask, units } = await world(database)
  await list([{ procedure: '1.000001', from: '2025-12-01', online: 'full' }])
  await tell([
    { id: 'a', at: ONE, procedure: '1.000001' },
    { id: 'b', at: OTHER, procedure: '1.000001', channel: 'direct', field: 'Hộ tịch' },
    { id: 'c', at: OTHER, procedure: '1.000002', channel: 'direct' },
  ])
  await heard(database, AT)
  const of = (procedure: string) => ({ where: [`procedure:${procedure}`] })
  expect([await count('met', of('1.000001')), await count('used', of('1.000001'))]).toEqual([1, 1])
  expect([await count('met', of('1.000002')), await count('used', of('1.000002'))]).toEqual([1, 0])
  expect([await count('met', { where: ['channel:direct'] }), await count('met', { where: ['channel:online'] })]).toEqual([2, 1])
  // Of the catalogue alone.
  expect([await count('used', { where: ['online:full'] }), await count('used', { where: ['online:partial'] })]).toEqual([1, 0])
  for (const name of ['met', 'used'])
    for (const dim of ['procedure', 'channel', 'field', ...(name === 'used' ? ['online'] : [])]) {
      const { indicator, unit, moment, span } = await ask(name)
      const whole = await readIndicator(database.db, units, indicator, unit.id, moment, span)
      const { told } = await partsOf(database.db, units, whole, dim, unit.id, moment)
      expect(told.length, `${name} ${dim}`).toBeGreaterThan(0)
      if (dim === 'procedure') expect(told.reduce((sum, { value }) => sum + Number(value), 0)).toBe(whole.value)
      for (const { key, value, estimate } of told) {
        const alone = await readIndicator(database.db, units, narrow(indicator, { [dim]: [key] }), unit.id, moment, span)
        expect([alone.value, alone.estimate], `${name} ${dim} ${key}`).toEqual([value, estimate])
      }
    }
})

test('too few to be told are not told, and neither are the groups behind them', async () => {
  const { tell, read } = await world(await hungYen())
  await tell([
    { id: 'a', at: ONE, procedure: '1.000001' },
    { id: 'b', at: ONE, procedure: '1.000002' },
  ])
  const few = await read('few')
  expect([few.reading.value, few.reading.state, describeProof(few, 9).terms]).toEqual([null, 'suppressed', []])
  await tell([{ id: 'c', at: OTHER, procedure: '1.000003' }])
  expect((await read('few')).reading.value).toBe(3)
})

const PLACES = [ONE, OTHER, HALF, 'phuong-lam-son-11950', 'so-tu-phap', 'hung-yen']
/** Whose dossiers a unit of today has, be it in part. */
const WITHIN: Record<string, string[]> = {
  'hung-yen': PLACES,
  [ONE]: [ONE, HALF, 'phuong-lam-son-11950'],
  [OTHER]: [OTHER, HALF],
}
const PROCEDURES = ['1.000001', '1.000002', '1.000003']
const MONTHS = ['2026-01', '2026-02', '2026-03']
/** With the first and the last month of each. */
const PERIODS = { '2026-02': ['2026-02', '2026-02'], '2026-01-01..2026-03-31': ['2026-01', '2026-03'] } as const
/** Of the year's beginning, in days. */
const monthOf = (day: number) => MONTHS[day < 31 ? 0 : day < 59 ? 1 : 2] as string

const sketch = fc.record({
  id: fc.nat(7).map((n) => `d${n}`),
  at: fc.constantFrom(...PLACES),
  procedure: fc.option(fc.constantFrom(...PROCEDURES), { freq: 6 }),
  channel: fc.constantFrom('online' as const, 'direct' as const),
  received: fc.nat(80),
  deleted: fc.nat(4).map((n) => n === 0),
})
const listing = fc.record({
  procedure: fc.constantFrom(...PROCEDURES),
  from: fc.constantFrom('2025-12-01', '2026-01-10', '2026-02-01', '2026-03-15'),
  online: fc.constantFrom('full' as const, 'partial' as const, 'none' as const),
  deleted: fc.nat(4).map((n) => n === 0),
})
const batch = fc.oneof(
  fc.record({ told: fc.uniqueArray(sketch, { selector: ({ id }) => id, minLength: 1, maxLength: 5 }) }),
  fc.record({
    listed: fc.uniqueArray(listing, { selector: ({ procedure, from }) => procedure + from, minLength: 1, maxLength: 4 }),
  }),
)

test('whatever is told, corrected and taken back, it is how many a count of the records by hand finds, then and as of then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 2, maxLength: 4 }), async (batches) => {
      const { database, drop } = await cloneOf(TEMPLATE)
      try {
        await live(database, batches)
      } finally {
        await drop()
      }
    }),
    { numRuns: Number(process.env.HISTORIES ?? 4), endOnFailure: true },
  )
}, 300_000)

async function live(database: Database, batches: (typeof batch extends fc.Arbitrary<infer B> ? B : never)[]) {
  const { tell, list, ask, read, units } = await world(database)
  const dossiers = new Map<string, typeof sketch extends fc.Arbitrary<infer S> ? S : never>()
  const listings = new Map<string, typeof listing extends fc.Arbitrary<infer L> ? L : never>()
  const shown: { at: Date; values: unknown }[] = []
  for (const [place, step] of batches.entries()) {
    const version = place + 1
    if ('told' in step) {
      for (const each of step.told) dossiers.set(each.id, each)
      await tell(step.told.map((each) => ({ ...each, version })))
    } else {
      for (const each of step.listed) listings.set(each.procedure + each.from, each)
      await list(step.listed.map((each) => ({ ...each, version })))
    }
    const values = await show(null)
    expect(values).toEqual(byHand())
    shown.push({ at: await clockOf(database), values })
  }
  for (const { at, values } of shown) expect(await show(at)).toEqual(values)
  await expectSeries()
  expect((await verify(database.db)).differences).toEqual([])

  /** What is read of each unit and period; of nothing heard of, nothing. */
  async function show(asOf: Date | null) {
    const values: Record<string, number[]> = {}
    for (const unit of Object.keys(WITHIN))
      for (const period of Object.keys(PERIODS)) {
        const [met, used] = [await read('met', { unit, period, asOf }), await read('used', { unit, period, asOf })]
        values[`${unit} ${period}`] = [met, used].map(({ reading }) => reading.value ?? 0)
      }
    return values
  }

  function byHand() {
    const values: Record<string, number[]> = {}
    for (const unit of Object.keys(WITHIN))
      for (const [period, [first, last]] of Object.entries(PERIODS)) values[`${unit} ${period}`] = countByHand(unit, first, last)
    return values
  }

  /** How many procedures were met from one month to another, and how many of them used. */
  function countByHand(unit: string, first: string, last: string): [number, number] {
    const those = [...dossiers.values()].filter(({ deleted, at, received }) => {
      const month = monthOf(received)
      return !deleted && WITHIN[unit]?.includes(at) && first <= month && month <= last
    })
    const procedures = (of: typeof those) => new Set(of.flatMap(({ procedure }) => procedure ?? []))
    const online = procedures(those.filter(({ channel }) => channel === 'online'))
    // The catalogue is the province's.
    const used = [...online].filter((procedure) => unit === 'hung-yen' && isOffered(procedure, last))
    return [procedures(those).size, used.length]
  }

  /** By the last decision up to the end of a month. */
  function isOffered(procedure: string, month: string): boolean {
    const decided = [...listings.values()].filter(
      (each) => !each.deleted && each.procedure === procedure && each.from.slice(0, 7) <= month,
    )
    const newest = decided.sort((a, b) => a.from.localeCompare(b.from)).at(-1)
    return newest !== undefined && newest.online !== 'none'
  }

  /** A point of a series is what its month reads. */
  async function expectSeries() {
    for (const name of ['met', 'used']) {
      const { indicator, unit, moment } = await ask(name)
      const span = parsePeriod('2026-01-01..2026-03-31', AT)
      const points = await readSeries(database.db, units, indicator, unit.id, span, 'month', moment)
      const counted = MONTHS.map((month) => countByHand('hung-yen', month, month)[name === 'met' ? 0 : 1])
      expect(points.map(({ value }) => value ?? 0)).toEqual(counted)
    }
  }
}
