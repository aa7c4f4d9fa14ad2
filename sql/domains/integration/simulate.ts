import { numberOfDay, startOfNumber } from '../../src/calendar/day.ts'
import { keyOf, Random } from '../../src/pack/random.ts'
import { dateOf, defineSimulator, type SimulatedUnit, type SourceRow, type World } from '../../src/pack/simulate.ts'
import { type Life, nameOn, OfficeYear, SimulatedLives } from '../../src/pack/simulated-lives.ts'

/** Systems behind the platform, how many calls a working day of a whole province makes, and how often they fail. */
const SYSTEMS = [
  { code: 'CSDLDC', name: 'CSDL quốc gia về dân cư', calls: 42_000, failing: 0.006, slow: 0.35, isMetered: true },
  { code: 'DVCQG', name: 'Cổng Dịch vụ công quốc gia', calls: 36_000, failing: 0.012, slow: 0.5, isMetered: false },
  { code: 'HTDT', name: 'CSDL hộ tịch điện tử', calls: 5_200, failing: 0.009, slow: 0.45, isMetered: false },
  { code: 'CSDLDD', name: 'CSDL đất đai', calls: 9_800, failing: 0.02, slow: 0.9, isMetered: false },
  { code: 'DKDN', name: 'CSDL đăng ký doanh nghiệp', calls: 1_900, failing: 0.005, slow: 0.3, isMetered: true },
  { code: 'BHXH', name: 'CSDL bảo hiểm xã hội', calls: 7_400, failing: 0.011, slow: 0.6, isMetered: true },
  { code: 'LLTP', name: 'Hệ thống lý lịch tư pháp', calls: 800, failing: 0.008, slow: 0.7, isMetered: true },
  { code: 'TLVB', name: 'Trục liên thông văn bản', calls: 14_500, failing: 0.004, slow: 0.25, isMetered: false },
  { code: 'MCDT', name: 'Hệ thống một cửa điện tử của tỉnh', calls: 51_000, failing: 0.003, slow: 0.2, isMetered: false },
  { code: 'DMDC', name: 'Danh mục dùng chung của tỉnh', calls: 22_000, failing: 0.001, slow: 0.1, isMetered: false },
  { code: 'TTTT', name: 'Nền tảng thanh toán trực tuyến', calls: 6_100, failing: 0.007, slow: 0.4, isMetered: false },
]
type System = (typeof SYSTEMS)[number]

const DAY_OFF = 0.35
const HOUR_MS = 3_600_000
/** Of a day's calls, how many have been made by the end of each hour. */
const BY_HOUR = [1, 1, 1, 1, 1, 2, 3, 8, 18, 30, 41, 49, 53, 58, 69, 81, 90, 95, 96, 97, 98, 99, 99.5, 100]

export default defineSimulator({
  records: (world) => {
    const platform = new Platform(world)
    const names = { code: 'MaBanGhi', updated: 'NgayCapNhat' }
    return [
      new SimulatedLives('dich-vu/khai-thac', world, names, (day) => platform.usesOf(day)),
      new SimulatedLives('dich-vu/giam-sat', world, names, (day) => platform.watchesOf(day)),
      new SimulatedLives('dmdc/Category/MaDinhDanh', world, names, (day) => catalogueOf(world, day)),
    ]
  },
})

/** Told whole as history begins, with what catalogues lag behind in: an agency gone long ago, a name and a code of before. */
function* catalogueOf(world: World, day: number): Generator<Life> {
  if (day !== numberOfDay(world.start)) return
  const at = startOfNumber(day).getTime() + 8 * HOUR_MS
  const listed = [world.province, ...world.departments, ...world.communes].map(({ code, name }) => ({ code, name }))
  const [renamed, recoded] = world.departments.slice(-2)
  for (const { code, name } of [...listed, { code: `${world.province.code}.999`, name: 'Trung tâm Tin học (mô phỏng)' }]) {
    const row = {
      MaDinhDanhCap1: world.province.code,
      MaDinhDanhCap2: code === world.province.code ? '' : code === recoded?.code ? `${code}.00` : code,
      TenDonVi: code === renamed?.code ? `${name} và Truyền thông (mô phỏng)` : name,
      QdBanHanhQdSuaDoi: 'Quyết định mô phỏng',
      NgayBanHanhQd: '01/07/2025',
    }
    yield { code, steps: [{ at, row: () => row }] }
  }
}

