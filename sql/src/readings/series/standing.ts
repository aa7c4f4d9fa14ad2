import { lunarYearBefore } from '../../calendar/lunar.ts'
import type { Db } from '../../db.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import type { Comparison } from '../../pack/pack.ts'
import type { Step } from '../../time/slots.ts'
import { overOf, slotsOf } from '../../time/slots.ts'
import type { RegistryUnit, UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import { type Span, sameDays } from '../asked/period.ts'
import { momentThen } from '../at-its-end.ts'
import { readByUnit, type UnitValue } from '../by-unit.ts'
import { someAtOnce } from '../totals/some-at-once.ts'
import type { UnitSeries } from './series.ts'

/**
 * How what stands at one moment stood at the end of each step and, of the step under way, how it stands now. Each point is what was known at that moment,
 * so none moves with what was learned later. Where a comparison is asked for, each stands beside the end of the same step a year before, of
 * the one as far from Tết or of the one right before, beside its target or its peers.
 */
export async function readStanding(
  db: Db,
  registry: UnitRegistry,
  indicator: DefinedIndicator,
  units: RegistryUnit[],
  moment: Moment,
  asked: Span,
  step: Step,
  of?: RegistryUnit,
  compare?: Comparison,
): Promise<UnitSeries[]> {
  const slots = slotsOf(asked, step).filter(({ from }) => from <= moment.at)
  const isOfDays = compare === 'solar' || compare === 'lunar' || compare === 'previous'
  const ends = slots.map((slot) => momentThen(slot, moment))
  const earlier = isOfDays ? slots.map((slot) => momentThen(before(overOf(slot, moment.at), compare), moment)) : []
  const instants = [...new Map([...ends, ...earlier].map((then) => [then.at.getTime(), then])).values()]
  const beside = isOfDays ? undefined : compare
  const read = await someAtOnce(instants, (then) => readByUnit(db, registry, indicator, units, then, undefined, of, beside))
  const stood = new Map(
    read.map((values, place) => [instants[place]?.at.getTime(), new Map(values.map((value) => [keyOf(value), value]))]),
  )
  const valueAt = (then: Moment | undefined, key: string) => stood.get(then?.at.getTime())?.get(key)
  const members = new Map(ends.flatMap((end) => [...(stood.get(end.at.getTime()) ?? [])]))
  return [...members].map(([key, { unit, part }]) => ({
    unit,
    part,
    points: slots.flatMap(({ from: at }, place) => {
      const told = valueAt(ends[place], key)
      if (!told) return []
      const { value, state, provisional, estimate, simulated } = told
      const before = isOfDays ? (valueAt(earlier[place], key)?.value ?? null) : told.before
      return [{ at, value, state, provisional, estimate, simulated, before, quartiles: told.quartiles }]
    }),
  }))
}

function before(slot: Span, compare: 'solar' | 'lunar' | 'previous'): Span {
  if (compare === 'previous') return { from: slot.from, to: slot.from }
  return compare === 'solar' ? sameDays(slot) : lunarYearBefore(slot)
}

const keyOf = ({ unit, part }: UnitValue) => `${unit.id} ${part}`
