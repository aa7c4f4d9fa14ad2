import { targetTrouble } from '../indicators/check-targets.ts'
import type { Registry } from '../indicators/registry.ts'
import type { Localised, Target } from '../pack/pack.ts'
import { nearest } from '../units/nearest.ts'
import type { PlanFile } from './plan-file.ts'
import { targetOf, targetsOf } from './targets.ts'

/** What does not hold together, and where it stands. */
export interface PlanTrouble extends Localised {
  at: string
}

/** Throws with everything in the plans that does not hold together, a line each: by file and line, and what to do. */
export function checkPlans(files: PlanFile[], registry: Registry, units: Set<string>): void {
  const troubles = planTroubles(files, registry, units)
  if (troubles.length > 0) throw new Error(troubles.map(({ at, en }) => `${at}: ${en}`).join('\n'))
}

export function planTroubles(files: PlanFile[], registry: Registry, units: Set<string>): PlanTrouble[] {
  return [...ids(files), ...clauses(files, registry, units), ...overlaps(files, registry)]
}

function* ids(files: PlanFile[]): Iterable<PlanTrouble> {
  const plans = new Map<string, string>()
  for (const { plan, where } of files) {
    const other = plans.get(plan.id)
    if (other)
      yield {
        at: where(),
        vi: `kế hoạch «${plan.id}» đã có trong ${other}; đổi mã một trong hai.`,
        en: `the plan «${plan.id}» is already in ${other}.`,
      }
    plans.set(plan.id, where())
    const seen = new Set<string>()
    for (const [place, { id }] of plan.clauses.entries()) {
      if (seen.has(id))
        yield {
          at: where(place, 'id'),
          vi: `kế hoạch có hai chỉ tiêu cùng mã «${id}»; đổi mã một trong hai.`,
          en: `the clause «${id}» is in this plan twice; rename one.`,
        }
      seen.add(id)
    }
  }
}

function* clauses(files: PlanFile[], registry: Registry, units: Set<string>): Iterable<PlanTrouble> {
  for (const { plan, where } of files) {
    for (const [place, clause] of plan.clauses.entries()) {
      const { unit = plan.unit, indicator: id, unitOfMeasurement } = clause
      if (unit !== undefined && !units.has(unit))
        yield {
          at: where(place, 'unit'),
          vi: `không có đơn vị nào mang mã «${unit}».`,
          en: `no units file names «${unit}».`,
        }
      const target = targetOf(plan, clause)
      if (target && target.from > target.to)
        yield {
          at: where(place),
          vi: `«${clause.id}» kết thúc ngày ${target.to}, trước khi bắt đầu ngày ${target.from}; đổi chỗ hai ngày.`,
          en: `the clause «${clause.id}» ends on ${target.to}, before it begins on ${target.from}; exchange the two.`,
        }
      if (unitOfMeasurement !== undefined && !(unitOfMeasurement in registry.unitsOfMeasurement))
        yield {
          at: where(place, 'unitOfMeasurement'),
          vi: `«${clause.id}» đặt theo đơn vị tính «${unitOfMeasurement}», chưa nơi nào khai báo.`,
          en: `«${clause.id}» is set in «${unitOfMeasurement}», which nobody declares.`,
        }
      if (id === undefined) continue
      const indicator = registry.indicators.find((each) => each.id === id)
      if (!indicator) {
        const near = nearest(id, registry.indicators, (each) => [each.id])
          .map((each) => `«${each.id}»`)
          .join(', ')
        yield {
          at: where(place, 'indicator'),
          vi: `không có chỉ tiêu «${id}»${near && `; gần giống: ${near}`}. Ghi một chỉ tiêu, hoặc ghi unmeasured: vì sao không đo được.`,
          en: `there is no indicator «${id}»${near && `; near it: ${near}`}. Name one, or say unmeasured: why none measures it.`,
        }
      } else if (indicator.unit !== unitOfMeasurement)
        yield {
          at: where(place, 'unitOfMeasurement'),
          vi: `«${clause.id}» đặt theo ${unitOfMeasurement}, còn ${id} đo bằng ${indicator.unit}; dùng một đơn vị tính.`,
          en: `«${clause.id}» is set in ${unitOfMeasurement}, ${id} is measured in ${indicator.unit}; make them one.`,
        }
    }
  }
}

function* overlaps(files: PlanFile[], registry: Registry): Iterable<PlanTrouble> {
  const ids = new Set(registry.indicators.map((indicator) => indicator.id))
  // In the order of targetsOf, so that each target is told where it stands.
  const places = files.flatMap(({ plan, where }) =>
    plan.clauses.flatMap((clause, place) => (targetOf(plan, clause) ? [() => where(place, 'indicator')] : [])),
  )
  const earlier: Target[] = []
  for (const [index, target] of targetsOf(files.map(({ plan }) => plan)).entries()) {
    const isSound = ids.has(target.indicator) && target.from <= target.to
    const trouble = isSound ? targetTrouble(target, earlier, ids) : null
    if (trouble) yield { at: places[index]?.() ?? '', ...trouble }
    earlier.push(target)
  }
}
