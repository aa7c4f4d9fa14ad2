import { type Database, loadUnitRegistry, openQuestion, proveReading, readByUnit, readIndicator } from '@ioc/sql'
import { expect, test } from 'vitest'
import { hungYen } from './support/database.ts'
import { figure, heard } from './support/sources.ts'

// The newest figure, however long ago its source told one.

const AT = new Date('2026-01-05T05:00:00Z')

async function newest(database: Database, indicator: string, change = {}, at = AT) {
  const units = await loadUnitRegistry(database.db)
  const question = await openQuestion(database.db, units, { indicator, unit: 'hung-yen', period: 'latest' }, at)
  const asked = Object.assign(Object.create(question.indicator), change)
  const read = await readIndicator(database.db, units, asked, question.unit.id, question.moment)
  const { agrees, value } = await proveReading(database.db, units, asked, question.unit.id, question.moment)
  expect([agrees, value]).toEqual([true, read.value])
  const [unit] = await readByUnit(database.db, units, asked, [question.unit], question.moment)
  expect(unit?.value).toBe(read.value)
  return { ...read, from: read.span.from.toISOString(), to: read.span.to.toISOString() }
}

test('on 5 January the running total of November is the newest, and speaks of its year up to its own day', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2025-10-31', amount: 80 })
  await figure(database, { asOf: '2025-11-30', amount: 90 })
  await heard(database, AT)
  expect(await newest(database, 'budget.revenue')).toMatchObject({
    value: 90,
    state: 'ok',
    from: '2024-12-31T17:00:00.000Z',
    to: '2025-11-30T17:00:00.000Z',
  })
  const units = await loadUnitRegistry(database.db)
  const question = await openQuestion(database.db, units, { indicator: 'budget.revenue', unit: 'hung-yen' }, AT)
  const { state } = await readIndicator(database.db, units, question.indicator, question.unit.id, question.moment)
  expect(state).toBe('missing')
})

test('it is set against the newest of about the same day a year before', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2024-10-30', amount: 40 })
  await figure(database, { asOf: '2024-11-28', amount: 60 })
  await figure(database, { asOf: '2024-12-20', amount: 99 })
  await figure(database, { asOf: '2025-11-30', amount: 90 })
  await heard(database, AT)
  expect(await newest(database, 'budget.revenue')).toMatchObject({
    value: 90,
    before: 60,
    beforeSpan: { from: new Date('2023-12-31T17:00:00Z'), to: new Date('2024-11-28T17:00:00Z') },
  })
})

test('where the next figure is past its day the newest is stale, by how long', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2025-12-31', amount: 90 })
  await heard(database, AT)
  // That of 1 January, due by the end of 4 January.
  const late = await newest(database, 'budget.revenue', { dueAfterDays: 3 })
  expect([late.state, late.freshness.lateBy]).toEqual(['stale', 12 * 3_600])
  expect(await newest(database, 'budget.revenue', { dueAfterDays: 4 })).toMatchObject({ state: 'ok' })
})

test('where nothing was told in five years it is missing, whenever the next is due', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2020-12-31', amount: 90 })
  await heard(database, AT)
  expect(await newest(database, 'budget.revenue', { dueAfterDays: 30 })).toMatchObject({ value: null, state: 'missing' })
})

test('what is counted has no newest figure', async () => {
  const database = await hungYen()
  await expect(newest(database, 'dossiers.received_today')).rejects.toThrow(
    'dossiers.received_today không có số mới nhất vì dossiers.received là số đếm, không phải số được báo. Dùng kỳ như month hoặc last12m.',
  )
})

test('a measure by itself has a newest figure too', async () => {
  const database = await hungYen()
  await figure(database, { asOf: '2025-11-30', amount: 90 })
  await heard(database, AT)
  expect(await newest(database, 'budget.revenue_actual')).toMatchObject({ value: 90 })
})
