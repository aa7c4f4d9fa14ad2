import { dayOfNumber, numberOfDay, weekdayOf } from '../../../src/calendar/day.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import type { Sheet, World } from '../../../src/pack/simulate.ts'
import { reportersOn } from './reporters.ts'
import { amountCell, bold, moment, row, slashed } from './sheet.ts'
import { oneDecimal, type YearPlan } from './year.ts'

/** Boards that carry most of a province's capital, and how much of it, in per mille. */
const BOARDS: [name: string, share: number][] = [
  ['Ban QLDA giao thông', 268],
  ['Ban QLDA dân dụng, công nghiệp', 176],
  ['Ban QLDA nông nghiệp, môi trường', 108],
]
const DEPARTMENTS_SHARE = 168
const COMMUNES_SHARE = 280
const OWNERS_OF_A_KIND = 5

/** The province sets more than it was assigned, from sources of its own. */
const SET_ABOVE_ASSIGNED = 1.14
/** Of a year's local capital, how much is paid out in the end: in the year, and by the end of the January after it. */
const IN_YEAR = [0.84, 0.95]
const IN_JANUARY = 0.025
const THURSDAY = 4
const NATIONAL_2025 = 913_216_200
/** So that a good half is paid out by late November. */
const NATIONAL_BY_YEAR_END = 0.66
const NATIONAL_BEND = 1.35
const JANUARY_DAYS = 31

const isClosing = (day: number) => dayOfNumber(day).endsWith('-01-31')

/** Weekly fast reports of what each project owner has paid out of the capital it was given. */
export class Disbursements {
  #world: World
  #owners: { name: string; share: number }[]

  constructor(world: World) {
    this.#world = world
    const few = <T>(all: T[]) => all.slice(0, OWNERS_OF_A_KIND)
    const spread = (names: string[], share: number) => names.map((name) => ({ name, share: share / names.length }))
    this.#owners = [
      ...BOARDS.map(([name, share]) => ({ name, share })),
      ...spread(
        few(world.departments.filter(({ key }) => key.startsWith('so-'))).map(({ name }) => name),
        DEPARTMENTS_SHARE,
      ),
      ...spread(
        few(world.communes).map(({ name }) => `UBND ${name.charAt(0).toLowerCase()}${name.slice(1)}`),
        COMMUNES_SHARE,
      ),
    ]
  }

  /** The days a report is of, in (after, until]: every Thursday, and the day on which a year's capital closes. */
  static days(after: number, until: number): number[] {
    const days: number[] = []
    for (let day = after + 1; day <= until; day++) if (weekdayOf(day) === THURSDAY || isClosing(day)) days.push(day)
    return days
  }

  sheetOf(day: number, planOf: (year: number) => YearPlan | null, updatedAt: number): Sheet {
    const today = dayOfNumber(day)
    const year = Number(today.slice(0, 4))
    // In January the year before goes on being paid out.
    const years = day - numberOfDay(`${year}-01-01`) < JANUARY_DAYS ? [year - 1, year] : [year]
    const rows = years.flatMap((budget) => {
      const plan = planOf(budget)
      return plan ? this.#rowsOf(budget, day, plan) : []
    })
    const head = [
      'STT',
      'Phạm vi',
      'Chủ đầu tư',
      'Năm ngân sách',
      'Loại số liệu',
      'Tính đến ngày',
      'Số tiền',
      'Đơn vị báo cáo',
      'Cập nhật lúc',
    ]
    return {
      name: today,
      rows: [
        [{ value: 'BÁO CÁO NHANH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG', bold: true }],
        [{ value: `Đến ngày ${slashed(today)}. Số liệu mô phỏng, không phải số liệu của cơ quan nhà nước. Đơn vị: triệu đồng` }],
        row(...head).map(bold),
        ...rows.map(({ scope, owner, budget, kind, amount, unit }, index) => [
          ...row(index + 1, scope, owner, budget, kind, slashed(today)),
          amountCell(amount, index),
          ...row(unit, moment(updatedAt)),
        ]),
      ],
      merges: ['A1:I1', 'A2:I2'],
      widths: [6, 12, 52, 12, 26, 14, 20, 14, 18],
    }
  }

  #rowsOf(budget: number, day: number, plan: YearPlan) {
    const reporters = reportersOn(this.#world, dayOfNumber(day))
    return reporters.flatMap(({ unit }, place) => {
      const owners = this.#owners.filter((_, index) => index % reporters.length === place)
      const lines = owners.map(({ name, share }) => {
        const set = oneDecimal((plan.expenditure * 0.455 * share) / 1_000)
        const assigned = oneDecimal(set / SET_ABOVE_ASSIGNED)
        return { name, set, assigned, paid: oneDecimal(set * this.#paidPart(name, budget, day)) }
      })
      const sum = (of: (line: (typeof lines)[number]) => number) => oneDecimal(lines.reduce((all, line) => all + of(line), 0))
      const whole = {
        name: null,
        set: sum(({ set }) => set),
        assigned: sum(({ assigned }) => assigned),
        paid: sum(({ paid }) => paid),
      }
      const own = [whole, ...lines].flatMap(({ name, set, assigned, paid }) =>
        (
          [
            ['Kế hoạch Thủ tướng giao', assigned],
            ['Kế hoạch địa phương giao', set],
            ['Giải ngân lũy kế', paid],
          ] as const
        ).map(([kind, amount]) => ({ scope: 'Tỉnh', owner: name, budget, kind, amount, unit })),
      )
      return [...own, ...(reporters.length === 1 ? nationalRows(budget, day, unit) : [])]
    })
  }

  /** Slow to begin, crowded at the end, and each owner in its own way. */
  #paidPart(owner: string, budget: number, day: number): number {
    const random = new Random(this.#world.seed, keyOf(owner), budget)
    const outcome = random.between(IN_YEAR[0] as number, IN_YEAR[1] as number)
    const bend = random.between(1.25, 2.1)
    const gone = goneOf(budget, day)
    return gone <= 1 ? outcome * gone ** bend : outcome + IN_JANUARY * Math.min(1, (gone - 1) * 12)
  }
}

/**
 * What the ministry's weekly report says of the whole country, in triệu đồng: 913.216,2 tỷ đồng were assigned for 2025 (CV
 * 18590/BTC-PTHT); what other years had, and how fast it was paid out, is made up about that.
 */
function nationalRows(budget: number, day: number, unit: string) {
  const assigned = Math.round(NATIONAL_2025 * 1.06 ** (budget - 2025))
  const paid = Math.round(assigned * Math.min(0.97, NATIONAL_BY_YEAR_END * goneOf(budget, day) ** NATIONAL_BEND))
  return [['Kế hoạch Thủ tướng giao', assigned] as const, ['Giải ngân lũy kế', paid] as const].map(([kind, amount]) => ({
    scope: 'Cả nước',
    owner: null,
    budget,
    kind,
    amount,
    unit,
  }))
}

/** The part of a year that has gone by; more than 1 in the January after it. */
function goneOf(budget: number, day: number): number {
  const first = numberOfDay(`${budget}-01-01`)
  return (day - first + 1) / (numberOfDay(`${budget + 1}-01-01`) - first)
}
