import { DAY_MS, dayNumberOf, numberOfDay, startOfNumber, weekdayOf } from '../calendar/day.ts'
import { keyOf, Random } from './random.ts'
import { dateOf, type SimulatedUnit, type SourceRow, type World } from './simulate.ts'

// Statistical reports of a source that isn't there: which unit tells what of which period, and when. Before a merger the units
// of that time report, so that either map has a history.

/** A unit that reports, while it stands. */
export interface Reporter {
  code: string
  name: string
  people: number
  key: number
  /** Day numbers: the first on which it stands, the first on which it no longer does. */
  from: number
  until: number
  /** The unit's key, today's units alone. */
  unit: string | null
}

/** Part of a report may be told before all of it is known. */
interface Telling {
  at: number
  /** Share of the period's events that had reached the reporter. */
  complete: number
}

/** A report about to be written. */
export interface Report {
  reporter: Reporter
  part: string
  asOf: number
  complete: number
  random: Random
}

export type Every = 'day' | 'week' | 'month' | 'quarter' | 'year' | ((day: number) => boolean)

export interface SimulatedForm {
  code: string
  /** How long its periods are, or the days on which one ends. */
  every: Every
  reporters: Reporter[]
  parts?: (reporter: Reporter) => string[]
  /** Whether a reporter has nothing to say of a period and so says nothing. */
  isSilent?: (report: Report) => boolean
  /** When a period that ends on a day is told, by default some days later, now and then late, now and then corrected. */
  tellings?: (asOf: number, random: Random) => Telling[]
  /** What the source writes, besides who and when. `random` is the same at every telling. */
  figures(report: Report): SourceRow
}

/** A telling of one report: what is current from then to the next. */
export interface Entry extends Telling {
  next: number
  code: string
  copy: number
  form: SimulatedForm
  reporter: Reporter
  part: string
  asOf: number
}

const MEAN_COMMUNE = 34_000
const HOUR_MS = 3_600_000
const YEARS_BACK_DAYS = 800
const TERMS_BACK_DAYS = 120

/** Every telling that may be current on a day, in order. */
export function tellingsOn(world: World, forms: SimulatedForm[], day: number): Entry[] {
  const sorted: Entry[] = []
  for (const form of forms) {
    const from = numberOfDay(world.start) - backDays(form.every)
    for (const asOf of periodEnds(form.every, from, day)) {
      for (const reporter of form.reporters) {
        if (asOf < reporter.from || asOf >= reporter.until) continue
        for (const part of form.parts?.(reporter) ?? ['']) tell(world, sorted, day, { form, reporter, part, asOf })
      }
    }
  }
  return sorted.sort((a, b) => a.at - b.at || (a.code < b.code ? -1 : a.code > b.code ? 1 : a.copy - b.copy))
}

type Told = Pick<Entry, 'form' | 'reporter' | 'part' | 'asOf'>

function tell(world: World, into: Entry[], day: number, report: Told): void {
  const { form, reporter, part, asOf } = report
  if (form.isSilent?.({ reporter, part, asOf, complete: 1, random: randomOf(world, report) })) return
  const random = new Random(world.seed, keyOf(form.code), reporter.key, keyOf(part), asOf, 1)
  const told = (form.tellings ?? lateNowAndThen)(asOf, random)
  // The source writes milliseconds and no finer.
  const tellings = told.map((telling) => ({ ...telling, at: Math.round(telling.at) }))
  const code = [reporter.code, form.code, part, periodOf(form.every, asOf)].join('|')
  tellings.forEach((telling, copy) => {
    const next = tellings[copy + 1]?.at ?? Number.POSITIVE_INFINITY
    if (next > startOfNumber(day).getTime()) into.push({ ...report, ...telling, next, code, copy })
  })
}

/** What a telling says, besides who and when. */
export function figuresOf(world: World, entry: Entry): SourceRow {
  const { form, reporter, part, asOf, complete } = entry
  return form.figures({ reporter, part, asOf, complete, random: randomOf(world, entry) })
}

/** What a report is drawn from, the same at every telling. */
function randomOf(world: World, { form, reporter, part, asOf }: Told): Random {
  return new Random(world.seed, keyOf(form.code), reporter.key, keyOf(part), asOf, 2)
}

