import { z } from 'zod'
import { dayNumberOf, numberOfDay } from '../../src/calendar/day.ts'
import {
  type Changes,
  defineSimulator,
  localTime,
  type Mark,
  type RecordSource,
  type SourceRow,
  type World,
} from '../../src/pack/simulate.ts'
import { type Post, postsOf, volume } from './simulation/posts.ts'

/** Posts a day in a province's full load. */
const Settings = z.object({ postsPerDay: z.number().positive().default(300) })
const LEAST_A_DAY = 40

/** The days a post may still change, and the one it is passed on in. */
const LIFE_DAYS = 6
const KEPT_DAYS = LIFE_DAYS + 3
const HOUR_MS = 3_600_000
/** When what a post has gathered is looked at again, and how much of it there is by then. */
const LOOKS = [
  { after: 2 * 60_000, part: 0.05 },
  { after: 2 * HOUR_MS, part: 0.5 },
  { after: 26 * HOUR_MS, part: 1 },
]

interface Told {
  post: Post
  at: number
}

export default defineSimulator({
  records: (world) => new SocialSource(world, Settings.parse(world.settings.social ?? {})),
})

/** A service that listens to public posts for the province: each as it stands now, oldest change first. */
class SocialSource implements RecordSource {
  readonly path = 'mangxahoi'
  #world: World
  #perDay: number
  #days = new Map<number, Post[]>()
  #written: Told[] = []
  #fields = new Map<string, Record<string, string | null>>()
  #newest = 0

  constructor(world: World, { postsPerDay }: z.infer<typeof Settings>) {
    this.#world = world
    this.#perDay = Math.max(LEAST_A_DAY, Math.round(postsPerDay * world.scale))
  }

  changesSince(after: Mark | null, limit: number, now: Date): Changes {
    const records: SourceRow[] = []
    let last = after
    const today = dayNumberOf(now)
    for (let day = this.#firstDay(after); day <= today; day++) {
      for (const told of this.#toldOn(day, now)) {
        if (after && !isAfter(told, after)) continue
        if (records.length === limit) return { records, last, more: true }
        records.push({ ...rowOf(told), ...this.#fields.get(told.post.code) })
        last = { at: told.at, code: told.post.code, copy: 0 }
      }
    }
    this.#newest = Math.max(this.#newest, last?.at ?? 0)
    return { records, last, more: false }
  }

  countSince(after: Mark | null, now: Date): number {
    const today = dayNumberOf(now)
    let count = 0
    for (let day = this.#firstDay(after); day <= today; day++) count += volume(this.#perDay, day)
    return count
  }

  write(fields: Record<string, string | null>, now: Date): SourceRow {
    const at = Math.max(now.getTime(), this.#newest + 1)
    this.#newest = at
    const [pattern] = postsOf(this.#world, LEAST_A_DAY, dayNumberOf(now)) as [Post]
    const code = fields.maBai ?? `viet-${this.#written.length}`
    const told = { post: { ...pattern, code, publishedAt: at, needsReply: false, answeredAt: null, origin: null }, at }
    this.#written.push(told)
    this.#fields.set(code, fields)
    return { ...rowOf(told), ...fields }
  }

  #firstDay(after: Mark | null): number {
    const first = numberOfDay(this.#world.start)
    return after && after.at > 0 ? Math.max(first, dayNumberOf(new Date(after.at))) : first
  }

  /** What changed last on a day, as of now, in order. */
  #toldOn(day: number, now: Date): Told[] {
    const until = now.getTime()
    const told = this.#written.filter(({ at }) => at <= until && dayNumberOf(new Date(at)) === day)
    for (let posted = Math.max(numberOfDay(this.#world.start), day - LIFE_DAYS); posted <= day; posted++) {
      for (const post of this.#postsOf(posted)) {
        const at = lastChange(post, until)
        if (at !== null && dayNumberOf(new Date(at)) === day) told.push({ post, at })
      }
    }
    return told.sort((a, b) => a.at - b.at || (a.post.code < b.post.code ? -1 : 1))
  }

  #postsOf(day: number): Post[] {
    const known = this.#days.get(day)
    if (known) return known
    const posts = postsOf(this.#world, this.#perDay, day)
    this.#days.set(day, posts)
    for (const old of this.#days.keys()) if (this.#days.size > KEPT_DAYS) this.#days.delete(old)
    return posts
  }
}

function lastChange({ publishedAt, answeredAt, falseAt }: Post, until: number): number | null {
  const changes = [...LOOKS.map(({ after }) => publishedAt + after), answeredAt, falseAt]
  const past = changes.filter((at): at is number => at !== null && at >= publishedAt && at <= until)
  return past.length === 0 ? null : Math.max(...past)
}

function isAfter({ at, post }: Told, mark: Mark): boolean {
  return at !== mark.at ? at > mark.at : post.code > mark.code
}

/** As the service writes it, poster and all. */
function rowOf({ post, at }: Told): SourceRow {
  const { author, publishedAt, answeredAt, falseAt } = post
  const part = LOOKS.findLast(({ after }) => publishedAt + after <= at)?.part ?? 0
  const count = (value: number) => String(Math.round(value * part))
  const isAnswered = answeredAt !== null && answeredAt <= at
  return {
    maBai: post.code,
    kenh: post.channel,
    loaiTrang: post.page === null ? 'ca_nhan' : 'trang',
    tenTrang: post.page,
    tenNguoiDang: author.name,
    soDienThoai: author.phone.replaceAll(' ', ''),
    tacGia: [
      { ten: author.name, maNguoiDung: author.account, anhDaiDien: `https://mang-xa-hoi.example/anh/${author.account}.jpg` },
    ],
    duongDan: `https://mang-xa-hoi.example/${author.account}/bai/${post.code}`,
    viTri: [{ viDo: '20.65', kinhDo: '106.06' }],
    noiDung: post.text,
    baiGoc: post.origin,
    dangLuc: localTime(publishedAt),
    capNhatLuc: localTime(at),
    luotXem: count(post.views),
    luotThich: count(post.likes),
    luotBinhLuan: count(post.comments),
    luotChiaSe: count(post.shares),
    sacThaiDuyet: post.reviewed,
    canPhanHoi: post.needsReply ? '1' : '0',
    hanPhanHoi: post.needsReply ? localTime(publishedAt + 24 * HOUR_MS) : '',
    phanHoiLuc: isAnswered ? localTime(answeredAt) : '',
    tinGia: falseAt !== null && falseAt <= at ? 'da_xac_nhan' : '',
  }
}
