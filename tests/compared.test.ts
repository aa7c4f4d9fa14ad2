import type { SeriesAnswer, UnitSeriesAnswer, UnitsAnswer } from '@ioc/server/contract'
import {
  indicatorOf,
  inHanoi,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  parsePeriod,
  readByUnit,
  readIndicator,
  readSeries,
  type Span,
  sinceMerger,
} from '@ioc/sql'
import { Comparison } from '@ioc/sql/pack'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { figure, heard } from './support/sources.ts'

// What stands beside a point of a series or a unit of a list is what stands beside that number asked for alone.

/** Of peers tests/peers.test.ts asks the same. */
const COMPARED = Comparison.exclude(['peers']).options

const AT = new Date('2026-03-20T05:00:00Z')
const PLACES = ['phuong-pho-hien', 'xa-nhu-quynh', 'so-noi-vu'] as const
const DAY_MS = 86_400_000

/** Days from 1 January 2026, over the year that is compared and the one it is compared with. */
const day = fc.integer({ min: -420, max: 78 })
const sketch = fc.record({ received: day, took: fc.integer({ min: 0, max: 9 }), place: fc.integer({ min: 0, max: 2 }) })

type Told = Awaited<ReturnType<typeof told>>

async function told(sketches: { received: number; took: number; place: number }[]) {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const first = { received: -900, took: 1, place: 0 }
  await commit(
    database,
    run,
    [first, ...sketches].map(({ received, took, place }, n) =>
      dossier({ id: String(n), unit: units.find(PLACES[place] as string).id, received, finished: received + took }),
    ),
  )
  for (const [n, asOf] of [
    '2025-01-31',
    '2025-02-28',
    '2025-03-19',
    '2025-03-31',
    '2026-01-31',
    '2026-02-27',
    '2026-03-19',
  ].entries())
    await figure(database, { asOf, amount: 10 * (n + 1) })
  await heard(database, AT)
  return { database, units }
}

async function alone({ database, units }: Told, id: string, unit: string, span: Span, compare: Comparison) {
  const indicator = indicatorOf(await loadRegistry(), id)
  return (await readIndicator(database.db, units, indicator, units.find(unit).id, momentOf({}, AT), span, compare)).before
}

const IDS = ['dossiers.received', 'dossiers.on_time_rate', 'dossiers.received_growth', 'budget.revenue']

test.each(COMPARED)(
  'a point of a series stands beside what it would alone, by any step, compared by %s',
  async (compare) => {
    await fc.assert(
      fc.asyncProperty(fc.array(sketch, { minLength: 20, maxLength: 40 }), async (sketches) => {
        const world = await told(sketches)
        const { database, units } = world
        const registry = await loadRegistry()
        for (const id of IDS)
          for (const [step, period] of [
            ['month', '2025-12-01..2026-03-20'],
            ['year', '2025-01-01..2026-03-20'],
            ['day', '2026-02-10..2026-03-20'],
          ] as const) {
            const indicator = indicatorOf(registry, id)
            const unit = units.find('hung-yen')
            const span = parsePeriod(period, AT)
            const points = await readSeries(database.db, units, indicator, unit.id, span, step, momentOf({}, AT), compare)
            expect(points.length).toBeGreaterThan(1)
            for (const [place, { at, before }] of points.entries()) {
              const end = points[place + 1]?.at ?? new Date('2026-03-20T17:00:00Z')
              expect(before, `${id} ${compare} ${step} ${at.toISOString()}`).toBe(
                await alone(world, id, 'hung-yen', { from: at, to: end }, compare),
              )
            }
          }
      }),
      { numRuns: 2 },
    )
  },
  240_000,
)

test('a unit of a list stands beside what it would alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(sketch, { minLength: 20, maxLength: 40 }), async (sketches) => {
      const world = await told(sketches)
      const { database, units } = world
      const registry = await loadRegistry()
      const asked = PLACES.map((key) => units.find(key))
      const span = parsePeriod('2026-01-01..2026-03-20', AT)
      for (const id of ['dossiers.received', 'dossiers.on_time_rate', 'budget.revenue'])
        for (const compare of COMPARED) {
          const values = await readByUnit(
            database.db,
            units,
            indicatorOf(registry, id),
            asked,
            momentOf({}, AT),
            span,
            undefined,
            compare,
          )
          for (const { unit, before } of values)
            expect(before, `${id} ${compare}`).toBe(await alone(world, id, unit.key, span, compare))
        }
    }),
    { numRuns: 2 },
  )
})

