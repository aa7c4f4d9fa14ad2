import { numberOfDay, startOfNumber, weekdayOf } from '../../../src/calendar/day.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import { dateOf, type SimulatedUnit, type World } from '../../../src/pack/simulate.ts'
import { nameOn } from '../../../src/pack/simulated-lives.ts'
import type { Guarded } from './who.ts'

/** Days whose summaries lie in the folder one by one; of the months before, the last day's. */
const DAILY_DAYS = 40

const COLUMNS = [
  'Ngày',
  'Mã đơn vị',
  'Máy trạm kiểm kê',
  'Máy trạm giám sát',
  'Máy chủ kiểm kê',
  'Máy chủ giám sát',
  'Nguồn nhật ký',
  'Nguồn nhật ký đang gửi',
  'Sự kiện/giây',
  'Tài khoản',
  'Tài khoản chưa MFA',
  'Máy nhiễm mã độc',
  'Trang, cổng',
  'Trang, cổng ngừng hoạt động',
  'Bản sao lưu phải thử',
  'Bản sao lưu đã thử',
  'Tên miền giả mạo',
  'Tấn công bị chặn',
]

/** A day's summary as the centre saves it for spreadsheets: UTF-8 with a mark, semicolons, decimal commas. */
export function summaryOf(world: World, { units }: Guarded, day: number): string {
  const rows = units.map((unit) => [
    slashed(dateOf(day)),
    nameOn(unit, startOfNumber(day).getTime(), 0),
    ...figuresOf(world, unit, day),
  ])
  return `\ufeff${[COLUMNS, ...rows].map((cells) => cells.map(quoted).join(';')).join('\r\n')}\r\n`
}

/** Days on which a summary was saved that still lies there. */
export function summaryDays(world: World, today: number): number[] {
  const days: number[] = []
  for (let day = numberOfDay(world.start); day < today; day++)
    if (day >= today - DAILY_DAYS || dateOf(day + 1).endsWith('-01')) days.push(day)
  return days
}

function figuresOf({ province, communes, seed, start }: World, unit: SimulatedUnit, day: number): string[] {
  const own = new Random(seed, keyOf(unit.key), 7)
  const today = new Random(seed, keyOf(unit.key), day, 8)
  const isCommune = communes.includes(unit)
  const size = unit === province ? 320 : isCommune ? own.between(28, 70) : own.between(70, 190)
  // Coverage grows as agents are installed; a few machines are always switched off, and a few units lag.
  const years = (day - numberOfDay(start)) / 365
  const reach = Math.min(0.995, (own.chance(0.07) ? own.between(0.6, 0.78) : own.between(0.86, 0.99)) + 0.05 * years)
  const endpoints = Math.round(size)
  const servers = isCommune ? 1 + own.below(2) : 4 + own.below(14)
  const sources = isCommune ? 3 : 9 + own.below(12)
  const accounts = Math.round(size * 1.15)
  const sites = isCommune ? 1 : 1 + own.below(3)
  const backups = 1 + own.below(isCommune ? 2 : 5)
  const some = (mean: number) => Math.floor(mean * today.between(0, 2) + today.next())
  const less = (whole: number, mean: number) => Math.max(0, whole - some(mean))
  const working = weekdayOf(day) <= 5 ? 1 : 0.45
  return [
    endpoints,
    Math.min(endpoints, Math.max(0, Math.round(endpoints * reach) - some(0.6))),
    servers,
    less(servers, 0.03),
    sources,
    less(sources, 0.09),
    (size * 0.7 * working * today.between(0.85, 1.15)).toFixed(1).replace('.', ','),
    accounts,
    Math.round(accounts * Math.max(0.02, own.between(0.15, 0.55) - 0.18 * years)),
    Math.min(endpoints, some(0.12)),
    sites,
    Math.min(sites, today.chance(0.006) ? 1 : 0),
    backups,
    Math.round(backups * own.between(0.6, 1)),
    unit === province ? some(0.8) : 0,
    some(size * 0.9 * working),
  ].map(String)
}

function slashed(day: string): string {
  return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}

function quoted(cell: string): string {
  return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