class Platform {
  #world: World
  #year: OfficeYear
  #pairs: { system: System; unit: SimulatedUnit; part: number }[] = []

  constructor(world: World) {
    this.#world = world
    this.#year = new OfficeYear(world)
    for (const system of SYSTEMS) {
      const random = new Random(world.seed, keyOf(system.code), 3)
      const users = world.departments.filter(() => random.chance(0.16)).slice(0, 3)
      const units = users.length > 0 ? users : world.departments.slice(0, 1)
      for (const [place, unit] of units.entries())
        this.#pairs.push({ system, unit, part: (place === 0 ? 1.2 : 0.4) / units.length })
    }
  }

  /** Counted anew at the end of every hour; of a day that is over, its last count stands. */
  *usesOf(day: number): Generator<Life> {
    for (const { system, unit, part } of this.#pairs) {
      const random = new Random(this.#world.seed, keyOf(system.code), keyOf(unit.key), day)
      const load = this.#year.load(day, DAY_OFF) * this.#world.scale * part
      const whole = system.calls * load * random.between(0.85, 1.15)
      const failing = system.failing * random.between(0.4, 1.6) * (this.#outage(system, day) > 0 ? 12 : 1)
      const turn = random.below(2)
      const quota = system.isMetered ? Math.round(system.calls * this.#world.scale * part * 1.1) : null
      yield this.#dayOf(`${system.code}-${unit.key}`, day, (share) => {
        const consumer = nameOn(unit, startOfNumber(day).getTime(), turn)
        return { DonVi: consumer, TenDonVi: unit.name, ...usage(system, Math.round(whole * share), failing, quota) }
      })
    }
  }

  *watchesOf(day: number): Generator<Life> {
    for (const system of SYSTEMS) {
      const down = this.#outage(system, day)
      yield this.#dayOf(system.code, day, (_, hours) => {
        const watched = hours * 60
        // Trouble begins at nine.
        const lost = Math.min(down, Math.max(0, watched - 540))
        const operator = nameOn(this.#world.province, startOfNumber(day).getTime(), 0)
        return {
          DonVi: operator,
          HeThong: system.name,
          PhutGiamSat: String(watched),
          PhutHoatDong: String(watched - lost),
          SoLanGianDoan: lost > 0 ? '1' : '0',
        }
      })
    }
  }

  #dayOf(key: string, day: number, rowAt: (share: number, hours: number) => SourceRow): Life {
    const steps = BY_HOUR.map((percent, hour) => ({
      at: startOfNumber(day).getTime() + (hour + 1) * HOUR_MS,
      row: () => ({ Ngay: dateOf(day), ...rowAt(percent / 100, hour + 1) }),
    }))
    return { code: `${dateOf(day)}-${key}`, steps }
  }

  /** Minutes a system was not to be reached on a day: rarely any, more in the weeks in which a merged province's systems move. */
  #outage({ code }: System, day: number): number {
    const random = new Random(this.#world.seed, keyOf(code), day, 9)
    const moved = day - numberOfDay('2025-07-01')
    const likely = moved >= 0 && moved < 45 ? 0.09 : 0.018
    return random.chance(likely) ? Math.min(600, Math.ceil(random.exponential(55))) : 0
  }
}

function usage({ name, slow }: System, calls: number, failing: number, quota: number | null): SourceRow {
  const failed = Math.min(calls, Math.round(calls * failing))
  const [timedOut, refused] = [Math.floor(failed * 0.5), Math.floor(failed * 0.2)]
  const answered = calls - failed
  // The slower a system, the less of its answers come at once.
  const parts = [0.62 - 0.45 * slow, 0.25, 0.1 + 0.25 * slow, 0.025 + 0.14 * slow].map((part) => Math.floor(answered * part))
  const [ms100 = 0, ms300 = 0, ms1000 = 0, ms3000 = 0] = parts
  return {
    HeThong: name,
    SoLanGoi: String(calls),
    QuaThoiGian: String(timedOut),
    TuChoi: String(refused),
    LoiNguon: String(failed - timedOut - refused),
    Ms100: String(ms100),
    Ms300: String(ms300),
    Ms1000: String(ms1000),
    Ms3000: String(ms3000),
    MsTren3000: String(answered - ms100 - ms300 - ms1000 - ms3000),
    HanMuc: quota === null ? '' : String(quota),
  }
}
