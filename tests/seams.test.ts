import type { SeriesAnswer, TileState, UnitSeriesAnswer, UnitsAnswer } from '@ioc/server/contract'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { countTwiceFrom } from './support/redefined.ts'

// A definition that changed on a day is seen wherever its figures stand beside those of the definition before.

const DAY_MS = 86_400_000
/** The day so many days before today, in Vietnam. */
const daysAgo = (days: number) => new Date(Date.now() + 7 * 3_600_000 - days * DAY_MS).toISOString().slice(0, 10)
const begins = (day: string) => new Date(`${day}T00:00:00+07:00`).toISOString()

async function changed(day: string) {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const { rows } = await database.pool.query(`select id from unit where key = 'phuong-pho-hien'`)
  const dayOf2026 = (day: string) => Math.round((Date.parse(day) - Date.parse('2026-01-01')) / DAY_MS)
  const received = [dayOf2026(day) - 1, dayOf2026(day)]
  await commit(
    database,
    run,
    received.map((received) => dossier({ id: `d${received}`, unit: rows[0].id, received, due: received + 9 })),
  )
  const seam = { from: day, at: begins(day), ...(await countTwiceFrom(database, day)) }
  const { url } = await serve(database)
  return {
    ...seam,
    ask: async <T>(path: string) => (await (await fetch(`${url}/api/${path}`)).json()) as T,
    table: async (path: string): Promise<Record<string, string>[]> =>
      parse(await (await fetch(`${url}/api/${path}&format=csv`)).text(), { bom: true, columns: true }),
  }
}

test('a series, that of every unit and their tables say from where on it is counted otherwise, by which act', async () => {
  const day = daysAgo(10)
  const { indicator, note, basis, at, ask, table } = await changed(day)
  const period = `period=${daysAgo(20)}..${daysAgo(1)}&step=day`
  const seams = [{ at, from: day, note, basis, formula: 'dossiers.received + dossiers.received' }]
  const before = { from: '2020-01-01', basis: 'Quyết định cũ' }

  const whole = await ask<SeriesAnswer>(`readings/${indicator}/series?${period}`)
  expect(whole.seams).toEqual(seams)
  expect(whole.definition).toMatchObject(before)
  const told = whole.points.filter(({ value }) => value)
  expect(told.map(({ at, value }) => [at, value])).toEqual([
    [begins(daysAgo(11)), 1],
    [at, 2],
  ])

  const each = await ask<UnitSeriesAnswer>(`readings/${indicator}/units/series?kind=commune&${period}`)
  expect(each.seams).toEqual(seams)
  expect(each.definition).toMatchObject(before)

  for (const path of [`readings/${indicator}/series?${period}`, `readings/${indicator}/units/series?kind=commune&${period}`]) {
    const rows = await table(path)
    const lastBefore = rows.filter(({ from }) => new Date(from as string).toISOString() === begins(daysAgo(11)))
    const first = rows.filter(({ from }) => new Date(from as string).toISOString() === at)
    expect(new Set(lastBefore.map((row) => [row.definitionFrom, row.basis, row.seam].join()))).toEqual(
      new Set(['2020-01-01,Quyết định cũ,']),
    )
    expect(new Set(first.map((row) => [row.definitionFrom, row.basis, row.seam].join()))).toEqual(
      new Set([`${day},${basis},${note.vi}`]),
    )
    expect(rows.filter(({ seam }) => seam)).toHaveLength(first.length)
  }
})

test('a month begun under one definition keeps it, so its seam lies at the month after', async () => {
  const { indicator, ask } = await changed('2026-03-10')
  const { seams, points } = await ask<SeriesAnswer>(`readings/${indicator}/series?period=2026-02-01..2026-05-31&step=month`)
  expect(seams.map(({ at, from }) => [at, from])).toEqual([[begins('2026-04-01'), '2026-03-10']])
  expect(points.find(({ at }) => at === begins('2026-03-01'))?.value).toBe(2)
})

test('the figures of one period name the definition they were counted by, and the day the map changed is none of its seams', async () => {
  const { indicator, ask, table } = await changed('2026-03-10')
  const units = await ask<UnitsAnswer>(`readings/${indicator}/units?period=2026-03-10&kind=commune`)
  expect(units.definition).toMatchObject({ from: '2026-03-10', basis: 'Quyết định mới' })
  const rows = await table(`readings/${indicator}/units?period=2026-03-09&kind=commune`)
  expect(new Set(rows.map((row) => row.definitionFrom))).toEqual(new Set(['2020-01-01']))
  const merger = await ask<SeriesAnswer>(`readings/${indicator}/series?period=2025-05-01..2025-08-31&step=month`)
  expect(merger.seams).toEqual([])
})

test('a trend on the wall says which of its lines are counted otherwise, from when and why', async () => {
  const day = daysAgo(10)
  const { indicator, note, basis, at, ask } = await changed(day)
  const { data } = await ask<TileState>('tiles/dossiers.flow')
  if (data.kind !== 'trend') throw new Error(`${data.kind} is no trend`)
  expect(data.series.map(({ indicator: of, seams }) => [of, seams])).toEqual([
    [indicator, [{ at, from: day, note, basis }]],
    ['dossiers.completed_today', []],
  ])
})

test('a stretch of no whole months shown by the month says how far its whole months reach, and what is whole or under way says nothing', async () => {
  const { ask } = await changed(daysAgo(10))
  const widerOf = async (path: string) => (await ask<Pick<SeriesAnswer, 'wider'>>(`readings/${path}`)).wider
  const march = { from: begins('2026-03-01'), to: begins('2026-07-01') }
  for (const of of ['series?', 'units/series?kind=commune&', 'parts/series?dim=field&']) {
    const within = (period: string, id = 'dossiers.received_today') => widerOf(`${id}/${of}step=month&period=${period}`)
    expect(await within('2026-03-15..2026-06-20')).toEqual(march)
    expect(await within('2026-03-01..2026-06-20')).toEqual(march)
    expect(await within('2026-03-01..2026-06-30')).toBe(null)
    expect(await within('month')).toBe(null)
    // Each point is how things stood at its end, whatever the first day.
    expect(await within('2026-03-15..2026-06-20', 'dossiers.open_now')).toBe(null)
  }
})
