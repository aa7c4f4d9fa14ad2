import { type Database, loadUnitRegistry } from '@ioc/sql'
import { hungYen } from './database.ts'
import { commit, type DossierSketch, dossier, openRun } from './dossiers.ts'
import { heard } from './sources.ts'

/** 1 January 2026 is a Thursday, and so is every seventh day after it. */
const ODD_WEEK = 46
const EACH = 30

/** The Thursday, how many like it are before it, and the two wards. */
export const ODD = { day: '2026-11-19', weeksBefore: 16, ward: 'phuong-pho-hien', town: 'xa-nhu-quynh' } as const

/** Two wards deal with thirty dossiers each on every Thursday, until one Thursday one is told of a hundred more, and the other is done with all of its own too late. */
export async function oddThursday(): Promise<Database> {
  const database = await hungYen()
  const run = await openRun(database, 'dossiers-sim')
  const units = await loadUnitRegistry(database.db)
  const some = (place: string, count: number, day: number, more: Partial<DossierSketch>): DossierSketch[] =>
    Array.from({ length: count }, (_, n) => ({ id: `${place} ${day} ${n}`, unit: units.find(place).id, received: day, ...more }))
  const before = Array.from({ length: ODD.weeksBefore }, (_, n) => 7 * (ODD_WEEK - 1 - n)).flatMap((day) =>
    [ODD.ward, ODD.town].flatMap((place) => some(place, EACH, day, { finished: day })),
  )
  const day = 7 * ODD_WEEK
  await commit(
    database,
    run,
    [
      // Told of since before the year began.
      ...some(ODD.ward, 1, -400, { finished: -399 }),
      ...before,
      ...some(ODD.ward, EACH, day, { finished: day }),
      ...some(ODD.ward, 100, day, {}).map((sketch) => ({ ...sketch, id: `more ${sketch.id}` })),
      ...some(ODD.town, EACH, day - 10, { due: day - 5, finished: day }),
    ].map(dossier),
  )
  await heard(database, new Date())
  return database
}
