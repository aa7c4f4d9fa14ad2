import { targetTrouble } from '../indicators/check-targets.ts'
import type { Registry } from '../indicators/registry.ts'
import type { Target } from '../pack/pack.ts'
import { nearest } from '../units/nearest.ts'
import type { PlanFile } from './plan-file.ts'
import { targetOf, targetsOf } from './targets.ts'

/** Throws with everything in the plans that does not hold together, a line each: by file and line, and what to do. */
export function checkPlans(files: PlanFile[], registry: Registry, units: Set<string>): void {
  const troubles = [...ids(files), ...clauses(files, registry, units), ...overlaps(files, registry)]
  if (troubles.length > 0) throw new Error(troubles.join('\n'))
}

function* ids(files: PlanFile[]): Iterable<string> {
  const plans = new Map<string, string>()
  for (const { plan, where } of files) {
    const other = plans.get(plan.id)
    if (other) yield `${where()}: the plan «${plan.id}» is already in ${other}.`
    plans.set(plan.id, where())
    const seen = new Set<string>()
    for (const [place, { id }] of plan.clauses.entries()) {
      if (seen.has(id)) yield `${where(place, 'id')}: the clause «${id}» is in this plan twice; rename one.`
      seen.add(id)
    }
  }
}

function* clauses(files: PlanFile[], registry: Registry, units: Set<string>): Iterable<string> {
  for (const { plan, where } of files) {
    for (const [place, clause] of plan.clauses.entries()) {
      const { unit = plan.unit, indicator: id, unitOfMeasurement } = clause
      if (unit !== undefined && !units.has(unit)) yield `${where(place, 'unit')}: no units file names «${unit}».`
      const target = targetOf(plan, clause)
      if (target && target.from > target.to)
        yield `${where(place)}: the clause «${clause.id}» ends on ${target.to}, before it begins on ${target.from}; exchange the two.`
      if (unitOfMeasurement !== undefined && !(unitOfMeasurement in registry.unitsOfMeasurement))
        yield `${where(place, 'unitOfMeasurement')}: «${clause.id}» is set in «${unitOfMeasurement}», which nobody declares.`
      if (id === undefined) continue
      const indicator = registry.indicators.find((each) => each.id === id)
      if (!indicator) {
        const near = nearest(id, registry.indicators, (each) => [each.id]).map((each) => `«${each.id}»`)
        yield `${where(place, 'indicator')}: there is no indicator «${id}»${near.length > 0 ? `; near it: ${near.join(', ')}` : ''}. Name one, or say unmeasured: why none measures it.`
      } else if (indicator.unit !== unitOfMeasurement)
        yield `${where(place, 'unitOfMeasurement')}: «${clause.id}» is set in ${unitOfMeasurement}, ${id} is measured in ${indicator.unit}; make them one.`
    }
  }
}

function* overlaps(files: PlanFile[], registry: Registry): Iterable<string> {
  const ids = new Set(registry.indicators.map((indicator) => indicator.id))
  // In the order of targetsOf, so that each target is told where it stands.
  const places = files.flatMap(({ plan, where }) =>
    plan.clauses.flatMap((clause, place) => (targetOf(plan, clause) ? [() => where(place, 'indicator')] : [])),
  )
  const earlier: Target[] = []
  for (const [index, target] of targetsOf(files.map(({ plan }) => plan)).entries()) {
    const isSound = ids.has(target.indicator) && target.from <= target.to
    const trouble = isSound ? targetTrouble(target, earlier, ids) : null
    if (trouble) yield `${places[index]?.()}: ${trouble}`
    earlier.push(target)
  }
}
