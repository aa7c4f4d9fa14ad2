import { formatClock, formatDay } from './time.ts'

const MOMENT = /^(?:(\d{1,2})[:h](\d{2})\s+)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/

/** «08:00 01/10/2026», the way a moment is written and read back, whatever the machine's own locale. */
export const formatMoment = (at: number | string, zone: string): string =>
  `${formatClock(at, zone).slice(0, 5)} ${formatDay(at, zone)}`

/** Reads «08:00 01/10/2026», or a day alone, which means its last minute. Null for anything else. */
export function parseMoment(text: string, zone: string): number | null {
  const found = MOMENT.exec(text.trim())
  if (!found) return null
  const [hour, minute, day, month, year] = [found[1] ?? '23', found[2] ?? '59', found[3], found[4], found[5]].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const asUtc = Date.UTC(year, month - 1, day, hour, minute)
  // The zone's distance from UTC, taken twice so that a change of clocks in between is followed.
  let at = asUtc
  for (let pass = 0; pass < 2; pass++) at = asUtc - offsetAt(at, zone)
  const two = (part: number) => String(part).padStart(2, '0')
  return formatMoment(at, zone) === `${two(hour)}:${two(minute)} ${two(day)}/${two(month)}/${year}` ? at : null
}

function offsetAt(at: number, zone: string): number {
  const [day, month, year] = formatDay(at, zone).split('/').map(Number) as [number, number, number]
  const [hour, minute, second] = formatClock(at, zone).split(':').map(Number) as [number, number, number]
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000
}
