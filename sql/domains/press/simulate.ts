import { z } from 'zod'
import { dayNumberOf, numberOfDay, startOfNumber, weekdayOf } from '../../src/calendar/day.ts'
import { tetOf } from '../../src/calendar/lunar.ts'
import { crisisOn } from '../../src/listening/newsroom/crises.ts'
import { editorsWord } from '../../src/listening/newsroom/reviews.ts'
import { retell, type Story, tell } from '../../src/listening/newsroom/stories.ts'
import { keyOf, Random, runningSums } from '../../src/pack/random.ts'
import {
  dateOf,
  defineSimulator,
  localTime,
  type NewsItem,
  type NewsSource,
  type Outlet,
  type RecordSource,
  type World,
} from '../../src/pack/simulate.ts'
import type { Life } from '../../src/pack/simulated-lives.ts'
import { WalkedLives } from '../../src/pack/walked-lives.ts'
import { followed, workingDaysOf } from './followed.ts'
import { CHANNELS } from './normalise.ts'

const Settings = z.object({
  /** Articles a day in a province's full load. */
  mentionsPerDay: z.number().positive().default(300),
  outlets: z
    .array(
      z.object({
        id: z.string().regex(/^[a-z0-9-]+$/),
        name: z.string().min(1),
        weight: z.number().positive(),
        channel: z.enum(CHANNELS).default('online'),
        form: z.enum(['rss', 'rss-broken-html', 'rss-zoneless', 'atom', 'news-sitemap']),
      }),
    )
    .min(1),
})
type Settings = z.infer<typeof Settings>

/** Chance that a story is taken up by one outlet more; with it a story runs in two and a half on average. */
const TAKEN_UP = 0.6
const MOST_COPIES = 8

/** Articles by hour of the day: a morning and an afternoon wave, and a trickle through the night. */
const HOURS = runningSums([3, 2, 2, 2, 4, 12, 40, 62, 70, 72, 70, 60, 38, 38, 60, 72, 74, 62, 48, 42, 40, 30, 18, 8])

/** However small the world, its press tells of something every hour of the day. */
const LEAST_A_DAY = 45

const KEPT_DAYS = 6
/** Beyond the stories of any day. */
const CRISIS_INDEX = 9_999
const HOUR_MS = 3_600_000

/** A listening service has each article a day after it was published. */
const ARCHIVED_AFTER_DAYS = 1
const ARCHIVED_AFTER_MS = ARCHIVED_AFTER_DAYS * 24 * HOUR_MS
/** Outlets take a story up from each other for a day or two. */
const RUN_DAYS = 3

/** The register keeps every step for so many days, and has its last one some weeks after an article at the latest. */
const JOURNAL_DAYS = 35
const ANSWERED_DAYS = 30

export default defineSimulator({ news: pressOf, records: (world) => [archiveOf(world), repliesOf(world)] })

function pressOf(world: World): Press {
  const none = { outlets: [{ id: 'bao', name: 'Báo (mô phỏng)', weight: 1, form: 'rss' }] }
  return new Press(world, Settings.parse(world.settings.press ?? none))
}

function archiveOf(world: World): RecordSource {
  const press = pressOf(world)
  return new WalkedLives(world, {
    path: 'luu-tru-bao-chi',
    names: { code: 'maBai', updated: 'luuLuc' },
    livesOf: (day) => press.toldOn(day).map((told) => archived(world, told)),
    ...EVERY_DAY,
    lifeDays: RUN_DAYS + ARCHIVED_AFTER_DAYS,
  })
}

/** The articles that are followed, with who is to reply and did. */
function repliesOf(world: World): RecordSource {
  const [press, days] = [pressOf(world), workingDaysOf(world)]
  return new WalkedLives(world, {
    path: 'phan-hoi-bao-chi',
    names: { code: 'maTheoDoi', updated: 'capNhatLuc' },
    livesOf: (day) => press.toldOn(day).flatMap((told) => followed(world, days, told) ?? []),
    ...EVERY_DAY,
    lifeDays: RUN_DAYS + ANSWERED_DAYS,
    journalDays: JOURNAL_DAYS,
  })
}

