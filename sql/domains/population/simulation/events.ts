import { dayOfNumber, numberOfDay } from '../../../src/calendar/day.ts'
import { tetOf } from '../../../src/calendar/lunar.ts'
import { WorkingDays } from '../../../src/calendar/working-days.ts'
import { Random } from '../../../src/pack/random.ts'
import type { World } from '../../../src/pack/simulate.ts'
import type { Reporter, SimulatedForm } from '../../../src/pack/simulated-forms.ts'
import { residentsOn } from './residents.ts'

// A year's events for each thousand residents.
const BIRTHS = 14.2
const DEATHS = 7.4
const MARRIAGES = 5.6
const DIVORCES = 1.1
const MOVES_IN = 9
const MOVES_OUT = 8

/** Boys for each hundred girls. */
const BOYS = 110.5

// January to December, about 1. Children are born in the autumn; the old die in the cold months.
const BIRTH_MONTHS = [0.95, 0.9, 0.93, 0.92, 0.94, 0.97, 1.01, 1.08, 1.13, 1.13, 1.06, 0.98]
const DEATH_MONTHS = [1.22, 1.12, 1.03, 0.95, 0.93, 0.94, 0.97, 0.93, 0.92, 0.95, 0.98, 1.06]

const WORKING_DAYS_A_MONTH = 20.7

/** Monthly civil registration: what was entered in the register, so a month with Tết in it has fewer of everything. */
export function events(reporters: Reporter[], world: World): SimulatedForm {
  const start = numberOfDay(world.start)
  const days = new WorkingDays(world.calendar, start - 40, start + 365 * 8)
  return {
    code: 'HO_TICH',
    every: 'month',
    reporters,
    figures({ reporter, asOf, complete, random }) {
      const month = Number(dayOfNumber(asOf).slice(5, 7)) - 1
      const thousands = residentsOn(reporter, asOf) / 12_000
      const open = days.between(firstOfMonth(asOf) - 1, asOf) / WORKING_DAYS_A_MONTH
      const own = new Random(reporter.key, 23)
      const often = (perThousand: number, season: number) =>
        random.poisson(thousands * perThousand * season * open * own.between(0.9, 1.1))
      const told = (count: number) => Math.round(count * complete)
      const season = BIRTH_MONTHS[month] as number
      const boys = told(often((BIRTHS * BOYS) / (100 + BOYS), season))
      const girls = told(often((BIRTHS * 100) / (100 + BOYS), season))
      // One in six families registers at the counter alone, for a child born elsewhere or late.
      const linked = Math.round((boys + girls) * own.between(0.78, 0.9))
      return {
        NguonSoLieu: 'CSDLQGVDC',
        KhaiSinh: String(boys + girls),
        KhaiSinhNam: String(boys),
        KhaiSinhNu: String(girls),
        KhaiSinhLienThong: String(linked),
        LienThongTrong3Ngay: String(Math.round(linked * own.between(0.86, 1))),
        KhaiTu: String(told(often(DEATHS, DEATH_MONTHS[month] as number))),
        KetHon: String(told(often(MARRIAGES, weddingSeason(asOf)))),
        LyHon: String(told(often(DIVORCES, 1))),
        ChuyenDen: String(told(often(MOVES_IN, 1))),
        ChuyenDi: String(told(often(MOVES_OUT, 1))),
      }
    },
  }
}

/** Weddings crowd into the months before Tết and keep away from the seventh lunar month. */
function weddingSeason(asOf: number): number {
  const year = Number(dayOfNumber(asOf).slice(0, 4))
  const toTet = [tetOf(year), tetOf(year + 1)].map(numberOfDay).map((tet) => tet - (asOf - 15))
  const next = toTet.find((days) => days > 0) as number
  if (next < 100) return 1.5
  return next > 150 && next < 200 ? 0.6 : 0.9
}

function firstOfMonth(day: number): number {
  return numberOfDay(`${dayOfNumber(day).slice(0, 7)}-01`)
}
