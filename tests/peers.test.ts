import type { ReadingAnswer, SeriesAnswer, UnitsAnswer } from '@ioc/server/contract'
import { loadUnitRegistry } from '@ioc/sql'
import { expect, test } from 'vitest'
import { serve } from './support/app.ts'
import { hungYen } from './support/database.ts'
import { commit, dossier, openRun } from './support/dossiers.ts'
import { heard } from './support/sources.ts'

// A commune beside its peers: of ten dossiers each, the first was never late, the next once, and so on.

const MONTH = '2026-03'
const MARCH = 65

/** As many communes as asked for, by key, the one that was never late first; and a department that always was. */
async function communes(count: number) {
  const database = await hungYen()
  const units = await loadUnitRegistry(database.db)
  const run = await openRun(database, 'dossiers-sim')
  const places = units
    .children(units.find('hung-yen').id, '2026-03-31')
    .filter(({ kind }) => kind === 'commune')
    .slice(0, count)
  const told = [...places.map((unit, late) => ({ unit, late })), { unit: units.find('so-noi-vu'), late: 10 }]
  await commit(
    database,
    run,
    told.flatMap(({ unit, late }) =>
      Array.from({ length: 10 }, (_, n) =>
        dossier({ id: `${unit.key} ${n}`, unit: unit.id, received: MARCH, due: MARCH + 3, finished: MARCH + (n < late ? 5 : 2) }),
      ),
    ),
  )
  await heard(database, new Date())
  const { url } = await serve(database)
  const ask = async <T>(of: string, more = ''): Promise<T> =>
    (await (await fetch(`${url}/api/readings/dossiers.on_time_rate${of}?period=${MONTH}&compare=peers${more}`)).json()) as T
  const csv = async (more: string) =>
    (await (await fetch(`${url}/api/readings/dossiers.on_time_rate/units?period=${MONTH}&format=csv${more}`)).text())
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','))
  return { ask, csv, keys: places.map(({ key }) => key) }
}

test('each commune stands beside the middle of the others, alone, in a list and over time; a department beside no commune', async () => {
  const { ask, keys } = await communes(7)
  const { units } = await ask<UnitsAnswer>('/units')
  const of = (key: string) => units.find((unit) => unit.key === key)
  // Of 100, 90, … 40 %: without the first, the middle lies between 70 and 60.
  expect(keys.map((key) => of(key)?.before)).toEqual([65, 65, 65, 70, 75, 75, 75])
  expect(of('so-noi-vu')).toMatchObject({ value: 0, before: null })
  for (const key of keys) {
    expect((await ask<ReadingAnswer>('', `&unit=${key}`)).before).toBe(of(key)?.before)
    const { points } = await ask<SeriesAnswer>('/series', `&unit=${key}&step=month`)
    expect(points.map(({ before }) => before)).toEqual([of(key)?.before])
  }
  expect((await ask<ReadingAnswer>('')).before).toBeNull()
})

test('of fewer than five peers no middle is told', async () => {
  const { ask, keys } = await communes(5)
  const { units } = await ask<UnitsAnswer>('/units')
  expect(units.filter(({ key }) => keys.includes(key)).map(({ before }) => before)).toEqual([null, null, null, null, null])
})

test('and with the quarters about that middle, where there are eight others or more: alone, in a list, over time and as a table', async () => {
  const { ask, csv, keys } = await communes(10)
  const [best = '', worst = ''] = [keys.at(0), keys.at(-1)]
  // Of 90, 80, … 10 % the third from either end; of the last, of 100, 90, … 20 %.
  const beside = {
    [best]: { before: 50, quartiles: { p25: 30, p75: 70 } },
    [worst]: { before: 60, quartiles: { p25: 40, p75: 80 } },
  }
  const { units } = await ask<UnitsAnswer>('/units')
  const [head, ...lines] = await csv('&compare=peers')
  expect(head?.slice(-3)).toEqual(['before', 'p25', 'p75'])
  for (const [key, told] of Object.entries(beside)) {
    expect(units.find((unit) => unit.key === key)).toMatchObject(told)
    expect(await ask<ReadingAnswer>('', `&unit=${key}`)).toMatchObject(told)
    expect((await ask<SeriesAnswer>('/series', `&unit=${key}&step=month`)).points).toMatchObject([told])
    const line = lines.find((each) => each.includes(key)) ?? []
    expect(line.slice(-3).map(Number)).toEqual([told.before, told.quartiles.p25, told.quartiles.p75])
  }
  expect(units.find(({ key }) => key === 'so-noi-vu')?.quartiles).toBeNull()
})

test('a quarter of seven would tell of one or two, so it is not told', async () => {
  const { ask, keys } = await communes(8)
  const { units } = await ask<UnitsAnswer>('/units')
  const told = units.filter(({ key }) => keys.includes(key))
  expect(told.map(({ before, quartiles }) => [before === null, quartiles])).toEqual(keys.map(() => [false, null]))
})
