import { dayNumberOf, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import { localTime, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import { type Life, nameOn, OfficeYear } from '../../../src/pack/simulated-lives.ts'
import { Agencies } from './agencies.ts'

const HOUR = 3_600_000

/** Part of the files processed online in November 2024, and gained a year; offices of the province lead, communes catch up. */
const ONLINE = {
  province: { begun: 0.86, gained: 0.035 },
  district: { begun: 0.74, gained: 0.06 },
  commune: { begun: 0.53, gained: 0.075 },
}

/** The document and work management system: what each agency has in hand, and how. */
export class WorkFiles {
  #world: World
  #year: OfficeYear
  #agencies: Agencies

  constructor(world: World) {
    this.#world = world
    this.#year = new OfficeYear(world)
    this.#agencies = new Agencies(world)
  }

  *begunOn(day: number): Generator<Life> {
    const random = new Random(this.#world.seed, keyOf('work-files'), day)
    const count = Math.round(400 * this.#world.scale * this.#year.load(day, 0.02) * random.between(0.85, 1.15))
    for (let place = 0; place < count; place++) yield this.#lifeOf(day, place, null)
    // Districts had work in hand until they were abolished.
    const standing = this.#world.districts.filter(({ until }) => startOfNumber(day) < until)
    const theirs = standing.length === 0 ? 0 : Math.round(count * 0.35)
    for (let place = count; place < count + theirs; place++) yield this.#lifeOf(day, place, standing)
  }

  #lifeOf(day: number, place: number, districts: World['districts'] | null): Life {
    const random = new Random(this.#world.seed, keyOf('work-file'), day, place)
    const { days } = this.#year
    const agency = districts ? random.pick(districts) : this.#agencies.any(random)
    const level = districts ? 'district' : this.#agencies.isCommune(agency) ? 'commune' : 'province'
    const opened = Math.floor(this.#year.atWork(startOfNumber(day).getTime() + random.between(7.5, 16.5) * HOUR, random))
    const from = dayNumberOf(new Date(opened))
    const term = 3 + random.below(18)
    const due = startOfNumber(days.add(from, term)).getTime() + 17 * HOUR
    const late = random.chance((level === 'province' ? 0.06 : 0.11) * this.#agencies.slowness(agency))
      ? 1 + Math.floor(random.exponential(4))
      : 0
    const used = late > 0 ? term + late : Math.max(1, Math.floor(term * (0.4 + 0.6 * random.next())))
    const closed = Math.floor(startOfNumber(days.add(from, used)).getTime() + random.between(8, 16.8) * HOUR)
    const isCancelled = random.chance(0.012)
    const mode = this.#mode(level, day, random)
    const say = (status: string, end: number): SourceRow => ({
      MaDinhDanh: nameOn(agency, opened, day + place),
      HinhThuc: mode,
      TrangThai: status,
      NgayMo: localTime(opened),
      HanXuLy: localTime(due),
      NgayKetThuc: end ? localTime(end) : '',
    })
    return {
      code: `${agency.code}-HSCV-${day}-${place + 1}`,
      steps: [
        { at: opened + 20_000, row: () => say('1', 0) },
        // Now and then a file is closed and its day forgotten.
        { at: closed + 30_000, row: () => say(isCancelled ? '3' : '2', (day * 7 + place) % 700 === 0 ? 0 : closed) },
      ],
    }
  }

  /** 1 electronic from beginning to end, 2 in part, 3 on paper. */
  #mode(level: keyof typeof ONLINE, day: number, random: Random): string {
    const years = (day - dayNumberOf(new Date('2024-11-01T00:00:00+07:00'))) / 365
    const { begun, gained } = ONLINE[level]
    if (random.chance(Math.min(0.97, begun + gained * years))) return '1'
    return random.chance(0.7) ? '2' : '3'
  }
}
