import { startOfNumber } from '../../../src/calendar/day.ts'
import { agencyOn } from '../../../src/pack/simulated-lives.ts'
import { LIFE_DAYS, lifeOf } from './life.ts'
import type { Place } from './place.ts'
import { codeOf } from './row.ts'

/** A step as it is told: on which dossier, and when the next step of the same dossier will be told. */
export interface Entry {
  told: number
  day: number
  index: number
  number: number
  /** Infinity where no step follows. */
  next: number
  unit: string
  /** A record the source sends twice, word for word. */
  copy: number
}

const OFFSET_MS = 7 * 3_600_000
const DAY_MS = 86_400_000

/** The source keeps every step for so many days; of dossiers that changed before, only where they stood last. */
export const JOURNAL_DAYS = 35

/** Whether a step is told no more, given when another followed it. */
export function isForgotten(followed: number, now: number): boolean {
  return followed <= now - JOURNAL_DAYS * DAY_MS
}

/** Days that stay at hand behind the newest one asked for, so that a reader may page through the evening before. */
const KEPT_DAYS = 4

/**
 * What is told on each day, in order, made by walking the days of filing forward. Only the dossiers that are still to
 * change are held, so memory follows the backlog and not the history; a reader that jumps far back starts a new walk.
 */
export class ChangeLog {
  #place: Place
  #walks: Walk[] = []

  constructor(place: Place) {
    this.#place = place
  }

  /** The steps told on a day, by (moment, code, copy); those the source has forgotten by `now` may be missing. */
  on(day: number, now: number): Entry[] {
    let walk = this.#walks.find((each) => each.asOf <= now && day >= each.kept && day <= each.reached + LIFE_DAYS)
    if (!walk) {
      walk = new Walk(this.#place, day, now)
      // Two walks at most: one for the reader that catches up and one for those that follow.
      if (this.#walks.length === 2) this.#walks.shift()
    } else {
      this.#walks.splice(this.#walks.indexOf(walk), 1)
    }
    this.#walks.push(walk)
    return walk.on(day)
  }
}

class Walk {
  /** Steps forgotten at this moment are left out: four in five, on a walk through old days. */
  readonly asOf: number
  kept: number
  reached: number
  #place: Place
  #days = new Map<number, Entry[]>()
  #sorted = new Set<number>()

  constructor(place: Place, day: number, now: number) {
    this.#place = place
    this.asOf = now
    this.kept = day
    this.reached = Math.max(place.start, day - LIFE_DAYS) - 1
  }

  on(day: number): Entry[] {
    while (this.reached < day) this.#take(++this.reached)
    for (let old = this.kept; old < day - KEPT_DAYS; old++) this.#forget(old)
    this.kept = Math.max(this.kept, day - KEPT_DAYS)
    const entries = this.#days.get(day) ?? []
    if (!this.#sorted.has(day)) {
      entries.sort(inOrder)
      this.#sorted.add(day)
    }
    return entries
  }

  #take(day: number): void {
    const count = this.#place.volume(day)
    for (let index = 0; index < count; index++) {
      const { steps, unit } = lifeOf(this.#place, day, index)
      for (let number = 0; number < steps.length; number++) {
        const told = (steps[number] as { told: number }).told
        const on = Math.floor((told + OFFSET_MS) / DAY_MS)
        const next = steps[number + 1]?.told ?? Number.POSITIVE_INFINITY
        if (on < this.kept || isForgotten(next, this.asOf)) continue
        const entry = { told, day, index, number, next, unit: agencyOn(unit, startOfNumber(day).getTime(), index), copy: 0 }
        const entries = this.#days.get(on)
        if (entries) entries.push(entry)
        else this.#days.set(on, [entry])
        if ((index * 31 + day * 7 + number) % 640 === 0) this.#days.get(on)?.push({ ...entry, copy: 1 })
      }
    }
  }

  #forget(day: number): void {
    this.#days.delete(day)
    this.#sorted.delete(day)
  }
}

function inOrder(a: Entry, b: Entry): number {
  if (a.told !== b.told) return a.told - b.told
  const [left, right] = [codeOf(a.unit, a.day, a.index), codeOf(b.unit, b.day, b.index)]
  return left < right ? -1 : left > right ? 1 : a.copy - b.copy
}
