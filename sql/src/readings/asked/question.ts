import type { Db } from '../../db.ts'
import { Invalid } from '../../errors.ts'
import { classificationOfIndicator } from '../../indicators/classification.ts'
import { defineIndicator, latestTrouble } from '../../indicators/define.ts'
import { GRAINS } from '../../indicators/formula.ts'
import { narrow } from '../../indicators/narrow.ts'
import type { DefinedIndicator, Registry } from '../../indicators/registry.ts'
import { registryAsOf } from '../../indicators/versions.ts'
import { type Comparison, Indicator, type Localised, SINCE_MERGER } from '../../pack/pack.ts'
import { assertInSight } from '../../sight/reach.ts'
import { addDays, dayOf, startOfDay } from '../../time/hanoi.ts'
import type { Step } from '../../time/slots.ts'
import { slotBefore } from '../../time/slots.ts'
import type { RegistryUnit, UnitRegistry } from '../../units/registry.ts'
import { unitsAsOf } from '../../units/versions.ts'
import { momentOfSpan } from '../at-its-end.ts'
import { type Moment, momentOf } from './moment.ts'
import { ownSpan } from './own-span.ts'
import { isDay, isInRange, parsePeriod, type Span } from './period.ts'
import { sinceMerger } from './since-merger.ts'
import { type Narrowed, parseWhere, sayWhere } from './where.ts'

/** A question as people write it, in a URL or on a command line. */
export interface Asked {
  /** An indicator's id, or a measure's. */
  indicator: string
  /** A unit's key. */
  unit: string
  /** See parsePeriod, or `since_merger`; the indicator's own period where left out. */
  period?: string | undefined
  /** A day yyyy-mm-dd whose map is meant, or `today`. */
  geo?: string | undefined
  /** An instant with its zone, or a day, which means its end in Vietnam. */
  asOf?: string | undefined
  /** With which days before: see Comparison. */
  compare?: Comparison | undefined
  /** Of the indicator only what has these values of dimensions: `procedure:2.001234` each. See narrow. */
  where?: string[] | undefined
  /** The period is looked at step by step: what stands at one moment is then asked of many, each as known then. */
  isOverTime?: boolean
}

export interface Question {
  /** Which definitions: a fingerprint. */
  definitions: string
  /** The registry known then. */
  units: UnitRegistry
  indicator: DefinedIndicator
  unit: RegistryUnit
  /** What the indicator is narrowed to, in words. */
  where: Narrowed[]
  moment: Moment
  /** Absent where the indicator's own period is meant. */
  span: Span | undefined
  compare: Comparison
}

/** Reads a question, by the definitions and units known as of the moment it asks for. Throws Invalid or NotFound with the cure. */
export async function openQuestion(db: Db, current: UnitRegistry, asked: Asked, now = new Date()): Promise<Question> {
  const asOf = asked.asOf === undefined ? null : parseAsOf(asked.asOf, now)
  const moment = momentOf({ asOf, geo: asked.geo === undefined ? undefined : parseGeo(asked.geo, now) }, now)
  const [registry, units] = await Promise.all([registryAsOf(db, asOf), unitsAsOf(db, current, asOf)])
  const named = indicatorOf(registry, asked.indicator, asked.period === 'now')
  const whole = asked.period === 'latest' ? newestOf(named) : named
  const where = parseWhere(asked.where ?? [])
  const unit = units.find(asked.unit)
  const classification = classificationOfIndicator(named, registry)
  assertInSight({ units: [unit.id], domains: named.domains, classification }, units)
  const { period } = asked
  const isOwn = period === undefined || period === 'latest' || period === 'now'
  const span = isOwn ? undefined : period === SINCE_MERGER ? sinceMerger(units, unit, moment.at) : parsePeriod(period, moment.at)
  const indicator = narrow(whole, where, daysOf(span ?? ownSpan(whole, [unit], moment.at)))
  if (span && indicator.period === 'now' && span.from < span.to && !asked.isOverTime) {
    throw new Invalid(
      `${indicator.id} says how things stand at one moment. For a moment of the past ask with asOf, for now leave the period out.`,
    )
  }
  if (span) assertWhole(indicator, span, moment.at)
  if (asked.period === 'now' && indicator.period !== 'now') {
    throw new Invalid(`${indicator.id} is counted over a period; ask for one, such as today, month or 2025-07.`)
  }
  return {
    definitions: registry.sha256,
    units,
    indicator,
    unit,
    where: await sayWhere(db, indicator.domains, where),
    moment: span && !asked.isOverTime ? momentOfSpan(indicator, span, moment) : moment,
    span,
    compare: asked.compare ?? 'solar',
  }
}

