import {
  applyProvince,
  type Database,
  loadProvince,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  narrow,
  openQuestion,
  parsePeriod,
  partsOf,
  proofRows,
  proveReading,
  readIndicator,
  readRevisions,
} from '@ioc/sql'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'

// A number asked of some values of a dimension alone: the online dossiers, those of one field, of one procedure.

const AT = new Date('2026-03-15T03:00:00Z')
const FIELDS = ['Đất đai', 'Hộ tịch', 'Đất đai: giá'] as const
const CHANNELS = ['direct', 'online', 'post'] as const

interface Sketch {
  channel: (typeof CHANNELS)[number]
  field: (typeof FIELDS)[number]
  finished: number | null
}

async function told(sketches: Sketch[]) {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const places = ['phuong-pho-hien', 'xa-nhu-quynh'].map((key) => units.find(key).id)
  const run = await openRun(database, 'dossiers-sim')
  const facts = sketches.map((sketch, n) => dossier({ id: String(n), unit: places[n % 2] as number, ...sketch }))
  if (facts.length > 0) await commit(database, run, facts)
  return { database, units, run, places }
}

async function read(database: Database, asked: { indicator: string; where?: string[]; period?: string; geo?: string }) {
  const registry = await loadUnitRegistry(database.db)
  const question = await openQuestion(database.db, registry, { unit: 'hung-yen', period: '2026', ...asked }, AT)
  const { units, indicator, unit, moment, span } = question
  return proveReading(database.db, units, indicator, unit.id, moment, span)
}

test('the parts of what adds up re-add to the whole, each proved by its own rows, on either map', async () => {
  const sketch = fc.record({
    channel: fc.constantFrom(...CHANNELS),
    field: fc.constantFrom(...FIELDS),
    finished: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(sketch, { minLength: 1, maxLength: 12 }), async (sketches) => {
      const { database } = await told(sketches)
      for (const geo of ['today', '2025-06-30']) {
        const whole = await read(database, { indicator: 'dossiers.received', geo })
        const parts = await Promise.all(
          CHANNELS.map((channel) => read(database, { indicator: 'dossiers.received', geo, where: [`channel:${channel}`] })),
        )
        expect(parts.map(({ agrees }) => agrees)).toEqual(CHANNELS.map(() => true))
        const counted = CHANNELS.map((channel) => sketches.filter((each) => each.channel === channel).length)
        // Of nothing, a source not heard to its end says nothing.
        expect(parts.map(({ reading, rows }) => [reading.value ?? 0, rows])).toEqual(counted.map((count) => [count, count]))
        expect(whole.reading.value).toBe(sketches.length)
      }
    }),
    { numRuns: 4 },
  )
})

test('a split by a dimension says of each value what the indicator narrowed to it reads', async () => {
  const { database, units } = await told([
    { channel: 'online', field: 'Đất đai', finished: 3 },
    { channel: 'online', field: 'Hộ tịch', finished: 9 },
    { channel: 'direct', field: 'Hộ tịch', finished: 2 },
    { channel: 'post', field: 'Đất đai: giá', finished: null },
  ])
  const registry = await loadRegistry()
  const [moment, unit] = [momentOf({}, AT), units.find('hung-yen')]
  const span = parsePeriod('2026', moment.at)
  const asked = registry.indicators.filter(({ id, compiled }) => {
    const counts = compiled.terms.every(({ measure }) => measure.time === 'sum')
    return id.startsWith('dossiers.') && counts && compiled.terms.some(({ measure }) => measure.dims.includes('field'))
  })
  expect(asked.length).toBeGreaterThan(5)
  for (const indicator of asked.filter(({ period }) => period !== 'now')) {
    const whole = await readIndicator(database.db, units, indicator, unit.id, moment, span)
    const { told } = await partsOf(database.db, units, whole, 'field', unit.id, moment)
    for (const { key, value, state, estimate } of told) {
      const own = await readIndicator(database.db, units, narrow(indicator, { field: [key] }), unit.id, moment, span)
      expect([indicator.id, key, own.value, own.state, own.estimate]).toEqual([indicator.id, key, value, state, estimate])
    }
  }
})

