import type { Db } from '../db.ts'
import type { DefinedIndicator } from '../indicators/registry.ts'
import type { UnitRegistry } from '../units/registry.ts'
import { evaluate } from './evaluate.ts'
import { hear } from './hearing.ts'
import { type Judged, judge } from './judge.ts'
import type { Moment } from './moment.ts'
import { wholeSteps } from './own-span.ts'
import type { Span } from './period.ts'
import { slotsOf } from './slots.ts'
import type { Step } from './term.ts'
import { onceTold } from './withdrawn.ts'

export type SeriesPoint = { at: Date; simulated: boolean } & Pick<Judged, 'value' | 'state' | 'provisional' | 'estimate'>

/**
 * An indicator over time, one point a step. The step under way is provisional, and so are those of which more may still
 * arrive; a gap stays a gap unless a count was truly 0.
 */
export async function readSeries(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  asked: Span,
  step: Step,
  moment: Moment,
): Promise<SeriesPoint[]> {
  const roots = [unitId]
  const span = wholeSteps(indicator, [units.get(unitId)], asked, step, moment.at)
  const [rows, hearing] = await Promise.all([
    evaluate(db, units, indicator, { roots, span, step, ...moment }),
    hear(db, units, indicator, moment, { roots, span }),
  ])
  const found = new Map(rows.map((row) => [row.slot?.getTime(), row]))
  const slots = slotsOf(span, step)
  const isWhole = slots.every(({ from }) => found.get(from.getTime())?.value != null)
  const wasTold = await onceTold(db, units, indicator, isWhole ? [] : roots, moment, span)
  return slots.map((slot) => {
    const { value, state, provisional, estimate, freshness } = judge(indicator, hearing, moment, {
      unitId,
      span: slot,
      found: found.get(slot.from.getTime()),
      isTakenBack: wasTold(unitId, slot, found.get(slot.from.getTime())?.values),
      isOneOfMany: true,
    })
    return { at: slot.from, value, state, provisional, estimate, simulated: freshness.simulated }
  })
}
