import { DAY_MS } from '../../../src/calendar/day.ts'
import { Random } from '../../../src/pack/random.ts'
import type { Handler, Place } from './place.ts'
import type { Procedure } from './procedures.ts'

const MINUTE = 60_000
const HOUR = 3_600_000

/** No dossier changes later than this many days after it was filed; what would is left out. */
export const LIFE_DAYS = 175

/** The portal's own codes, 1 to 10. */
export const Status = {
  filed: 1,
  received: 2,
  refused: 3,
  processing: 4,
  supplement: 5,
  fee: 6,
  withdrawn: 7,
  stopped: 8,
  done: 9,
  returned: 10,
} as const

type Channel = 'direct' | 'online' | 'post'

/** How a record is broken at the source, for good. */
type Flaw = 'no-receipt' | 'impossible-date' | 'unknown-unit'

/** What was entered wrongly at first and put right at the end. */
export type Slip = 'unit' | 'field' | 'channel'

/** One thing that happens to a dossier: when it happened, when the source tells of it, and what it then says. */
export interface Step {
  at: number
  told: number
  status: number
  due: number
  supplements: number
}

export interface Life {
  day: number
  index: number
  unit: Handler
  procedure: Procedure
  channel: Channel
  filed: number
  received: number
  finished: number
  returned: number
  refused: number
  steps: Step[]
  flaw: Flaw | null
  slip: Slip | null
}

/** The whole story of the day's dossier number `index`, the same whenever it is asked for. */
export function lifeOf(place: Place, day: number, index: number): Life {
  return new Storyteller(place, day, index).tell()
}

class Storyteller {
  #place: Place
  #random: Random
  #life: Life
  #due = 0
  #supplements = 0

