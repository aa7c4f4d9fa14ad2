import { dayOfNumber, numberOfDay, startOfNumber } from '../../../src/calendar/day.ts'
import { WorkingDays } from '../../../src/calendar/working-days.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import type { World } from '../../../src/pack/simulate.ts'
import type { Reporter } from '../../../src/pack/simulated-forms.ts'
import type { WorkbookForm } from '../../../src/pack/simulated-workbooks.ts'

/** A level of schooling: how many of a thousand people are in it, and the size of its schools and classes. */
interface Stage {
  pupils: number
  perSchool: number
  perClass: number
  /** Teachers a class by the norm. */
  norm: number
}

const LEVELS: Record<string, Stage> = {
  'Mầm non': { pupils: 48, perSchool: 420, perClass: 27, norm: 2.2 },
  'Tiểu học': { pupils: 88, perSchool: 640, perClass: 34, norm: 1.5 },
  THCS: { pupils: 64, perSchool: 520, perClass: 38, norm: 1.9 },
  THPT: { pupils: 30, perSchool: 1_250, perClass: 42, norm: 2.25 },
}
const IN_COMMUNES = ['Mầm non', 'Tiểu học', 'THCS']
const EVERYONE = 3_500_000
const DIGITAL_FROM = numberOfDay('2024-09-01')

/** The days a school year is counted on, and what its reports are called. */
const TERMS: Record<string, string> = { '09-30': 'dau-nam', '01-15': 'hoc-ky-1', '05-31': 'cuoi-nam' }

/** The school year a day falls in: 2025-2026 from 1 August 2025 on. */
function schoolYearOf(day: number): string {
  const [year, month] = dayOfNumber(day).split('-').map(Number) as [number, number]
  const first = month >= 8 ? year : year - 1
  return `${first}-${first + 1}`
}

const monthDay = (day: number) => dayOfNumber(day).slice(5)

/** Schools, classes, pupils and teachers by level, three times a school year: communes answer for three levels, the department for the fourth. */
export function schools(communes: Reporter[], department: Reporter[]): WorkbookForm {
  return {
    code: 'EQMS-TH',
    title: 'BIỂU TỔNG HỢP TRƯỜNG, LỚP, HỌC SINH, GIÁO VIÊN',
    file: (asOf) => `truong-lop-${schoolYearOf(asOf)}-${TERMS[monthDay(asOf)]}`,
    every: (day) => TERMS[monthDay(day)] !== undefined,
    reporters: [...communes, ...department],
    parts: (reporter) => (department.includes(reporter) ? ['THPT'] : IN_COMMUNES),
    figures({ reporter, part, asOf }) {
      const own = new Random(reporter.key, keyOf(part), 41)
      const { pupils: share, perSchool, perClass, norm } = LEVELS[part] as Stage
      const people = department.includes(reporter)
        ? EVERYONE / department.filter(({ unit }) => (unit === null) === (reporter.unit === null)).length
        : reporter.people
      // A new intake each summer, some children fewer each year.
      const year = Number(schoolYearOf(asOf).slice(0, 4)) - 2025
      const pupils = Math.round(((people * share) / 1_000) * own.between(0.9, 1.1) * (1 - 0.008 * year))
      const count = Math.max(1, Math.round(pupils / perSchool))
      const classes = Math.max(count, Math.round(pupils / (perClass * own.between(0.93, 1.07))))
      const wanted = Math.round(classes * norm)
      const missing = Math.round(wanted * own.between(0, 0.1))
      const teachers = wanted - missing
      const years = (asOf - DIGITAL_FROM) / 365
      const digital = Math.min(0.995, own.between(0.3, 0.7) + 0.28 * years)
      const cashless = Math.min(0.99, own.between(0.45, 0.8) + 0.15 * years)
      return {
        'Cấp học': part,
        'Năm học': schoolYearOf(asOf),
        'Số trường': String(count),
        'Trường đạt chuẩn quốc gia': String(Math.min(count, Math.round(count * Math.min(1, own.between(0.6, 1) + 0.03 * years)))),
        'Trường thu phí không tiền mặt': String(Math.round(count * Math.min(1, cashless * 1.15))),
        'Số lớp': String(classes),
        'Số học sinh': String(pupils),
        'Học sinh có học bạ số': String(Math.round(pupils * (part === 'Mầm non' ? 0 : digital))),
        'Học sinh đóng phí không tiền mặt': String(Math.round(pupils * cashless)),
        'Số giáo viên': String(teachers),
        'Giáo viên đạt chuẩn': String(Math.round(teachers * Math.min(1, own.between(0.88, 1) + 0.02 * years))),
        'Giáo viên còn thiếu': String(missing),
      }
    },
  }
}

