import type { Calendar } from '../calendar/calendar.ts'
import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { RegistryUnit, UnitRegistry } from '../units/registry.ts'
import { bearsOnAny, type Reach, reachOf } from './bearing.ts'
import { holidaysOf, mergersOf } from './derived.ts'
import { type EventFile, type EventSpan, isDuring, spanOfEvent } from './event.ts'
import { eventsAsOf, type KeptEvent } from './versions.ts'

/** An event that bears on what was asked. */
export interface FoundEvent {
  told: EventFile
  span: EventSpan
  /** Kept here, or read off the registry of units or the calendar. */
  origin: 'kept' | 'units' | 'calendar'
  /** Its version; null of a derived one. */
  kept: KeptEvent | null
  /** Which of the units asked about it bears on. */
  reaches: Reach[]
}

export interface EventsAsked {
  /** The registry known then. */
  units: UnitRegistry
  calendar: Calendar
  /** Whose figures; of none, events of any unit are found that are kept, and of the province those that are derived. */
  of: RegistryUnit[]
  province: RegistryUnit
  indicators: DefinedIndicator[]
  from?: Date | undefined
  to?: Date | undefined
  /** The day whose map is meant, yyyy-mm-dd. */
  geo: string
  asOf: Date | null
  /** Those that were withdrawn by then as well. */
  withdrawn: boolean
}

/**
 * The events that bear on a question, those begun last first. Asked as known at an instant, kept ones are as they were written then and
 * the map's changes as the registry knew them; of the calendar there is only the one in use.
 */
export async function findEvents(db: Db, asked: EventsAsked): Promise<FoundEvent[]> {
  const { units, calendar, of, province, indicators, geo } = asked
  const span = { from: asked.from, to: asked.to }
  const kept = (await eventsAsOf(db, asked.asOf)).filter(({ spec }) => asked.withdrawn || spec !== null)
  const found = [
    ...kept.map((each) => ({ told: each.told, origin: 'kept' as const, kept: each })),
    ...mergersOf(units).map((told) => ({ told, origin: 'units' as const, kept: null })),
    ...holidaysOf(calendar, span).map((told) => ({ told, origin: 'calendar' as const, kept: null })),
  ]
  return found
    .flatMap(({ told, ...rest }): FoundEvent[] => {
      const when = spanOfEvent(told)
      if (!isDuring(when, span) || !bearsOnAny(told, indicators)) return []
      const whose = of.length === 0 && rest.kept === null ? [province] : of
      const reaches = reachOf(units, told, whose, geo)
      if (whose.length > 0 && reaches.length === 0) return []
      return [{ told, span: when, ...rest, reaches: of.length === 0 ? [] : reaches }]
    })
    .sort((a, b) => b.span.from.getTime() - a.span.from.getTime() || (a.told.id < b.told.id ? -1 : 1))
}
