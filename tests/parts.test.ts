import {
  type Database,
  type DefinedIndicator,
  indicatorOf,
  loadRegistry,
  loadUnitRegistry,
  momentOf,
  parsePeriod,
  partsOf,
  readIndicator,
} from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { figure, heard } from './support/sources.ts'

// What is said of a part may be said of the whole, and no further to be trusted.

const AT = new Date('2026-01-11T05:00:00Z')

type Term = DefinedIndicator['compiled']['terms'][number]

interface Asked {
  id?: string
  unit?: string
  dim?: string
  period?: string
  at?: Date
  geo?: string
  change?: Partial<DefinedIndicator>
}

async function split(
  database: Database,
  { id = 'dossiers.received', unit = 'hung-yen', dim = 'channel', period = '2026-01-11', at = AT, geo, change = {} }: Asked = {},
) {
  const units = await loadUnitRegistry(database.db)
  // Spread, a definition would lose its getters.
  const indicator: DefinedIndicator = Object.assign(Object.create(indicatorOf(await loadRegistry(), id)), change)
  const moment = momentOf({ geo }, at)
  const whole = await readIndicator(database.db, units, indicator, units.find(unit).id, moment, parsePeriod(period, at))
  const { told, silence } = await partsOf(database.db, units, whole, dim, units.find(unit).id, moment)
  const shown = told.map(({ key, value, state, estimate }) => [key, value, state, estimate]).sort()
  return { whole, shown, silence: [silence.value, silence.state] }
}

/** So many dossiers of today, six online and two at the desk, of sources heard of just now. */
async function dossiers(unit = 'hung-yen', received = 10) {
  const database = await hungYen()
  const { id } = (await loadUnitRegistry(database.db)).find(unit)
  const run = await openRun(database, 'dossiers-sim')
  const channels = [...Array(6).fill('online'), ...Array(2).fill('direct')] as ('online' | 'direct')[]
  await commit(
    database,
    run,
    channels.map((channel, n) => dossier({ id: `d${n}`, unit: id, received, channel })),
  )
  await heard(database, AT)
  return database
}

test('parts of a count are counts; of what nothing was counted, 0 is said', async () => {
  const { shown, silence } = await split(await dossiers())
  expect(shown).toEqual([
    ['direct', 2, 'ok', false],
    ['online', 6, 'ok', false],
  ])
  expect(silence).toEqual([0, 'zero'])
})

test('a part too small to be shown is suppressed beside those that are not', async () => {
  const { shown, silence } = await split(await dossiers(), { change: { smallest: 5 } })
  expect(shown).toEqual([
    ['direct', null, 'suppressed', false],
    ['online', 6, 'ok', false],
  ])
  expect(silence).toEqual([0, 'zero'])
})

test('of a whole that is suppressed no part is told, nor that there is none', async () => {
  const { whole, shown, silence } = await split(await dossiers(), { change: { smallest: 9 } })
  expect([whole.state, shown, silence]).toEqual(['suppressed', [], [null, 'suppressed']])
})

test('of an indicator that was given up no part is told', async () => {
  const { whole, shown, silence } = await split(await dossiers(), { change: { withdrawnFrom: '2026-01-01' } })
  expect([whole.state, shown, silence]).toEqual(['withdrawn', [], [null, 'withdrawn']])
})

test('of a figure its source took back no part is told, and of one taken back beside others none of it', async () => {
  const database = await hungYen()
  const tax = { id: 'budget.tax_actual', dim: 'tax', period: '2026' }
  await figure(database, { asOf: '2026-01-10', amount: 70, item: 'revenue/tax/fdi' })
  await figure(database, { asOf: '2026-01-10', amount: 40, item: 'revenue/tax/soe' })
  await heard(database, AT)
  expect((await split(database, tax)).shown).toEqual([
    ['fdi', 70, 'ok', false],
    ['soe', 40, 'ok', false],
  ])
  await database.pool.query("update budget_fact set deleted = true, source_version = 2 where item like '%soe'")
  expect((await split(database, tax)).shown).toEqual([['fdi', 70, 'ok', false]])
  await database.pool.query('update budget_fact set deleted = true, source_version = 3')
  const { whole, shown, silence } = await split(database, tax)
  expect([whole.state, shown, silence]).toEqual(['withdrawn', [], [null, 'withdrawn']])
})

