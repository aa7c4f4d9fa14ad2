import { parseSubject } from '../alerts/subject.ts'
import type { Db } from '../db.ts'
import { isAbove } from '../indicators/classification.ts'
import type { Registry } from '../indicators/registry.ts'
import type { Classification } from '../pack/pack.ts'
import type { CurrentProvince } from '../province/find.ts'
import type { Moment } from '../readings/asked/moment.ts'
import type { Span } from '../readings/asked/period.ts'
import type { UnitRegistry } from '../units/registry.ts'
import type { Cadence } from './cadence.ts'
import type { BriefingBlock } from './document.ts'

/** What the parts of a report are read with: everything as known at one instant. */
export interface Sight {
  db: Db
  registry: Registry
  /** Today's; a question takes those of its instant from it. */
  units: UnitRegistry
  province: CurrentProvince
  moment: Moment & { asOf: Date }
  /** The occasion before. */
  before: Date
  every: Cadence['every']
  /** Of which it is, and of which the one before was. */
  days: Span
  daysBefore: Span
  classification: Classification
}

/** A part of a report, and whether any of it is simulated. */
export interface Told {
  blocks: BriefingBlock[]
  simulated: boolean
}

export function classOfIndicator({ registry }: Pick<Sight, 'registry'>, id: string): Classification {
  return (
    registry.indicators.find((each) => each.id === id)?.classification ?? classOfDomain({ registry }, id.split('.')[0] ?? null)
  )
}

/** What is of no domain speaks of the work of the house. */
export function classOfDomain({ registry }: Pick<Sight, 'registry'>, domain: string | null): Classification {
  return registry.meanings.find(({ id }) => id === domain)?.classification ?? 'internal'
}

/** Whether the report may speak of what an alert or an order is of. */
export function maySpeakOf(
  sight: Pick<Sight, 'registry' | 'classification'>,
  subject: string | null,
  domain: string | null,
): boolean {
  const parsed = subject === null ? null : parseSubject(subject)
  const classification = parsed?.kind === 'indicator' ? classOfIndicator(sight, parsed.id) : classOfDomain(sight, domain)
  return !isAbove(classification, sight.classification)
}
