import { momentOf } from '../../readings/asked/moment.ts'
import { readByUnit } from '../../readings/by-unit.ts'
import type { Condition } from '../rule.ts'
import { readForRule } from '../shared-readings.ts'
import { type AskOf, type Finding, weigh } from '../sight.ts'
import { isTold } from './threshold.ts'

type Change = Extract<Condition, { is: 'change' }>

/** How much a number has changed within so many seconds: as it is known now, against as it was known then of then. */
export async function change(ask: AskOf<Change>): Promise<Finding[]> {
  const { house, subject, indicator, when, units, moment } = ask
  const then = { ...moment, ...momentOf({ asOf: new Date(moment.at.getTime() - 1000 * when.within) }) }
  const [now, before] = [
    await readForRule(house, indicator, units, moment),
    await readByUnit(house.db, house.units, indicator, units, then),
  ]
  const known = new Map(before.map((each) => [each.unit.id, each]))
  return now.map((value) => {
    const old = known.get(value.unit.id)
    const change = !old || !isTold(value) || !isTold(old) ? null : difference(old.weighed, value.weighed, when.in)
    const measured = change === null || when.worse !== 'both' ? change : Math.abs(change)
    return weigh(ask, when, when.worse === 'fall' ? 'fall' : 'rise', { subject, unit: value.unit, measured })
  })
}

/** Of nothing there is no percentage. A fall is below zero, so that its levels are: `critical: -20`. */
function difference(before: number | null, now: number | null, unit: 'percent' | 'unit'): number | null {
  if (before === null || now === null) return null
  if (unit === 'unit') return now - before
  return before === 0 ? null : (100 * (now - before)) / Math.abs(before)
}