test('a rate of one value has its own numerator and denominator, and what a formula calls whole stays so', async () => {
  const { database } = await told([
    { channel: 'online', field: 'Đất đai', finished: 3 },
    { channel: 'online', field: 'Đất đai', finished: 9 },
    { channel: 'direct', field: 'Hộ tịch', finished: 2 },
  ])
  const all = await read(database, { indicator: 'dossiers.on_time_rate' })
  expect(all.reading.value).toBeCloseTo(200 / 3)
  const land = await read(database, { indicator: 'dossiers.on_time_rate', where: ['field:Đất đai'] })
  expect([land.reading.value, land.agrees, land.terms.flatMap(({ sum }) => sum ?? [])]).toEqual([50, true, [1, 2]])
  expect(land.terms.map(({ where }) => where)).toEqual(land.terms.map(() => ({ field: ['Đất đai'] })))
  const both = await read(database, { indicator: 'dossiers.on_time_rate', where: ['field:Đất đai', 'field:Hộ tịch'] })
  expect(both.reading.value).toBe(all.reading.value)
  const none = await read(database, { indicator: 'dossiers.on_time_rate', where: ['field:Đất đai'], period: '2025' })
  expect([none.reading.value, none.agrees]).toEqual([null, true])
  // Levels and targets speak of the whole.
  expect([land.reading.level, land.reading.target]).toEqual([null, null])
})

test('its rows and its revisions are those of the values asked for', async () => {
  const { database, units, run, places } = await told([
    { channel: 'online', field: 'Đất đai', finished: null },
    { channel: 'direct', field: 'Hộ tịch', finished: null },
  ])
  await commit(database, run, [dossier({ id: 'later', unit: places[0] as number, channel: 'direct', field: 'Hộ tịch' })])
  const of = async (where: string[]) => {
    const asked = { indicator: 'dossiers.received', unit: 'hung-yen', period: '2026', where }
    const { indicator, unit, moment, span } = await openQuestion(database.db, units, asked, new Date())
    if (!span) throw new Error('no span')
    const { terms } = indicator.definitionOn('2026-01-01').compiled
    const query = { roots: [unit.id], span, ...moment, unit: places[0] as number, limit: 9, offset: 0 }
    const rows = await proofRows(database.db, units, terms, 0, query)
    const { revisions } = await readRevisions(database.db, units, indicator, unit.id, moment, span, 9)
    return { rows: rows.map(({ externalId }) => externalId), values: revisions.map(({ value }) => value) }
  }
  expect(await of(['channel:online'])).toEqual({ rows: ['0'], values: [1] })
  expect(await of(['channel:direct'])).toEqual({ rows: ['later'], values: [2, 1] })
})

test('a definition that counts nothing by the dimension never answers whole what was asked of a part', async () => {
  const { database } = await told([
    { channel: 'online', field: 'Đất đai', finished: null },
    { channel: 'direct', field: 'Hộ tịch', finished: null },
  ])
  const counted = (...definitions: { from: string; formula: string }[]) => {
    const [note, basis] = [{ vi: 'Đổi cách tính', en: 'Counted otherwise' }, 'Quyết định thử']
    const value = { id: 'dossiers.received_today', definitions: definitions.map((each) => ({ ...each, basis, note })) }
    return applyProvince(database, { ...loadProvince('hung-yen'), indicators: [{ value, where: () => 'thu.yaml:1' }] })
  }
  const [old, anew] = [
    { from: '2020-01-01', formula: 'dossiers.waiting' },
    { from: '2026-02-01', formula: 'dossiers.received' },
  ]
  await counted(old, anew)
  const ask = (period: string) => read(database, { indicator: 'dossiers.received_today', period, where: ['channel:online'] })
  await expect(ask('2026-01')).rejects.toThrow('no dimension «channel» by its definition of 2020-01-01')
  await expect(ask('2026')).rejects.toThrow('Ask for days of another definition')
  expect((await ask('2026-02')).agrees).toBe(true)

  // While it was defined otherwise there was nothing to revise.
  await applyProvince(database, { ...loadProvince('hung-yen'), indicators: [] })
  await counted(old)
  await applyProvince(database, { ...loadProvince('hung-yen'), indicators: [] })
  const units = await loadUnitRegistry(database.db)
  const asked = { indicator: 'dossiers.received_today', unit: 'hung-yen', period: '2026-01', where: ['channel:online'] }
  const { indicator, unit, moment, span } = await openQuestion(database.db, units, asked, new Date())
  if (!span) throw new Error('no span')
  const { revisions } = await readRevisions(database.db, units, indicator, unit.id, moment, span, 9)
  expect(revisions.map(({ cause, value }) => [cause, value])).toEqual([['definition', 1]])
})

