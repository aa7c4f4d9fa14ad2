import { DAY_MS, dayNumberOf, numberOfDay, startOfNumber } from '../calendar/day.ts'
import { firstFrom, isAfter } from './marks.ts'
import { type Changes, localTime, type Mark, type RecordSource, type SourceRow, type World } from './simulate.ts'
import { EARLY_DAYS, type Life } from './simulated-lives.ts'

/** Days counted record by record; further back a count is reckoned from how much one day brings. */
const COUNTED_DAYS = 3
/** Days that stay at hand behind the newest one asked for, so that a reader may page through the evening before. */
const KEPT_DAYS = 4
/** A day's share of the whole is measured on the last so many days. */
const MEASURED_DAYS = 4

interface Told {
  mark: Mark
  /** When the next step is told; Infinity where none follows. */
  next: number
  row: () => SourceRow
}

export interface Walked {
  path: string
  /** The fields that carry the code and the time of the change. */
  names: { code: string; updated: string }
  /** What begins on a day; beyond `wholeFrom`, which is fixed when the list is first read, a source may list a part of it. */
  livesOf: (day: number, wholeFrom: number) => Iterable<Life>
  /** How much begins on a day, beside other days: a count of what is far back is reckoned from it. */
  volumeOf: (day: number, wholeFrom: number) => number
  wholeFrom: (now: Date) => number
  /** No step is told later than so many days after its life began. */
  lifeDays: number
  /** For how long every step is kept; of what changed before, only where it stood last. */
  journalDays?: number
}

/**
 * What `SimulatedLives` tells, for as many lives as a province has in years: days are walked forward, and only the lives that are
 * still to change are held, so memory follows what is under way and not the history. A reader that jumps back starts a new walk.
 */
export class WalkedLives implements RecordSource {
  readonly path: string
  #walked: Walked
  #first: number
  #journalMs: number
  #wholeFrom: number | undefined
  #walks: Walk[] = []
  #perVolume: { stands: number; told: number } | undefined
  #written = new Map<string, Told>()
  #newest = 0

  constructor(world: World, walked: Walked) {
    this.path = walked.path
    this.#walked = walked
    this.#first = numberOfDay(world.start)
    this.#journalMs = (walked.journalDays ?? 0) * DAY_MS
  }