/** Attendance month by month while school is in: fewer days with Tết, more children ill in winter. */
export function attendance(communes: Reporter[], world: World): WorkbookForm {
  const start = numberOfDay(world.start)
  const days = new WorkingDays(world.calendar, start - 200, start + 365 * 8)
  return {
    code: 'CHUYEN-CAN',
    title: 'BIỂU THEO DÕI CHUYÊN CẦN',
    file: (asOf) => `chuyen-can-${dayOfNumber(asOf).slice(0, 7)}`,
    every: (day) => dayOfNumber(day + 1).endsWith('-01') && isSchoolMonth(day) && day >= start,
    reporters: communes,
    figures({ reporter, asOf, random, complete }) {
      const month = Number(dayOfNumber(asOf).slice(5, 7))
      const open = days.between(numberOfDay(`${dayOfNumber(asOf).slice(0, 7)}-01`) - 1, asOf)
      const pupils = IN_COMMUNES.reduce((sum, level) => sum + (reporter.people * (LEVELS[level] as Stage).pupils) / 1_000, 0)
      const ill = [0.034, 0.031, 0.026, 0.022, 0.021, 0, 0, 0, 0.019, 0.021, 0.024, 0.03][month - 1] as number
      const expected = Math.round(pupils * open * complete)
      return {
        'Năm học': schoolYearOf(asOf),
        'Lượt phải đến lớp': String(expected),
        'Lượt đến lớp': String(Math.round(expected * (1 - ill * random.between(0.7, 1.4)))),
      }
    },
  }
}

function isSchoolMonth(day: number): boolean {
  return ![6, 7, 8].includes(Number(dayOfNumber(day).slice(5, 7)))
}

/** Universal education, once a year on 31 December: literacy, children in school, children who finish their level. */
export function universal(communes: Reporter[]): WorkbookForm {
  return {
    code: 'PCGD-XMC',
    title: 'BIỂU PHỔ CẬP GIÁO DỤC, XÓA MÙ CHỮ',
    file: (asOf) => `pho-cap-${dayOfNumber(asOf).slice(0, 4)}`,
    every: (day) => monthDay(day) === '12-31',
    reporters: communes,
    parts: () => ['Tiểu học', 'THCS'],
    figures({ reporter, part }) {
      const own = new Random(reporter.key, keyOf(part), 42)
      const adults = Math.round(reporter.people * 0.62)
      const ofAge = Math.round((reporter.people * (LEVELS[part] as Stage).pupils) / 1_000)
      const leaving = Math.round(ofAge / (part === 'Tiểu học' ? 5 : 4))
      // Adults are counted once, with the primary level.
      const literacy = part === 'Tiểu học' ? { adults, literate: Math.round(adults * own.between(0.975, 0.998)) } : null
      return {
        'Cấp học': part,
        'Người 15-60 tuổi': literacy ? String(literacy.adults) : '',
        'Người biết chữ': literacy ? String(literacy.literate) : '',
        'Trẻ trong độ tuổi': String(ofAge),
        'Trẻ đang học': String(Math.round(ofAge * own.between(0.96, 0.999))),
        'Học sinh cuối cấp': String(leaving),
        'Hoàn thành cấp học': String(Math.round(leaving * own.between(0.98, 1))),
      }
    },
  }
}

/** Who finished a trade in the year and who of them found work, once a year on 31 December. */
export function vocational(department: Reporter[]): WorkbookForm {
  return {
    code: 'GDNN-VL',
    title: 'BIỂU VIỆC LÀM SAU TỐT NGHIỆP GIÁO DỤC NGHỀ NGHIỆP',
    file: (asOf) => `hoc-nghe-${dayOfNumber(asOf).slice(0, 4)}`,
    every: (day) => monthDay(day) === '12-31',
    reporters: department,
    figures({ reporter, random }) {
      const alike = department.filter(({ unit }) => (unit === null) === (reporter.unit === null)).length
      const graduates = Math.round((21_000 / alike) * random.between(0.95, 1.05))
      return {
        'Tốt nghiệp nghề': String(graduates),
        'Có việc làm': String(Math.round(graduates * random.between(0.8, 0.9))),
      }
    },
  }
}

/** The examination at the end of upper secondary school, told in July. */
export function graduation(department: Reporter[]): WorkbookForm {
  return {
    code: 'TN-THPT',
    title: 'KẾT QUẢ THI TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG',
    file: (asOf) => `tot-nghiep-thpt-${dayOfNumber(asOf).slice(0, 4)}`,
    every: (day) => monthDay(day) === '07-22',
    reporters: department,
    parts: () => ['THPT'],
    tellings: (asOf) => [{ at: startOfNumber(asOf).getTime() + 9 * 3_600_000, complete: 1 }],
    figures({ reporter, asOf, random }) {
      const alike = department.filter(({ unit }) => (unit === null) === (reporter.unit === null)).length
      const candidates = Math.round((34_500 / alike) * random.between(0.98, 1.02))
      const papers = candidates * 4
      const mean = 6.62 + 0.08 * (Number(dayOfNumber(asOf).slice(0, 4)) - 2025) + random.between(-0.1, 0.1)
      return {
        'Cấp học': 'THPT',
        'Thí sinh dự thi': String(candidates),
        'Thí sinh tốt nghiệp': String(Math.round(candidates * random.between(0.988, 0.997))),
        'Số bài thi': String(papers),
        'Tổng điểm': (papers * mean).toFixed(2),
      }
    },
  }
}
