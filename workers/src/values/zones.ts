const DAY_MS = 86_400_000

/** A moment as a wall clock shows it, with nothing said about where the wall stands. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
}

/**
 * The instant a wall clock in `zone` shows `wall`. An hour that a clock going back shows twice is the first of the two;
 * an hour that a clock going forward skips counts from the clock before it.
 */
export function instantIn(zone: string, wall: WallTime): Date {
  const shown = asIfUtc(wall)
  const before = offsetAt(zone, shown - DAY_MS)
  const after = offsetAt(zone, shown + DAY_MS)
  if (offsetAt(zone, shown - before) === before) return new Date(shown - before)
  if (offsetAt(zone, shown - after) === after) return new Date(shown - after)
  return new Date(shown - before)
}

export function wallIn(zone: string, at: Date): WallTime {
  const shown = new Date(at.getTime() + offsetAt(zone, at.getTime()))
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    millisecond: shown.getUTCMilliseconds(),
  }
}

export function isZone(zone: string): boolean {
  try {
    return clocks.has(zone) || Boolean(newClock(zone))
  } catch {
    return false
  }
}

/** False for a day no calendar has, such as 31 February, and for an hour no clock shows. */
export function isOnCalendar({ year, month, day, hour, minute, second }: WallTime): boolean {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false
  if (day <= 28) return true
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)
}

/** What a clock in Greenwich showing this would mean, in milliseconds since 1970. */
export function asIfUtc({ year, month, day, hour, minute, second, millisecond }: WallTime): number {
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
  // Date.UTC takes 0–99 for 1900–1999.
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, day)
  return at.setUTCHours(hour, minute, second, millisecond)
}

/** How far `zone` is ahead of UTC at an instant. A day whose two ends agree is asked once: Intl costs microseconds a call. */
function offsetAt(zone: string, at: number): number {
  const days = knownDays.get(zone) ?? new Map<number, number | null>()
  knownDays.set(zone, days)
  const day = Math.floor(at / DAY_MS)
  let offset = days.get(day)
  if (offset === undefined) {
    const start = askOffset(zone, day * DAY_MS)
    offset = start === askOffset(zone, (day + 1) * DAY_MS) ? start : null
    if (days.size > 50_000) days.clear()
    days.set(day, offset)
  }
  return offset ?? askOffset(zone, at)
}

function askOffset(zone: string, at: number): number {
  const clock = clocks.get(zone) ?? newClock(zone)
  const parts: Record<string, number> = {}
  for (const { type, value } of clock.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return asIfUtc({ year, month, day, hour, minute, second, millisecond: 0 }) - Math.floor(at / 1000) * 1000
}

function newClock(zone: string): Intl.DateTimeFormat {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, clock)
  return clock
}

const clocks = new Map<string, Intl.DateTimeFormat>()
const knownDays = new Map<string, Map<number, number | null>>()
