import { DAY_MS, dayNumberOf, dayOfNumber, numberOfDay } from '../../../src/calendar/day.ts'
import { Random } from '../../../src/pack/random.ts'
import { type Changes, localTime, type Mark, type RecordSource, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import { type Life, SimulatedLives } from '../../../src/pack/simulated-lives.ts'
import { monthStart } from '../../../src/readings/period.ts'
import { dayOf } from '../../../src/time/hanoi.ts'
import { applicantOf } from './applicant.ts'
import { type Life as Dossier, lifeOf } from './life.ts'
import type { Place } from './place.ts'
import { numberOf, rowOf } from './row.ts'

const MINUTE_MS = 60_000

/** What goes wrong between the province and the national portal, in shares of all dossiers: 3 % together. */
const UNSYNCED = 0.012
const STUCK = 0.009
const LATE = 0.004
const UNKNOWN_TO_PROVINCE = 0.005

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
export function* indexesOf(place: Place, day: number): Generator<number> {
  for (let index = 0; index < place.volume(day); index++) {
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
    const lag = fate === 'late' ? random.between(3, 10) * DAY_MS : minutes * MINUTE_MS
    before = Math.floor(Math.max(told + lag, before + 1))
    return { at: before, number }
  })
}

/**
 * Two listings of the dossiers filed since the month before this began: the province's own, and the national portal's of what
 * has been synchronised to it. Each says where every dossier stands now.
 */
export function listings(world: World, place: Place): RecordSource[] {
  const row = (dossier: Dossier, number: number): SourceRow => {
    const { MaHoSo, MaTTHC, DonViXuLy, KenhThucHien, TrangThaiHoSo, NgayNopHoSo, NgayTiepNhan } = rowOf(place, dossier, number)
    const known = { MaHoSo, MaTTHC, DonViXuLy, KenhThucHien, TrangThaiHoSo, NgayNopHoSo, NgayTiepNhan } as SourceRow
    return { ...applicantOf(place, dossier), ...known }
  }
  const again = ({ day, index }: Dossier) => lifeOf(place, day, index)

  const province = function* (day: number): Generator<Life> {
    for (let index = 0; index < place.volume(day); index++) {
      const dossier = lifeOf(place, day, index)
      const steps = dossier.steps.map(({ told }, number) => ({ at: told, row: () => row(again(dossier), number) }))
      yield { code: numberOf(dossier), steps }
    }
  }
  const portal = function* (day: number): Generator<Life> {
    for (const index of indexesOf(place, day)) {
      const dossier = lifeOf(place, day, index)
      const steps = heardOf(place, dossier).map(({ at, number }) => ({
        at,
        row: () => ({ ...row(again(dossier), number), NgayCapNhat: localTime(dossier.steps[number]?.told ?? at) }),
      }))
      yield { code: numberOf(dossier), steps }
    }
  }
  return [
    new Recent(world, 'hoso-doi-soat', { code: 'MaHoSo', updated: 'NgayCapNhat' }, province),
    new Recent(world, 'dvcqg', { code: 'MaHoSo', updated: 'NgayDongBo' }, portal),
  ]
}

/** A listing that begins with the month before this, as counted from when it is first read. */
export class Recent implements RecordSource {
  readonly path: string
  #open: (now: Date) => SimulatedLives
  #lives: SimulatedLives | undefined

  constructor(world: World, path: string, names: { code: string; updated: string }, livesOf: (day: number) => Iterable<Life>) {
    this.path = path
    this.#open = (now) => {
      const start = Math.max(numberOfDay(world.start), firstDayOf(now))
      return new SimulatedLives(path, { ...world, start: dayOfNumber(start) }, names, livesOf)
    }
  }

  changesSince(after: Mark | null, limit: number, now: Date): Changes {
    return this.#at(now).changesSince(after, limit, now)
  }

  countSince(after: Mark | null, now: Date): number {
    return this.#at(now).countSince(after, now)
  }

  write(fields: Record<string, string | null>, now: Date): SourceRow {
    return this.#at(now).write(fields, now)
  }

  #at(now: Date): SimulatedLives {
    this.#lives ??= this.#open(now)
    return this.#lives
  }
}

/** The first day of the month before. */
export function firstDayOf(now: Date): number {
  return dayNumberOf(monthStart(dayOf(now), -1))
}
