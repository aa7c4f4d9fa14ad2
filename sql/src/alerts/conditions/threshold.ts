import type { UnitValue } from '../../readings/by-unit.ts'
import type { Condition } from '../rule.ts'
import { readForRule } from '../shared-readings.ts'
import { type AskOf, type Finding, weigh } from '../sight.ts'

type Threshold = Extract<Condition, { is: 'threshold' }>

/** The value itself, of a year’s plan how far it is ahead of the calendar, against the rule’s levels or the indicator’s own. */
export async function threshold(ask: AskOf<Threshold>): Promise<Finding[]> {
  const { house, subject, indicator, when, units, moment } = ask
  const levels = Object.keys(when.levels).length > 0 ? when.levels : indicator.levels
  const better = when.better ?? indicator.direction
  if (better === 'none')
    throw new Error(`«${indicator.id}» does not say which way is better: say so in the rule (better: up or down).`)
  const values = await readForRule(house, indicator, units, moment)
  return values.map((value) =>
    weigh(ask, { levels, recover: when.recover }, better === 'up' ? 'fall' : 'rise', {
      subject,
      unit: value.unit,
      measured: isTold(value) ? value.weighed : null,
    }),
  )
}

/** Whether it is a number of now, and not one that its source has let grow old. */
export function isTold({ state }: Pick<UnitValue, 'state'>): boolean {
  return state === 'ok' || state === 'zero' || state === 'provisional'
}
