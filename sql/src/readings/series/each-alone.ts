import type { Db } from '../../db.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import type { Comparison } from '../../pack/pack.ts'
import type { Step } from '../../time/slots.ts'
import { overOf, slotsOf } from '../../time/slots.ts'
import type { RegistryUnit, UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import { readByUnit } from '../by-unit.ts'
import { soFar } from '../judge.ts'
import { someAtOnce } from '../totals/some-at-once.ts'
import type { UnitSeries } from './series.ts'

/** A series of which each step is read by itself: what stands late at its end is in no bucket of it. */
export async function readEachAlone(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  moment: Moment,
  span: Span,
  step: Step,
  of?: RegistryUnit,
  compare?: Comparison,
): Promise<UnitSeries[]> {
  const steps = await someAtOnce(slotsOf(span, step), async (slot) => {
    const over = slot.from <= moment.at ? overOf(slot, moment.at) : slot
    const values = await readByUnit(db, registry, indicator, units, moment, over, of, compare)
    return { slot, values: new Map(values.map((value) => [value.unit.id, value])) }
  })
  const members = new Map(steps.flatMap(({ values }) => [...values]))
  return [...members.values()].map(({ unit, part }) => ({
    unit,
    part,
    points: steps.flatMap(({ slot, values }) => {
      const told = values.get(unit.id)
      if (!told) return []
      const { value, state, provisional, estimate, simulated, before, quartiles } = slot.to > moment.at ? soFar(told) : told
      return [{ at: slot.from, value, state, provisional, estimate, simulated, before, quartiles }]
    }),
  }))
}