/** A day brings about as much as any other, and all of it is listed. */
const EVERY_DAY = { volumeOf: () => 1, wholeFrom: () => 0 }

/** An article as the service writes it; of a few its editors say what they think of the machine's word, some hours later. */
function archived({ seed }: World, { outlet, item }: { outlet: Told; item: NewsItem }): Life {
  const { guid, url, title, summary, publishedAt } = item
  const random = new Random(seed, keyOf('press editors'), keyOf(guid))
  const reviewed = editorsWord(random, `${title}. ${summary}`)
  const reviewedAt = publishedAt.getTime() + random.between(1, 20) * HOUR_MS
  const row = {
    duongDan: url,
    tenBao: outlet.name,
    loaiHinh: WRITTEN[outlet.channel],
    tieuDe: title,
    sapo: summary,
    dangLuc: localTime(publishedAt.getTime()),
    sacThaiRaSoat: reviewed,
    nguoiRaSoat: reviewed && 'Biên tập viên (mô phỏng)',
    raSoatLuc: reviewed && localTime(Math.floor(reviewedAt)),
    lyDoRaSoat: reviewed && 'Rà soát định kỳ theo mẫu',
  }
  return { code: guid, steps: [{ at: publishedAt.getTime() + ARCHIVED_AFTER_MS, row: () => row }] }
}

/** How services name the kinds of press. */
const WRITTEN: Record<(typeof CHANNELS)[number], string> = {
  print: 'Báo in',
  online: 'Báo điện tử',
  radio: 'Phát thanh',
  television: 'Truyền hình',
  portal: 'Cổng thông tin điện tử',
}

type Told = Outlet & { channel: (typeof CHANNELS)[number] }

/** A province's press: outlets that tell the same stories in slightly other words. */
class Press implements NewsSource {
  readonly outlets: Told[]
  #world: World
  #settings: Settings
  #outletSums: Float64Array
  #days = new Map<number, Map<string, NewsItem[]>>()
  #published = new Map<string, NewsItem[]>()

  constructor(world: World, settings: Settings) {
    this.#world = world
    this.#settings = settings
    this.outlets = settings.outlets.map(({ weight: _, ...outlet }) => ({
      ...outlet,
      home: `http://${outlet.id}.mo-phong.example`,
    }))
    this.#outletSums = runningSums(settings.outlets.map((outlet) => outlet.weight))
  }

  /** Every article of the stories that broke on a day. */
  toldOn(day: number): { outlet: Told; item: NewsItem }[] {
    const items = this.#itemsOf(day)
    return this.outlets.flatMap((outlet) => (items.get(outlet.id) ?? []).map((item) => ({ outlet, item })))
  }

