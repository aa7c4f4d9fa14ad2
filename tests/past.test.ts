import { setTimeout } from 'node:timers/promises'
import {
  type Database,
  dayOf,
  loadUnitRegistry,
  momentOf,
  openDatabase,
  openQuestion,
  proveReading,
  type RegistryUnit,
  readByUnit,
  readIndicator,
  readRevisions,
  recordUnits,
  type Span,
  type UnitRegistry,
  verify,
} from '@ioc/sql'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cloneOf, hungYen } from './support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from './support/dossiers.ts'
import { TEMPLATE } from './support/global-setup.ts'
import { figure, heard } from './support/sources.ts'

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

test('a weight corrected today counts from today on, and changes nothing of what was told before', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'feed')
  const known = await loadUnitRegistry(database.db)
  const old = known.find('xa-ngoc-thanh-12322')
  const [half, other] = known.successorsOf(old.id).map(({ unit }) => unit) as [RegistryUnit, RegistryUnit]
  await commit(
    database,
    run,
    Array.from({ length: 10 }, (_, n) => dossier({ id: `d${n}`, unit: old.id })),
  )
  const then = new Date()
  await setTimeout(2)
  const weigh = 'update succession set dossiers = $2 where from_id = $1 and to_id = $3'
  await database.pool.query(weigh, [old.id, 0.3, half.id])
  await database.pool.query(weigh, [old.id, 0.7, other.id])
  await recordUnits(database.db)

  const current = await loadUnitRegistry(database.db)
  const read = async (unit: string, asOf?: string) => {
    const asked = { indicator: 'dossiers.received', unit, period: '2026-01', asOf }
    const { units, indicator, unit: asking, moment, span } = await openQuestion(database.db, current, asked)
    const proof = await proveReading(database.db, units, indicator, asking.id, moment, span)
    expect(proof.agrees).toBe(true)
    return proof.reading.value
  }
  expect([await read(half.key), await read(other.key)]).toEqual([3, 7])
  expect([await read(half.key, then.toISOString()), await read(other.key, then.toISOString())]).toEqual([5, 5])
  // Said again, it is no new version.
  await recordUnits(database.db)
  expect((await database.pool.query('select from unit_version')).rowCount).toBe(2)
})

test('what was reported for a province itself is a row of its own, so that the rows add up to the whole', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'feed')
  const units = await loadUnitRegistry(database.db)
  const province = units.find('hung-yen')
  const sketches = ['hung-yen', 'so-tu-phap', 'phuong-pho-hien', 'xa-ngoc-thanh-12322', 'hung-yen-cu'].flatMap((key, place) =>
    Array.from({ length: place + 1 }, (_, n) => dossier({ id: `${key}${n}`, unit: units.find(key).id })),
  )
  await commit(database, run, sketches)
  const asked = { indicator: 'dossiers.received', unit: 'hung-yen', period: '2026-01' }
  const { indicator, moment, span } = await openQuestion(database.db, units, asked)
  const rows = await readByUnit(database.db, units, indicator, units.children(province.id, moment.geo), moment, span, province)
  expect(rows.at(-1)).toMatchObject({ unit: { key: 'hung-yen' }, value: 6 })
  expect(rows.reduce((sum, { value }) => sum + (value ?? 0), 0)).toBe(15)
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

test('below a district that is gone, a commune that lies there in part answers for that part, so that the rows add up to the district', async () => {
  const database = await hungYen()
  const run = await openRun(database, 'feed')
  const units = await loadUnitRegistry(database.db)
  const standing = (geo: string) => units.standing(geo).map(({ id }) => id)
  const later = dayOf(new Date('2026-01-20T00:00:00+07:00'))
  await commit(
    database,
    run,
    [...standing('2025-06-30'), ...standing(later)].map((unit, n) => dossier({ id: `d${n}`, unit, received: n % 5 })),
  )
  const districts = units
    .standing('2025-06-30')
    .filter(({ id }) => units.children(id, later).some((child) => isAcross(child, id)))
  function isAcross(child: RegistryUnit, district: number) {
    const share = units.members([district], later, 'people').find(({ unit }) => unit === child.id)?.weight ?? 0
    return share > 0 && share < 1
  }
  expect(districts.length).toBeGreaterThan(0)
  for (const district of districts) {
    for (const geo of [later, '2025-06-30']) {
      const ask = { indicator: 'dossiers.received', unit: district.key, period: '2025-12-01..2026-01-20', geo }
      const { indicator, moment, span } = await openQuestion(database.db, units, ask)
      const whole = await readIndicator(database.db, units, indicator, district.id, moment, span)
      const rows = await readByUnit(database.db, units, indicator, units.children(district.id, geo), moment, span, district)
      expect(
        rows.reduce((sum, { value }) => sum + (value ?? 0), 0),
        district.key,
      ).toBeCloseTo(whole.value ?? 0, 6)
      for (const row of rows) expect(row.part, row.unit.key).toBe(isAcross(row.unit, district.id) && geo === later)
    }
  }
})

