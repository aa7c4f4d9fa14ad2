import type { Language } from './i18n.ts'

type At = number | string
const formats = new Map<string, Intl.DateTimeFormat>()

/** Fields of an instant on the clocks of a zone, always two digits, so no locale's punctuation leaks in. */
function fields(at: At, zone: string): Record<string, string> {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  return Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
}

export function formatClock(at: At, zone: string): string {
  const { hour, minute, second } = fields(at, zone)
  return `${hour}:${minute}:${second}`
}

export function formatDay(at: At, zone: string): string {
  const { day, month, year } = fields(at, zone)
  return `${day}/${month}/${year}`
}

export function formatDayMonth(at: At, zone: string): string {
  const { day, month } = fields(at, zone)
  return `${day}/${month}`
}

export function formatMonthYear(at: At, zone: string): string {
  const { month, year } = fields(at, zone)
  return `${month}/${year}`
}

export const formatYear = (at: At, zone: string): string => fields(at, zone).year ?? ''

export const hourOf = (at: At, zone: string): number => Number(fields(at, zone).hour)

/** Day, month and year as numbers, for the lunar calendar. */
export function dateOf(at: At, zone: string): { day: number; month: number; year: number } {
  const { day, month, year } = fields(at, zone)
  return { day: Number(day), month: Number(month), year: Number(year) }
}

const names = new Map<string, Intl.DateTimeFormat>()

/** The name of the day or the month in the words of a language. */
function nameOf(part: 'weekday' | 'month', at: At, zone: string, language: Language): string {
  const key = `${part} ${zone} ${language}`
  let format = names.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'vi-VN', { timeZone: zone, [part]: 'long' })
    names.set(key, format)
  }
  return format.format(new Date(at))
}

export const weekdayOf = (at: At, zone: string, language: Language): string => nameOf('weekday', at, zone, language)

/** «Tháng 11», «November»: without the year, since a month on the wall is the one its date stands in. */
export const monthOf = (at: At, zone: string, language: Language): string => nameOf('month', at, zone, language)

/** The largest unit that says a span without misleading: 2 days, never 47 hours; years of 365 days, from two on. */
export function spanParts(seconds: number): { key: 'second' | 'minute' | 'hour' | 'day' | 'year'; count: number } {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 60) return { key: 'second', count: whole }
  if (whole < 3_600) return { key: 'minute', count: Math.floor(whole / 60) }
  if (whole < 86_400) return { key: 'hour', count: Math.floor(whole / 3_600) }
  const days = Math.floor(whole / 86_400)
  return days < 2 * 365 ? { key: 'day', count: days } : { key: 'year', count: Math.floor(days / 365) }
}
