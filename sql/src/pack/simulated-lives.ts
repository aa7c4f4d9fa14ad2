import { DAY_MS, dayNumberOf, numberOfDay, startOfNumber } from '../calendar/day.ts'
import { WorkingDays } from '../calendar/working-days.ts'
import type { Random } from './random.ts'
import {
  type Changes,
  localTime,
  type Mark,
  type RecordSource,
  type SimulatedUnit,
  type SourceRow,
  type World,
} from './simulate.ts'

const HOUR_MS = 3_600_000
/** Something may be told of before the day it counts to begins: a payment, some minutes before its dossier. */
export const EARLY_DAYS = 1

// Things that live: a transaction, an incident, a certificate. A domain says what begins on a day and which steps it goes
// through; the list of what the source tells of them, oldest change first, is the same for all.

/** A thing and what the source says of it, step by step, oldest first. */
export interface Life {
  code: string
  steps: { at: number; row: () => SourceRow }[]
}

interface Entry {
  mark: Mark
  /** When the next step is told; Infinity where none follows. */
  next: number
  row: () => SourceRow
}

export class SimulatedLives implements RecordSource {
  readonly path: string
  #first: number
  #names: { code: string; updated: string }
  #livesOf: (day: number) => Iterable<Life>
  #journalMs: number
  #entries: Entry[] = []
  #reached: number
  #written = new Map<string, Entry>()
  #newest = 0

  /** `names` are the fields that carry the code and the time of the change; `journalDays` is for how long every step is kept. */
  constructor(
    path: string,
    world: World,
    names: { code: string; updated: string },
    livesOf: (day: number) => Iterable<Life>,
    journalDays = 0,
  ) {
    this.path = path
    this.#first = numberOfDay(world.start)
    this.#reached = this.#first - 1
    this.#names = names
    this.#livesOf = livesOf
    this.#journalMs = journalDays * DAY_MS
  }

  changesSince(after: Mark | null, limit: number, now: Date): Changes {
    const records: SourceRow[] = []
    let last = after
    for (const { mark, row } of this.#current(after, now)) {
      if (records.length === limit) return { records, last, more: true }
      records.push(this.#rowOf({ mark, row }))
      last = mark
    }
    this.#newest = Math.max(this.#newest, last?.at ?? 0)
    return { records, last, more: false }
  }

  countSince(after: Mark | null, now: Date): number {
    let count = 0
    for (const _ of this.#current(after, now)) count++
    return count
  }

  write(fields: Record<string, string | null>, now: Date): SourceRow {
    const { code: codeName, updated } = this.#names
    // Later than anything already answered, so that no reader's mark has passed it.
    const at = Math.max(now.getTime(), this.#newest + 1)
    this.#newest = at
    const told = this.#told(now).filter(({ mark }) => mark.at <= now.getTime())
    const code = fields[codeName] ?? `moi-${this.#written.size + 1}`
    const known = this.#written.get(code) ?? told.findLast(({ mark }) => mark.code === code) ?? told.at(-1)
    const row = { ...(known ? this.#rowOf(known) : {}), ...fields, [codeName]: code, [updated]: localTime(at) }
    this.#written.set(code, { mark: { at, code, copy: 99 }, next: Number.POSITIVE_INFINITY, row: () => row })
    return row
  }

  /** What stands after a mark, in order: not what was told over, beyond the days of the journal. */
  *#current(after: Mark | null, now: Date): Generator<Entry> {
    const until = now.getTime()
    const written = [...this.#written.values()].filter(({ mark }) => mark.at <= until && (!after || compare(mark, after) > 0))
    written.sort((a, b) => compare(a.mark, b.mark))
    const entries = this.#told(now)
    for (let place = after ? firstAfter(entries, after) : 0; place < entries.length; place++) {
      const entry = entries[place] as Entry
      if (entry.mark.at > until) break
      if (entry.next <= until - this.#journalMs || this.#written.has(entry.mark.code)) continue
      while (written[0] && compare(written[0].mark, entry.mark) < 0) yield written.shift() as Entry
      yield entry
    }
    yield* written
  }

  #told(now: Date): Entry[] {
    const last = dayNumberOf(now) + EARLY_DAYS
    if (this.#reached >= last) return this.#entries
    const forgotten = now.getTime() - this.#journalMs
    while (this.#reached < last) {
      for (const { code, steps } of this.#livesOf(++this.#reached)) {
        steps.forEach(({ at, row }, copy) => {
          const next = steps[copy + 1]?.at ?? Number.POSITIVE_INFINITY
          if (next > forgotten) this.#entries.push({ mark: { at, code, copy }, next, row })
        })
      }
    }
    this.#entries.sort((a, b) => compare(a.mark, b.mark))
    return this.#entries
  }

  #rowOf({ mark, row }: Pick<Entry, 'mark' | 'row'>): SourceRow {
    return { ...row(), [this.#names.code]: mark.code, [this.#names.updated]: localTime(mark.at) }
  }
}

function firstAfter(entries: Entry[], mark: Mark): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare((entries[middle] as Entry).mark, mark) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

function compare(a: Mark, b: Mark): number {
  if (a.at !== b.at) return a.at - b.at
  if (a.code !== b.code) return a.code < b.code ? -1 : 1
  return a.copy - b.copy
}

/** A unit as the source names it on a day: before a merger, one of those it was made of. */
export function nameOn({ code, before: { until, names } }: SimulatedUnit, at: number, turn: number): string {
  return at < until.getTime() && names.length > 0 ? (names[turn % names.length] as string) : code
}

/** The same by its code: of an agency of Thái Bình before the merger one of H54, of what it became one of H31. */
export function agencyOn({ code, before: { until, names, codes = names } }: SimulatedUnit, at: number, turn: number): string {
  return at < until.getTime() && codes.length > 0 ? (codes[turn % codes.length] as string) : code
}

/** How busy a province's offices are on a day: 1 on a working day. */
export class OfficeYear {
  readonly days: WorkingDays
  #merger: number

  constructor(world: World) {
    const start = numberOfDay(world.start)
    this.days = new WorkingDays(world.calendar, start - 60, start + 365 * 8)
    this.#merger = dayNumberOf(world.province.before.until)
  }

  /** `off` is how busy a day off is; Tết is next to nothing, the weeks after a merger are slow while systems move. */
  load(day: number, off: number): number {
    const sinceMerger = day - this.#merger
    const settling = sinceMerger >= 0 && sinceMerger < 21 ? 0.4 + sinceMerger / 40 : 1
    if (this.days.isWorked(day)) return settling
    return settling * (this.#isLongBreak(day) ? off / 4 : off)
  }

  /** The moment itself if somebody is at work, else some time into the next working morning. */
  atWork(at: number, random: Random): number {
    const day = dayNumberOf(new Date(at))
    const hour = (at - startOfNumber(day).getTime()) / HOUR_MS
    if (this.days.isWorked(day) && hour >= 7.5 && hour < 17) return at
    const next = this.days.isWorked(day) && hour < 7.5 ? day : this.days.add(day, 1)
    return startOfNumber(next).getTime() + (7.5 + random.exponential(1)) * HOUR_MS
  }

  #isLongBreak(day: number): boolean {
    let [first, last] = [day, day]
    while (first > this.days.from && !this.days.isWorked(first - 1)) first--
    while (last < this.days.to && !this.days.isWorked(last + 1)) last++
    return last - first >= 6
  }
}
