import { keyOf, Random } from '../../../src/pack/random.ts'
import type { Reporter, SimulatedForm } from '../../../src/pack/simulated-forms.ts'

/** Doctors and nurses, counted each quarter. */
export function staff(department: Reporter[]): SimulatedForm {
  return {
    code: 'NHAN_LUC',
    every: 'quarter',
    reporters: department,
    figures({ reporter, asOf }) {
      const share = reporter.unit === null ? 0.5 : 1
      const grown = 1 + (asOf - 20_000) / 12_000
      const count = (of: number) => String(Math.round(of * share * grown))
      return { BacSi: count(3_350), DieuDuong: count(4_900) }
    },
  }
}

/** Groups of medicines, with how many items each has and how much of it is used in a month. */
const GROUPS = [
  { name: 'Kháng sinh', items: 62, used: 410_000 },
  { name: 'Tim mạch, huyết áp', items: 48, used: 690_000 },
  { name: 'Đái tháo đường', items: 26, used: 380_000 },
  { name: 'Dịch truyền', items: 18, used: 150_000 },
  { name: 'Vắc xin tiêm chủng mở rộng', items: 11, used: 46_000 },
  { name: 'Huyết thanh kháng dại, uốn ván', items: 5, used: 6_200 },
  { name: 'Vật tư xét nghiệm', items: 74, used: 820_000 },
  { name: 'Thuốc cấp cứu, chống độc', items: 31, used: 21_000 },
]

const TENDER_WEEKS = 13

/** Each Sunday's stock by group of medicines: bought in bulk each quarter, run down between, now and then too far. */
export function medicine(department: Reporter[]): SimulatedForm {
  return {
    code: 'THUOC_VTYT',
    every: 'week',
    reporters: department,
    parts: () => GROUPS.map(({ name }) => name),
    figures({ reporter, part, asOf, random }) {
      const group = GROUPS.find(({ name }) => name === part) as (typeof GROUPS)[number]
      const own = new Random(keyOf(part), 36)
      const since = (Math.floor(asOf / 7) + own.below(TENDER_WEEKS)) % TENDER_WEEKS
      const late = new Random(keyOf(part), Math.floor(Math.floor(asOf / 7) / TENDER_WEEKS), 37).chance(0.2) ? 20 : 0
      const days = Math.max(6, own.between(105, 135) - 7 * since - late)
      const used = Math.round(group.used * (reporter.unit === null ? 0.5 : 1) * random.between(0.94, 1.06))
      const short = Math.min(group.items, random.poisson((group.items * 1.6) / days))
      return {
        NhomThuoc: part,
        SoMatHang: String(group.items),
        DuoiMucDuTru: String(short),
        TonKho: String(Math.round((used * days) / 30)),
        Dung30Ngay: String(used),
      }
    },
  }
}
