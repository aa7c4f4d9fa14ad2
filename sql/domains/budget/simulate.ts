import { z } from 'zod'
import { type Day, dayNumberOf, dayOfNumber, numberOfDay, startOfNumber } from '../../src/calendar/day.ts'
import { WorkingDays } from '../../src/calendar/working-days.ts'
import { keyOf, Random } from '../../src/pack/random.ts'
import { defineSimulator, type FileSource, type SourceFile, type World } from '../../src/pack/simulate.ts'
import { Disbursements } from './simulation/disbursement.ts'
import { FORMS, fileNameOf, formOf, KEPT, periodsOf } from './simulation/disclosure.ts'
import { HEADINGS } from './simulation/lines.ts'
import { lastDayOf, type Reporter, reportersOn } from './simulation/reporters.ts'
import { type Figure, sheetOf, slashed } from './simulation/sheet.ts'
import { oneDecimal, planOf, RunningLine, type YearPlan } from './simulation/year.ts'

const Plan = z.object({
  revenue: z.number().positive(),
  expenditure: z.number().positive(),
  collected: z.number().positive().default(1),
  spent: z.number().positive().default(0.9),
})
const Settings = z.object({ years: z.record(z.string().regex(/^\d{4}$/), Plan).default({}) })

/** A day's figures are exported the next morning, weekends too, and become final after these many working days. */
const FINAL_AFTER_DAYS = 6
const TOLD_AT_MS = 6.5 * 3_600_000
const FINAL_AT_MS = 15 * 3_600_000
/** Of the years before history begins, the ends of the months were kept. */
const YEARS_KEPT = 5
/** A year is settled a year and a half after it is over, with a little more than was counted at its end. */
const SETTLED_ON = '-07-01'
const SETTLED_ABOVE = 1.004
/** The central government's estimate is set before the council's, and lower. */
const ASSIGNED = { revenue: 0.94, expenditure: 0.97 }
/** What is laid before the council, beside what it decides. */
const SUBMITTED = { revenue: 0.985, expenditure: 1 }
/** What a year's spending is planned to exceed its own sources by, and what part of that it has come to as quarters end. */
const DEFICIT = 0.004
const DEFICIT_BY_QUARTER: Record<string, number> = { '03-31': 0, '06-30': 0.2, '09-30': 0.45, '12-31': 0.8 }

/** The place of expenditure among the headings. */
const SPENDING = HEADINGS.findIndex(({ item }) => item === 'expenditure')

type Row = Pick<Figure, 'item' | 'label' | 'amount'>

export default defineSimulator({
  files: (world) => new BudgetReports(world, Settings.parse(world.settings.budget ?? {}).years),
})

/**
 * A finance department that saves its running totals as workbooks: past years, closed quarters and months, and a file a day
 * since. Lines are told every ten days, totals every day; what was paid out of capital every week, in workbooks of its own. What
 * the law has a province disclose every quarter is out in forms of Circular 343.
 */
class BudgetReports implements FileSource {
  #world: World
  #days: WorkingDays
  #start: number
  #first: number
  #plans: Record<string, YearPlan>
  #disbursements: Disbursements
  #years = new Map<number, RunningLine[][]>()
  #written = new Map<string, { amount: number; at: number; day: number }>()

  constructor(world: World, plans: Record<string, YearPlan>) {
    this.#world = world
    this.#start = numberOfDay(world.start)
    this.#first = numberOfDay(`${Number(world.start.slice(0, 4)) - YEARS_KEPT}-01-01`)
    this.#days = new WorkingDays(world.calendar, this.#first - 1, this.#start + 365 * 8)
    this.#plans = plans
    this.#disbursements = new Disbursements(world)
  }

