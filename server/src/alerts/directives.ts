import { type FoundDirective, lacking, type Registry, type UnitRegistry } from '@ioc/sql'
import type { Directive } from '../../contract/index.ts'

/** A directive as the contract has it. */
export function describeDirective(
  { life, unit, unitName, explainBy, condition, workingDays: _, ...directive }: FoundDirective,
  { registry, units, now }: { registry: Registry; units: UnitRegistry; now: Date },
): Directive {
  const { status, isOverdueTold: __, unanswered: ___, ...told } = life
  const isOpen = status === 'issued' || status === 'accepted'
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
      ...named(registry, condition.indicator),
      unitName: units.find(condition.unit).name,
    },
  }
}

function named({ indicators }: Registry, id: string) {
  const indicator = indicators.find((each) => each.id === id)
  return {
    title: indicator?.title ?? { vi: id, en: id },
    unitOfMeasurement: indicator?.unitOfMeasurement ?? null,
    decimals: indicator?.decimals ?? 0,
  }
}