test('on the map of before, the part of a split commune that lies in a new one is replaced by what the new one tells, and no other is', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  await figure(database, { asOf: '2025-06-20', amount: 10, unit: 'xa-ngoc-thanh-12322' })
  await figure(database, { asOf: '2025-09-20', amount: 6, unit: 'phuong-son-nam' })
  const below = async (unit: string) => {
    const asked = { indicator: 'budget.revenue', unit, period: '2025', geo: '2025-06-30' }
    const { indicator, moment, span, ...question } = await openQuestion(database.db, units, asked)
    const whole = await readIndicator(database.db, units, indicator, question.unit.id, moment, span)
    const children = units.children(question.unit.id, moment.geo)
    const rows = await readByUnit(database.db, units, indicator, children, moment, span, question.unit)
    return [whole.value, rows.reduce((sum, { value }) => sum + (value ?? 0), 0)]
  }
  const [whole, parts] = await below('phuong-son-nam')
  expect([whole, parts]).toEqual([6, expect.closeTo(6, 6)])
  // The other half is told by nobody since.
  expect(await below('xa-hiep-cuong')).toEqual([5, expect.closeTo(5, 6)])
})

test('a list of revisions tells one value an instant, and says so when it leaves older ones out', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('hung-yen').id
  const run = await openRun(database, 'dossiers-sim')
  const told = (id: string, day: number) =>
    commit(database, run, [dossier({ id, unit, received: 1, version: Date.parse('2026-01-01T02:00:00Z') + day * 86_400_000 })], {
      knownBySource: true,
    })
  await told('a', 0)
  await told('b', 1)
  for (let n = 0; n < 25; n++) await told(`c${n}`, 2)
  const asked = { indicator: 'dossiers.received', unit: 'hung-yen', period: '2026-01' }
  const { indicator, moment, span } = await openQuestion(database.db, units, asked)
  const read = async (limit: number) => {
    const { revisions, more } = await readRevisions(database.db, units, indicator, unit, moment, span as Span, limit)
    return { values: revisions.map(({ value }) => value), more }
  }
  expect(await read(20)).toEqual({ values: [27, 2, 1], more: false })
  expect(await read(3)).toEqual({ values: [27, 2, 1], more: false })
  expect(await read(2)).toEqual({ values: [27, 2], more: true })
})

/** What a source tells first: a dossier a day of a unit, known as the source had it. */
async function tellHistory(database: Database, feed: string, unit: string, from: number, to: number) {
  const { id } = (await loadUnitRegistry(database.db)).find(unit)
  const days = Array.from({ length: to - from + 1 }, (_, n) => from + n)
  const sketches = days.map((day) =>
    dossier({
      id: `${feed}-${unit}-${day}`,
      unit: id,
      received: day,
      version: Date.parse('2026-01-01T02:00:00Z') + day * 86_400_000,
    }),
  )
  await commit(database, await openRun(database, feed), sketches, { knownBySource: true })
}

test('what a feed tells of its past is known at its own times, however far another of its domain has got', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  // By turns, each a month and a half at a time, and both of one commune besides.
  for (const [from, to] of [
    [0, 44],
    [45, 89],
  ] as const) {
    for (const [feed, unit] of [
      ['one', 'phuong-pho-hien'],
      ['other', 'xa-tan-hung'],
    ] as const) {
      for (let day = from; day <= to; day += 5) {
        await tellHistory(database, feed, unit, day, Math.min(to, day + 4))
        await tellHistory(database, feed, 'phuong-son-nam', day, day)
      }
    }
  }
  await heard(database, new Date())
  const read = async (unit: string, asOf: string) => {
    const asked = { indicator: 'dossiers.received', unit, period: '2026-01-01..2026-03-31', asOf }
    const { indicator, moment, span, ...question } = await openQuestion(database.db, units, asked)
    const proof = await proveReading(database.db, units, indicator, question.unit.id, moment, span)
    expect(proof.agrees, `${unit} as of ${asOf}`).toBe(true)
    return proof.reading.value
  }
  for (const unit of ['phuong-pho-hien', 'xa-tan-hung']) {
    expect(await read(unit, '2026-01-20T23:00:00+07:00')).toBe(20)
    expect(await read(unit, '2026-02-19T23:00:00+07:00')).toBe(50)
  }
  expect(await read('phuong-son-nam', '2026-01-20T23:00:00+07:00')).toBe(8)
  expect(await read('phuong-son-nam', '2026-02-19T23:00:00+07:00')).toBe(20)
  expect(await read('hung-yen', '2026-02-19T23:00:00+07:00')).toBe(120)
  expect((await verify(database.db)).differences).toEqual([])
})

