import type { EventAnswer } from '@ioc/server/contract'
import { isFound } from '../../../text/fold.ts'

export interface EventFilter {
  search: string
  /** '' for any. */
  kind: EventAnswer['kind'] | ''
  /** Mergers and days off, which are kept nowhere by themselves, too. */
  derived: boolean
  withdrawn: boolean
}

/** Of the events those somebody looks for, by name in either language, source, unit or key. */
export function eventsFound(events: readonly EventAnswer[], { search, kind, derived, withdrawn }: EventFilter): EventAnswer[] {
  return events.filter(
    (event) =>
      (derived || event.kept !== null) &&
      (withdrawn || !event.kept?.withdrawn) &&
      (kind === '' || event.kind === kind) &&
      isFound(
        [event.title.vi, event.title.en, event.source, event.key, ...event.units.map(({ name }) => name)].join(' '),
        search,
      ),
  )
}
