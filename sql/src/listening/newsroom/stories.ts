import { type Random, runningSums } from '../../pack/random.ts'
import type { SimulatedUnit } from '../../pack/simulate.ts'
import { CLOSINGS, HAMLETS, REMARKS, SPEAKERS, TOPICS } from './topics.ts'

export interface Story {
  /** The field its makers had in mind. */
  topic: string
  title: string
  sentences: string[]
}

const topicSums = runningSums(TOPICS.map((topic) => topic.weight))

/** A story of its own: one of some thousands of combinations, filled with a place and numbers. */
export function tell(random: Random, communes: SimulatedUnit[], province: string, day: string): Story {
  const topic = TOPICS[random.weighted(topicSums)] as (typeof TOPICS)[number]
  const commune = random.pick(communes).name
  const filled: Record<string, string> = {
    xa: commune.charAt(0).toLowerCase() + commune.slice(1),
    Xa: commune,
    tinh: province.replace(/^(Tỉnh|Thành phố) /, ''),
    ngay: `ngày ${Number(day.slice(8))}/${Number(day.slice(5, 7))}`,
    thon: random.pick(HAMLETS),
  }
  const say = (template: string) => fill(template, filled, random)
  const [title, leads, details] = random.pick(topic.stories)
  const lead = topic.leads[random.pick(leads)] as string
  const detail = topic.details[random.pick(details)] as string
  // A commune named in passing would make a story of the whole province the commune's own.
  const speakers =
    title.includes('{xa}') || title.includes('{Xa}') ? SPEAKERS : SPEAKERS.filter((speaker) => !speaker.includes('{xa}'))
  const remark = `${random.pick(speakers)} ${random.pick(REMARKS)}.`
  return { topic: topic.id, title: say(title), sentences: [say(lead), say(detail), say(remark), random.pick(CLOSINGS)] }
}

/** What another outlet makes of it: a word changed, a tail cut, its own name under it. Often nothing at all. */
export function retell(story: Story, random: Random, province: string, first: string): Story {
  const { topic, title, sentences } = story
  const draw = random.next()
  if (draw < 0.3) return story
  if (draw < 0.55) return { topic, title: reword(title, random), sentences }
  if (draw < 0.75) return { topic, title, sentences: [...sentences.slice(0, 3), `(Theo ${first})`] }
  const bare = province.replace(/^(Tỉnh|Thành phố) /, '')
  if (draw < 0.9) return { topic, title: title.startsWith(bare) ? reword(title, random) : `${bare}: ${title}`, sentences }
  return { topic, title, sentences: sentences.slice(0, 3) }
}

const SYNONYMS: [string, string][] = [
  ['Người dân', 'Bà con'],
  ['phản ánh', 'bức xúc vì'],
  ['đẩy nhanh', 'tăng tốc'],
  ['hỗ trợ', 'giúp đỡ'],
  ['triển khai', 'thực hiện'],
  ['Khánh thành', 'Đưa vào sử dụng'],
  ['mong', 'mong muốn'],
  ['Xuất hiện', 'Phát hiện'],
  ['tăng cường', 'siết chặt'],
  ['lo', 'lo lắng vì'],
  ['chậm trả', 'trễ hẹn'],
]

function reword(title: string, random: Random): string {
  const known = SYNONYMS.filter(([word]) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u').test(title))
  if (known.length === 0) return `${random.pick(['Cập nhật: ', '[Ảnh] ', '[Video] '])}${title}`
  const [word, other] = random.pick(known)
  return title.replace(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u'), other)
}

function fill(template: string, filled: Record<string, string>, random: Random): string {
  const text = template.replace(/\{(\w+)(?::(\d+)-(\d+))?\}/g, (_, name: string, low?: string, high?: string) => {
    if (low === undefined || high === undefined) return filled[name] ?? ''
    const value = random.between(Number(low), Number(high) + (name === 'so' ? 1 : 0))
    return name === 'so' ? grouped(Math.floor(value)) : value.toFixed(1).replace('.', ',')
  })
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '.')
}