  constructor(place: Place, day: number, index: number) {
    const random = new Random(place.seed, day, index)
    const procedure = place.procedures[random.weighted(place.procedureSums)] as Procedure
    const unit = place.handler(procedure, random)
    const channel = channelOf(place, day, procedure, random)
    this.#place = place
    this.#random = random
    this.#life = {
      day,
      index,
      unit,
      procedure,
      channel,
      filed: channel === 'online' ? onlineTime(place, day, random) : officeTime(day, random),
      received: 0,
      finished: 0,
      returned: 0,
      refused: 0,
      steps: [],
      flaw: null,
      slip: null,
    }
  }

  tell(): Life {
    const life = this.#life
    const random = this.#random
    if (random.chance(1 / 3_000)) life.flaw = random.pick(['no-receipt', 'impossible-date', 'unknown-unit'])
    if (this.#isAccepted()) this.#handle()
    this.#afterthoughts()
    for (const moment of ['filed', 'received', 'finished', 'returned', 'refused'] as const)
      life[moment] = Math.floor(life[moment])
    this.#publish()
    return life
  }

  /** Filing and acceptance; a counter accepts at once. */
  #isAccepted(): boolean {
    const life = this.#life
    if (life.channel !== 'online') {
      life.received = life.filed
    } else {
      this.#step(life.filed, Status.filed)
      life.received = this.#acceptance(life.filed)
      if (this.#random.chance(0.016)) {
        life.refused = life.received
        life.received = 0
        this.#step(life.refused, Status.refused)
        return false
      }
    }
    this.#due = this.#deadline(life.received)
    this.#step(life.received, Status.received)
    return true
  }

  #acceptance(filed: number): number {
    const random = this.#random
    const day = dayAt(filed)
    if (this.#place.days.isWorked(day) && isOfficeHour(filed)) return filed + (3 + random.exponential(25)) * MINUTE
    if (random.chance(0.5)) return filed + random.between(2, 45) * MINUTE
    const isBeforeOpening = minuteOfDay(filed) < 450 && this.#place.days.isWorked(day)
    const next = isBeforeOpening ? day : this.#place.days.add(day, 1)
    return startOf(next) + (450 + random.exponential(50)) * MINUTE
  }

  #deadline(received: number): number {
    const { days } = this.#place
    const day = dayAt(received)
    const { days: term } = this.#life.procedure
    if (term > 0) return closing(days.add(day, term))
    return days.isWorked(day) && minuteOfDay(received) < 900 ? closing(day) : closing(days.add(day, 1))
  }

  #handle(): void {
    const life = this.#life
    const random = this.#random
    const { days } = this.#place
    const term = life.procedure.days
    const pause = term >= 3 && random.chance(0.05) ? 1 + Math.min(8, Math.floor(random.exponential(3))) : 0
    const isSecondAsked = pause > 0 && random.chance(0.06)
    let end = this.#ending()

    let begun = life.received + (term === 0 ? random.between(1, 6) : random.between(8, 160)) * MINUTE
    if (life.channel === 'online' && random.chance(life.procedure.fee * 0.7)) {
      const paid = begun + Math.min(4 * MINUTE + random.exponential(5 * HOUR), Math.max(0, (end - begun) / 2))
      this.#step(begun, Status.fee)
      begun = paid
    }
    this.#step(begun, Status.processing)

    if (pause > 0) {
      const asked = this.#workTime(days.add(dayAt(life.received), 1), begun)
      const given = this.#workTime(days.add(dayAt(asked), pause), asked)
      this.#supplements = 1
      this.#step(asked, Status.supplement)
      this.#due = closing(days.add(dayAt(this.#due), pause))
      this.#step(given, Status.processing)
      end = this.#workTime(days.add(dayAt(end), pause), Math.max(end, given))
      if (isSecondAsked) {
        const again = this.#workTime(days.add(dayAt(given), 1), given)
        const answered = this.#workTime(days.add(dayAt(again), 3), again)
        this.#supplements = 2
        this.#step(again, Status.supplement)
        this.#step(answered, Status.processing)
        end = this.#workTime(days.add(dayAt(end), 4), Math.max(end, answered))
      }
    }

    if (random.chance(0.009)) {
      const last = (life.steps.at(-1) as Step).at
      life.finished = Math.max(last + MINUTE, last + (end - last) * random.next())
      this.#step(life.finished, random.chance(0.65) ? Status.withdrawn : Status.stopped)
      return
    }
    life.finished = Math.max(end, (life.steps.at(-1) as Step).at + 2 * MINUTE)
    this.#step(life.finished, Status.done)
    this.#handOver()
  }

  /** When it would be finished were nothing asked of the applicant. */
  #ending(): number {
    const life = this.#life
    const random = this.#random
    const { days } = this.#place
    const term = life.procedure.days
    const received = dayAt(life.received)
    const late = 0.038 * life.procedure.late * life.unit.late * this.#place.strain(life.day)
    if (random.chance(Math.min(0.4, late))) {
      const over = 1 + Math.min(24, Math.floor(random.exponential(5)))
      return startOf(days.add(dayAt(this.#due), over)) + officeMinute(random) * MINUTE
    }
    if (term === 0) {
      const from = days.isWorked(received) && isOfficeHour(life.received) ? life.received : this.#due - 9 * HOUR
      return Math.min(from + (6 + random.exponential(35)) * MINUTE, this.#due - MINUTE)
    }
    // Most are finished in the last third of their term; about one in seven on the last day itself.
    const used = random.chance(0.14) ? term : Math.round(term * (0.6 + 0.38 * Math.sqrt(random.next())))
    return this.#workTime(days.add(received, Math.min(term, Math.max(term > 1 ? 1 : 0, used))), life.received + 20 * MINUTE)
  }

  #handOver(): void {
    const life = this.#life
    const random = this.#random
    if (random.chance(0.02)) return
    if (life.channel === 'online' && random.chance(0.7)) life.returned = life.finished + random.between(1, 25) * MINUTE
    else if (life.procedure.days === 0) life.returned = life.finished + random.between(2, 30) * MINUTE
    else {
      const waited = Math.min(18, Math.floor(random.exponential(1.6)))
      const day = this.#place.days.add(dayAt(life.finished), waited)
      life.returned =
        waited === 0 ? life.finished + random.between(10, 120) * MINUTE : startOf(day) + officeMinute(random) * MINUTE
    }
    this.#step(life.returned, Status.returned)
  }

  /** Some records are sent again unchanged, and a few are put right days later. */
  #afterthoughts(): void {
    const life = this.#life
    const random = this.#random
    const last = life.steps.at(-1) as Step
    if (random.chance(0.004)) {
      life.slip = random.pick(['unit', 'field', 'channel'])
      life.steps.push({ ...last, at: last.at + random.between(0.5, 6) * DAY_MS })
    } else if (random.chance(0.008)) {
      life.steps.push({ ...last, at: last.at + random.between(2, 60) * HOUR })
    }
  }

  /**
   * Most steps are told within minutes. One in five waits for the unit's batch between closing time and the next working
   * morning, so that changes keep arriving through nights and weekends, hours after they happened.
   */
  #publish(): void {
    const random = this.#random
    let before = 0
    for (const step of this.#life.steps) {
      step.at = Math.floor(step.at)
      let told = step.at + random.between(2, 90) * 1_000
      if (random.chance(0.2)) {
        const evening = Math.max(step.at, startOf(dayAt(step.at)) + 18 * HOUR)
        const morning = startOf(this.#place.days.add(dayAt(evening), 1)) + 6.5 * HOUR
        told = evening + (morning - evening) * random.next()
      }
      step.told = Math.floor(Math.max(told, before + 1))
      before = step.told
    }
    const end = startOf(this.#life.day + LIFE_DAYS)
    this.#life.steps = this.#life.steps.filter((step) => step.told < end)
  }

  #step(at: number, status: number): void {
    const last = this.#life.steps.at(-1)
    const moment = last && at <= last.at ? last.at + 1_000 : at
    this.#life.steps.push({ at: moment, told: 0, status, due: this.#due, supplements: this.#supplements })
  }

  /** A moment of office hours on a day, later than `after`; after closing time people stay on. */
  #workTime(day: number, after: number): number {
    const at = startOf(day) + officeMinute(this.#random) * MINUTE
    if (at > after) return at
    const limit = Math.max(closing(dayAt(after)), after + 30 * MINUTE)
    return after + (limit - after) * this.#random.next()
  }
}