  newest(outlet: string, count: number, now: Date): NewsItem[] {
    const found = [...(this.#published.get(outlet) ?? [])]
    const today = dayNumberOf(now)
    // A story of yesterday may be taken up today, so a day more than is needed is looked through.
    for (let day = today, enough = false; day > today - KEPT_DAYS && !enough; day--) {
      enough = found.length >= count
      found.push(...(this.#itemsOf(day).get(outlet) ?? []))
    }
    return found
      .filter((item) => item.publishedAt <= now)
      .sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.guid < b.guid ? 1 : -1))
      .slice(0, count)
  }

  publish(outlet: string, item: Partial<NewsItem>, now: Date): NewsItem {
    const home = this.outlets.find((each) => each.id === outlet)?.home
    if (!home) throw new Error(`There is no outlet «${outlet}».`)
    const number = this.#published.get(outlet)?.length ?? 0
    const url = item.url ?? `${home}/${slug(item.title ?? 'tin')}-n${number}.html`
    const made = { guid: url, title: 'Tin mới', summary: '', publishedAt: now, ...item, url }
    this.#published.set(outlet, [...(this.#published.get(outlet) ?? []), made])
    return made
  }

  #itemsOf(day: number): Map<string, NewsItem[]> {
    const known = this.#days.get(day)
    if (known) return known
    const items = new Map<string, NewsItem[]>(this.outlets.map((outlet) => [outlet.id, []]))
    const mentions = Math.max(LEAST_A_DAY, this.#settings.mentionsPerDay * this.#world.scale)
    const stories = Math.round((mentions / averageCopies()) * (weekdayOf(day) > 5 ? 0.75 : 1.08) * seasonOf(day))
    for (let index = 0; index < stories; index++) this.#tellOne(day, index, items)
    this.#tellCrisis(day, items)
    this.#days.set(day, items)
    for (const old of this.#days.keys()) if (this.#days.size > KEPT_DAYS * 2) this.#days.delete(old)
    return items
  }

  #tellOne(day: number, index: number, items: Map<string, NewsItem[]>): void {
    const { province, communes, seed } = this.#world
    const random = new Random(seed, keyOf('press'), day, index)
    const story = tell(random, communes, province.name, dateOf(day))
    const at = startOfNumber(day).getTime() + (random.weighted(HOURS) + random.next()) * HOUR_MS
    this.#run(random, { story, at, day, index, takenUp: TAKEN_UP }, items)
  }

  /** What everybody speaks of, in nearly every outlet, some time after it was first posted. */
  #tellCrisis(day: number, items: Map<string, NewsItem[]>): void {
    const { communes, seed } = this.#world
    const crisis = crisisOn(seed, day, communes)
    if (!crisis) return
    const random = new Random(seed, keyOf('press crisis'), day)
    const at = crisis.at + random.between(20, 70) * 60_000
    this.#run(random, { story: crisis.story, at, day, index: CRISIS_INDEX, takenUp: 0.94 }, items)
  }

  /** A story, from the outlet that has it first through those that follow. */
  #run(random: Random, { story, at: first, day, index, takenUp }: Telling, items: Map<string, NewsItem[]>): void {
    const { province } = this.#world
    let at = first
    let source = ''
    const taken = new Set<number>()
    do {
      const place = random.weighted(this.#outletSums)
      if (taken.has(place)) continue
      const outlet = this.outlets[place] as Outlet
      const told = taken.size === 0 ? story : retell(story, random, province.name, source)
      source ||= outlet.name.replace(/ \(.*\)$/, '')
      items.get(outlet.id)?.push(itemOf(outlet, told, day, index, at))
      taken.add(place)
      at += (2 + random.exponential(55)) * 60_000
    } while (taken.size < Math.min(MOST_COPIES, this.outlets.length) && random.chance(takenUp))
  }
}

interface Telling {
  story: Story
  at: number
  day: number
  index: number
  /** Chance that one outlet more takes it up. */
  takenUp: number
}

/** Newsrooms are half empty while everybody is home for Tết, and had more to tell in the weeks of a merger of all provinces. */
function seasonOf(day: number): number {
  const tet = numberOfDay(tetOf(Number(dateOf(day).slice(0, 4))))
  if (Math.abs(day - tet - 1) <= 4) return 0.6
  return day >= MERGER - 10 && day < MERGER + 20 ? 1.25 : 1
}

const MERGER = numberOfDay('2025-07-01')

function averageCopies(): number {
  let copies = 0
  for (let more = 0; more < MOST_COPIES; more++) copies += TAKEN_UP ** more
  return copies * 0.92
}

function itemOf(outlet: Outlet, { title, sentences }: Story, day: number, index: number, at: number): NewsItem {
  const url = `${outlet.home}/${slug(title)}-${day}${String(index).padStart(4, '0')}.html`
  return { guid: url, url, title, summary: sentences.join(' '), publishedAt: new Date(Math.floor(at / 1_000) * 1_000) }
}

function slug(title: string): string {
  return title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
}
