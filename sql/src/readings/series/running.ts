import type { Db } from '../../db.ts'
import { Invalid } from '../../errors.ts'
import { type Formula, isQuotient } from '../../indicators/formula.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { addYears, dayOf, startOfDay } from '../../time/hanoi.ts'
import { slotBefore } from '../../time/slots.ts'
import type { UnitRegistry } from '../../units/registry.ts'
import type { Moment } from '../asked/moment.ts'
import type { Span } from '../asked/period.ts'
import type { ReadingState } from '../state.ts'
import { evaluate, fillSums } from '../totals/evaluate.ts'
import { readSeries, type SeriesPoint } from './series.ts'

type Step = 'day' | 'month'

/** What leaves a gap in a year, so that nothing is told of the rest of it. */
const GAPS: readonly ReadingState[] = ['missing', 'suppressed', 'withdrawn', 'not_yet_due']

/** Whether it can be told from the first of January on: where all that it counts adds up over time, and does not run through its year by itself. */
export const runsThroughYear = ({ period, compiled }: Pick<DefinedIndicator, 'period' | 'compiled'>): boolean =>
  period !== 'now' && isSummed(compiled)

const isSummed = ({ terms }: Formula): boolean =>
  terms.every(
    ({ measure, begun, stood, distinct }) => measure.time === 'sum' && !measure.runsFrom && !begun && !stood && !distinct,
  )

export interface Running {
  points: SeriesPoint[]
  /** Where each year breaks off: the first step that leaves a gap, though that step or one after it is told by itself. */
  gaps: Date[]
}

/**
 * A series of which each point tells its year from the first of January to its own end: what is counted is added up, a share is one of the sums.
 * Nothing after a gap, nor after a definition that changed meanwhile. `before` is the same of the year before, where both steps are over.
 * Throws Invalid where it does not run through its year.
 */
export async function readRunning(
  db: Db,
  units: UnitRegistry,
  indicator: DefinedIndicator,
  unitId: number,
  span: Span,
  step: Step,
  moment: Moment,
): Promise<Running> {
  if (!runsThroughYear(indicator))
    throw new Invalid({
      vi: `«${indicator.title.vi}» không cộng dồn theo thời gian nên không có lũy kế từ đầu năm. Bỏ «Lũy kế từ đầu năm» hoặc chọn chỉ tiêu khác.`,
      en: `«${indicator.title.en}» does not add up over time, so it has no running total. Leave out running, or choose another indicator.`,
    })
  const whole = { from: slotBefore(startOfDay(addYears(dayOf(span.from), -1)), 'year'), to: span.to }
  const [points, rows] = await Promise.all([
    readSeries(db, units, indicator, unitId, whole, step, moment),
    evaluate(db, units, indicator, { roots: [unitId], span: whole, step, ...moment }),
  ])
  const termsAt = new Map(rows.map(({ slot, values }) => [slot?.getTime(), values]))
  const running = accumulate(indicator, points, termsAt)
  // What looks at the year before is itself the comparison.
  const isCompared = !indicator.compiled.terms.some(({ yearBefore }) => yearBefore)
  const byDay = new Map(running.map((point) => [dayOf(point.at), point]))
  const shown = running.filter(({ at }) => at >= slotBefore(span.from, step))
  return {
    points: shown.map((point) => {
      const before = byDay.get(addYears(dayOf(point.at), -1))
      return { ...point, before: isCompared && !point.provisional ? (before?.value ?? null) : null }
    }),
    gaps: gapsOf(points, running, new Set(shown.map(({ at }) => yearOf(at)))),
  }
}

const yearOf = (at: Date) => dayOf(at).slice(0, 4)

function gapsOf(points: readonly SeriesPoint[], running: readonly SeriesPoint[], years: ReadonlySet<string>): Date[] {
  return [...years].flatMap((year) => {
    const isOf = ({ at }: SeriesPoint) => yearOf(at) === year
    const gap = running.find((point) => isOf(point) && GAPS.includes(point.state))
    const isTold = points.some((point) => isOf(point) && point.value !== null && gap && point.at >= gap.at)
    return gap && isTold ? [gap.at] : []
  })
}

function accumulate(
  indicator: DefinedIndicator,
  points: readonly SeriesPoint[],
  termsAt: ReadonlyMap<number | undefined, (number | null)[]>,
): SeriesPoint[] {
  let year = ''
  let sums: number[] = []
  let gap: ReadingState | null = null
  let sofar = { provisional: false, estimate: false }
  let formula: Formula | null = null
  return points.map((point) => {
    const day = dayOf(point.at)
    const { compiled } = indicator.definitionOn(day)
    if (day.slice(0, 4) !== year) {
      year = day.slice(0, 4)
      sums = compiled.terms.map(() => 0)
      gap = null
      sofar = { provisional: false, estimate: false }
      formula = compiled
    }
    if (GAPS.includes(point.state) || !isSummed(compiled)) gap ??= point.state
    else if (compiled !== formula) gap ??= 'missing'
    if (gap !== null) return { ...point, value: null, state: gap, before: null }
    const terms = fillSums(compiled, termsAt.get(point.at.getTime()) ?? compiled.terms.map(() => null))
    sums = sums.map((sum, index) => sum + (terms[index] ?? 0))
    sofar = { provisional: sofar.provisional || point.provisional, estimate: sofar.estimate || point.estimate }
    const value = compiled.evaluate(sums)
    const isNothing = value === null || (value === 0 && !isQuotient(compiled))
    const state: ReadingState = sofar.provisional ? 'provisional' : isNothing ? 'zero' : 'ok'
    return { ...point, ...sofar, value, state, before: null }
  })
}
