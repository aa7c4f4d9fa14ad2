import { DAY_MS, startOfNumber, weekdayOf } from '../../../src/calendar/day.ts'
import { tetOf } from '../../../src/calendar/lunar.ts'
import { crisisOn } from '../../../src/listening/newsroom/crises.ts'
import { editorsWord } from '../../../src/listening/newsroom/reviews.ts'
import { type Story, tell } from '../../../src/listening/newsroom/stories.ts'
import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import { dateOf, type World } from '../../../src/pack/simulate.ts'
import { CHANNELS, COMMENTS, type Person, PLACES_TO_TALK, personOf } from './people.ts'

/** A post as it will ever be: what it says, and what becomes of it. */
export interface Post {
  code: string
  publishedAt: number
  channel: (typeof CHANNELS)[number]['id']
  /** The page or group; null on a person's own account. */
  page: string | null
  text: string
  author: Person
  origin: string | null
  /** What it has gathered in the end. */
  views: number
  likes: number
  comments: number
  shares: number
  reviewed: string
  needsReply: boolean
  answeredAt: number | null
  falseAt: number | null
}

const HOUR_MS = 3_600_000
/** By hour of the day: lunch, and the evening above all. */
const HOURS = runningSums([6, 4, 2, 2, 3, 8, 18, 30, 36, 38, 40, 44, 52, 40, 36, 38, 42, 50, 56, 70, 78, 74, 52, 24])
const PASSED_ON = 0.45
const MOST_COPIES = 7
/** Copies of a matter in the mean, given the two above. */
const COPIES = 1.8
/** How often a matter is one the press tells of too. */
const FROM_THE_PRESS = 0.3
/** As many of the press's stories of a day may be met here; of a small world's press, fewer. */
const PRESS_STORIES = 20

const channelSums = runningSums(CHANNELS.map(({ weight }) => weight))

/** How much is posted on a day: less while everybody is home for Tết, a little more at weekends. */
export function volume(perDay: number, day: number): number {
  const tet = Date.parse(`${tetOf(Number(dateOf(day).slice(0, 4)))}T00:00:00Z`) / DAY_MS
  const season = Math.abs(day - tet - 1) <= 4 ? 0.55 : 1
  return Math.round(perDay * season * (weekdayOf(day) > 5 ? 1.1 : 0.97))
}

/** Everything first posted on a day, with what is passed on of it in the days after. */
export function postsOf(world: World, perDay: number, day: number): Post[] {
  const posts: Post[] = []
  const matters = Math.round(volume(perDay, day) / COPIES)
  for (let index = 0; index < matters; index++) {
    const random = new Random(world.seed, keyOf('social'), day, index)
    const story = storyOf(world, random, day)
    const at = startOfNumber(day).getTime() + (random.weighted(HOURS) + random.next()) * HOUR_MS
    const code = (copy: number) => `${dateOf(day).replaceAll('-', '')}-${String(index).padStart(4, '0')}-${copy}`
    const first = write(random, story, code(0), at, null)
    posts.push(first)
    for (let copy = 1, when = at; copy < MOST_COPIES && random.chance(PASSED_ON); copy++) {
      when += (3 + random.exponential(90)) * 60_000
      posts.push(write(random, story, code(copy), when, random.chance(0.5) ? first.code : null))
    }
  }
  return [...posts, ...crisisPosts(world, perDay, day)].map(inSeconds)
}

/** The service keeps whole seconds. */
function inSeconds(post: Post): Post {
  const whole = (at: number | null) => at && Math.floor(at / 1_000) * 1_000
  return {
    ...post,
    publishedAt: whole(post.publishedAt) as number,
    answeredAt: whole(post.answeredAt),
    falseAt: whole(post.falseAt),
  }
}

function storyOf({ seed, communes, province }: World, random: Random, day: number): Story {
  if (!random.chance(FROM_THE_PRESS)) return tell(random, communes, province.name, dateOf(day))
  const told = random.below(PRESS_STORIES)
  return tell(new Random(seed, keyOf('press'), day, told), communes, province.name, dateOf(day))
}

