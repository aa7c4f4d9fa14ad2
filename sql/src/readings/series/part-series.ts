import type { Db } from '../../db.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import type { Comparison } from '../../pack/pack.ts'
import type { Step } from '../../time/slots.ts'
import { overOf, slotsOf } from '../../time/slots.ts'
import type { RegistryUnit, UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import { wholeSteps } from '../asked/own-span.ts'
import type { Span } from '../asked/period.ts'
import { momentOfSpan, momentThen } from '../at-its-end.ts'
import { soFar } from '../judge.ts'
import { readParts } from '../parts.ts'
import { someAtOnce } from '../totals/some-at-once.ts'
import type { SeriesPoint } from './series.ts'

export interface PartSeries {
  /** The dimension's value; blank where a fact had none. */
  key: string
  points: SeriesPoint[]
}

/**
 * An indicator over time by the values of a dimension, those that brought the most first. Each step is told as it would be alone, so what may not
 * be told there is not told here; a value that a step knows nothing of is told as silence is. What stands at one moment is told as it stood at the end of each
 * step (see readStanding). Where a comparison is asked for, each stands beside what it would alone, but for what stands at one moment, which stands
 * beside nothing. Throws Invalid where its formula can't be split by the dimension.
 */
export async function readPartSeries(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unit: RegistryUnit,
  moment: Moment,
  dim: string,
  asked: Span,
  step: Step,
  compare?: Comparison,
): Promise<PartSeries[]> {
  const isStanding = indicator.period === 'now'
  const span = isStanding ? asked : wholeSteps(indicator, [unit], asked, step, moment.at)
  const slots = slotsOf(span, step).filter(({ from }) => from <= moment.at)
  const told = await someAtOnce(slots, async (slot) => {
    const over = overOf(slot, moment.at)
    const then = isStanding ? momentThen(slot, moment) : momentOfSpan(indicator, over, moment)
    const of = isStanding ? undefined : over
    const beside = isStanding ? undefined : compare
    const { whole, parts, silence } = await readParts(db, units, indicator, unit.id, then, dim, of, beside)
    return { slot, silence, simulated: whole.freshness.simulated, parts: new Map(parts.map((part) => [part.key, part])) }
  })
  const size = new Map<string, number>()
  for (const { parts } of told) for (const [key, { value }] of parts) size.set(key, (size.get(key) ?? 0) + Math.abs(value ?? 0))
  const keys = [...size].toSorted(([a, most], [b, more]) => more - most || (a < b ? -1 : 1)).map(([key]) => key)
  return keys.map((key) => ({
    key,
    points: told.map(({ slot, parts, silence, simulated }) => {
      const said = parts.get(key) ?? { ...silence, before: null }
      const { value, state, provisional, estimate, before } = !isStanding && slot.to > moment.at ? soFar(said) : said
      return { at: slot.from, value, state, provisional, estimate, simulated, before, quartiles: null }
    }),
  }))
}
