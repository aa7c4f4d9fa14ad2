import type { Formula } from '../../indicators/formula.ts'
import type { DefinedIndicator } from '../../indicators/registry.ts'
import { addDays, dayOf, startOfDay } from '../../time/hanoi.ts'
import type { Step } from '../../time/slots.ts'
import { following, slotBefore, slotFrom } from '../../time/slots.ts'
import type { RegistryUnit } from '../../units/registry.ts'
import { type Span, spanOf } from './period.ts'

/**
 * The span an indicator's own period means for units. A newest figure is sought no further back than today's definition
 * holds and, where figures cannot be carried over a merger, than the units have stood.
 */
export function ownSpan(indicator: DefinedIndicator, units: Pick<RegistryUnit, 'valid_from'>[], at: Date): Span {
  const { from, to } = spanOf(indicator.period, at)
  const isBound = indicator.compiled.terms.some(({ measure }) => measure.units === 'none')
  const stood = isBound ? units.map(({ valid_from }) => slotBefore(startOfDay(valid_from), indicator.grain)) : []
  if (indicator.period !== 'latest') {
    // On the first day of a new unit the month before it is nobody's of whom it could be asked.
    return stood.some((since) => to <= since) ? { from: to, to } : { from, to }
  }
  const bounds = [from, startOfDay(indicator.definitionOn(dayOf(at)).from ?? '1900-01-01'), ...stood]
  return { from: new Date(Math.max(...bounds.map(Number))), to }
}

/**
 * A span whose steps are whole, the one under way to date: half a month beside whole ones would look like a fall. What cannot
 * be carried over a merger begins and ends with the units.
 */
export function wholeSteps(
  { compiled, grain }: DefinedIndicator,
  units: Pick<RegistryUnit, 'valid_from' | 'valid_to'>[],
  { from, to }: Span,
  step: Step,
  at: Date,
): Span {
  const isBound = compiled.terms.some(({ measure }) => measure.units === 'none')
  const bounds = isBound ? units.map(({ valid_from }) => slotBefore(startOfDay(valid_from), grain)) : []
  const earliest = Math.min(from.getTime(), Math.max(...bounds.map(Number)))
  const ends = isBound ? units.flatMap(({ valid_to }) => (valid_to === null ? [] : [startOfDay(valid_to).getTime()])) : []
  const latest = Math.max(to.getTime(), Math.min(startOfDay(addDays(dayOf(at), 1)).getTime(), ...ends))
  return {
    from: new Date(Math.max(slotBefore(from, step).getTime(), bounds.length > 0 ? earliest : 0)),
    to: new Date(Math.min(slotFrom(to, step).getTime(), latest)),
  }
}

/**
 * What a reading speaks of. Of figures that replace the ones before, whatever was asked, of the newest: a running total of its year
 * up to it, one of a month or a year of that; how things stood on a day, of the time up to that day.
 */
export function spokenSpan(formula: Formula, asked: Span, bucket: Date | null, isLatest: boolean): Span {
  if (!bucket) return asked
  const grain = grainOf(formula)
  const to = following(bucket, grain)
  if (formula.terms[0]?.measure.runsFrom) return { from: slotBefore(bucket, 'year'), to }
  return grain === 'day' && !isLatest ? { ...asked, to } : { from: bucket, to }
}

/** Seconds since the figure after a newest one was due; 0 where nobody promised a day. */
export function overdueBy({ dueAfterDays }: DefinedIndicator, formula: Formula, { to }: Span, at: Date): number {
  if (dueAfterDays === undefined) return 0
  const due = dueAt(dueAfterDays, following(to, grainOf(formula)))
  return Math.max(0, (at.getTime() - due.getTime()) / 1000)
}

/** When a figure is due so many days after the end of its period. */
export function dueAt(days: number, end: Date): Date {
  return startOfDay(addDays(dayOf(new Date(end.getTime() - 1)), days + 1))
}

/** What stands first in a formula says of when it is. */
function grainOf({ terms }: Formula) {
  return terms[0]?.measure.grain ?? 'day'
}