/** Half of it within two hours, the rest trickling into the night. */
function crisisPosts(world: World, perDay: number, day: number): Post[] {
  const crisis = crisisOn(world.seed, day, world.communes)
  if (!crisis) return []
  const random = new Random(world.seed, keyOf('social crisis'), day)
  const count = Math.max(25, Math.round(crisis.size * volume(perDay, day)))
  const code = (copy: number) => `${dateOf(day).replaceAll('-', '')}-k-${copy}`
  let first: string | null = null
  return Array.from({ length: count }, (_, copy) => {
    const at = crisis.at + (copy === 0 ? 0 : random.exponential(2.6) * HOUR_MS)
    const post = write(random, crisis.story, code(copy), at, random.chance(0.8) ? first : null)
    first ??= post.code
    const falseAt = crisis.isRumour ? crisis.at + random.between(4, 7) * HOUR_MS : null
    if (copy > 0) return { ...post, falseAt, needsReply: false, answeredAt: null }
    return { ...post, falseAt, needsReply: true, answeredAt: crisis.at + random.between(3, 20) * HOUR_MS }
  })
}

function write(random: Random, story: Story, code: string, at: number, origin: string | null): Post {
  const channel = CHANNELS[random.weighted(channelSums)] as (typeof CHANNELS)[number]
  const author = personOf(random)
  const page = random.chance(channel.own) ? null : random.pick(PLACES_TO_TALK)
  const heard = 20 + random.exponential(page === null ? 400 : 1_500)
  const isAnswerOwed = origin === null && /mong|đề nghị|bức xúc|phản ánh|thắc mắc|chậm|bốc mùi/iu.test(story.title)
  const needsReply = isAnswerOwed && random.chance(0.5)
  const text = word(random, story, author)
  return {
    code: `${channel.id.slice(0, 2)}-${code}`,
    publishedAt: at,
    channel: channel.id,
    page,
    text,
    author,
    origin,
    views: Math.round(heard * channel.reach),
    likes: Math.round(heard * random.between(0.02, 0.12)),
    comments: Math.round(heard * random.between(0, 0.04)),
    shares: Math.round(heard * random.between(0, 0.03)),
    reviewed: editorsWord(random, text) ?? '',
    needsReply,
    answeredAt: needsReply && random.chance(0.85) ? at + (1 + random.exponential(14)) * HOUR_MS : null,
    falseAt: null,
  }
}

/** What people write: the matter, what they make of it, and more about themselves and others than they should. */
function word(random: Random, { topic, title, sentences }: Story, { phone, mail, card, plate }: Person): string {
  const parts = [title]
  if (random.chance(0.5)) parts.push(sentences[0] as string)
  const isBad =
    /phản ánh|bức xúc|chậm|thiếu|ô nhiễm|bốc mùi|ùn ứ|lo |mong|đề nghị|cảnh báo|cháy|dịch|chết|tai nạn|tố|ngập|hôi|vì sao|tin đồn|bắt cóc|ngộ độc|quát|xin lỗi/iu.test(
      title,
    )
  parts.push(random.pick(COMMENTS[isBad ? 'bad' : 'good']))
  const draw = random.next()
  if (draw < 0.06) parts.push(`Ai biết gọi giúp mình số ${phone} nhé`)
  else if (draw < 0.09) parts.push(`Liên hệ ${mail}`)
  else if (draw < 0.11) parts.push(`Mất giấy tờ tùy thân số ${card}, ai nhặt được cho xin lại`)
  else if (draw < 0.13 && topic === 'ha_tang') parts.push(`Xe ${plate} chạy ẩu lắm`)
  return typed(parts.join('. '), random)
}

/** As people type: most of them properly, some without marks, some in shorthand. */
function typed(text: string, random: Random): string {
  const draw = random.next()
  if (draw < 0.12) return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D')
  if (draw > 0.2) return text
  const short: [RegExp, string][] = [
    [/(?<!\p{L})không(?!\p{L})/giu, 'ko'],
    [/(?<!\p{L})được(?!\p{L})/giu, 'dc'],
    [/(?<!\p{L})quá(?!\p{L})/giu, 'wá'],
    [/(?<!\p{L})cán bộ(?!\p{L})/giu, 'cb'],
    [/(?<!\p{L})mọi người(?!\p{L})/giu, 'mn'],
  ]
  return short.reduce((shortened, [word, shorthand]) => shortened.replace(word, shorthand), text)
}
