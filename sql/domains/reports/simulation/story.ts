import { DAY_MS, dayNumberOf, dayOfNumber, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import { localTime, type SimulatedUnit, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import { type Life, nameOn, OfficeYear } from '../../../src/pack/simulated-lives.ts'
import { CATEGORIES, type Category } from './categories.ts'

const HOUR = 3_600_000
const TERM_DAYS = 7

/** Reports by hour of the day: people write on their way, at noon, and after dinner. */
const HOURS = runningSums([1, 0.5, 0.3, 0.3, 0.6, 2, 5, 8, 8, 7, 6, 6, 5, 4, 5, 6, 7, 8, 8, 9, 8, 6, 4, 2])
const SOURCES = ['ZALO', 'APP', '1022', 'HOTLINE', 'DVCQG'] as const
const SOURCE_SUMS = runningSums([46, 12, 20, 12, 10])
/** From 1 to 5 points. */
const RATINGS = runningSums([4, 4, 10, 34, 48])

/** What never changes about a report. */
interface Report {
  day: number
  place: number
  commune: SimulatedUnit
  category: Category
  source: (typeof SOURCES)[number]
  priority: string
  received: number
  /** What another citizen reported a few minutes before. */
  repeats: Report | null
}

/** What is known of it by one of its steps. */
interface Standing {
  status: string
  at: number
  due?: number
  accepted?: number
  asked?: number
  refused?: number
  completed?: number
  published?: number
  rating?: number
  reason?: string
  duplicateOf?: string
  reopened: number
  unmerged: boolean
  photosAfter: number
}

/** The reports of a province: a quiet stream, and now and then many from one commune within an hour or two. */
export class Reports {
  #world: World
  #year: OfficeYear
  #communeSums: Float64Array
  #categorySums = runningSums(CATEGORIES.map(({ weight }) => weight))

  constructor(world: World) {
    this.#world = world
    this.#year = new OfficeYear(world)
    this.#communeSums = runningSums(world.communes.map(({ key }) => sizeOf(key, world.seed)))
  }

  *begunOn(day: number): Generator<Life> {
    const count = this.#volume(day)
    let before: Report | null = null
    for (let place = 0; place < count; place++) {
      const random = new Random(this.#world.seed, keyOf('report'), day, place)
      const report: Report =
        before && random.chance(0.06) ? repeat(before, place, random) : this.#reportOf(day, place, null, random)
      before = report.repeats ?? report
      yield this.#lifeOf(report, random)
    }
    const storm = this.#stormOn(day)
    for (let place = count; storm && place < count + storm.reports; place++) {
      const random = new Random(this.#world.seed, keyOf('report'), day, place)
      yield this.#lifeOf(this.#reportOf(day, place, storm, random), random)
    }
  }

  #volume(day: number): number {
    const random = new Random(this.#world.seed, keyOf('reports'), day)
    return Math.round(
      120 * this.#world.scale * this.#year.load(day, 0.75) * (isRainy(day) ? 1.25 : 0.9) * random.between(0.8, 1.2),
    )
  }

  /** In the rains a storm hits one commune about every twelve days: trees are down and streets under water. */
  #stormOn(day: number): Storm | null {
    const random = new Random(this.#world.seed, keyOf('storm'), day)
    if (!random.chance(isRainy(day) ? 1 / 12 : 1 / 60)) return null
    return {
      commune: random.pick(this.#world.communes),
      category: random.pick(CATEGORIES.filter(({ storm }) => storm)),
      from: startOfNumber(day).getTime() + random.between(6, 19) * HOUR,
      reports: 3 + random.below(6),
    }
  }

  #reportOf(day: number, place: number, storm: Storm | null, random: Random): Report {
    const received = storm
      ? storm.from + random.between(0, 2.5) * HOUR
      : startOfNumber(day).getTime() + (random.weighted(HOURS) + random.next()) * HOUR
    return {
      day,
      place,
      commune: storm?.commune ?? (this.#world.communes[random.weighted(this.#communeSums)] as SimulatedUnit),
      category: storm?.category ?? (CATEGORIES[random.weighted(this.#categorySums)] as Category),
      source: SOURCES[random.weighted(SOURCE_SUMS)] as Report['source'],
      priority: storm || random.chance(0.04) ? 'URGENT' : random.chance(0.15) ? 'HIGH' : 'NORMAL',
      received: Math.floor(received),
      repeats: null,
    }
  }

  #lifeOf(report: Report, random: Random): Life {
    let last = 0
    const steps = this.#tell(report, random).map((standing) => {
      last = Math.max(Math.floor(standing.at), last + 1_000)
      return { at: last, row: () => rowOf(report, standing) }
    })
    return { code: codeOf(report), steps }
  }

  #tell(report: Report, random: Random): Standing[] {
    const year = this.#year
    const slow = this.#slowness(report)
    const told: Standing[] = []
    const say = (status: string, at: number, more: Partial<Standing> = {}) => {
      const before = told.at(-1) ?? { reopened: 0, unmerged: false, photosAfter: 0 }
      told.push({ ...before, status, at, ...more })
      return at
    }
    // The portal keeps its own time; the province's system gives everyone seven days.
    const dueFrom = (at: number) => (report.source === 'DVCQG' ? {} : { due: at + TERM_DAYS * DAY_MS })
    let begun = say('NEW', report.received, dueFrom(report.received))
    if (report.repeats) {
      const duplicateOf = random.chance(1 / 60) ? '' : codeOf(report.repeats)
      begun = say('DUPLICATE', year.atWork(begun + random.exponential(5) * HOUR, random), { duplicateOf })
      if (!random.chance(0.1)) return told
      // Split off again, it begins anew with a fresh clock.
      begun += random.between(2, 30) * HOUR
      say('NEW', begun, { unmerged: true, duplicateOf: '', ...dueFrom(begun) })
    }
    // Somebody is on duty through evenings and weekends, most of the time.
    const looked = begun + random.exponential(3 * slow) * HOUR
    const accepted = random.chance(0.7) ? looked : year.atWork(looked, random)
    if (random.chance(0.06)) {
      say('REJECTED', accepted, { refused: accepted, reason: random.chance(1 / 60) ? '' : random.pick(REASONS) })
      return told
    }
    say('DISTRIBUTING', accepted, { accepted })
    say('WAITING', accepted + random.between(10, 150) * 60_000)
    let started = say('IN_PROGRESS', year.atWork(accepted + random.exponential(9 * slow) * HOUR, random))
    if (random.chance(0.07)) {
      started = year.atWork(started + random.exponential(30) * HOUR, random)
      say('IN_PROGRESS', started, { asked: started })
    }
    const photosAfter = random.chance(0.9) ? 1 + random.below(3) : 0
    let shown = year.atWork(started + random.exponential(report.category.hours * slow) * HOUR, random)
    say('PENDING_APPROVAL', shown, { photosAfter })
    if (random.chance(0.06)) {
      say('IN_PROGRESS', shown + random.between(1, 8) * HOUR)
      shown = say('PENDING_APPROVAL', year.atWork(shown + 8 * HOUR + random.exponential(20) * HOUR, random))
    }
    const completed = year.atWork(shown + random.exponential(4) * HOUR, random)
    this.#end(report, random, say, completed)
    return told
  }

  /** Done, answered, perhaps rated, and now and then opened again because it was not done. */
  #end(
    { category }: Report,
    random: Random,
    say: (status: string, at: number, more?: Partial<Standing>) => number,
    completed: number,
  ): void {
    const year = this.#year
    const finish = (done: number, shown: number) => {
      say('COMPLETED', done, { completed: shown })
      const published = done + random.exponential(7) * HOUR
      return say('COMPLETED', published, { completed: done, published })
    }
    // Now and then a record goes out unfinished, and is put right with the next.
    let last = finish(completed, random.chance(1 / 900) ? 0 : completed)
    const rating = random.chance(0.35) ? 1 + random.weighted(RATINGS) : 0
    if (rating > 0) last = say('COMPLETED', last + random.between(1, 40) * HOUR, { rating })
    if (!random.chance(rating > 0 && rating < 3 ? 0.3 : 0.02)) return
    const again = year.atWork(last + random.between(10, 60) * HOUR, random)
    say('IN_PROGRESS', again, { reopened: 1, completed: 0, published: 0, rating: 0 })
    const done = year.atWork(again + random.exponential(category.hours) * HOUR, random)
    const closed = finish(done, done)
    if (rating > 0) say('COMPLETED', closed + random.between(1, 40) * HOUR, { rating: Math.min(5, rating + 1) })
  }

  #slowness({ commune, day }: Report): number {
    const { province, seed } = this.#world
    const settling = day - dayNumberOf(province.before.until)
    const own = new Random(seed, keyOf(commune.key), keyOf('pace')).between(0.6, 1.5)
    return own * (settling >= 0 && settling < 45 ? 1.8 : 1)
  }
}

/** The payload a Zalo mini app or a hotline posts, personal data and all: whoever reads it must leave that out. */
function rowOf(report: Report, standing: Standing): SourceRow {
  const { day, place, commune, category, source, priority, received } = report
  const { at, accepted, asked, refused, completed, published, due, rating } = standing
  const time = (moment: number | undefined) => (moment ? localTime(Math.floor(moment)) : '')
  const title = category.titles[(report.repeats ?? report).place % category.titles.length] as string
  const isPictured = source === 'ZALO' || source === 'APP'
  return {
    source,
    priority,
    petitionType: source === 'DVCQG' ? petitionType(report) : '',
    status: standing.status,
    fieldCode: source !== 'ZALO' || accepted ? category.code : '',
    wardCode: (day * 31 + place) % 2_500 === 0 ? `${commune.code}.99` : nameOn(commune, at, place),
    title,
    content: `${title} tại ${commune.name} (nội dung mô phỏng).`,
    address: `Tổ ${1 + (place % 9)}, ${commune.name}`,
    latitude: (20.4 + ((place * 37) % 500) / 1_000).toFixed(6),
    longitude: (106 + ((place * 53) % 500) / 1_000).toFixed(6),
    reporterName: `Người dân mô phỏng ${place + 1}`,
    reporterPhone: `0900${String((day * 97 + place) % 1_000_000).padStart(6, '0')}`,
    attachmentUrls: [{ url: `https://mo-phong.example/anh/${codeOf(report)}.jpg` }],
    photoCountBefore: String(isPictured ? 1 + (place % 3) : Math.min(1, place % 3)),
    photoCountAfter: String(standing.photosAfter),
    createdAt: time(received),
    acceptedAt: time(accepted),
    askedAt: time(asked),
    rejectedAt: time(refused),
    completedAt: time(completed),
    publishedAt: time(published),
    slaDeadline: time(due),
    reopenCount: String(standing.reopened),
    unmerged: standing.unmerged ? '1' : '0',
    parentReportCode: standing.duplicateOf ?? '',
    publicReason: standing.reason ?? '',
    rating: rating ? String(rating) : '',
  }
}

/** What a petition is about; of one in twelve nobody says. */
function petitionType({ day, place }: Report): string {
  const draw = (day * 13 + place) % 12
  return draw < 6 ? 'HANH_VI' : draw < 9 ? 'QUY_DINH' : draw < 11 ? 'PHUONG_AN' : ''
}

/** Another citizen tells of the same thing from the same street, within the half-hour. */
function repeat(report: Report, place: number, random: Random): Report {
  const endOfDay = startOfNumber(report.day + 1).getTime() - 1
  const received = Math.min(report.received + Math.floor(random.between(2, 30) * 60_000), endOfDay)
  const source = SOURCES[random.weighted(SOURCE_SUMS)] as Report['source']
  return { ...report, place, source, received, repeats: report }
}

interface Storm {
  commune: SimulatedUnit
  category: Category
  from: number
  reports: number
}

const REASONS = [
  'Nội dung không thuộc thẩm quyền của địa phương.',
  'Phản ánh không có địa điểm cụ thể, không liên hệ được người gửi.',
  'Vụ việc đang được giải quyết theo trình tự khiếu nại.',
]

function codeOf({ day, place }: Report): string {
  return `PAHT.${dayOfNumber(day).replaceAll('-', '')}.${String(place + 1).padStart(4, '0')}`
}

function isRainy(day: number): boolean {
  const month = Number(dayOfNumber(day).slice(5, 7))
  return month >= 5 && month <= 10
}

/** Wards report more than communes do, and some communes much more than others. */
function sizeOf(key: string, seed: number): number {
  return (key.startsWith('phuong') ? 2.4 : 1) * Math.exp(new Random(seed, keyOf(key), keyOf('reports')).between(-0.8, 0.8))
}
