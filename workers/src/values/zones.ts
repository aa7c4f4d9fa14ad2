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
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: zone }))
  } catch {
    return false
  }
}

/** Null for a day that no calendar has, such as 31 February. */
export function validWall(wall: WallTime): WallTime | null {
  const at = new Date(asIfUtc(wall))
  const kept =
    at.getUTCFullYear() === wall.year &&
    at.getUTCMonth() + 1 === wall.month &&
    at.getUTCDate() === wall.day &&
    at.getUTCHours() === wall.hour &&
    at.getUTCMinutes() === wall.minute &&
    at.getUTCSeconds() === wall.second
  return kept ? wall : null
}

function asIfUtc({ year, month, day, hour, minute, second, millisecond }: WallTime): number {
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
