import { numberOfDay, weekdayOf } from '../../../src/calendar/day.ts'
import { WorkingDays } from '../../../src/calendar/working-days.ts'
import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import type { SimulatedUnit, World } from '../../../src/pack/simulate.ts'
import { PROCEDURES, type Procedure } from './procedures.ts'

/** The reform of 1 July 2025: counters closed, systems moved, and dossiers ran late for a while. */
const MERGER = numberOfDay('2025-07-01')
const ONLINE_FROM = numberOfDay('2024-11-01')
const ONLINE_TO = numberOfDay('2026-11-01')

/** In a small world, what repeats the dossiers of older months repeats about as many of a working day. */
const REPEATED_A_DAY = 40

export interface Handler extends SimulatedUnit {
  index: number
  /** How far it runs late, beside the average. */
  late: number
}

/** The world as the dossiers see it: who handles what, how much comes in on a day, and when people work. */
export class Place {
  readonly seed: number
  readonly days: WorkingDays
  readonly start: number
  readonly units: Handler[]
  readonly procedures: Procedure[] = PROCEDURES
  readonly procedureSums: Float64Array
  #communes: Handler[]
  #communeSums: Float64Array
  #handlers = new Map<string, Handler>()
  #perWorkingDay: number
  #repeated: number
  #volumes = new Map<number, number>()

  constructor(world: World, slow: Record<string, number>) {
    this.seed = world.seed
    this.start = numberOfDay(world.start)
    this.days = new WorkingDays(world.calendar, this.start - 60, this.start + 365 * 8)
    this.procedureSums = runningSums(PROCEDURES.map((each) => each.weight))
    // 248 working days and 117 days off at half a working day's filings make a year, less what Tết and seasons take.
    this.#perWorkingDay = (1_000_000 / 304) * world.scale
    this.#repeated = world.scale >= 1 ? 1 : Math.min(1, REPEATED_A_DAY / this.#perWorkingDay)

    this.units = [...world.communes, ...world.departments].map((unit, index) => {
      const own = new Random(world.seed, keyOf(unit.key), 1)
      return { ...unit, index, late: slow[unit.key] ?? own.between(0.35, 1.25) }
    })
    this.#communes = this.units.slice(0, world.communes.length)
    this.#communeSums = runningSums(this.#communes.map((unit) => sizeOf(unit, world.seed)))
    for (const unit of this.units) this.#handlers.set(unit.key, unit)
  }

  /** How many dossiers are filed on a day. */
  volume(day: number): number {
    let volume = this.#volumes.get(day)
    if (volume === undefined) {
      volume = this.#filedOn(day)
      this.#volumes.set(day, volume)
    }
    return volume
  }

  /**
   * The dossiers of a day that other lists repeat, each telling of the same ones: all from a day on, and in a world smaller than a
   * province a part of those before.
   */
  *listedOn(day: number, wholeFrom: number): Generator<number> {
    const isWhole = day >= wholeFrom || this.#repeated === 1
    for (let index = 0; index < this.volume(day); index++)
      if (isWhole || new Random(this.seed, day, index, 16).chance(this.#repeated)) yield index
  }

  /** How many that is, about. */
  listed(day: number, wholeFrom: number): number {
    return this.volume(day) * (day >= wholeFrom ? 1 : this.#repeated)
  }

  /** The share of counter-hours filings made online: from 45 % to 65 % in two years, then slower. */
  onlineShare(day: number): number {
    return Math.min(0.8, 0.36 + 0.25 * this.progress(day))
  }

  /** How far two years of digitisation have got on a day: from 0 to 1, then slower. */
  progress(day: number): number {
    const passed = (day - ONLINE_FROM) / (ONLINE_TO - ONLINE_FROM)
    return Math.max(0, passed > 1 ? 1 + (passed - 1) / 3 : passed)
  }

  /** How far everyone runs late on a day, beside the average: the weeks after the reform, and before Tết. */
  strain(day: number): number {
    if (day >= MERGER && day < MERGER + 60) return 3 - (day - MERGER) / 30
    return day < MERGER ? 1.25 : 1
  }

  handler(procedure: Procedure, random: Random): Handler {
    if (procedure.at === 'commune') return this.#communes[random.weighted(this.#communeSums)] as Handler
    return this.#handlers.get(procedure.at) ?? (this.units.at(-1) as Handler)
  }

  #filedOn(day: number): number {
    const noise = new Random(this.seed, day, 7).between(0.93, 1.07)
    const season = this.#season(day)
    const off = this.#inLongBreak(day) ? 0.12 : 0.5
    const weekday = this.days.isWorked(day) ? ([1.16, 1.06, 0.99, 0.95, 0.88, 0.6, 0.6][weekdayOf(day) - 1] as number) : off
    return Math.round(this.#perWorkingDay * weekday * season * noise)
  }

  #season(day: number): number {
    const growth = 1 + (0.05 * (day - ONLINE_TO)) / 365
    const monthEnd = this.days.isWorked(day) && this.days.between(day, day + 4) < 4 ? 1.04 : 1
    const sinceMerger = day - MERGER
    let merger = 1
    if (sinceMerger >= 0 && sinceMerger < 21) merger = 0.4 + sinceMerger / 40
    else if (sinceMerger >= 21 && sinceMerger < 70) merger = 1.12
    const toTet = this.#daysToLongBreak(day)
    const tet = toTet > 0 && toTet <= 7 ? 0.75 : toTet < 0 && toTet >= -7 ? 0.8 : 1
    return growth * monthEnd * merger * tet
  }

  /** Tết is the one break of a week or more. */
  #inLongBreak(day: number): boolean {
    if (this.days.isWorked(day)) return false
    let first = day
    let last = day
    while (first > this.days.from && !this.days.isWorked(first - 1)) first--
    while (!this.days.isWorked(last + 1)) last++
    return last - first >= 6
  }

  #daysToLongBreak(day: number): number {
    for (let away = 1; away <= 7; away++) {
      if (this.#inLongBreak(day + away)) return away
      if (day - away > this.days.from && this.#inLongBreak(day - away)) return -away
    }
    return 0
  }
}

/** Communes differ in size by about a factor of eight; wards are the busier ones. */
function sizeOf(unit: SimulatedUnit, seed: number): number {
  const random = new Random(seed, keyOf(unit.key), 2)
  const bell = random.next() + random.next() + random.next() - 1.5
  return Math.exp(bell * 0.9) * (unit.key.startsWith('phuong') ? 1.7 : 1)
}
