import type { Calendar } from '../calendar/calendar.ts'
import type { Db } from '../db.ts'
import type { DefinedIndicator, Registry } from '../indicators/registry.ts'
import type { CurrentProvince } from '../province/find.ts'
import type { Moment } from '../readings/asked/moment.ts'
import { dayOf } from '../time/hanoi.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import type { Exception, Severity } from './rule.ts'
import { type Bounds, boundsFor, type Judgement, judgementOf, rank } from './severity.ts'
import type { SharedReadings } from './shared-readings.ts'

/** What rules are asked with. */
export interface House {
  db: Db
  registry: Registry
  units: UnitRegistry
  province: CurrentProvince
  calendar: Calendar
  /** In an exercise: nothing else is asked of, and this is what is seen. */
  exercised?: Exercised
  /** Where several rules are asked of the same number one after the other: read once for all. */
  shared?: SharedReadings
}

/** What an exercise shows in place of what is. */
export interface Exercised {
  /** By `keyOf` indicator and unit. */
  readings: ReadonlyMap<string, number>
  /** How many times what they promised sources have been silent, by key. */
  silent: ReadonlyMap<string, number>
}

/** What a rule finds of one subject and unit. */
export interface Finding {
  /** An indicator’s id, `feed:<key>` or `clause:<plan>/<clause>`. */
  subject: string
  /** Null of a source. */
  unit: RegistryUnit | null
  level: Judgement | 'unknown'
  measured: number | null
  /** The bound past which it lies. */
  bound: number | null
}

/** What stands already, by `held`’s key. */
export type Held = ReadonlyMap<string, Severity>

export const keyOf = (subject: string, unit: { id: number } | null) => `${subject} ${unit?.id ?? 0}`

/** One question a rule asks. */
export interface Ask<C> {
  house: House
  when: C
  otherwise: Exception[]
  units: RegistryUnit[]
  moment: Moment
  held: Held
}

/** Of a rule about numbers, one of them. */
export interface AskOf<C> extends Ask<C> {
  /** As its alerts name it. */
  subject: string
  indicator: DefinedIndicator
}

/** What was measured against the bounds that hold for the unit on the day; unknown where nothing could be. */
export function weigh(
  { otherwise, moment, held }: Pick<Ask<unknown>, 'otherwise' | 'moment' | 'held'>,
  own: Bounds,
  worse: 'rise' | 'fall',
  { subject, unit, measured }: Pick<Finding, 'subject' | 'unit' | 'measured'>,
): Finding {
  if (measured === null) return { subject, unit, measured, level: 'unknown', bound: null }
  const bounds = boundsFor(own, otherwise, unit, dayOf(moment.at))
  const before = held.get(keyOf(subject, unit))
  const level = judgementOf(measured, bounds, worse, before)
  return { subject, unit, measured, level, bound: rank(level) > 0 ? (bounds.levels[level as Severity] ?? null) : null }
}
