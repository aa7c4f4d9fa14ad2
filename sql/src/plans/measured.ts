import type { DefinedIndicator } from '../indicators/registry.ts'
import { type Span, spanOf } from '../readings/asked/period.ts'
import { addDays, dayOf, startOfDay } from '../time/hanoi.ts'
import type { Goal } from './reach.ts'

/** What a measured clause asks of whom. */
export interface Measured {
  indicator: DefinedIndicator
  goal: Goal
  from: string
  due: string | null
  /** The day it is looked ahead to: when it is due or, where nobody said, the end of the year. */
  horizon: string
  unitId: number
  /** The level every unit of which is to reach it; absent where it is for the unit as a whole. */
  each: string | undefined
}

/** Of those of whom every one is to reach a goal, all. */
export const ALL_OF_THEM: Goal = { operator: '≥', value: 100 }

/** The days its number is of: all of its own for what adds up to a sum, else the indicator's period, up to the day it was due. */
export function spanMeasured(measured: Measured, at: Date): Span {
  const { indicator, from, due } = measured
  const last = due === null || dayOf(at) <= due ? at : new Date(startOfDay(addDays(due, 1)).getTime() - 1)
  if (!isCounted(measured)) return spanOf(indicator.period, last)
  return { from: startOfDay(from), to: startOfDay(addDays(dayOf(last), 1)) }
}

/** A count that is to add up to something by a day. */
export function isCounted({ indicator, due }: Pick<Measured, 'indicator' | 'due'>): boolean {
  return due !== null && indicator.additive.time
}

/** A figure that grows through its period: a count, or a total to date as reported. */
export function growsOverItsPeriod({ additive, period, compiled }: DefinedIndicator): boolean {
  return additive.time || (period === 'year' && compiled.terms.every(({ measure }) => measure.time === 'last'))
}
