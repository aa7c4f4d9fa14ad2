import { isSameScope } from '../indicators/check-targets.ts'
import type { Target } from '../pack/pack.ts'
import { addDays } from '../time/hanoi.ts'
import { type Clause, citationOf, type Plan, spanOfClause } from './plan.ts'

const FOREVER = '9999-12-31'

/** The targets that plans set for indicators: one a measured clause. A clause nobody put an end to ends where the next begins. */
export function targetsOf(plans: Plan[]): Target[] {
  const targets = plans.flatMap((plan) => plan.clauses.flatMap((clause) => targetOf(plan, clause) ?? []))
  return targets.map((target) => {
    if (target.to !== FOREVER) return target
    const next = targets
      .filter((other) => isSameScope(other, target) && other.from > target.from)
      .map(({ from }) => from)
      .toSorted()[0]
    return next === undefined ? target : { ...target, to: addDays(next, -1) }
  })
}

/** What a clause sets as a target; null where nothing measures it. */
export function targetOf(plan: Plan, clause: Clause): Target | null {
  const { indicator, value, unit = plan.unit, level, each, text } = clause
  if (indicator === undefined || value === undefined) return null
  const { from, due } = spanOfClause(plan, clause)
  return {
    indicator,
    value,
    ...(unit === undefined ? {} : { unit }),
    ...(each && level !== undefined ? { level } : {}),
    from,
    to: due ?? FOREVER,
    clause: text,
    document: citationOf(plan),
  }
}