test('over HTTP it says in words what it is narrowed to, and a narrowing nobody can answer is refused with the cure', async () => {
  const { database } = await told([{ channel: 'online', field: 'Đất đai: giá', finished: 3 }])
  const { app } = await serve(database)
  const ask = async (path: string, ...where: string[]) => {
    const search = new URLSearchParams([['period', '2026'], ...where.map((each) => ['where', each])])
    return (await app.inject(`/api/readings/${path}?${search}`)).json()
  }
  expect(await ask('dossiers.received', 'channel:online', 'field:Đất đai: giá')).toMatchObject({
    value: 1,
    where: [
      { dim: 'channel', title: { vi: 'Hình thức nộp' }, values: [{ key: 'online', title: { vi: 'trực tuyến' } }] },
      { dim: 'field', values: [{ key: 'Đất đai: giá' }] },
    ],
  })
  // A fact that says nothing of it has no value of it.
  expect(await ask('dossiers.received', 'channel:')).toMatchObject({
    where: [{ dim: 'channel', values: [{ key: '', title: { vi: 'không ghi', en: 'not said' } }] }],
  })
  // Typed on a machine that takes letters apart.
  expect(await ask('dossiers.received', 'field:Đất đai: giá'.normalize('NFD'))).toMatchObject({ value: 1 })
  expect(await ask('dossiers.received/proof', 'channel:direct')).toMatchObject({ proof: { agrees: true, rows: 0 } })
  const [row] = parse((await app.inject('/api/readings/dossiers.received?period=2026&where=channel:online&format=csv')).body, {
    columns: true,
    bom: true,
  })
  expect(row).toMatchObject({ where: 'channel:online', value: '1' })
  const series = await ask('dossiers.received/series', 'channel:online')
  expect(series.points.reduce((sum: number, { value }: { value: number | null }) => sum + (value ?? 0), 0)).toBe(1)
  expect((await ask('dossiers.received', 'colour:red')).detail).toBe(
    'dossiers.received has no dimension «colour». It can be asked by channel, field, service, throughout.',
  )
  // Words that every object of JavaScript has are names like any other.
  expect((await ask('dossiers.received', 'constructor:x')).detail).toContain('has no dimension «constructor»')
  expect((await ask('dossiers.received', 'channel:constructor')).detail).toContain('is «constructor»')
  expect((await ask('dossiers.received', 'channel:onlin')).detail).toBe(
    'Nothing was ever counted whose «channel» is «onlin». It may be online, direct, post.',
  )
  expect((await ask('dossiers.received', 'online')).detail).toContain('Write dimension:value, as in channel:online')
})

test('what stands below the line of a share of voice is what was said of everything', async () => {
  const { database, units } = await told([])
  const asked = { indicator: 'press.share_of_voice', unit: 'hung-yen', where: ['topic:moi_truong'] }
  const { indicator } = await openQuestion(database.db, units, asked, AT)
  expect(indicator.compiled.terms.map(({ where }) => where ?? null)).toEqual([{ topic: ['moi_truong'] }, null])
})
