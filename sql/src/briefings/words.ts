import type { Level, ReadingState } from '../readings/state.ts'
import { addDays, dayOf, inHanoi, sayDay } from '../time/hanoi.ts'
import type { BriefingCell } from './document.ts'

// The words of the office. A document is Vietnamese whatever language the screen around it is read in.

export const LEVELS: Record<Level, string> = {
  good: 'Đạt',
  watch: 'Cần theo dõi',
  warn: 'Cảnh báo',
  critical: 'Nghiêm trọng',
}

export const STATES: Record<ReadingState, string> = {
  ok: 'Đủ dữ liệu',
  zero: 'Không phát sinh',
  missing: 'Chờ dữ liệu',
  not_yet_due: 'Chưa đến kỳ',
  provisional: 'Sơ bộ',
  stale: 'Dữ liệu cũ',
  suppressed: 'Ẩn theo quy định',
  withdrawn: 'Đã thu hồi',
}

/** Of what was known before anything was recorded here. */
export const REBUILT = 'dựng lại từ những gì nguồn báo về sau'

/** Where there is nothing to say. */
export const NOTHING: BriefingCell = { text: '–' }

/** Of what a count is, whether or not anything classified higher was left out, so that nobody learns of it. */
export const SCOPE = 'thuộc phạm vi phổ biến của báo cáo'

/** 1.234.567,8 */
export function sayNumber(value: number, decimals: number): string {
  const text = Math.abs(value).toLocaleString('vi-VN', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

export const numberCell = (value: number | null, decimals: number, more: Partial<BriefingCell> = {}): BriefingCell =>
  value === null ? NOTHING : { text: sayNumber(value, decimals), value, decimals, ...more }

/** «07 giờ 00 phút, ngày 30 tháng 11 năm 2026» */
export const sayInstant = (at: Date): string =>
  `${inHanoi(at).slice(11, 13)} giờ ${inHanoi(at).slice(14, 16)} phút, ${sayDate(at)}`

/** «ngày 30 tháng 11 năm 2026»; of days below 10 and of January and February with a 0 before, as Decree 30 has it. */
export function sayDate(at: Date): string {
  const [year, month, day] = dayOf(at).split('-') as [string, string, string]
  return `ngày ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`
}

/** «06:55 30/11/2026» */
export const sayMoment = (at: Date): string => `${inHanoi(at).slice(11, 16)} ${sayDay(dayOf(at))}`

/** «06:55 30/11», of this year at that instant; of another with the year. */
export const sayLately = (at: Date, asOf: Date): string =>
  dayOf(at).slice(0, 4) === dayOf(asOf).slice(0, 4) ? sayMoment(at).slice(0, -'/2026'.length) : sayMoment(at)

/** «3 giờ», the largest unit that does not mislead. */
export function saySpan(seconds: number): string {
  if (seconds < 3_600) return `${Math.max(1, Math.floor(seconds / 60))} phút`
  return seconds < 2 * 86_400 ? `${Math.floor(seconds / 3_600)} giờ` : `${Math.floor(seconds / 86_400)} ngày`
}

/** Fills in what a sentence leaves open: `{day}` of the occasion, `{week}` the seven days before it, `{month}` the whole month before. */
export function fillIn(sentence: string, occasion: Date): string {
  const day = dayOf(occasion)
  const before = addDays(`${day.slice(0, 7)}-01`, -1)
  return sentence
    .replaceAll('{day}', sayDay(day))
    .replaceAll('{week}', `từ ngày ${sayDay(addDays(day, -7))} đến ngày ${sayDay(addDays(day, -1))}`)
    .replaceAll('{month}', `tháng ${Number(before.slice(5, 7))} năm ${before.slice(0, 4)}`)
}
