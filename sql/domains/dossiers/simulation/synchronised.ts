import { DAY_MS, dayNumberOf } from '../../../src/calendar/day.ts'
import { Random } from '../../../src/pack/random.ts'
import { localTime, type RecordSource, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import type { Life } from '../../../src/pack/simulated-lives.ts'
import { WalkedLives } from '../../../src/pack/walked-lives.ts'
import { monthStart } from '../../../src/readings/asked/period.ts'
import { dayOf } from '../../../src/time/hanoi.ts'
import { applicantOf } from './applicant.ts'
import { type Life as Dossier, LIFE_DAYS, lifeOf } from './life.ts'
import type { Place } from './place.ts'
import { numberOf, rowOf } from './row.ts'

const MINUTE_MS = 60_000

/** What goes wrong between the province and the national portal, in shares of all dossiers: 3 % together. */
const UNSYNCED = 0.012
const STUCK = 0.009
const LATE = 0.004
const UNKNOWN_TO_PROVINCE = 0.005

/** The portal hears of a late one within so many days. */
const LATEST_DAYS = 10

/** Dossiers that were filed at the portal and never reached the province are numbered from here. */
const STRAYS_FROM = 700_000

/** `stuck` is a portal that heard the first step and no other; `late` one that hears of it days later. */
export type Fate = 'synced' | 'unsynced' | 'stuck' | 'late' | 'stray'

export function fateOf(place: Place, day: number, index: number): Fate {
  if (index >= STRAYS_FROM) return 'stray'
  const draw = new Random(place.seed, day, index, 13).next()
  if (draw < UNSYNCED) return 'unsynced'
  if (draw < UNSYNCED + STUCK) return 'stuck'
  return draw < UNSYNCED + STUCK + LATE ? 'late' : 'synced'
}

/** The numbers of the dossiers the portal has of a day, those the province never got among them. */
export function* indexesOf(place: Place, day: number, wholeFrom: number): Generator<number> {
  for (const index of place.listedOn(day, wholeFrom)) {
    yield index
    if (new Random(place.seed, day, index, 14).chance(UNKNOWN_TO_PROVINCE)) yield STRAYS_FROM + index
  }
}

/** When the portal hears of each step of a dossier, and of which; mostly within minutes, a few after hours. */
export function heardOf(place: Place, dossier: Dossier): { at: number; number: number }[] {
  const { day, index, steps } = dossier
  const fate = fateOf(place, day, index)
  if (fate === 'unsynced') return []
  const random = new Random(place.seed, day, index, 15)
  let before = 0
  return steps.slice(0, fate === 'stuck' ? 1 : steps.length).map(({ told }, number) => {
    const draw = random.next()
    const minutes = draw < 0.85 ? random.between(1, 15) : draw < 0.97 ? random.between(15, 240) : random.between(240, 1_200)
    const lag = fate === 'late' ? random.between(3, LATEST_DAYS) * DAY_MS : minutes * MINUTE_MS
    before = Math.floor(Math.max(told + lag, before + 1))
    return { at: before, number }
  })
}

/**
 * Two listings of where every dossier stands: the province's own, and the national portal's of what has been synchronised to it.
 */
export function listings(world: World, place: Place): RecordSource[] {
  const row = (dossier: Dossier, number: number): SourceRow => {
    const { MaHoSo, MaTTHC, DonViXuLy, KenhThucHien, TrangThaiHoSo, NgayNopHoSo, NgayTiepNhan } = rowOf(place, dossier, number)
    const known = { MaHoSo, MaTTHC, DonViXuLy, KenhThucHien, TrangThaiHoSo, NgayNopHoSo, NgayTiepNhan } as SourceRow
    return { ...applicantOf(place, dossier), ...known }
  }

  const province = function* (day: number, wholeFrom: number): Generator<Life> {
    for (const index of place.listedOn(day, wholeFrom)) {
      const dossier = lifeOf(place, day, index)
      const steps = dossier.steps.map(({ told }, number) => ({ at: told, row: () => row(lifeOf(place, day, index), number) }))
      yield { code: numberOf(dossier), steps }
    }
  }
  const portal = function* (day: number, wholeFrom: number): Generator<Life> {
    for (const index of indexesOf(place, day, wholeFrom)) {
      const dossier = lifeOf(place, day, index)
      const steps = heardOf(place, dossier).map(({ at, number }) => {
        const told = localTime(dossier.steps[number]?.told ?? at)
        return { at, row: () => ({ ...row(lifeOf(place, day, index), number), NgayCapNhat: told }) }
      })
      yield { code: numberOf(dossier), steps }
    }
  }
  const of = (path: string, updated: string, livesOf: typeof province) =>
    new WalkedLives(world, {
      path,
      names: { code: 'MaHoSo', updated },
      livesOf,
      volumeOf: (day, wholeFrom) => place.listed(day, wholeFrom),
      wholeFrom: wholeMonths,
      lifeDays: LIFE_DAYS + LATEST_DAYS,
    })
  return [of('hoso-doi-soat', 'NgayCapNhat', province), of('dvcqg', 'NgayDongBo', portal)]
}

/** Whole are the month under way and the one before it. */
export function wholeMonths(now: Date): number {
  return dayNumberOf(monthStart(dayOf(now), -1))
}