test('since the merger each commune stands beside the equally long stretch before, and communes add up to the province on both sides', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const [oldest] = units.predecessorsOf(units.find('xa-thu-vu').id)
  const gone = oldest?.unit.id as number
  const place = units.find('phuong-pho-hien').id
  const merger = -184
  await commit(
    database,
    run,
    [
      { unit: place, received: merger - 900 },
      { unit: gone, received: merger - 260 },
      { unit: gone, received: merger - 40 },
      { unit: units.find('xa-thu-vu').id, received: merger },
      { unit: place, received: merger + 30 },
      { unit: units.find('xa-thu-vu').id, received: merger + 60 },
    ].map((sketch, n) => dossier({ id: String(n), ...sketch })),
  )
  await heard(database, AT)
  const indicator = indicatorOf(await loadRegistry(), 'dossiers.received')
  const province = units.find('hung-yen')
  const moment = momentOf({}, AT)
  const span = sinceMerger(units, units.find('xa-thu-vu'), AT)
  expect(inHanoi(span.from)).toBe('2025-07-01T00:00:00+07:00')
  const below = units.children(province.id, moment.geo)
  const whole = await readIndicator(database.db, units, indicator, province.id, moment, span, 'previous')
  const parts = await readByUnit(database.db, units, indicator, below, moment, span, province, 'previous')
  const of = (key: string) => parts.find(({ unit }) => unit.key === key)
  expect(of('xa-thu-vu')).toMatchObject({ value: 2, before: 2 })
  expect(of('phuong-pho-hien')).toMatchObject({ value: 1, before: null })
  const sum = (side: 'value' | 'before') => parts.reduce((all, part) => all + (part[side] ?? 0), 0)
  expect([sum('value'), sum('before')]).toEqual([whole.value, whole.before])
  expect([whole.value, whole.before]).toEqual([3, 2])
  const { from, to } = whole.beforeSpan as Span
  expect(to).toEqual(span.from)
  expect(to.getTime() - from.getTime()).toBe(span.to.getTime() - span.from.getTime())
})

test('where only the end of the stretch before was told, a rate stands beside that end and says so, and a count beside nothing', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const unit = units.find('phuong-pho-hien').id
  await commit(
    database,
    run,
    [
      { received: -300, finished: -298 },
      { received: -250, finished: -230 },
      { received: -240, finished: -239 },
      { received: -60, finished: -59 },
    ].map((sketch, n) => dossier({ id: String(n), unit, ...sketch })),
  )
  await heard(database, AT)
  const registry = await loadRegistry()
  const span = sinceMerger(units, units.find('hung-yen'), AT)
  const read = (id: string) =>
    readIndicator(database.db, units, indicatorOf(registry, id), unit, momentOf({}, AT), span, 'previous')
  const rate = await read('dossiers.on_time_rate')
  expect([rate.value, rate.before]).toEqual([100, 50])
  expect(rate.beforeSpan && [inHanoi(rate.beforeSpan.from), inHanoi(rate.beforeSpan.to)]).toEqual([
    '2025-04-01T00:00:00+07:00',
    '2025-07-01T00:00:00+07:00',
  ])
  expect((await read('dossiers.received')).before).toBe(null)
})