/** Those who report commune by commune: the communes, and before them the units they were made of. */
export function communesReporting(world: World): Reporter[] {
  const former = new Map<string, Reporter>()
  const current = world.communes.map((unit) => {
    const people = unit.people ?? Math.round(MEAN_COMMUNE * new Random(world.seed, keyOf(unit.key), 3).between(0.7, 1.3))
    const until = dayNumberOf(unit.before.until)
    for (const name of unit.before.names) {
      const share = (people / unit.before.names.length) * new Random(world.seed, keyOf(name), 3).between(0.75, 1.25)
      const known = former.get(name)
      // A unit that was split counts once, with what went to each successor.
      if (known) known.people += Math.round(share / 2)
      else former.set(name, reporter({ code: name, name, people: Math.round(share), from: Number.NEGATIVE_INFINITY, until }))
    }
    return reporter({ code: unit.code, name: unit.name, people, from: firstDay(unit), unit: unit.key })
  })
  return [...former.values(), ...current]
}

/** A department, and before it those whose work it took over; the province where it has none of that key. */
export function departmentReporting(world: World, key: string): Reporter[] {
  const unit = world.departments.find((department) => department.key === key) ?? world.province
  return withFormer(unit, unit.people ?? 0)
}

/** The province itself, and before it those it was made of. */
export function provinceReporting(world: World, people: number): Reporter[] {
  return withFormer(world.province, people)
}

function withFormer(unit: SimulatedUnit, people: number): Reporter[] {
  const { names, until } = unit.before
  const former = names.map((name) =>
    reporter({ code: name, name, people: Math.round(people / names.length), until: dayNumberOf(until) }),
  )
  return [...former, reporter({ code: unit.code, name: unit.name, people, from: firstDay(unit), unit: unit.key })]
}

/** A unit without predecessors has stood for as long as there is history. */
function firstDay({ before }: SimulatedUnit): number {
  return before.names.length === 0 ? Number.NEGATIVE_INFINITY : dayNumberOf(before.until)
}

function reporter(unit: Pick<Reporter, 'code' | 'name' | 'people'> & Partial<Reporter>): Reporter {
  return {
    key: keyOf(unit.unit ?? unit.code),
    from: Number.NEGATIVE_INFINITY,
    until: Number.POSITIVE_INFINITY,
    unit: null,
    ...unit,
  }
}

/** Days after a period's end on which it is told, one in twelve late by a week or two, one in twenty-five put right later. */
function lateNowAndThen(asOf: number, random: Random): Telling[] {
  const office = (days: number) => startOfNumber(asOf + days).getTime() + (8 + 8 * random.next()) * HOUR_MS
  const first = { at: office(random.chance(1 / 12) ? 8 + random.below(12) : 2 + random.below(4)), complete: 1 }
  if (!random.chance(1 / 25)) return [first]
  const second = { at: first.at + random.between(3, 25) * DAY_MS, complete: 1 }
  return [{ ...first, complete: random.between(0.8, 0.97) }, second]
}

/** The last days of a day's, week's, month's … periods within two days, both included. */
function periodEnds(every: Every, from: number, to: number): number[] {
  const ends: number[] = []
  for (let day = from; day <= to; day++) if (endsPeriod(every, day)) ends.push(day)
  return ends
}

function endsPeriod(every: Every, day: number): boolean {
  if (typeof every === 'function') return every(day)
  if (every === 'day') return true
  if (every === 'week') return weekdayOf(day) === 7
  const next = dateOf(day + 1).slice(5)
  if (every === 'month') return next.endsWith('-01')
  return every === 'year' ? next === '01-01' : ['01-01', '04-01', '07-01', '10-01'].includes(next)
}

/** As the source names a period: a month by its number, anything else by its last day. */
export function periodOf(every: Every, asOf: number): string {
  const day = dateOf(asOf).replaceAll('-', '')
  return every === 'month' ? day.slice(0, 6) : day
}

/** What is told but once or a few times a year is told from some time before the history begins. */
function backDays(every: Every): number {
  if (typeof every === 'function') return TERMS_BACK_DAYS
  return every === 'year' ? YEARS_BACK_DAYS : 0
}
