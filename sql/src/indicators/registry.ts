import { NotFound } from '../errors.ts'
import { loadDomains } from '../pack/load.ts'
import type { Indicator, Measure, Target } from '../pack/pack.ts'
import { compileFormula, type Formula } from './formula.ts'

export interface DefinedIndicator extends Indicator {
  domain: string
  compiled: Formula
  targets: Target[]
}

export interface Registry {
  measure(id: string): Measure
  indicator(id: string): DefinedIndicator
}

let loaded: Promise<Registry> | undefined

/** Every measure and indicator the domains declare; a definition that does not hold together stops the start, by name. */
export function loadRegistry(): Promise<Registry> {
  loaded ??= build()
  return loaded
}

async function build(): Promise<Registry> {
  const packs = (await loadDomains()).map(({ pack }) => pack)
  const measures = new Map(packs.flatMap((pack) => pack.measures.map((measure) => [measure.id, measure] as const)))
  const indicators = new Map<string, DefinedIndicator>()
  for (const pack of packs) {
    for (const indicator of pack.indicators) {
      const compiled = compileFormula(indicator.formula, measures)
      if (compiled.unit !== indicator.unit) {
        throw new Error(`sql/domains/${pack.id}: ${indicator.id} says ${indicator.unit}, its formula yields ${compiled.unit}.`)
      }
      const targets = pack.targets.filter((target) => target.indicator === indicator.id)
      indicators.set(indicator.id, { ...indicator, domain: pack.id, compiled, targets })
    }
  }
  return { measure: (id) => known(measures, 'measure', id), indicator: (id) => known(indicators, 'indicator', id) }
}

function known<T>(all: Map<string, T>, what: string, id: string): T {
  const found = all.get(id)
  if (found === undefined) throw new NotFound(`There is no ${what} «${id}».`)
  return found
}
