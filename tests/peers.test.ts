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
  return { ask, keys: places.map(({ key }) => key) }
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
