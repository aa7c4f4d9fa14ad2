import { numberOfDay } from '../../src/calendar/day.ts'
import { WorkingDays } from '../../src/calendar/working-days.ts'
import { sentimentOf } from '../../src/listening/sentiment.ts'
import { topicNamed, topicOf } from '../../src/listening/topics.ts'
import { keyOf, Random } from '../../src/pack/random.ts'
import { localTime, type NewsItem, type SourceRow, type World } from '../../src/pack/simulate.ts'
import type { Life } from '../../src/pack/simulated-lives.ts'

const HOUR_MS = 3_600_000
/** What speaks badly is to be answered this often, and by so many working days after it was assigned. */
const TO_ANSWER = 0.45
const DAYS_TO_ANSWER = 2
/** When the service looks again at how often an article was read, in hours after it was published. */
const LOOKS = [1, 6, 24, 72]
const RESULTS = ['da_giai_trinh', 'da_khac_phuc', 'chua_dung']

/** Of what the press told on a day, what is followed: what speaks badly, as the province's register of replies has it. */
export function followed(
  world: World,
  days: WorkingDays,
  { outlet, item }: { outlet: { name: string }; item: NewsItem },
): Life | null {
  const text = `${item.title}. ${item.summary}`
  if (sentimentOf(text) !== 'negative') return null
  const random = new Random(world.seed, keyOf('press replies'), keyOf(item.guid))
  const key = topicNamed(topicOf(item.title, item.summary)).owner
  const agency = world.departments.find((unit) => unit.key === key) ?? world.departments[0]
  const place = world.communes.find(({ name }) => text.includes(name) || text.includes(lower(name)))
  if (!agency) return null
  const published = item.publishedAt.getTime()
  const unit = place && random.chance(0.4) ? place : agency
  const reads = Math.exp(random.between(5, 10))
  const needsReply = random.chance(TO_ANSWER)
  const assigned = published + random.between(0.4, 5) * HOUR_MS
  const due = dueAfter(days, assigned)
  const slow = random.chance(0.16)
  const answered = random.chance(0.01)
    ? Number.POSITIVE_INFINITY
    : assigned + (due - assigned) * (slow ? random.between(1.05, 2) : random.between(0.15, 0.98))
  const result = random.pick(RESULTS)

  const rowAt = (at: number): SourceRow => {
    const grown = 1 - Math.exp(-(at - published) / (9 * HOUR_MS))
    const isAssigned = needsReply && at >= assigned
    return {
      duongDan: item.url,
      tenBao: outlet.name,
      dangLuc: localTime(published),
      coQuanPhanHoi: unit.code,
      doiTuong: place ? `UBND ${lower(place.name)}` : agency.name,
      luotXem: String(Math.round(reads * grown)),
      luotTuongTac: String(Math.round(reads * grown * 0.03)),
      canPhanHoi: isAssigned ? '1' : '0',
      giaoLuc: isAssigned ? localTime(Math.floor(assigned)) : '',
      hanPhanHoi: isAssigned ? localTime(due) : '',
      phanHoiLuc: isAssigned && at >= answered ? localTime(Math.floor(answered)) : '',
      ketQua: isAssigned && at >= answered ? result : '',
    }
  }
  const moments = [...LOOKS.map((hours) => published + hours * HOUR_MS), ...(needsReply ? [assigned, answered] : [])]
  const steps = moments
    .filter(Number.isFinite)
    .map(Math.ceil)
    .toSorted((a, b) => a - b)
    .map((at) => ({ at, row: () => rowAt(at) }))
  return { code: item.url, steps }
}

/** The end of the working day so many working days on. */
function dueAfter(days: WorkingDays, at: number): number {
  const OFFSET = 7 * HOUR_MS
  const day = Math.floor((at + OFFSET) / (24 * HOUR_MS))
  return days.add(day, DAYS_TO_ANSWER) * 24 * HOUR_MS - OFFSET + 17 * HOUR_MS
}

/** Working days from some months before history begins. */
export function workingDaysOf(world: World): WorkingDays {
  const start = numberOfDay(world.start)
  return new WorkingDays(world.calendar, start - 60, start + 365 * 8)
}

const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)
