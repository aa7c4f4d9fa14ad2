import { dayOfNumber, numberOfDay } from '../../../src/calendar/day.ts'
import type { WorkingDays } from '../../../src/calendar/working-days.ts'
import { keyOf, Random } from '../../../src/pack/random.ts'
import type { Line } from './lines.ts'

export interface YearPlan {
  /** Estimates for the year, in triệu đồng. */
  revenue: number
  expenditure: number
  /** What the year ends with, beside its estimate. */
  collected: number
  spent: number
}

/** A year's running totals of one line, in triệu đồng with one decimal, day by day. */
export class RunningLine {
  readonly estimate: number
  #first: number
  #sums: Float64Array

  constructor(line: Line, year: number, estimate: number, outcome: number, days: WorkingDays, seed: number) {
    const random = new Random(seed, keyOf(line.label), year)
    this.estimate = oneDecimal((estimate * line.share) / 1_000)
    this.#first = numberOfDay(`${year}-01-01`)
    const count = numberOfDay(`${year + 1}-01-01`) - this.#first
    this.#sums = new Float64Array(count)
    // No two years pay in the same months.
    const months = Array.from({ length: 12 }, (_, month) => (line.months?.[month] ?? 8) * random.between(0.75, 1.25))
    let sum = 0
    for (let day = 0; day < count; day++) {
      const month = Number(dayOfNumber(this.#first + day).slice(5, 7)) - 1
      const weight = days.isWorked(this.#first + day) ? (months[month] as number) * random.between(0.55, 1.45) : 0
      sum += weight
      this.#sums[day] = sum
    }
    // Each line misses or beats the year's outcome by a few per cent of its own.
    const whole = this.estimate * outcome * random.between(0.95, 1.05)
    for (let day = 0; day < count; day++) this.#sums[day] = oneDecimal((whole * (this.#sums[day] as number)) / sum)
  }

  /** The total from 1 January to a day. */
  to(day: number): number {
    return this.#sums[day - this.#first] as number
  }
}

/** A year's plan; of years nobody has set, a smaller one the further back, that came out as it may. */
export function planOf(plans: Record<string, YearPlan>, year: number, seed: number): YearPlan | null {
  const known = plans[year]
  if (known) return known
  const first = Math.min(...Object.keys(plans).map(Number))
  const base = plans[first]
  if (!base || year > first) return null
  const random = new Random(seed, keyOf('plan'), year)
  const smaller = 0.92 ** (first - year)
  return {
    revenue: Math.round(base.revenue * smaller),
    expenditure: Math.round(base.expenditure * smaller),
    collected: random.between(0.97, 1.14),
    spent: random.between(0.88, 0.96),
  }
}

export function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}
