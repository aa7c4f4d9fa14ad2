import type { Plan } from '../plans/plan.ts'
import { targetsOf } from '../plans/targets.ts'
import { isSameScope } from './check-targets.ts'
import { compileRegistry, type Registry } from './registry.ts'

/** The same definitions with the targets that plans set; where one holds, it takes the place of what a domain brought along. */
export function withPlans(registry: Registry, plans: Plan[]): Registry {
  const planned = targetsOf(plans)
  return compileRegistry(
    registry.meanings.map((meaning) => {
      const own = new Set(meaning.indicators.map(({ id }) => id))
      const set = planned.filter(({ indicator }) => own.has(indicator))
      const brought = meaning.targets.filter(
        (target) => !set.some((other) => isSameScope(other, target) && other.from <= target.to && target.from <= other.to),
      )
      const where = ({ section, id }: { section: string; id: string }) => `${section} ${id}`
      return { meaning: { ...meaning, targets: [...brought, ...set] }, tiles: [], where }
    }),
    registry.unitsOfMeasurement,
  )
}