test('beside a target stands what was to be reached then, and of what adds up over time only where the target begins with it', async () => {
  const { database, units } = await told([])
  const registry = await loadRegistry()
  const province = units.find('hung-yen')
  const aimed = (id: string, aim: { value: number; from: string; to: string }) => {
    const indicator = indicatorOf(registry, id)
    const target = { indicator: id, ...aim, unit: 'hung-yen', clause: 'x', document: 'x' }
    return Object.create(indicator, {
      targetFor: {
        value: (unit: { key: string }, day: string) =>
          unit.key === 'hung-yen' && aim.from <= day && day <= aim.to ? target : null,
      },
    }) as typeof indicator
  }
  const read = async (indicator: ReturnType<typeof aimed>, period: string) => {
    const points = await readSeries(
      ...([database.db, units, indicator, province.id, parsePeriod(period, AT), 'month', momentOf({}, AT), 'target'] as const),
    )
    return points.map(({ before }) => before)
  }
  const rate = aimed('dossiers.on_time_rate', { value: 98, from: '2026-01-01', to: '9999-12-31' })
  expect(await read(rate, '2025-11-01..2026-02-28')).toEqual([null, null, 98, 98])
  const count = aimed('dossiers.received', { value: 1_000, from: '2026-01-01', to: '2026-12-31' })
  expect(await read(count, '2026-01-01..2026-03-20')).toEqual([1_000, null, null])
  const whole = (period: string) =>
    readIndicator(database.db, units, count, province.id, momentOf({}, AT), parsePeriod(period, AT), 'target')
  expect([(await whole('2026')).before, (await whole('2026-Q1')).before, (await whole('2025')).before]).toEqual([
    1_000,
    1_000,
    null,
  ])
  const communes = [province, units.find(PLACES[0])]
  const listed = await readByUnit(
    database.db,
    units,
    rate,
    communes,
    momentOf({}, AT),
    parsePeriod('2026', AT),
    undefined,
    'target',
  )
  expect(listed.map(({ before }) => before)).toEqual([98, null])
})

test('the points of each of many units stand beside what they would alone', async () => {
  const sketches = Array.from({ length: 90 }, (_, n) => ({ received: -410 + ((n * 53) % 480), took: n % 9, place: n % 3 }))
  const { database } = await told(sketches)
  const { url } = await serve(database)
  const get = async <T>(path: string) => (await (await fetch(`${url}/api/readings/dossiers.on_time_rate/${path}`)).json()) as T
  let compared = 0
  for (const compare of Comparison.options)
    for (const [step, period] of [
      ['month', '2025-10-01..2026-03-31'],
      ['day', '2026-02-10..2026-03-20'],
    ] as const) {
      const asked = `period=${period}&step=${step}&compare=${compare}`
      const { units } = await get<UnitSeriesAnswer>(`units/series?${asked}`)
      for (const key of PLACES) {
        const { points } = await get<SeriesAnswer>(`series?unit=${key}&${asked}`)
        const among = units.find((unit) => unit.key === key)?.points ?? []
        expect(among.map(({ at, before }) => [at, before])).toEqual(points.map(({ at, before }) => [at, before]))
        compared += points.filter(({ before }) => before !== null).length
      }
    }
  expect(compared).toBeGreaterThan(20)
})

test('over HTTP nothing is compared unless it is asked for, and hours are not at all', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const unit = units.find('phuong-pho-hien').id
  const today = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00+07:00')) / DAY_MS)
  await commit(
    database,
    run,
    [today - 900, today - 40, today - 40 - 365].map((received, n) => dossier({ id: String(n), unit, received })),
  )
  await heard(database, new Date())
  const { url } = await serve(database)
  const get = async <T>(path: string) => (await (await fetch(`${url}/api/readings/dossiers.received/${path}`)).json()) as T
  const day = new Date(Date.parse('2026-01-01') + (today - 40) * DAY_MS).toISOString().slice(0, 10)
  const whole = await get<UnitsAnswer>(`units?period=${day}&kind=commune`)
  expect([whole.beforeFrom, whole.units.find(({ key }) => key === 'phuong-pho-hien')]).toMatchObject([
    null,
    { value: 1, before: null },
  ])
  const set = await get<UnitsAnswer>(`units?period=${day}&kind=commune&compare=solar`)
  expect(set.units.find(({ key }) => key === 'phuong-pho-hien')).toMatchObject({ value: 1, before: 1 })
  expect(Date.parse(set.to) - Date.parse(set.beforeTo as string)).toBeGreaterThanOrEqual(365 * DAY_MS)
  const series = await get<SeriesAnswer>(`series?period=${day}&step=day&compare=solar`)
  expect(series.points.map(({ value, before }) => [value, before])).toEqual([[1, 1]])
  const hours = await get<{ status: number; detail: string }>('series?period=today&step=hour&compare=solar')
  expect([hours.status, hours.detail]).toMatchObject([400, expect.stringContaining('hour')])
})
