import { DAY_MS, dayOfNumber, startOfNumber } from '../../src/calendar/day.ts'
import { keyOf, Random } from '../../src/pack/random.ts'
import { defineSimulator, type SourceRow, type World } from '../../src/pack/simulate.ts'
import { type Life, SimulatedLives } from '../../src/pack/simulated-lives.ts'
import { bareName } from '../../src/units/names.ts'

/** Provinces and cities ranked together since July 2025. Their names are real; every point they get here is made up. */
const PLACES = [
  ...['Hà Nội', 'Hải Phòng', 'Huế', 'Đà Nẵng', 'Hồ Chí Minh', 'Cần Thơ', 'Lai Châu', 'Điện Biên', 'Sơn La', 'Lạng Sơn'],
  ...['Cao Bằng', 'Quảng Ninh', 'Tuyên Quang', 'Lào Cai', 'Thái Nguyên', 'Phú Thọ', 'Bắc Ninh', 'Hưng Yên', 'Ninh Bình'],
  ...['Thanh Hóa', 'Nghệ An', 'Hà Tĩnh', 'Quảng Trị', 'Quảng Ngãi', 'Gia Lai', 'Khánh Hòa', 'Lâm Đồng', 'Đắk Lắk', 'Đồng Nai'],
  ...['Tây Ninh', 'Vĩnh Long', 'Đồng Tháp', 'Cà Mau', 'An Giang'],
]
const FIRST_EDITION = '2025-07'
/** An edition comes out on this day of the month after, at nine. */
const OUT_ON = '05'
const OUT_AT_MS = 9 * 3_600_000
/** The newest telling of an edition stands for good: a journal keeps no second. */
const JOURNAL_DAYS = 35

export default defineSimulator({
  records: (world) => {
    const names = { code: 'MaKy', updated: 'NgayCapNhat' }
    return new SimulatedLives('chi-so-766', world, names, (day) => editionsOutOn(world, day), JOURNAL_DAYS)
  },
})

/** The national portal's page of the service index: every month all provinces with their points, the best first. */
function editionsOutOn(world: World, day: number): Life[] {
  const today = dayOfNumber(day)
  const edition = dayOfNumber(day - Number(OUT_ON)).slice(0, 7)
  if (!today.endsWith(`-${OUT_ON}`) || edition < FIRST_EDITION || edition < world.start.slice(0, 7)) return []
  const at = startOfNumber(day).getTime() + OUT_AT_MS
  return [{ code: edition, steps: [{ at, row: () => rowOf(world, edition) }] }]
}

function rowOf(world: World, edition: string): SourceRow {
  const own = bareName(world.province.name)
  const places = [...PLACES.filter((place) => place !== own), own]
  const standings = places.map((place) => ({ place, points: pointsOf(world, place, place === own, edition) }))
  standings.sort((a, b) => b.points - a.points)
  return {
    KyDanhGia: edition,
    SoDonVi: String(places.length),
    BangXepHang: standings.map(({ place, points }) => ({ TenTinh: place, TongDiem: points.toFixed(2) })),
    DiemNhom: groupsOf(world, own, edition),
  }
}

/** The own points by group, which add up to the whole. */
function groupsOf(world: World, own: string, edition: string): { TenNhom: string; Diem: string }[] {
  const total = pointsOf(world, own, true, edition)
  const lost = new Random(world.seed, keyOf('service_index groups'), keyOf(edition))
  const weights = WRITTEN.map(({ max }) => max * lost.between(0.5, 1.5))
  const sum = weights.reduce((all, each) => all + each, 0)
  const points = WRITTEN.map(({ max }, n) => Math.round(Math.max(0, max - (100 - total) * ((weights[n] as number) / sum)) * 100))
  // What rounding left goes to the largest group.
  points[4] = (points[4] as number) + Math.round(total * 100) - points.reduce((all, each) => all + each, 0)
  return WRITTEN.map(({ name }, n) => ({ TenNhom: name, Diem: ((points[n] as number) / 100).toFixed(2) }))
}

/** The groups as the portal names them, with the most points of each. */
const WRITTEN = [
  { name: 'Công khai, minh bạch', max: 18 },
  { name: 'Tiến độ giải quyết', max: 20 },
  { name: 'Dịch vụ công trực tuyến', max: 12 },
  { name: 'Thanh toán trực tuyến', max: 10 },
  { name: 'Số hóa hồ sơ', max: 22 },
  { name: 'Mức độ hài lòng', max: 18 },
]

/** Where a place stands for years, how it gets on, and the luck of the month; the own one in the better half. */
function pointsOf({ seed }: World, place: string, isOwn: boolean, edition: string): number {
  const months = (Date.parse(`${edition}-01T00:00:00Z`) - Date.parse(`${FIRST_EDITION}-01T00:00:00Z`)) / (30.44 * DAY_MS)
  const nature = new Random(seed, keyOf('service_index'), keyOf(place))
  const base = isOwn ? nature.between(84, 87) : nature.between(74, 90)
  const gain = nature.between(0.05, 0.3)
  const luck = new Random(seed, keyOf('service_index'), keyOf(place), keyOf(edition)).between(-0.9, 0.9)
  return Math.round(Math.min(98, base + gain * months + luck) * 100) / 100
}