/** The first and the last day of a span. */
const daysOf = ({ from, to }: Span) => ({ from: dayOf(from), to: dayOf(new Date(Math.max(from.getTime(), to.getTime() - 1))) })

const WORDS = { hour: 'hours', day: 'days, such as 2025-07-15', month: 'months, such as 2025-07', year: 'years, such as 2025' }

/** What is counted by the month has no part of a month: it would be all of it or nothing. */
function assertWhole({ id, grain }: DefinedIndicator, { from, to }: Span, at: Date): void {
  const isEdge = (moment: Date) => slotBefore(moment, grain).getTime() === moment.getTime()
  if (isEdge(from) && (isEdge(to) || to > at)) return
  throw new Invalid(`${id} is told by the ${grain}. Ask for whole ${WORDS[grain]}.`)
}

/** Refuses a step finer than what an indicator is told by. */
export function assertStep({ id, grain }: DefinedIndicator, step: Step): void {
  if (GRAINS.indexOf(step) < GRAINS.indexOf(grain))
    throw new Invalid(`${id} is told by the ${grain}; a step of a ${step} has nothing between.`)
}

/** Refuses to set a step beside another that is shorter than a day: days are what years have in common. */
export function assertComparable(step: Step): void {
  if (step === 'hour') throw new Invalid('An hour is set beside no other. Ask for a step of a day or longer.')
}

/** The same indicator read for its newest figure, whatever period it is usually read over. */
function newestOf(indicator: DefinedIndicator): DefinedIndicator {
  const trouble = latestTrouble(indicator)
  if (trouble) throw new Invalid(trouble)
  // Spread, a definition would lose its getters.
  return Object.assign(Object.create(indicator), { period: 'latest' })
}

/** A measure asked for by itself reads as an indicator that is nothing but it: over a period or, of what adds up, as it stands now. */
export function indicatorOf(registry: Registry, id: string, isNow = false): DefinedIndicator {
  const measure = registry.measures.find((each) => each.id === id)
  if (!measure) return registry.indicator(id)
  if (measure.apart !== undefined)
    throw new Invalid(`${id} is told by several ${measure.apart}s that are never added up. Ask for an indicator that picks one.`)
  const declared = Indicator.parse({
    id,
    title: measure.title,
    formula: id,
    unit: measure.unit,
    direction: 'none',
    period: measure.time !== 'sum' ? 'year' : isNow ? 'now' : 'today',
    basis: 'Số đo gốc, chưa là chỉ tiêu',
    owner: { vi: 'Chưa giao', en: 'Nobody yet' },
  })
  const vocabulary = { measures: new Map([[id, measure]]), rules: new Map(), units: registry.unitsOfMeasurement }
  const refuse = (why: string | Localised) => {
    throw new Invalid(why)
  }
  return defineIndicator(id.split('.')[0] as string, declared, vocabulary, [], refuse) as DefinedIndicator
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

/**
 * An instant with its zone, or a day, which means its end in Vietnam and, for today, now. The future is refused: nothing is
 * known of it.
 */
export function parseAsOf(text: string, now: Date): Date {
  const isInstant = INSTANT.test(text) && isDay(text.slice(0, 10))
  const at = isDay(text) ? new Date(startOfDay(addDays(text, 1)).getTime() - 1) : new Date(isInstant ? text : Number.NaN)
  if (Number.isNaN(at.getTime())) {
    throw new Invalid(
      `asOf «${text}» is no instant. Write 2026-01-15T09:00+07:00 (the zone must be said; in a URL + is %2B), or a day, 2026-01-15, for its end.`,
    )
  }
  if (text === dayOf(now)) return now
  if (at > now) throw new Invalid(`asOf «${text}» lies in the future; nothing is known of it yet.`)
  if (!isInRange(text)) throw new Invalid(`asOf «${text}» is outside the years 1900 to 2199. Ask for an instant within them.`)
  return at
}

/** A day whose map is meant, or `today`. */
export function parseGeo(text: string, now: Date): string {
  if (text === 'today') return dayOf(now)
  if (!isDay(text)) throw new Invalid(`geo «${text}» is no day. Write yyyy-mm-dd, as in 2025-06-30, or today.`)
  if (!isInRange(text)) throw new Invalid(`geo «${text}» is outside the years 1900 to 2199. Ask for a day within them.`)
  return text
}
