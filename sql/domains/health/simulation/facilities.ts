import { dayOfNumber, numberOfDay, startOfNumber, weekdayOf } from '../../../src/calendar/day.ts'
import { WorkingDays } from '../../../src/calendar/working-days.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import type { World } from '../../../src/pack/simulate.ts'
import type { Report, Reporter, SimulatedForm } from '../../../src/pack/simulated-forms.ts'

/** Kinds of facilities that any province has; the names are of none in particular. */
const FACILITIES = [
  { name: 'Bệnh viện đa khoa tỉnh số 1', beds: 1_500 },
  { name: 'Bệnh viện đa khoa tỉnh số 2', beds: 1_300 },
  { name: 'Bệnh viện sản nhi', beds: 900 },
  { name: 'Bệnh viện y học cổ truyền', beds: 600 },
  { name: 'Bệnh viện phổi', beds: 450 },
  { name: 'Bệnh viện mắt', beds: 200 },
  { name: 'Trung tâm y tế khu vực 1', beds: 620 },
  { name: 'Trung tâm y tế khu vực 2', beds: 580 },
  { name: 'Trung tâm y tế khu vực 3', beds: 520 },
  { name: 'Trung tâm y tế khu vực 4', beds: 460 },
]

/** When running totals of the day go out, in hours, and how much of the day's visits is over by then. */
const TOLD_AT = [
  [9, 0.28],
  [11, 0.52],
  [14, 0.66],
  [16, 0.86],
  [18, 0.94],
  [22, 0.98],
  [31, 1],
] as const

// January to December, about 1: colds fill the wards in winter, fevers in the autumn.
const MONTHS = [1.06, 0.92, 1.03, 1, 0.98, 0.97, 0.96, 1, 1.04, 1.06, 1.02, 1.01]
const WEEKDAYS = [1.24, 1.1, 1.05, 1.02, 1, 0.42, 0.3]

function bedsOf(part: string): number {
  return FACILITIES.find(({ name }) => name === part)?.beds ?? 0
}

/** Before a merger each of the old departments had some of the facilities. */
function facilitiesOf(department: Reporter[]) {
  const former = department.filter(({ unit }) => unit === null)
  return (reporter: Reporter) =>
    FACILITIES.filter((_, index) => reporter.unit !== null || former[index % former.length] === reporter).map(({ name }) => name)
}

/** Each facility's day, told as it passes and whole the next morning. */
export function facilities(department: Reporter[], world: World): SimulatedForm {
  const start = numberOfDay(world.start)
  const days = new WorkingDays(world.calendar, start - 40, start + 365 * 8)
  return {
    code: 'KHAM_CHUA_BENH',
    every: 'day',
    reporters: department,
    parts: facilitiesOf(department),
    tellings: (asOf, random) =>
      TOLD_AT.map(([hour, complete]) => ({
        at: startOfNumber(asOf).getTime() + (hour + random.between(0, 0.4)) * 3_600_000,
        complete,
      })),
    figures(report) {
      const { part, asOf, complete, random } = report
      const beds = bedsOf(part)
      const busy = busyness(asOf, days) * random.between(0.94, 1.06)
      const told = (count: number) => Math.round(count * complete)
      const outpatients = told(beds * 1.35 * busy)
      const prescriptions = told(beds * 1.1 * busy)
      const digital = digitalShare(asOf, part)
      return {
        TenCSKCB: part,
        LuotKhamNgoaiTru: String(outpatients),
        LuotNhapVien: String(told(beds * 0.13 * busy)),
        LuotCapCuu: String(told(beds * 0.055 * random.between(0.7, 1.3))),
        LuotChuyenTuyen: String(told(random.poisson(beds * 0.008))),
        NguoiBenhNoiTru: String(inpatients(report)),
        GiuongThucKe: String(beds),
        HoSoBenhAnDienTu: String(Math.round(outpatients * digital)),
        DonThuoc: String(prescriptions),
        DonThuocDienTu: String(Math.round(prescriptions * Math.min(1, digital * 1.05))),
      }
    },
  }
}

/** Holidays and weekends see a third of a weekday's visits, and Tết keeps away all who can wait. */
function busyness(asOf: number, days: WorkingDays): number {
  const weekday = WEEKDAYS[weekdayOf(asOf) - 1] as number
  const month = MONTHS[Number(dayOfNumber(asOf).slice(5, 7)) - 1] as number
  return month * (days.isWorked(asOf) ? Math.max(weekday, 0.9) : Math.min(weekday, 0.3))
}

/** Wards are fuller in winter and autumn, emptier at Tết and weekends; some hold more people than beds. */
function inpatients({ part, asOf, random }: Report): number {
  const own = new Random(keyOf(part), 31)
  const month = MONTHS[Number(dayOfNumber(asOf).slice(5, 7)) - 1] as number
  return Math.round(bedsOf(part) * own.between(0.74, 1.04) * month * (weekdayOf(asOf) > 5 ? 0.9 : 1) * random.between(0.97, 1.03))
}

const DIGITAL_FROM = numberOfDay('2024-11-01')

/** Electronic records spread from a third of visits to nearly all in two years, each facility at a pace of its own. */
function digitalShare(asOf: number, part: string): number {
  const own = new Random(keyOf(part), 32)
  return Math.min(0.995, 0.35 + own.between(-0.15, 0.1) + (0.6 * Math.max(0, asOf - DIGITAL_FROM)) / own.between(600, 950))
}

/** What each facility asks social insurance to pay for a month, and what is turned down, in đồng. */
export function insurance(department: Reporter[], world: World): SimulatedForm {
  const start = numberOfDay(world.start)
  const days = new WorkingDays(world.calendar, start - 40, start + 365 * 8)
  return {
    code: 'GIAM_DINH_BHYT',
    every: 'month',
    reporters: department,
    parts: facilitiesOf(department),
    figures({ part, asOf, complete, random }) {
      const month = numberOfDay(`${dayOfNumber(asOf).slice(0, 7)}-01`)
      let visits = 0
      for (let day = month; day <= asOf; day++) visits += bedsOf(part) * 1.35 * busyness(day, days)
      const claimed = Math.round(visits * 415_000 * random.between(0.95, 1.05) * complete)
      const strict = new Random(keyOf(part), 33).between(0.004, 0.022)
      return {
        TenCSKCB: part,
        ChiPhiDeNghi: String(claimed),
        ChiPhiTuChoi: String(Math.round(claimed * strict * random.between(0.7, 1.3))),
      }
    },
  }
}
