import { numberOfDay } from '../../../src/calendar/day.ts'
import { Random } from '../../../src/pack/random.ts'
import type { Reporter, SimulatedForm } from '../../../src/pack/simulated-forms.ts'
import { residentsOn } from './residents.ts'

const FROM = numberOfDay('2024-11-01')

/** Monthly stocks of identity cards and accounts, growing towards a ceiling of each commune's own; and the help people needed. */
export function identity(reporters: Reporter[]): SimulatedForm {
  return {
    code: 'DINH_DANH',
    every: 'month',
    reporters,
    figures({ reporter, asOf, random }) {
      const own = new Random(reporter.key, 24)
      const eligible = Math.round(residentsOn(reporter, asOf) * own.between(0.765, 0.79))
      // Half of what is missing to the ceiling is made up in ten months.
      const reached = (from: number, to: number) => to - (to - from) * 0.5 ** ((asOf - FROM) / 300)
      const keen = own.between(0.975, 1.055)
      const cards = Math.round(eligible * Math.min(0.995, reached(0.86, 0.985) * own.between(0.985, 1.005)))
      const second = Math.round(eligible * Math.min(0.97, reached(0.7, 0.93) * keen))
      const activated = Math.round(second * Math.min(0.99, reached(0.72, 0.95) * keen))
      const first = Math.round(eligible * own.between(0.012, 0.03))
      const stuck = second - activated
      return {
        NguonSoLieu: 'CSDLQGVDC',
        NguoiTu14Tuoi: String(eligible),
        TheCanCuoc: String(cards),
        DangKyMuc1: String(first),
        KichHoatMuc1: String(Math.round(first * own.between(0.4, 0.7))),
        DangKyMuc2: String(second),
        KichHoatMuc2: String(activated),
        GiayToTichHop: String(Math.round(activated * reached(1.1, 2.4))),
        HoTroChuaCai: String(random.poisson(stuck * 0.004)),
        HoTroChuaMuc2: String(random.poisson((eligible - second) * 0.004)),
        HoTroQuenMatKhau: String(random.poisson(activated * 0.0015)),
      }
    },
  }
}
