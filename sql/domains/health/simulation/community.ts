import { dayOfNumber, numberOfDay } from '../../../src/calendar/day.ts'
import { Random } from '../../../src/pack/random.ts'
import type { Reporter, SimulatedForm } from '../../../src/pack/simulated-forms.ts'

const FROM = numberOfDay('2024-11-01')

/** What the health station of a commune reports each month: insurance, records, vaccination, the old and the newborn. */
export function community(reporters: Reporter[]): SimulatedForm {
  return {
    code: 'Y_TE_XA',
    every: 'month',
    reporters,
    figures({ reporter, asOf, complete, random }) {
      const own = new Random(reporter.key, 35)
      const { people } = reporter
      // Half of what is missing to the ceiling is made up in a year.
      const reached = (from: number, to: number) => to - (to - from) * 0.5 ** ((asOf - FROM) / 365)
      const month = Number(dayOfNumber(asOf).slice(5, 7))
      const elderly = Math.round(people * own.between(0.15, 0.2))
      const due = Math.round((people * 0.0142) / 12)
      const births = random.poisson((people * 0.0142) / 12)
      return {
        DanSo: String(people),
        NguoiCoTheBHYT: String(Math.round(people * Math.min(0.995, reached(0.925, 0.965) * own.between(0.97, 1.025)))),
        BHYTHoGiaDinh: String(Math.round(people * own.between(0.14, 0.24))),
        HoSoSucKhoeDienTu: String(Math.round(people * Math.min(0.98, reached(0.72, 0.97) * own.between(0.9, 1.02)))),
        NguoiCaoTuoi: String(elderly),
        // Counted from January on, so it begins anew every year.
        NguoiCaoTuoiDuocKham: String(Math.round(elderly * own.between(0.6, 0.9) * (month / 12) * complete)),
        TreDenLich: String(due),
        TreTiemDayDu: String(Math.min(due, Math.round(due * own.between(0.9, 1) * random.between(0.95, 1.02) * complete))),
        TreDeSong: String(births),
        TreDuoi1TuoiTuVong: String(random.poisson((people * 0.0142 * 0.009) / 12)),
      }
    },
  }
}
