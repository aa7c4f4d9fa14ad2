import { z } from 'zod'
import { dayNumberOf, dayOfNumber, numberOfDay, startOfNumber } from '../../src/calendar/day.ts'
import { WorkingDays } from '../../src/calendar/working-days.ts'
import { keyOf, Random } from '../../src/pack/random.ts'
import { defineSimulator, type FileSource, type SourceFile, type World } from '../../src/pack/simulate.ts'
import { HEADINGS } from './simulation/lines.ts'
import { type Figure, sheetOf } from './simulation/sheet.ts'
import { oneDecimal, RunningLine, type YearPlan } from './simulation/year.ts'

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

export default defineSimulator({
  files: (world) => new BudgetReports(world, Settings.parse(world.settings.budget ?? {}).years),
})

/** A finance department that saves its running totals as workbooks: past years, closed quarters and months, and a file a day since. */
class BudgetReports implements FileSource {
  #days: WorkingDays
  #start: number
  #seed: number
  #plans: Record<string, YearPlan>
  #years = new Map<number, RunningLine[][]>()
  #written = new Map<string, { amount: number; at: number; day: number }>()

  constructor(world: World, plans: Record<string, YearPlan>) {
    this.#seed = world.seed
    this.#start = numberOfDay(world.start)
    this.#days = new WorkingDays(world.calendar, numberOfDay(`${world.start.slice(0, 4)}-01-01`) - 1, this.#start + 365 * 8)
    this.#plans = plans
  }

  files(now: Date): SourceFile[] {
    const files = new Map<string, number[]>()
    const today = dayOfNumber(dayNumberOf(now))
    for (const day of this.#told(now)) {
      const name = fileOf(dayOfNumber(day), today)
      files.set(name, [...(files.get(name) ?? []), day])
    }
    return [...files].map(([name, days]) => ({
      name,
      savedAt: new Date(Math.max(...days.map((day) => this.#savedAt(day, now)))),
      sheets: () => [
        sheetOf('Thu chi NSNN', `BÁO CÁO THU, CHI NGÂN SÁCH NHÀ NƯỚC LŨY KẾ (${titleOf(days)})`, this.#figures(days, now)),
      ],
    }))
  }

  write(item: string, amount: number, now: Date): SourceFile {
    const day = this.#told(now).at(-1)
    if (day === undefined) throw new Error('No budget report has been published yet.')
    this.#written.set(`${day}|${item}`, { amount: oneDecimal(amount), at: now.getTime(), day })
    return this.files(now).at(-1) as SourceFile
  }

  /** The days whose figures are out, oldest first. */
  #told(now: Date): number[] {
    const days: number[] = []
    for (let day = this.#start; day < dayNumberOf(now); day++) {
      if (this.#plans[dayOfNumber(day).slice(0, 4)] && this.#toldAt(day) <= now.getTime()) days.push(day)
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
    const years = [...new Set(days.map((day) => Number(dayOfNumber(day).slice(0, 4))))]
    return [...years.flatMap((year) => this.#estimates(year)), ...days.flatMap((day) => this.#actuals(day, now))]
  }

  #estimates(year: number): Figure[] {
    const decided = startOfNumber(numberOfDay(`${year}-01-01`)).getTime() - 15 * 86_400_000
    const common = { scope: 'Dự toán' as const, asOf: `${year}-12-31`, final: true, updatedAt: decided }
    return HEADINGS.flatMap((heading, place) => {
      const lines = this.#lines(year)[place] as RunningLine[]
      const total = lines.reduce((sum, line) => sum + line.estimate, 0)
      return [
        { ...common, item: heading.item, label: heading.label, amount: oneDecimal(total) },
        ...heading.lines.map((line, index) => ({
          ...common,
          item: null,
          label: line.label,
          amount: (lines[index] as RunningLine).estimate,
        })),
      ]
    })
  }

  #actuals(day: number, now: Date): Figure[] {
    const final = this.#finalAt(day) <= now.getTime()
    const common = {
      scope: 'Thực hiện lũy kế' as const,
      asOf: dayOfNumber(day),
      final,
      updatedAt: final ? this.#finalAt(day) : this.#toldAt(day),
    }
    return HEADINGS.flatMap((heading, place) => {
      const lines = this.#lines(Number(dayOfNumber(day).slice(0, 4)))[place] as RunningLine[]
      const amounts = lines.map((line, index) => (final ? line.to(day) : this.#provisional(line, day, place * 100 + index)))
      const total = oneDecimal(amounts.reduce((sum, amount) => sum + amount, 0))
      const figures: Figure[] = [
        { ...common, item: heading.item, label: heading.label, amount: total },
        ...heading.lines.map((line, index) => ({ ...common, item: null, label: line.label, amount: amounts[index] as number })),
      ]
      return figures.map((figure) => this.#overwritten(figure, day))
    })
  }

  /** The first count misses late vouchers of the last few days, never those before. */
  #provisional(line: RunningLine, day: number, key: number): number {
    const since = dayOfNumber(day).endsWith('-01-01') ? 0 : line.to(day - 1)
    const random = new Random(this.#seed, keyOf('provisional'), day, key)
    return random.chance(0.6) ? line.to(day) : oneDecimal(since + (line.to(day) - since) * random.between(0.8, 1))
  }

  #overwritten(figure: Figure, day: number): Figure {
    const written = this.#written.get(`${day}|${figure.item ?? figure.label}`)
    return written ? { ...figure, amount: written.amount, updatedAt: Math.max(figure.updatedAt, written.at) } : figure
  }

  #lines(year: number): RunningLine[][] {
    let lines = this.#years.get(year)
    if (!lines) {
      const plan = this.#plans[String(year)] as YearPlan
      lines = HEADINGS.map(({ item, lines }) =>
        lines.map(
          (line) =>
            new RunningLine(line, year, plan[item], item === 'revenue' ? plan.collected : plan.spent, this.#days, this.#seed),
        ),
      )
      this.#years.set(year, lines)
    }
    return lines
  }
}

/** Past years lie in a file each, then this year's closed quarters, this quarter's closed months, this month's days. */
function fileOf(day: string, today: string): string {
  const [year, month, quarter] = [day.slice(0, 4), day.slice(5, 7), quarterOf(day)]
  if (year < today.slice(0, 4)) return `thu-chi-nam-${year}.xlsx`
  if (quarter < quarterOf(today)) return `thu-chi-quy-${quarter}-${year}.xlsx`
  if (month < today.slice(5, 7)) return `thu-chi-thang-${month}-${year}.xlsx`
  return `thu-chi-ngay-${day}.xlsx`
}

function quarterOf(day: string): number {
  return Math.ceil(Number(day.slice(5, 7)) / 3)
}

function titleOf(days: number[]): string {
  const [first, last] = [dayOfNumber(days[0] as number), dayOfNumber(days.at(-1) as number)]
  return first === last ? `đến ngày ${slashed(last)}` : `từ ngày ${slashed(first)} đến ngày ${slashed(last)}`
}

function slashed(day: string): string {
  return `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}
