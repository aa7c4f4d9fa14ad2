import { compileRegistry, type Registry } from '../indicators/registry.ts'
import type { HeldBack } from './embargo.ts'

/** The same registry, whose measures know what of them is held back. */
export function withEmbargoes(registry: Registry, byMeasure: ReadonlyMap<string, HeldBack[]>): Registry {
  return compileRegistry(
    registry.meanings.map((meaning) => {
      const measures = meaning.measures.map((measure) => {
        const embargoes = byMeasure.get(measure.id)
        return embargoes ? { ...measure, embargoes } : measure
      })
      return { meaning: { ...meaning, measures }, tiles: [], where: ({ section, id }) => `${section} ${id}` }
    }),
    registry.unitsOfMeasurement,
  )
}