  files(now: Date): SourceFile[] {
    const reports = this.#filed('thu-chi', this.#told(now), now).map(([name, days]) => ({
      name,
      savedAt: new Date(Math.max(...days.map((day) => this.#savedAt(day, now)))),
      sheets: () => [
        sheetOf('Thu chi NSNN', `BÁO CÁO THU, CHI NGÂN SÁCH NHÀ NƯỚC LŨY KẾ (${titleOf(days)})`, this.#figures(days, now)),
      ],
    }))
    return [...this.#weekly(now), ...this.#disclosed(now), ...reports]
  }

  write(item: string, amount: number, now: Date): SourceFile {
    const day = this.#told(now).at(-1)
    if (day === undefined) throw new Error('No budget report has been published yet.')
    this.#written.set(`${day}|${item}`, { amount: oneDecimal(amount), at: now.getTime(), day })
    return this.files(now).at(-1) as SourceFile
  }

  #weekly(now: Date): SourceFile[] {
    const kept = Array.from({ length: this.#start - this.#first }, (_, index) => this.#first + index).filter(isMonthEnd)
    const days = [...kept, ...Disbursements.days(this.#start - 1, dayNumberOf(now) - 1)].filter(
      (day) => this.#toldAt(day) <= now.getTime() && this.#planOf(Number(dayOfNumber(day).slice(0, 4))),
    )
    return this.#filed('giai-ngan', days, now).map(([name, days]) => ({
      name,
      savedAt: new Date(this.#toldAt(days.at(-1) as number)),
      sheets: () => days.map((day) => this.#disbursements.sheetOf(day, (year) => this.#planOf(year), this.#toldAt(day))),
    }))
  }

  #disclosed(now: Date): SourceFile[] {
    // The portal has those of the year before history begins too.
    const [first, last] = [Number(this.#world.start.slice(0, 4)) - 1, Number(dayOfNumber(dayNumberOf(now)).slice(0, 4))]
    const years = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter((year) => this.#planOf(year))
    const out = years
      .flatMap((year) => periodsOf(year).map((period) => ({ year, ...period })))
      .filter(({ outOn }) => startOfNumber(outOn).getTime() + TOLD_AT_MS <= now.getTime())
    return out.flatMap(({ year, day, outOn }) =>
      this.#reporters(numberOfDay(day)).flatMap((reporter, place) =>
        FORMS.map((form) => {
          const disclosed = { form, year, unit: this.#nameOf(reporter), day, ...this.#amounts(year, reporter) }
          return {
            name: fileNameOf(disclosed, place),
            savedAt: new Date(startOfNumber(outOn).getTime() + TOLD_AT_MS),
            sheets: () => [],
            bytes: () => Buffer.from(formOf(disclosed, this.#world.seed)),
          }
        }),
      ),
    )
  }

  #nameOf({ unit }: Reporter): string {
    const { key, name } = this.#world.province
    return unit === key ? name : unit
  }

  /** What a year's items are to come to, and have come to by a day, as one reporter knows them. */
  #amounts(year: number, reporter: Reporter) {
    const known = (amountOf: (line: RunningLine) => number, balance: number) => {
      const rows = HEADINGS.flatMap((_, place) => this.#rows(year, place, reporter, amountOf))
      const amounts = new Map(rows.map(({ item, amount }) => [item, amount]))
      const [planned] = this.#rows(year, SPENDING, reporter, (line) => line.estimate) as [Row]
      const deficit = balanceOf(planned.amount, balance).amount
      return amounts.set('balance', deficit).set('local_revenue', oneDecimal((amounts.get('expenditure') ?? 0) + deficit))
    }
    return {
      estimate: (item: string) => known((line) => line.estimate, 1).get(item) ?? 0,
      actual: (item: string, day: string) =>
        known((line) => line.to(numberOfDay(day)), DEFICIT_BY_QUARTER[day.slice(5)] ?? 0).get(item) ?? 0,
    }
  }

  /** Days by the file they lie in at a moment. */
  #filed(what: string, days: number[], now: Date): [name: string, days: number[]][] {
    const files = new Map<string, number[]>()
    const today = dayOfNumber(dayNumberOf(now))
    for (const day of days) {
      const name = `${what}-${fileOf(dayOfNumber(day), today)}`
      files.set(name, [...(files.get(name) ?? []), day])
    }
    return [...files]
  }

  #planOf(year: number): YearPlan | null {
    return planOf(this.#plans, year, this.#world.seed)
  }

  /** The days whose figures are out, oldest first. */
  #told(now: Date): number[] {
    const days: number[] = []
    for (let day = this.#first; day < dayNumberOf(now); day++) {
      if (day < this.#start && !isMonthEnd(day)) continue
      if (this.#planOf(Number(dayOfNumber(day).slice(0, 4))) && this.#toldAt(day) <= now.getTime()) days.push(day)
    }
    return days
  }

  #toldAt(day: number): number {
    return startOfNumber(day + 1).getTime() + TOLD_AT_MS
  }

  #finalAt(day: number): number {
    return startOfNumber(this.#days.add(day, FINAL_AFTER_DAYS)).getTime() + FINAL_AT_MS
  }

  #savedAt(day: number, now: Date): number {
    const written = [...this.#written.values()].filter((each) => each.day === day).map((each) => each.at)
    return Math.max(this.#finalAt(day) <= now.getTime() ? this.#finalAt(day) : this.#toldAt(day), ...written)
  }

  #figures(days: number[], now: Date): Figure[] {
    const told = [...new Map(days.map((day) => [`${dayOfNumber(day).slice(0, 4)} ${this.#reporters(day).length}`, day])).values()]
    return [
      ...told.flatMap((day) => [...this.#estimates(day), ...this.#settlements(day, now)]),
      ...days.flatMap((day) => this.#actuals(day, now)),
    ]
  }

  #reporters(day: number): Reporter[] {
    return reportersOn(this.#world, dayOfNumber(day))
  }

  /** What was decided for a day's year: before the year began, and anew for a province that began within it. */
  #estimates(day: number): Figure[] {
    const year = Number(dayOfNumber(day).slice(0, 4))
    const decided = startOfNumber(numberOfDay(`${year}-01-01`)).getTime() - 15 * 86_400_000
    return this.#reporters(day).flatMap((reporter) => {
      const anew = reporter.part === 1 && this.#reporters(numberOfDay(`${year}-01-01`)).length > 1
      const updatedAt = anew ? this.#world.province.before.until.getTime() + 10 * 86_400_000 : decided
      const common = { unit: reporter.unit, asOf: lastDayOf(this.#world, reporter, year), final: true, updatedAt }
      const figures = HEADINGS.flatMap((heading, place) => {
        const council = this.#rows(year, place, reporter, (line) => line.estimate)
        const [total] = council as [Row]
        const assigned = oneDecimal(total.amount * ASSIGNED[heading.item])
        return [
          { ...common, ...total, scope: 'Dự toán TW giao' as const, amount: assigned },
          {
            ...common,
            ...total,
            scope: 'Dự toán trình HĐND' as const,
            amount: oneDecimal(total.amount * SUBMITTED[heading.item]),
          },
          ...council.map((line) => ({ ...common, ...line, scope: 'Dự toán HĐND giao' as const })),
        ]
      })
      const total = (item: string) =>
        figures.find((figure) => figure.item === item && figure.scope === 'Dự toán HĐND giao')?.amount ?? 0
      const local = localRevenue(total('revenue'), total('expenditure'))
      return [...figures, ...local.map((line) => ({ ...common, ...line, scope: 'Dự toán HĐND giao' as const }))]
    })
  }

  #settlements(day: number, now: Date): Figure[] {
    const year = Number(dayOfNumber(day).slice(0, 4))
    const updatedAt = startOfNumber(numberOfDay(`${year + 2}${SETTLED_ON}`)).getTime()
    const last = numberOfDay(`${year}-12-31`)
    if (updatedAt > now.getTime()) return []
    return this.#reporters(last).flatMap((reporter) => {
      const asOf = lastDayOf(this.#world, reporter, year)
      const totals = HEADINGS.flatMap((_, place) =>
        this.#rows(year, place, reporter, (line) => line.to(last) * SETTLED_ABOVE).slice(0, 1),
      )
      return [...totals, ...this.#balance(last, reporter, DEFICIT_BY_QUARTER['12-31'])].map((total) => ({
        ...total,
        unit: reporter.unit,
        scope: 'Quyết toán' as const,
        asOf,
        final: true,
        updatedAt,
      }))
    })
  }

  #actuals(day: number, now: Date): Figure[] {
    const final = this.#finalAt(day) <= now.getTime()
    const year = Number(dayOfNumber(day).slice(0, 4))
    const updatedAt = final ? this.#finalAt(day) : this.#toldAt(day)
    return this.#reporters(day).flatMap((reporter) => {
      const rows = HEADINGS.flatMap((_, place) => {
        const rows = this.#rows(year, place, reporter, (line, index) =>
          final ? line.to(day) : this.#provisional(line, day, place * 100 + index),
        )
        return rows.slice(0, isDetailed(day) && day >= this.#start ? undefined : 1)
      })
      return [...rows, ...this.#balance(day, reporter, DEFICIT_BY_QUARTER[dayOfNumber(day).slice(5)])].map((row) => {
        const written = this.#written.get(`${day}|${row.item}`)
        return {
          unit: reporter.unit,
          scope: 'Thực hiện lũy kế' as const,
          asOf: dayOfNumber(day),
          final,
          ...row,
          amount: written?.amount ?? row.amount,
          updatedAt: Math.max(updatedAt, written?.at ?? 0),
        }
      })
    })
  }

  /** Told as quarters end and when the year is settled; on other days of nothing. */
  #balance(day: number, reporter: Reporter, part: number | undefined): Row[] {
    if (part === undefined) return []
    const [spending] = this.#rows(Number(dayOfNumber(day).slice(0, 4)), SPENDING, reporter, (line) => line.estimate) as [Row]
    return [balanceOf(spending.amount, part)]
  }

  /** The first count misses late vouchers of the last few days, never those before. */
  #provisional(line: RunningLine, day: number, key: number): number {
    const since = dayOfNumber(day).endsWith('-01-01') ? 0 : line.to(day - 1)
    const random = new Random(this.#world.seed, keyOf('provisional'), day, key)
    return random.chance(0.6) ? line.to(day) : oneDecimal(since + (line.to(day) - since) * random.between(0.8, 1))
  }

  /** A heading's total, its lines and its subtotals, as one reporter gives them: to the last decimal, sums of the lines. */
  #rows(year: number, place: number, { part }: Reporter, amountOf: (line: RunningLine, index: number) => number): Row[] {
    const { item, label, lines, subtotals } = HEADINGS[place] as (typeof HEADINGS)[number]
    const running = this.#lines(year)[place] as RunningLine[]
    const amounts = running.map((line, index) => oneDecimal(amountOf(line, index) * part))
    const sum = (of: (line: (typeof lines)[number]) => boolean) =>
      oneDecimal(lines.reduce((all, line, index) => all + (of(line) ? (amounts[index] as number) : 0), 0))
    return [
      { item, label, amount: sum(() => true) },
      ...lines.map(({ code, label }, index) => ({ item: code, label, amount: amounts[index] as number })),
      ...subtotals.map(({ code, label, of }) => ({ item: code, label, amount: sum(of) })),
    ]
  }

  #lines(year: number): RunningLine[][] {
    let lines = this.#years.get(year)
    if (!lines) {
      const plan = this.#planOf(year) as YearPlan
      lines = HEADINGS.map(({ item, lines }) =>
        lines.map(
          (line) =>
            new RunningLine(
              line,
              year,
              plan[item],
              item === 'revenue' ? plan.collected : plan.spent,
              this.#days,
              this.#world.seed,
            ),
        ),
      )
      this.#years.set(year, lines)
    }
    return lines
  }
}