function channelOf(place: Place, day: number, procedure: Procedure, random: Random): Channel {
  if (!place.days.isWorked(day)) return 'online'
  if (random.chance(Math.min(0.97, place.onlineShare(day) * procedure.online))) return 'online'
  return random.chance(0.05) ? 'post' : 'direct'
}

function officeTime(day: number, random: Random): number {
  return startOf(day) + officeMinute(random) * MINUTE
}

/** Minutes after midnight: 7:30–11:30 and 13:30–17:00, busiest an hour after the doors open. */
function officeMinute(random: Random): number {
  const hump = (random.next() + random.next() * 0.9 + random.next() * 0.6) / 2.5
  return random.chance(0.6) ? 450 + hump * 240 : 810 + hump * 208
}

/** People file online at work, after dinner, and a few in the dead of night. */
function onlineTime(place: Place, day: number, random: Random): number {
  const start = startOf(day)
  const draw = random.next()
  const office = place.days.isWorked(day) ? 0.56 : 0.42
  if (draw < office) return officeTime(day, random)
  if (draw < 0.88) return start + (1_020 + 390 * (random.next() + random.next()) * 0.5) * MINUTE
  if (draw < 0.94) return start + random.between(0, 330) * MINUTE
  return start + random.between(330, 480) * MINUTE
}

function isOfficeHour(at: number): boolean {
  const minute = minuteOfDay(at)
  return minute >= 450 && minute < 1_020
}

const OFFSET = 7 * HOUR

function dayAt(at: number): number {
  return Math.floor((at + OFFSET) / DAY_MS)
}

function startOf(day: number): number {
  return day * DAY_MS - OFFSET
}

function closing(day: number): number {
  return startOf(day) + 17 * HOUR
}

function minuteOfDay(at: number): number {
  return Math.floor(((at + OFFSET) % DAY_MS) / MINUTE)
}