test('a part whose source has not called it final is provisional, and the others are not', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2026-01-10', amount: 70, item: 'revenue/tax/fdi', final: false })
  await figure(database, { asOf: '2026-01-10', amount: 40, item: 'revenue/tax/soe' })
  await heard(database, AT)
  const { whole, shown } = await split(database, { id: 'budget.tax_actual', dim: 'tax', period: '2026' })
  expect(whole.state).toBe('provisional')
  expect(shown).toEqual([
    ['fdi', 70, 'provisional', false],
    ['soe', 40, 'ok', false],
  ])
})

test('parts of a stale whole are stale', async () => {
  const later = new Date('2026-01-11T16:00:00Z')
  const { whole, shown } = await split(await dossiers(), { at: later })
  expect(whole.state).toBe('stale')
  expect(shown.map(([, , state]) => state)).toEqual(['stale', 'stale'])
})

test('what of a split commune is shared out between its heirs is an estimate in each part too', async () => {
  const database = await dossiers('xa-ngoc-thanh-12322', -200)
  const asked = { period: '2025-06', geo: '2026-01-11' }
  const units = await loadUnitRegistry(database.db)
  const [heir] = units.successorsOf(units.find('xa-ngoc-thanh-12322').id)
  const { whole, shown } = await split(database, { ...asked, unit: heir?.unit.key as string })
  expect(whole.estimate).toBe(true)
  expect(shown.map(([key, , , estimate]) => [key, estimate])).toEqual([
    ['direct', true],
    ['online', true],
  ])
})

test('a part is not told that, beside the same part of another narrowing, would tell too few', async () => {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const unit = units.find('hung-yen')
  const run = await openRun(database, 'dossiers-sim')
  const counts = { 'Đất đai': { online: 9, direct: 8 }, 'Hộ tịch': { online: 2, direct: 7 } }
  const told = Object.entries(counts).flatMap(([field, channels]) =>
    Object.entries(channels).flatMap(([channel, count]) =>
      Array.from({ length: count }, (_, n) => ({ id: `${field}${channel}${n}`, field, channel: channel as 'online' | 'direct' })),
    ),
  )
  await commit(
    database,
    run,
    told.map((each) => dossier({ ...each, unit: unit.id, received: 10 })),
  )
  await heard(database, AT)
  const indicator = indicatorOf(await loadRegistry(), 'dossiers.received')
  const [term] = indicator.compiled.terms as [Term]
  const compiled = { ...indicator.compiled, terms: [{ ...term, measure: { ...term.measure, smallest: 5 } }] }
  const few: DefinedIndicator = Object.create(indicator, {
    definitionOn: { value: () => ({ ...indicator.definitions[0], compiled }) },
  })
  const moment = momentOf({}, AT)
  const whole = await readIndicator(database.db, units, few, unit.id, moment, parsePeriod('2026-01-11', AT))
  const parts = async (where: Record<string, string[]>) => {
    const { told } = await partsOf(database.db, units, whole, 'channel', unit.id, moment, where)
    return told.map(({ key, value }) => [key, value]).sort()
  }
  // 11 online in all, less the 9 of land, are the 2 of civil status.
  expect(await parts({})).toEqual([
    ['direct', 15],
    ['online', 11],
  ])
  expect(await parts({ field: ['Đất đai'] })).toEqual([
    ['direct', 8],
    ['online', null],
  ])
})

test('a dimension that no measure of the formula has is refused', async () => {
  await expect(split(await dossiers(), { dim: 'colour' })).rejects.toThrow('dossiers.received has no dimension «colour»')
})
