import type { IndicatorAnswer, PartsAnswer } from '@ioc/server/contract'
import { loadUnitRegistry } from '@ioc/sql'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, type DossierSketch, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// The ways down from a number: by units, by the values of a dimension, to the records.

const PLACES = ['phuong-pho-hien', 'xa-nhu-quynh'] as const
/** Days after 1 January 2026, to where the days of an answer's «this month» are over. */
const NOW = Math.floor((Date.now() - Date.parse('2026-01-01T00:00:00+07:00')) / 86_400_000)

/** A province told of dossiers, each in one of two communes, and of one long ago, so that a year before is known. */
async function told(sketches: (Omit<DossierSketch, 'id'> & { place?: 0 | 1; procedure?: string })[]) {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const facts = sketches.map(({ place = 0, procedure, ...sketch }, n) => ({
    ...dossier({ id: `d${n}`, unit: units.find(PLACES[place]).id, ...sketch }),
    ...(procedure && { procedure }),
  }))
  const first = dossier({ id: 'first', unit: units.find(PLACES[0]).id, received: NOW - 900, finished: NOW - 890 })
  await commit(database, run, [first, ...facts])
  await heard(database, new Date())
  return { database, ...(await serve(database)) }
}

async function ask<T>(url: string, path: string): Promise<T> {
  const answer = await fetch(`${url}${path}`)
  const text = await answer.text()
  expect(answer.status, text).toBe(200)
  return JSON.parse(text)
}

const many = (count: number, sketch: Omit<DossierSketch, 'id'> & { place?: 0 | 1; procedure?: string }) =>
  Array.from({ length: count }, () => sketch)

test('an indicator says what it can be split by, and what it says is answered', async () => {
  const { url } = await told(many(3, { received: NOW - 40, finished: NOW - 20, procedure: '1.004944' }))
  const indicators = await ask<IndicatorAnswer[]>(url, '/api/indicators')
  for (const { id, dimensions, paths } of indicators) {
    expect(paths[0]?.levels.map(({ by }) => by)).toEqual(['unit', 'records'])
    const dims = dimensions.map(({ dim }) => dim)
    for (const { levels } of paths)
      for (const { by } of levels.slice(0, -1)) expect(['unit', ...dims], `${id} by ${by}`).toContain(by)
  }
  for (const { id, dimensions } of indicators.filter(({ domain }) => domain === 'dossiers'))
    for (const { dim, title } of dimensions) {
      const { dimension } = await ask<PartsAnswer>(url, `/api/readings/${id}/parts?dim=${dim}`)
      expect(dimension).toMatchObject({ dim, title })
    }
})

test('the author’s paths are offered where an indicator can go them, and end with the records', async () => {
  const { url } = await told([])
  const pathsOf = async (id: string) => {
    const { paths } = await ask<IndicatorAnswer>(url, `/api/indicators/${id}`)
    return paths.map(({ id, levels }) => [id, ...levels.map(({ by, kind }) => (kind ? `${by} ${kind}` : by))].join(' → '))
  }
  expect(await pathsOf('dossiers.overdue')).toEqual([
    'units.below → unit → records',
    'dossiers.by_agency → unit department → procedure → records',
    'dossiers.by_field → field → procedure → records',
    'dossiers.by_agency_and_field → unit department → field → records',
  ])
  // What was completed is not told apart by procedure, though what was stopped is.
  expect(await pathsOf('dossiers.on_time_rate')).toEqual([
    'units.below → unit → records',
    'dossiers.by_agency_and_field → unit department → field → records',
  ])
  const { paths } = await ask<IndicatorAnswer>(url, '/api/indicators/dossiers.overdue')
  expect(paths[1]?.levels.map(({ title }) => title.vi)).toEqual(['Sở, ngành', 'Thủ tục', 'Hồ sơ'])
})

test('parts are the reading narrowed to each value, the largest first, in words, and add up to the whole', async () => {
  const { url } = await told([
    ...many(2, { received: NOW - 40, channel: 'direct' }),
    ...many(5, { received: NOW - 40, channel: 'online', place: 1 }),
  ])
  const answer = await ask<PartsAnswer>(url, '/api/readings/dossiers.received/parts?dim=channel&period=2026')
  expect(answer.dimension.title.vi).toBe('Hình thức nộp')
  expect(answer.parts.map(({ key, title, value, before }) => [key, title.vi, value, before])).toEqual([
    ['online', 'trực tuyến', 5, null],
    ['direct', 'trực tiếp', 2, null],
  ])
  expect(answer.whole).toMatchObject({ value: 7, before: null })
  expect([answer.beforeFrom, answer.beforeTo]).toEqual([null, null])
  const narrowed = await ask<PartsAnswer>(
    url,
    '/api/readings/dossiers.received/parts?dim=channel&period=2026&unit=xa-nhu-quynh&where=channel:online',
  )
  expect(narrowed.parts.map(({ key, value }) => [key, value])).toEqual([['online', 5]])
  const csv = await fetch(`${url}/api/readings/dossiers.received/parts?dim=channel&period=2026&format=csv`)
  const rows: Record<string, string>[] = parse(await csv.text(), { bom: true, columns: true })
  expect(rows.map(({ dimension, key, partTitle, value }) => [dimension, key, partTitle, value])).toEqual([
    ['channel', 'online', 'trực tuyến', '5'],
    ['channel', 'direct', 'trực tiếp', '2'],
  ])
})

test('what cannot be split so is refused with what can', async () => {
  const { url } = await told([])
  const answer = await fetch(`${url}/api/readings/dossiers.received/parts?dim=colour`)
  expect(answer.status).toBe(400)
  expect((await answer.json()).detail).toBe(
    'dossiers.received has no dimension «colour». It can be split by field, channel, service, throughout.',
  )
})

test('each part stands beside what it was on the same days of the year before, and what is gone beside nothing', async () => {
  const { url } = await told([
    ...many(4, { received: NOW - 40, channel: 'online' }),
    ...many(3, { received: NOW - 40 - 365, channel: 'online' }),
    ...many(6, { received: NOW - 40 - 365, channel: 'post' }),
    ...many(1, { received: NOW - 40, channel: 'direct' }),
  ])
  const day = (offset: number) => new Date(Date.parse('2026-01-01') + offset * 86_400_000).toISOString().slice(0, 10)
  const period = `${day(NOW - 60)}..${day(NOW - 30)}`
  const { whole, parts } = await ask<PartsAnswer>(
    url,
    `/api/readings/dossiers.received/parts?dim=channel&period=${period}&compare=solar`,
  )
  expect([whole.value, whole.before]).toEqual([5, 9])
  expect(parts.map(({ key, value, before }) => [key, value, before])).toEqual([
    ['online', 4, 3],
    ['direct', 1, 0],
    ['post', 0, 6],
  ])
})
