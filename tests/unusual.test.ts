import type { SeriesAnswer, UnusualAnswer, UsualAnswer } from '@ioc/server/contract'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { ODD, oddThursday } from './support/odd-thursday.ts'
import { figure, heard } from './support/sources.ts'

// What stands out from what is usual, and who moved it.

async function odd() {
  const { url } = await serve(await oddThursday())
  const asked = (path: string) => fetch(`${url}/api/readings/${path}`)
  const usualOf = async (period: string): Promise<UsualAnswer['points']> =>
    ((await (await asked(`dossiers.received_today/usual?step=day&period=${period}`)).json()) as UsualAnswer).points
  const partsOf = async (indicator: string, more = '', day: string = ODD.day) =>
    (await (await asked(`${indicator}/usual/parts?period=${day}&step=day${more}`)).json()) as UnusualAnswer
  return { asked, usualOf, partsOf }
}

test('the odd day alone is marked, on the side on which it lies', async () => {
  const { usualOf } = await odd()
  expect((await usualOf('2026-11-10..2026-11-22')).filter(({ side }) => side !== null)).toEqual([
    expect.objectContaining({ at: '2026-11-18T17:00:00.000Z', side: 'above', low: 60, middle: 60, high: 60 }),
  ])
})

test('the unit that brought the excess comes first, and the effects of all add up to it', async () => {
  const { partsOf } = await odd()
  const { value, stand, figures, parts } = await partsOf('dossiers.received_today')
  expect(value).toBe(130)
  expect(stand).toMatchObject({ middle: 60, side: 'above' })
  expect(figures).toHaveLength(ODD.weeksBefore)
  expect(parts).toEqual([
    expect.objectContaining({ key: ODD.ward, value: 130, usual: 30, effect: 100 }),
    expect.objectContaining({ key: ODD.town, value: 0, usual: 30, effect: -30 }),
  ])
})

test('of a rate it is told what it would be had one unit been as usual', async () => {
  const { partsOf } = await odd()
  const { value, stand, parts } = await partsOf('dossiers.on_time_rate')
  expect(value).toBe(50)
  expect(stand).toMatchObject({ middle: 100, side: 'below' })
  expect(parts?.map(({ key, value, usual, effect }) => [key, value, usual, effect])).toEqual([
    [ODD.town, 0, 100, -50],
    [ODD.ward, 100, 100, 0],
  ])
})

test('of one commune there is nobody below to name, and of another day of the week too little is known', async () => {
  const { partsOf } = await odd()
  const ward = await partsOf('dossiers.received_today', `&unit=${ODD.ward}`)
  expect([ward.stand?.side, ward.parts]).toEqual(['above', []])
  const sunday = await partsOf('dossiers.received_today', '', '2026-02-15')
  expect([sunday.stand, sunday.parts]).toEqual([null, null])
})

test('what was not known yet is not told, and a stretch longer than a step is refused with what to ask instead', async () => {
  const { usualOf, asked } = await odd()
  expect(await usualOf('2026-11-01..2026-11-22&asOf=2026-10-01')).toEqual([])
  const answer = await asked(`dossiers.received_today/usual/parts?period=2026-11&step=day`)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('period=2026-11-20&step=day')
})

test('what runs up through its year is not set against other months of it', async () => {
  const database = await hungYen()
  for (let month = 0; month < 70; month++) {
    const end = new Date(Date.UTC(2021, month + 1, 0)).toISOString().slice(0, 10)
    await figure(database, { asOf: end, amount: 100 * ((month % 12) + 1) })
  }
  await heard(database, new Date())
  const { url } = await serve(database)
  const ask = async <T>(of: string): Promise<T> => {
    const answer = await fetch(`${url}/api/readings/budget.revenue/${of}`)
    const text = await answer.text()
    expect(answer.status, text).toBe(200)
    return JSON.parse(text) as T
  }
  const { points } = await ask<SeriesAnswer>('series?period=2026-01-01..2026-10-31&step=month')
  expect(points.at(-1)?.value).toBe(1000)
  expect((await ask<UsualAnswer>('usual?period=2026-01-01..2026-10-31&step=month')).points).toEqual([])
})
