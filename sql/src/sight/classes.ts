import { classificationOfDomain, classificationOfIndicator, leastStrict } from '../indicators/classification.ts'
import { domainOf } from '../indicators/define.ts'
import { termsWithin } from '../indicators/formula.ts'
import type { Registry } from '../indicators/registry.ts'
import type { Classification } from '../pack/pack.ts'

export interface Classes {
  /** For whom the records of a domain are. */
  domains: ReadonlyMap<string, Classification>
  /** For whom the totals of a measure are: for whoever may see the least strict figure that counts it, or its domain’s. */
  measures: ReadonlyMap<string, Classification>
}

export function classesOf(registry: Pick<Registry, 'measures' | 'indicators' | 'meanings'>): Classes {
  const measures = new Map(registry.measures.map((measure) => [measure.id, classificationOfDomain(domainOf(measure), registry)]))
  for (const indicator of registry.indicators) {
    const own = classificationOfIndicator(indicator, registry)
    const counted = indicator.definitions.flatMap(({ compiled }) => termsWithin(compiled.terms).map(({ measure }) => measure))
    for (const { id } of counted) measures.set(id, leastStrict(own, measures.get(id) ?? own))
  }
  return { domains: new Map(registry.meanings.map(({ id, classification }) => [id, classification])), measures }
}
