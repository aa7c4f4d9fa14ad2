import type { Calendar } from './calendar.ts'
import { dayOfNumber } from './day.ts'

/** A calendar laid out as arrays over a span of day numbers, for those who ask it hundreds of thousands of times a second. */
export class WorkingDays {
  readonly from: number
  readonly to: number
  #ordinal: Int32Array
  #worked: number[] = []

  constructor(calendar: Calendar, from: number, to: number) {
    this.from = from
    this.to = to
    this.#ordinal = new Int32Array(to - from + 1)
    for (let day = from; day <= to; day++) {
      if (calendar.isWorkingDay(dayOfNumber(day))) this.#worked.push(day)
      this.#ordinal[day - from] = this.#worked.length
    }
  }

  isWorked(day: number): boolean {
    return this.#worked[this.#rank(day) - 1] === day
  }

  /** The day `days` working days after `day`. */
  add(day: number, days: number): number {
    if (days === 0) return day
    const found = this.#worked[this.#rank(day) - 1 + days]
    if (found === undefined) throw new RangeError(`working day ${days} after ${dayOfNumber(day)} is beyond the table`)
    return found
  }

  /** Working days in (from, to]. */
  between(from: number, to: number): number {
    return this.#rank(to) - this.#rank(from)
  }

  #rank(day: number): number {
    const rank = this.#ordinal[day - this.from]
    if (rank === undefined) throw new RangeError(`${dayOfNumber(day)} is beyond the table`)
    return rank
  }
}
