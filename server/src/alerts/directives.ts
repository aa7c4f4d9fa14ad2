import { type FoundDirective, isDirectiveOpen, lacking, type SubjectNames, type UnitRegistry } from '@ioc/sql'
import type { Directive } from '../../contract/index.ts'

/** A directive as the contract has it. */
export function describeDirective(
  { life, unit, unitName, explainBy, condition, workingDays: _, ...directive }: FoundDirective,
  { names, units, now }: { names: SubjectNames; units: UnitRegistry; now: Date },
): Directive {
  const { status, isOverdueTold: __, unanswered: ___, ...told } = life
  const isOpen = isDirectiveOpen(life)
  return {
    ...directive,
    ...told,
    status,
    unit: { key: unit, name: unitName },
    explainBy: explainBy?.toISOString() ?? null,
    isOverdue: isOpen && new Date(life.dueAt) < now,
    lacking: isOpen ? lacking(life, { times: condition?.times ?? null }) : [],
    condition: condition && {
      ...condition,
      ...named(names, condition.indicator),
      unitName: units.find(condition.unit).name,
    },
  }
}

function named(names: SubjectNames, indicator: string) {
  const { title, unit, decimals } = names.of(indicator)
  return { title, unitOfMeasurement: unit, decimals }
}
