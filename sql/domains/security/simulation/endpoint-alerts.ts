import { DAY_MS, startOfNumber } from '../../../src/calendar/day.ts'
import { keyOf, Random, runningSums } from '../../../src/pack/random.ts'
import { dateOf, localTime, type SourceRow, type World } from '../../../src/pack/simulate.ts'
import { type Life, nameOn, type OfficeYear } from '../../../src/pack/simulated-lives.ts'
import { type Guarded, traces } from './who.ts'

const A_WORKING_DAY = 26

/** What the agents on people's machines call what they see, as the centre's platform codes it. */
const KINDS = [
  { code: 'MA_DOC', name: 'Tệp mã độc trên máy trạm', severity: 3, weight: 34 },
  { code: 'USB', name: 'Mã độc lây qua USB', severity: 2, weight: 21 },
  { code: 'LUA_DAO', name: 'Mở liên kết giả mạo trong thư', severity: 2, weight: 17 },
  { code: 'BOTNET', name: 'Máy trạm gọi máy chủ điều khiển', severity: 4, weight: 6 },
  { code: 'DANG_NHAP', name: 'Đăng nhập sai nhiều lần', severity: 2, weight: 12 },
  { code: 'CHINH_SACH', name: 'Cài phần mềm ngoài danh mục', severity: 1, weight: 10 },
]
const SUMS = runningSums(KINDS.map(({ weight }) => weight))

/** The alerts of a day: as many as there are people at their machines, and seldom one by night. */
export function* endpointAlertsOf(world: World, guarded: Guarded, year: OfficeYear, day: number): Generator<Life> {
  const luck = new Random(world.seed, keyOf('endpoint alerts'), day)
  const count = Math.floor(A_WORKING_DAY * Math.sqrt(world.scale) * year.load(day, 0.15) * luck.between(0.6, 1.5) + luck.next())
  for (let index = 0; index < count; index++) {
    const random = new Random(world.seed, keyOf('endpoint alert'), day, index)
    const { code, name, severity } = KINDS[random.weighted(SUMS)] as (typeof KINDS)[number]
    const hours = random.chance(0.9) ? random.between(7.5, 17.5) : random.between(0, 24)
    const at = Math.floor(startOfNumber(day).getTime() + hours * (DAY_MS / 24))
    const { IPNguon, MaBam, TenMien, TaiKhoan } = traces(random) as Record<string, string>
    const row: SourceRow = {
      DonVi: nameOn(guarded.pick(random), at, index),
      LoaiCanhBao: code,
      TenCanhBao: name,
      MucDo: String(severity),
      HanhDong: random.chance(0.92) ? 'DA_CHAN' : 'GHI_NHAN',
      ThoiDiem: localTime(at),
      DiaChiIP: IPNguon as string,
      MaBam: MaBam as string,
      TenMien: TenMien as string,
      TaiKhoan: TaiKhoan as string,
    }
    yield {
      code: `MT${dateOf(day).replaceAll('-', '')}${String(index).padStart(4, '0')}`,
      steps: [{ at: at + 5_000, row: () => row }],
    }
  }
}