/** What the local budget has to spend: its own part of the revenue, and what is transferred to it. */
function localRevenue(revenue: number, expenditure: number): Row[] {
  const own = oneDecimal(revenue * KEPT)
  const balance = balanceOf(expenditure, 1)
  const all = oneDecimal(expenditure + balance.amount)
  return [
    { item: 'local_revenue', label: 'TỔNG THU NGÂN SÁCH ĐỊA PHƯƠNG', amount: all },
    { item: 'local_revenue/local/own', label: '1. Thu được hưởng theo phân cấp', amount: own },
    { item: 'local_revenue/local/transfer', label: '2. Bổ sung từ ngân sách trung ương', amount: oneDecimal(all - own) },
    balance,
  ]
}

/** The part of the planned deficit that spending has come to; loans make it good. */
function balanceOf(expenditure: number, part: number): Row {
  return {
    item: 'balance',
    label: 'BỘI THU (+), BỘI CHI (−) NGÂN SÁCH ĐỊA PHƯƠNG',
    amount: oneDecimal(-expenditure * DEFICIT * part),
  }
}

function isMonthEnd(day: number): boolean {
  return dayOfNumber(day + 1).endsWith('-01')
}

function isDetailed(day: number): boolean {
  return isMonthEnd(day) || /-(10|20)$/.test(dayOfNumber(day))
}

/** Past years lie in a file each, then this year's closed quarters, this quarter's closed months, this month's days. */
function fileOf(day: Day, today: Day): string {
  const [year, month, quarter] = [day.slice(0, 4), day.slice(5, 7), quarterOf(day)]
  if (year < today.slice(0, 4)) return `nam-${year}.xlsx`
  if (quarter < quarterOf(today)) return `quy-${quarter}-${year}.xlsx`
  if (month < today.slice(5, 7)) return `thang-${month}-${year}.xlsx`
  return `ngay-${day}.xlsx`
}

function quarterOf(day: string): number {
  return Math.ceil(Number(day.slice(5, 7)) / 3)
}

function titleOf(days: number[]): string {
  const [first, last] = [dayOfNumber(days[0] as number), dayOfNumber(days.at(-1) as number)]
  return first === last ? `đến ngày ${slashed(last)}` : `từ ngày ${slashed(first)} đến ngày ${slashed(last)}`
}