  changesSince(after: Mark | null, limit: number, now: Date): Changes {
    const records: SourceRow[] = []
    let last = after
    for (const told of this.#current(after, now)) {
      if (records.length === limit) return { records, last, more: true }
      records.push(this.#rowOf(told))
      last = told.mark
    }
    this.#newest = Math.max(this.#newest, last?.at ?? 0)
    return { records, last, more: false }
  }

  countSince(after: Mark | null, now: Date): number {
    const [from, today] = [this.#firstDay(after), dayNumberOf(now)]
    if (today - from > COUNTED_DAYS) return this.#reckon(from, today, now)
    let count = 0
    for (const _ of this.#current(after, now)) count++
    return count
  }

  write(fields: Record<string, string | null>, now: Date): SourceRow {
    const { code: codeName, updated } = this.#walked.names
    // Later than anything already answered, so that no reader's mark has passed it.
    const at = Math.max(now.getTime(), this.#newest + 1)
    this.#newest = at
    const code = fields[codeName] ?? `moi-${this.#written.size + 1}`
    const known = this.#written.get(code) ?? this.#lastOf(code, now)
    const row = { ...(known ? this.#rowOf(known) : {}), ...fields, [codeName]: code, [updated]: localTime(at) }
    this.#written.set(code, { mark: { at, code, copy: 99 }, next: Number.POSITIVE_INFINITY, row: () => row })
    return row
  }

  /** What stands after a mark, in order: not what was told over, beyond the days of the journal. */
  *#current(after: Mark | null, now: Date): Generator<Told> {
    const until = now.getTime()
    const written = [...this.#written.values()].filter(({ mark }) => mark.at <= until && (!after || isAfter(mark, after)))
    written.sort(inOrder)
    for (let day = this.#firstDay(after); day <= dayNumberOf(now); day++) {
      const entries = this.#on(day, now)
      for (let place = after ? firstFrom(entries, after.at, ({ mark }) => mark.at) : 0; place < entries.length; place++) {
        const entry = entries[place] as Told
        if (entry.mark.at > until) break
        if (entry.next <= until - this.#journalMs || this.#written.has(entry.mark.code)) continue
        if (after && !isAfter(entry.mark, after)) continue
        while (written[0] && isAfter(entry.mark, written[0].mark)) yield written.shift() as Told
        yield entry
      }
    }
    yield* written
  }

  /** What is told on a day, in order. */
  #on(day: number, now: Date): Told[] {
    const { lifeDays } = this.#walked
    let walk = this.#walks.find((each) => each.asOf <= now.getTime() && day >= each.kept && day <= each.reached + lifeDays)
    if (walk) this.#walks.splice(this.#walks.indexOf(walk), 1)
    else {
      walk = new Walk(this.#walked, this.#whole(now), Math.max(this.#first, day - lifeDays), {
        kept: day,
        asOf: now.getTime(),
        forgotten: now.getTime() - this.#journalMs,
      })
      // Two walks at most: one for the reader that catches up and one for those that follow.
      if (this.#walks.length === 2) this.#walks.shift()
    }
    this.#walks.push(walk)
    return walk.on(day)
  }

  #firstDay(after: Mark | null): number {
    return Math.max(this.#first - EARLY_DAYS, after && after.at > 0 ? dayNumberOf(new Date(after.at)) : 0)
  }

  /** The first day of which all is listed. */
  #whole(now: Date): number {
    this.#wholeFrom ??= Math.max(this.#first, this.#walked.wholeFrom(now))
    return this.#wholeFrom
  }

  #reckon(from: number, today: number, now: Date): number {
    const { stands, told } = this.#measure(today, now)
    const { volumeOf } = this.#walked
    let count = 0
    for (let day = Math.max(this.#first, from); day <= today; day++)
      count += volumeOf(day, this.#whole(now)) * (startOfNumber(day).getTime() > now.getTime() - this.#journalMs ? told : stands)
    return Math.round(count)
  }

  /** How many records there are of what begins on a day: where it stands, and all that is told of it. */
  #measure(today: number, now: Date): { stands: number; told: number } {
    if (!this.#perVolume) {
      const { livesOf, volumeOf } = this.#walked
      let [volume, stands, told] = [0, 0, 0]
      for (let day = Math.max(this.#first, today - MEASURED_DAYS); day < today; day++) {
        volume += volumeOf(day, this.#whole(now))
        for (const { steps } of livesOf(day, this.#whole(now))) {
          if (steps.length > 0) stands++
          told += steps.length
        }
      }
      this.#perVolume = { stands: stands / Math.max(1, volume), told: told / Math.max(1, volume) }
    }
    return this.#perVolume
  }

  /** The last word on a code, or what was told last of anything. */
  #lastOf(code: string, now: Date): Told | undefined {
    let last: Told | undefined
    for (let day = dayNumberOf(now); day >= Math.max(this.#first, dayNumberOf(now) - KEPT_DAYS); day--) {
      const told = this.#on(day, now).filter(({ mark }) => mark.at <= now.getTime())
      const known = told.findLast(({ mark }) => mark.code === code)
      if (known) return known
      last ??= told.at(-1)
    }
    return last
  }

  #rowOf({ mark, row }: Pick<Told, 'mark' | 'row'>): SourceRow {
    return { ...row(), [this.#walked.names.code]: mark.code, [this.#walked.names.updated]: localTime(mark.at) }
  }
}

class Walk {
  /** Steps forgotten at this moment are left out. */
  readonly asOf: number
  kept: number
  reached: number
  #walked: Walked
  #wholeFrom: number
  #forgotten: number
  #days = new Map<number, Told[]>()
  #sorted = new Set<number>()

  constructor(walked: Walked, wholeFrom: number, from: number, at: { kept: number; asOf: number; forgotten: number }) {
    this.#walked = walked
    this.#wholeFrom = wholeFrom
    this.asOf = at.asOf
    this.kept = at.kept
    this.#forgotten = at.forgotten
    this.reached = from - 1
  }

  on(day: number): Told[] {
    while (this.reached < day + EARLY_DAYS) this.#take(++this.reached)
    for (let old = this.kept; old < day - KEPT_DAYS; old++) {
      this.#days.delete(old)
      this.#sorted.delete(old)
    }
    this.kept = Math.max(this.kept, day - KEPT_DAYS)
    const told = this.#days.get(day) ?? []
    if (!this.#sorted.has(day)) {
      told.sort(inOrder)
      this.#sorted.add(day)
    }
    return told
  }

  #take(day: number): void {
    for (const { code, steps } of this.#walked.livesOf(day, this.#wholeFrom)) {
      for (let copy = 0; copy < steps.length; copy++) {
        const { at, row } = steps[copy] as Life['steps'][number]
        const on = dayNumberOf(new Date(at))
        const next = steps[copy + 1]?.at ?? Number.POSITIVE_INFINITY
        if (on < this.kept || next <= this.#forgotten) continue
        const told = { mark: { at, code, copy }, next, row }
        const entries = this.#days.get(on)
        if (entries) entries.push(told)
        else this.#days.set(on, [told])
      }
    }
  }
}

function inOrder(a: Told, b: Told): number {
  if (a.mark.at !== b.mark.at) return a.mark.at - b.mark.at
  if (a.mark.code !== b.mark.code) return a.mark.code < b.mark.code ? -1 : 1
  return a.mark.copy - b.mark.copy
}
