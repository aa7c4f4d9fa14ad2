// The Vietnamese lunar calendar after Hồ Ngọc Đức. Intl has only the Chinese one, which is computed for UTC+8 and so
// differs whenever a new moon falls between 23:00 and midnight in Hà Nội (Tết 2007 and Tết 2030, for two).

import { DAY_MS, type Day, dayNumberOf, dayOfNumber, numberOfDay } from './day.ts'

const ZONE_HOURS = 7
/** The Julian day of 1 January 1970. */
const JULIAN = 2440588
const STEMS = ['Giáp', 'Ất', 'Bính', 'Đinh', 'Mậu', 'Kỷ', 'Canh', 'Tân', 'Nhâm', 'Quý']
const BRANCHES = ['Tý', 'Sửu', 'Dần', 'Mão', 'Thìn', 'Tỵ', 'Ngọ', 'Mùi', 'Thân', 'Dậu', 'Tuất', 'Hợi']

export interface LunarDate {
  day: number
  month: number
  leap: boolean
  /** The name of the year: Bính Ngọ. */
  year: string
}

export function lunarDate(date: { day: number; month: number; year: number }): LunarDate {
  const day = julianDay(date)
  const k = Math.floor((day - 2415021.076998695) / 29.530588853)
  let start = newMoon(k + 1)
  if (start > day) start = newMoon(k)

  let year = date.year
  let a11 = eleventhMonth(year)
  let b11 = a11
  if (a11 >= start) a11 = eleventhMonth(year - 1)
  else {
    year += 1
    b11 = eleventhMonth(year)
  }

  const after = Math.floor((start - a11) / 29)
  let month = after + 11
  let leap = false
  if (b11 - a11 > 365) {
    const leapAt = leapMonth(a11)
    if (after >= leapAt) {
      month = after + 10
      leap = after === leapAt
    }
  }
  if (month > 12) month -= 12
  if (month >= 11 && after < 4) year -= 1
  return { day: day - start + 1, month, leap, year: `${STEMS[(year + 6) % 10]} ${BRANCHES[(year + 8) % 12]}` }
}

const tets = new Map<number, Day>()

/** Mùng 1 Tết of the lunar year that begins in `year`. Asked of every day something is set beside, it is reckoned once. */
export function tetOf(year: number): Day {
  const tet = tets.get(year) ?? reckonTet(year)
  tets.set(year, tet)
  return tet
}

function reckonTet(year: number): Day {
  const a11 = eleventhMonth(year - 1)
  const leapFirst = eleventhMonth(year) - a11 > 365 && leapMonth(a11) <= 2
  const k = Math.floor((a11 - 2415021.076998695) / 29.530588853 + 0.5)
  return dayOfNumber(newMoon(k + (leapFirst ? 3 : 2)) - JULIAN)
}

/**
 * The same stretch of days the lunar year before: as far from mùng 1 Tết of that year as `span` is from its own, to the
 * millisecond. Its own is the Tết nearest to its middle, so that the weeks before Tết are compared with the weeks before
 * Tết. A leap month is not matched with a month: lengths stay whole and days are counted from Tết across it, which leaves
 * dates far from Tết, on the far side of a leap month, up to 30 days from the same lunar date. Compare a series as one span.
 */
export function lunarYearBefore({ from, to }: { from: Date; to: Date }): { from: Date; to: Date } {
  const middle = dayNumberOf(new Date((from.getTime() + to.getTime()) / 2))
  const year = Number(dayOfNumber(middle).slice(0, 4))
  const [before, tet, after] = [tetOf(year - 1), tetOf(year), tetOf(year + 1)].map(numberOfDay) as [number, number, number]
  const days = after - middle < middle - tet ? after - tet : tet - before
  return { from: new Date(from.getTime() - days * DAY_MS), to: new Date(to.getTime() - days * DAY_MS) }
}

function julianDay({ day, month, year }: { day: number; month: number; year: number }): number {
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS) + JULIAN
}

/** The civil day, in Hà Nội, of the k-th new moon since 1 January 1900. */
function newMoon(k: number): number {
  const t = k / 1236.85
  const t2 = t * t
  const t3 = t2 * t
  const rad = Math.PI / 180
  const mean =
    2415020.75933 +
    29.53058868 * k +
    0.0001178 * t2 -
    0.000000155 * t3 +
    0.00033 * Math.sin((166.56 + 132.87 * t - 0.009173 * t2) * rad)
  const sun = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3) * rad
  const moon = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3) * rad
  const node = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3) * rad
  const correction =
    (0.1734 - 0.000393 * t) * Math.sin(sun) +
    0.0021 * Math.sin(2 * sun) -
    0.4068 * Math.sin(moon) +
    0.0161 * Math.sin(2 * moon) -
    0.0004 * Math.sin(3 * moon) +
    0.0104 * Math.sin(2 * node) -
    0.0051 * Math.sin(sun + moon) -
    0.0074 * Math.sin(sun - moon) +
    0.0004 * Math.sin(2 * node + sun) -
    0.0004 * Math.sin(2 * node - sun) -
    0.0006 * Math.sin(2 * node + moon) +
    0.001 * Math.sin(2 * node - moon) +
    0.0005 * Math.sin(2 * moon + sun)
  const delta =
    t < -11
      ? 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
      : -0.000278 + 0.000265 * t + 0.000262 * t2
  return Math.floor(mean + correction - delta + 0.5 + ZONE_HOURS / 24)
}

/** Which twelfth of the zodiac the sun stands in as this day begins in Hà Nội. */
function sunSector(day: number): number {
  const t = (day - 2451545.5 - ZONE_HOURS / 24) / 36525
  const t2 = t * t
  const rad = Math.PI / 180
  const anomaly = (357.5291 + 35999.0503 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * rad
  const longitude =
    280.46645 +
    36000.76983 * t +
    0.0003032 * t2 +
    (1.9146 - 0.004817 * t - 0.000014 * t2) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.00029 * Math.sin(3 * anomaly)
  return Math.floor((((longitude % 360) + 360) % 360) / 30)
}

/** The first day of the month that holds the winter solstice. */
function eleventhMonth(year: number): number {
  const off = julianDay({ day: 31, month: 12, year }) - 2415021
  const k = Math.floor(off / 29.530588853)
  const start = newMoon(k)
  return sunSector(start) >= 9 ? newMoon(k - 1) : start
}

/** How many months after `a11` the one without a principal term comes. */
function leapMonth(a11: number): number {
  const k = Math.floor((a11 - 2415021.076998695) / 29.530588853 + 0.5)
  let i = 1
  let last: number
  let arc = sunSector(newMoon(k + i))
  do {
    last = arc
    i += 1
    arc = sunSector(newMoon(k + i))
  } while (arc !== last && i < 14)
  return i - 1
}