test('the past that one feed tells says nothing of what another, connected before it, told as it happened', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const of = (id: string) => dossier({ id, unit: units.find('phuong-pho-hien').id, received: 3 })
  await commit(database, await openRun(database, 'live'), [of('a'), of('b')])
  await tellHistory(database, 'history', 'xa-tan-hung', 0, 9)
  await heard(database, new Date())
  for (const [unit, value] of [
    ['hung-yen', 10],
    ['xa-tan-hung', 10],
    ['phuong-pho-hien', null],
  ] as const) {
    const asked = { indicator: 'dossiers.received', unit, period: '2026-01', asOf: '2026-01-15' }
    const { indicator, moment, span, ...question } = await openQuestion(database.db, units, asked)
    const proof = await proveReading(database.db, units, indicator, question.unit.id, moment, span)
    expect([unit, proof.reading.value, proof.agrees]).toEqual([unit, value, true])
  }
})

test.each([[['one']], [['one', 'other']]])(
  'what %j told and took back is no reason to say 0 of days that were told of only later',
  async (feeds) => {
    const database = await hungYen()
    const units = await loadUnitRegistry(database.db)
    const unit = units.find('phuong-pho-hien').id
    const tell = async (feed: string, id: string, known: string, sketch: Partial<DossierSketch>) => {
      const version = Date.parse(`${known}T10:00:00+07:00`)
      await commit(database, await openRun(database, feed), [dossier({ id, unit, version, ...sketch })], { knownBySource: true })
    }
    await tell('one', 'a', '2026-01-10', { received: 8 })
    await tell('one', 'a', '2026-01-12', { received: 8, deleted: true })
    for (const feed of feeds) await tell(feed, 'b', '2026-03-01', { received: 1 })
    await database.pool.query(`update feed set spec = spec || '{"connector":"rest","every":60}' where key = any($1)`, [feeds])
    await heard(database, new Date())
    const read = async (period: string) => {
      const asked = { indicator: 'dossiers.received', unit: 'hung-yen', period, asOf: '2026-01-15' }
      const { indicator, moment, span, ...question } = await openQuestion(database.db, units, asked)
      return (await readIndicator(database.db, units, indicator, question.unit.id, moment, span)).state
    }
    expect(await read('2026-01-10..2026-01-11')).toBe('zero')
    expect(await read('2026-01-03..2026-01-05')).toBe('missing')
  },
)

test('as of before something was known nobody looks through what came later, however much it is', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const told = (key: string, count: number) =>
    commit(
      database,
      run,
      Array.from({ length: count }, (_, n) => dossier({ id: `${key}${n}`, unit: units.find(key).id, received: -n })),
    )
  await told('xa-tan-hung', 1)
  const then = new Date()
  await setTimeout(5)
  await told('phuong-pho-hien', 500)
  await told('hung-yen', 500)
  await database.pool.query('analyze')
  for (const asOf of [then.toISOString(), '2025-11-20']) {
    const asked = { indicator: 'dossiers.received', unit: 'hung-yen', period: '2025-11', asOf }
    const { indicator, unit, moment, span } = await openQuestion(database.db, units, asked)
    // One connection, whose own count of the rows it looked at is exact.
    const one = openDatabase(database.url, 1)
    await one.pool.query('begin; set local enable_seqscan = off')
    await readIndicator(one.db, units, indicator, unit.id, moment, span)
    const { rows } = await one.pool.query(
      "select sum(seq_tup_read + idx_tup_fetch)::int as looked from pg_stat_xact_user_tables where relname in ('cell', 'ledger_entry')",
    )
    await one.close()
    expect(rows[0]?.looked, asOf).toBeLessThan(100)
  }
})
