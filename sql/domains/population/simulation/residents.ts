import { DAY_MS, numberOfDay } from '../../../src/calendar/day.ts'
import { Random } from '../../../src/pack/random.ts'
import type { Reporter, SimulatedForm } from '../../../src/pack/simulated-forms.ts'

/** The day a reporter's given size is of. */
const COUNTED_ON = numberOfDay('2025-07-01')
const GROWTH_A_YEAR = 0.006

/** Shares of 0–5, 6–14, 15–59, 60–64 and 65 and older, in a delta that young people leave for the factories. */
const AGES = [0.082, 0.148, 0.585, 0.065, 0.12]

/** Permanent residents on a day. */
export function residentsOn({ people, key }: Reporter, day: number): number {
  const own = new Random(key, 21).between(-0.004, 0.008)
  return Math.round(people * (1 + ((GROWTH_A_YEAR + own) * (day - COUNTED_ON)) / 365))
}

/** Monthly stocks of the population database: households and residents by residence, sex and age. */
export function residents(reporters: Reporter[]): SimulatedForm {
  return {
    code: 'DAN_CU',
    every: 'month',
    reporters,
    figures({ reporter, asOf, random }) {
      const people = residentsOn(reporter, asOf)
      const own = new Random(reporter.key, 22)
      const male = Math.round(people * own.between(0.488, 0.503))
      const industry = own.chance(0.2) ? own.between(0.08, 0.22) : own.between(0.01, 0.04)
      const ages = AGES.map((share) => Math.round(people * share * own.between(0.93, 1.07)))
      ages[2] = people - ages.reduce((sum, count, index) => sum + (index === 2 ? 0 : count), 0)
      return {
        NguonSoLieu: 'CSDLQGVDC',
        SoHo: String(Math.round(people / own.between(3.1, 3.7))),
        NhanKhauThuongTru: String(people),
        NhanKhauTamTru: String(Math.round(people * industry * random.between(0.97, 1.03))),
        NhanKhauTamVang: String(Math.round(people * own.between(0.03, 0.09) * random.between(0.97, 1.03))),
        NguoiLuuTru: String(random.poisson(people * 0.002)),
        Nam: String(male),
        Nu: String(people - male),
        Tuoi0Den5: String(ages[0]),
        Tuoi6Den14: String(ages[1]),
        Tuoi15Den59: String(ages[2]),
        Tuoi60Den64: String(ages[3]),
        TuoiTu65: String(ages[4]),
      }
    },
  }
}

/** The statistics office's mean population of a year, published for the province alone the spring after. */
export function average(reporters: Reporter[]): SimulatedForm {
  return {
    code: 'DAN_SO_TB',
    every: 'year',
    reporters,
    tellings: (asOf, random) => [{ at: (asOf + random.between(85, 110)) * DAY_MS, complete: 1 }],
    figures: ({ reporter, asOf }) => ({
      NguonSoLieu: 'THONGKE',
      DanSoTrungBinh: String(residentsOn(reporter, asOf)),
    }),
  }
}
